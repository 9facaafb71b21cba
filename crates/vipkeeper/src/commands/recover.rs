//! Taking back what a process that is gone has left half done.
//!
//! Done by the daemon, at its start and then every second, and by every
//! command that speaks of Keepalived's configuration or service.  Not by
//! checks: Keepalived runs those and waits for them.

use std::time::Duration;

use keeper::Layout;
use keeper::apply::{Applier, Outcome};
use keeper::drain;
use keeper::message::Explain;
use keeper::service::Service;
use keeper::{Explanation, Message, Settings};

use crate::cli::Command;
use crate::context::Context;
use crate::failure::Failure;

/// Between two looks of the daemon at a file that is hardly ever there.
const LOOK: Duration = Duration::from_secs(1);

/// Whether a command shall not go on over a change that was left half done.
/// Those that make changes look for themselves.
pub(super) fn comes_first(command: &Command) -> bool {
    matches!(
        command,
        Command::Start
            | Command::Reload
            | Command::Status
            | Command::Confirm
            | Command::Heal
            | Command::History { .. }
    )
}

/// Finishes or takes back such a change.  What goes wrong is told and stops
/// nobody: the command that was asked for may be the one that helps.
pub(super) fn overdue(context: &Context) {
    if !rustix::process::geteuid().is_root() || !context.layout.intent().exists() {
        return;
    }
    match applier(context).map(|applier| applier.recover(&mut |_| {})) {
        Ok(Ok(Some(outcome))) => context.output.warn(&told(&outcome)),
        Ok(Ok(None)) => {}
        Ok(Err(error)) => context.output.explain(&error.explain()),
        Err(failure) => {
            if let Some(explanation) = &failure.explanation {
                context.output.explain(explanation);
            }
        }
    }
}

/// Puts a node that is drained, or whose drain was killed, where it belongs.
pub(super) fn uphold(context: &Context) {
    if rustix::process::geteuid().is_root()
        && let Err(error) = drain::uphold(&context.layout)
    {
        let path = context.layout.drain_marker();
        let message = Message::new("error-read-file").with("path", path.display());
        context
            .output
            .explain(&Explanation::new(message).cause(&error));
    }
}

/// What became of a change that was left half done.
pub(super) fn told(outcome: &Outcome) -> Message {
    let number = outcome.revision.map(|number| number.to_string());
    Message::new("apply-recovered").with("revision", number.as_deref().unwrap_or("?"))
}

/// Looks again and again, on a thread of its own, for as long as the daemon
/// lives.
pub(super) fn keep_at_it(context: &Context) {
    let layout = context.layout.clone();
    let program = context.program().unwrap_or_default();
    std::thread::spawn(move || {
        loop {
            if layout.intent().exists() {
                once(&layout, &program);
            }
            std::thread::sleep(LOOK);
        }
    });
}

fn once(layout: &Layout, program: &std::path::Path) {
    let Ok(settings) = Settings::read(&layout.settings()) else {
        return;
    };
    let Ok(service) = Service::new(layout.clone(), &settings, program.into()) else {
        return;
    };
    let (program, command) = (program.to_owned(), "vipkeeper serve".to_owned());
    let applier = Applier::new(
        layout.clone(),
        service,
        program,
        "vipkeeper".to_owned(),
        command,
    );
    match applier.recover(&mut |_| {}) {
        Ok(Some(outcome)) => tracing::warn!(?outcome, "a change that was left has been dealt with"),
        Ok(None) => {}
        Err(error) => tracing::error!(%error, "a change that was left could not be taken back"),
    }
}

/// What makes changes on behalf of the user of this command.
pub(super) fn applier(context: &Context) -> Result<Applier, Failure> {
    let words: Vec<_> = std::env::args_os()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    Ok(Applier::new(
        context.layout.clone(),
        super::service::service(context)?,
        context.program()?,
        author(),
        words.join(" "),
    ))
}

/// Who stands behind this process, as far as its environment knows.
pub(super) fn author() -> String {
    let known = ["SUDO_USER", "USER", "LOGNAME"];
    let named = known
        .into_iter()
        .filter_map(|name| std::env::var(name).ok());
    let named = named.into_iter().find(|name| !name.is_empty());
    named.unwrap_or_else(|| match rustix::process::getuid().as_raw() {
        0 => "root".to_owned(),
        number => format!("uid {number}"),
    })
}
