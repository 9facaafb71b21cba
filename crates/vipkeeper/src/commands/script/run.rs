//! `vipkeeper script run` and `prove`.

use std::time::Duration;

use keeper::Message;
use keeper::script::{self, Ending, Run, Runner, Script, examine};

use super::data::{ProofData, RunData};
use crate::context::Context;
use crate::failure::Failure;

/// Runs a script as Keepalived would; exit status 0 when that would count as
/// a success.
pub(super) fn run(name: &str, timeout: Option<Duration>, context: &Context) -> Result<(), Failure> {
    let (script, runner) = prepared(name, context)?;
    let run = script::run(&script, &runner, timeout.unwrap_or(script.timeout))?;
    if context.output.is_json() {
        context.output.data(&RunData::of(&run));
    } else {
        context.output.raw(&run.stdout);
        context.output.aside(&run.stderr);
        context.output.tell(&in_words(&run));
    }
    answer(run.is_success())
}

/// Shows whether a check can say no; exit status 0 when it can.
pub(super) fn prove(
    name: &str,
    timeout: Option<Duration>,
    context: &Context,
) -> Result<(), Failure> {
    let (script, runner) = prepared(name, context)?;
    let proof = script::prove(&script, &runner, timeout.unwrap_or(script.timeout))?;
    if context.output.is_json() {
        context.output.data(&ProofData {
            can_fail: proof.can_fail(),
            here: RunData::of(&proof.here),
            isolated: RunData::of(&proof.isolated),
        });
        return answer(proof.can_fail());
    }
    let output = &context.output;
    let labelled = |id: &'static str, run: &Run| {
        let said = output.messages().text(&in_words(run));
        output.line(&Message::new(id).with("said", said));
    };
    labelled("script-proof-here", &proof.here);
    labelled("script-proof-isolated", &proof.isolated);
    output.line(&Message::new(match proof.can_fail() {
        true => "script-proof-can-fail",
        false => "script-proof-cannot-fail",
    }));
    answer(proof.can_fail())
}

/// What would keep Keepalived from running it at all is told first.
fn prepared(name: &str, context: &Context) -> Result<(Script, Runner), Failure> {
    crate::commands::service::require_root()?;
    let script = script::find(&context.layout, name)?;
    let runner = Runner::of(&context.layout)?;
    for obstacle in examine(&script, &runner) {
        context.output.warn(&obstacle.message());
    }
    Ok((script, runner))
}

fn in_words(run: &Run) -> Message {
    let message = match run.ending {
        Ending::Exited(0) => Message::new("script-run-success"),
        Ending::Exited(code) => Message::new("script-run-failure").with("code", code),
        Ending::Signalled(signal) => Message::new("script-run-killed").with("signal", signal),
        Ending::TimedOut(_) => Message::new("script-run-too-long"),
    };
    message.with("user", &run.user).with(
        "duration",
        format!("{:.1}", run.duration.as_secs_f64() * 1e3),
    )
}

fn answer(is_yes: bool) -> Result<(), Failure> {
    match is_yes {
        true => Ok(()),
        false => Err(Failure::told()),
    }
}
