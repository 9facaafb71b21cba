//! `vipkeeper check`: ask a service once, or be Keepalived's backstop.

use std::path::Path;

use keeper::checks::{KINDS, Plan, PlanError, Question, TrackFile, backstop, reason};
use keeper::drain;
use keeper::health::{OptionFile, ProbeResult, Session};
use keeper::message::Explain;
use keeper::settings::Check;
use keeper::{Explanation, Message};
use serde::Serialize;

use crate::cli::CheckArgs;
use crate::context::Context;
use crate::failure::{Failure, Status};

/// What a check without a target means.
const MYSQL_TARGET: &str = "127.0.0.1:3306";
const POSTGRES_TARGET: &str = "127.0.0.1:5432";
const REDIS_TARGET: &str = "127.0.0.1:6379";

/// Exit status 0 when the service is healthy, 1 when not.
pub(crate) fn run(args: CheckArgs, context: &Context) -> Result<(), Failure> {
    let is_backstop = args.backstop;
    let name = args.name.clone();
    let is_typed = !args.target.is_empty();
    let check = check(args, context)?;
    if is_backstop {
        return run_backstop(&name, &check, context);
    }
    let plan = Plan::of(&check).map_err(|error| match error {
        // 1 would say that the service was asked and is not healthy.
        PlanError::Target { .. } if is_typed => Failure::new(Status::Usage, error.explain()),
        error => error.into(),
    })?;
    let subject = Subject::of(&plan);
    let result = context
        .block_on(async move { Session::new(plan.spec, plan.policy.timeout).probe().await })?;
    answer(&result, &subject, context)
}

/// What is asked, for the words of the answer.
struct Subject {
    kind: &'static str,
    target: String,
}

impl Subject {
    fn of(plan: &Plan) -> Self {
        Self {
            kind: plan.spec.kind(),
            target: plan.spec.target(),
        }
    }
}

/// The check of this name in vipkeeper.toml; else, or when it is said what to
/// ask, one of this kind.
fn check(args: CheckArgs, context: &Context) -> Result<Check, Failure> {
    let configured = context.settings()?.checks.remove(&args.name);
    if let Some(check) = configured
        && args.target.is_empty()
        && args.set.is_empty()
    {
        return Ok(Check {
            timeout: args.timeout.or(check.timeout),
            ..check
        });
    }
    // The backstop must ask what was configured and nothing that it guessed.
    if args.backstop || !KINDS.contains(&args.name.as_str()) {
        return Err(unknown(&args.name, context));
    }
    Ok(Check {
        timeout: args.timeout,
        ..Check::of(typed(&args)?)
    })
}

/// The question that the command line puts.
fn typed(args: &CheckArgs) -> Result<Question, Failure> {
    let mut words = args.target.clone();
    if words.is_empty() {
        words.extend(usual_target(args));
    }
    let mut sets = keys(&args.set)?;
    if let Some(path) = &args.credentials {
        sets.push(("credentials".to_owned(), path.display().to_string()));
    }
    if words.is_empty() && sets.is_empty() {
        return Err(no_target());
    }
    Question::from_words(&args.name, &words, &sets)
        .map_err(|error| Failure::new(Status::Usage, error.explain()))
}

/// `["role=master"]` as keys and values.
fn keys(sets: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let pair = |text: &String| match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => {
            let message = Message::new("error-set-malformed").with("text", text);
            let explanation = Explanation::new(message).hint(Message::new("hint-set-malformed"));
            Err(Failure::new(Status::Usage, explanation))
        }
    };
    sets.iter().map(pair).collect()
}

/// Where a database listens when nothing else is said.
fn usual_target(args: &CheckArgs) -> Option<String> {
    match args.name.as_str() {
        "mysql" => Some(mysql_target(args.credentials.as_deref())),
        "postgres" => Some(POSTGRES_TARGET.to_owned()),
        "redis" => Some(REDIS_TARGET.to_owned()),
        _ => None,
    }
}

/// Where the option file says that the server listens, as the MySQL clients
/// take it; whether the file can be used is told when it is.
fn mysql_target(credentials: Option<&Path>) -> String {
    credentials
        .and_then(|path| OptionFile::read(path).ok()?.target())
        .map_or_else(|| MYSQL_TARGET.to_owned(), |target| target.to_string())
}

fn unknown(name: &str, context: &Context) -> Failure {
    let message = Message::new("error-check-unknown")
        .with("name", name)
        .with("path", context.layout.settings().display());
    Failure::new(
        Status::Failed,
        Explanation::new(message).hint(Message::new("hint-check-unknown").with("name", name)),
    )
}

fn no_target() -> Failure {
    let message = Message::new("error-usage-missing").with("arguments", "<TARGET>");
    Failure::new(
        Status::Usage,
        Explanation::new(message).hint(Message::new("expect-target")),
    )
}

#[derive(Serialize)]
struct ResultData {
    healthy: bool,
    code: Option<&'static str>,
    reason: Option<String>,
    latency_us: u128,
}

fn answer(result: &ProbeResult, subject: &Subject, context: &Context) -> Result<(), Failure> {
    let failure = result.outcome.as_ref().err();
    let data = ResultData {
        healthy: failure.is_none(),
        code: failure.map(keeper::health::Failure::code),
        reason: failure.map(ToString::to_string),
        latency_us: result.latency.as_micros(),
    };
    let message = match failure {
        Some(failure) => reason(failure),
        None => Message::new("check-healthy")
            .with("kind", subject.kind)
            .with("target", &subject.target)
            .with(
                "milliseconds",
                format!("{:.1}", result.latency.as_secs_f64() * 1e3),
            ),
    };
    context.output.answer(&data, &message);
    match data.healthy {
        true => Ok(()),
        false => Err(Failure::told()),
    }
}

/// Says little: Keepalived logs the exit status, not the words, and runs this
/// every two seconds for years.
fn run_backstop(name: &str, check: &Check, context: &Context) -> Result<(), Failure> {
    // A drained node stays out whatever its service says; what cannot be done
    // about that is the daemon's to tell.
    let _ = drain::uphold(&context.layout);
    let track_file = TrackFile::new(&context.layout.track_dir(), name, check.policy);
    let finding = match backstop::trusted(&track_file) {
        Some(finding) => finding,
        None => ask_itself(check, &track_file, context)?,
    };
    match finding.is_healthy {
        _ if finding.own_result.is_some() => {}
        true => context.output.line(&Message::new("check-agent-up")),
        false => context.output.line(&Message::new("check-agent-down")),
    }
    match finding.is_fault(check.policy) {
        true => Err(Failure::told()),
        false => Ok(()),
    }
}

/// What the backstop finds when nobody looks after the track file.
fn ask_itself(
    check: &Check,
    track_file: &TrackFile,
    context: &Context,
) -> Result<backstop::Finding, Failure> {
    let plan = Plan::of(check)?;
    let subject = Subject::of(&plan);
    let (finding, written) = context.block_on(async {
        let is_excused = backstop::is_excused(check, track_file, &context.layout).await;
        let patience = backstop::patience(check, &plan);
        backstop::run(plan, track_file, is_excused, patience).await
    })?;
    if let Err(error) = written {
        let message = Message::new("error-check-write").with("path", track_file.path().display());
        context
            .output
            .explain(&Explanation::new(message).cause(&error));
    }
    if let Some(result) = &finding.own_result {
        // Its failure is the exit status, if it is to be one.
        let _ = answer(result, &subject, context);
    }
    Ok(finding)
}
