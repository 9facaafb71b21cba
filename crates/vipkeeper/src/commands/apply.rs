//! `vipkeeper apply|confirm|rollback`: change keepalived.conf, and take the
//! change back when it was a bad one.

use keeper::Message;
use keeper::apply::{ApplyError, Ended, Options, Outcome, Prepared, Progress};
use keeper::config::Source;
use keeper::config::language::lint::Severity;
use keeper::message::Explain;
use serde::Serialize;

use super::config::{data, text};
use super::consent;
use super::recover::{applier, told};
use super::service::require_root;
use crate::cli::{ApplyArgs, Consent, RollbackArgs};
use crate::context::Context;
use crate::failure::{Failure, Status};

/// Examines the file, shows what it would change, asks, and makes the change.
pub(crate) fn run(args: ApplyArgs, context: &Context) -> Result<(), Failure> {
    require_root()?;
    let applier = applier(context)?;
    let source = Source::from_argument(args.file);
    let prepared = applier.prepare(&source, &mut |progress| report(&progress, context));
    let prepared = prepared.map_err(|error| refused(error, context))?;
    show(&prepared, context);
    if args.dry_run {
        return Ok(());
    }
    let options = options(&args.consent, args.peer_follows);
    carry_out(prepared, &args.consent, &options, context)
}

/// Makes an earlier revision live again; without a number, takes back what
/// waits to be confirmed, or goes back to the one before.
pub(crate) fn rollback(args: RollbackArgs, context: &Context) -> Result<(), Failure> {
    require_root()?;
    let applier = applier(context)?;
    let mut report = |progress: Progress| report(&progress, context);
    if args.revision.is_none()
        && let Some(outcome) = applier.decline(&mut report)?
    {
        return end(&outcome, true, context);
    }
    let prepared = applier.prepare_rollback(args.revision, &mut report)?;
    show(&prepared, context);
    carry_out(
        prepared,
        &args.consent,
        &options(&args.consent, false),
        context,
    )
}

/// Lets the change that waits for it stay.
pub(crate) fn confirm(context: &Context) -> Result<(), Failure> {
    require_root()?;
    let outcome = applier(context)?.confirm()?;
    end(&outcome, false, context)
}

/// Waits for the confirmation of a change, in a process of its own.
pub(crate) fn watch(context: &Context) -> Result<(), Failure> {
    Ok(applier(context)?.watch()?)
}

fn options(consent: &Consent, peer_follows: bool) -> Options {
    Options {
        message: consent.message.clone(),
        confirm_within: consent.confirm_within,
        peer_follows,
    }
}

fn carry_out(
    prepared: Prepared<'_>,
    consent: &Consent,
    options: &Options,
    context: &Context,
) -> Result<(), Failure> {
    if !consent.yes
        && !prepared.is_unchanged()
        && !consent::ask(&Message::new("apply-ask"), context)?
    {
        context.output.tell(&Message::new("apply-declined"));
        return Err(Failure::told());
    }
    let outcome = prepared.carry_out(options, &mut |progress| report(&progress, context))?;
    end(&outcome, false, context)
}

/// Findings and plan.  In JSON they are one line of several.
fn show(prepared: &Prepared<'_>, context: &Context) {
    let output = &context.output;
    let plan = prepared.plan().messages();
    if output.is_json() {
        #[derive(Serialize)]
        struct PlanData {
            plan: Vec<String>,
            findings: data::FindingsData,
        }
        output.json_line(&PlanData {
            plan: plan
                .iter()
                .map(|line| output.messages().text(line))
                .collect(),
            findings: data::findings(prepared.examined()),
        });
        return;
    }
    let examined = prepared.examined();
    let renderer = text::Renderer::new(examined, output.messages());
    let warnings = examined
        .findings
        .iter()
        .filter(|found| found.severity >= Severity::Warning);
    for finding in warnings {
        output.aside(&renderer.render(finding));
    }
    if !prepared.is_tested() {
        output.warn(&Message::new("apply-not-tested"));
    }
    if let Some(trouble) = prepared.history_trouble() {
        output.warn(&Message::new("apply-no-history"));
        output.explain(&trouble.explain());
    }
    for line in &plan {
        output.line(line);
    }
}

fn report(progress: &Progress, context: &Context) {
    #[derive(Serialize)]
    struct PhaseData {
        phase: &'static str,
    }
    match progress {
        Progress::Phase(phase) if context.output.is_json() => {
            context.output.json_line(&PhaseData {
                phase: phase.word(),
            });
        }
        Progress::Phase(phase) => {
            let message = Message::new("apply-phase").with("phase", phase.word());
            context.output.tell(&message);
        }
        Progress::Recovered(outcome) => context.output.warn(&told(outcome)),
    }
}

/// The errors of the linter are shown with their places.
fn refused(error: ApplyError, context: &Context) -> Failure {
    let ApplyError::Lint(examined) = &error else {
        return error.into();
    };
    if context.output.is_json() {
        context.output.json_line(&data::findings(examined));
    } else {
        let renderer = text::Renderer::new(examined, context.output.messages());
        let findings = examined.findings.iter();
        for finding in findings.filter(|found| found.severity >= Severity::Warning) {
            context.output.aside(&renderer.render(finding));
        }
    }
    Failure::new(Status::Findings, error.explain())
}

/// Tells how it ended; exit status 1 when it was taken back against the
/// user's will.
fn end(outcome: &Outcome, was_asked_for: bool, context: &Context) -> Result<(), Failure> {
    let output = &context.output;
    let words = |messages: &[Message]| -> Vec<String> {
        messages
            .iter()
            .map(|message| output.messages().text(message))
            .collect()
    };
    #[derive(Default, Serialize)]
    struct EndData {
        result: &'static str,
        revision: Option<i64>,
        took_ms: Option<u128>,
        until: Option<jiff::Timestamp>,
        reason: Vec<String>,
        left: Vec<String>,
    }
    let mut data = EndData {
        result: word(&outcome.ended),
        revision: outcome.revision,
        ..EndData::default()
    };
    match &outcome.ended {
        Ended::Verified { took } => data.took_ms = Some(took.as_millis()),
        Ended::Awaiting { until } => data.until = Some(*until),
        Ended::TakenBack { reason, took, left } => {
            let left: Vec<_> = left.iter().map(keeper::apply::Fault::message).collect();
            data.took_ms = Some(took.as_millis());
            data.reason = words(&reason.messages());
            data.left = words(&left);
        }
        Ended::Unchanged | Ended::NotRunning | Ended::Confirmed => {}
    }
    let is_taken_back = data.result == "taken-back";
    if output.is_json() {
        output.json_line(&data);
    } else {
        let number = data
            .revision
            .map_or_else(|| "?".to_owned(), |number| number.to_string());
        let until = data.until.map(local).unwrap_or_default();
        let message = Message::new("apply-ended")
            .with("result", data.result)
            .with("revision", number)
            .with("until", until);
        output.line(&message);
        for line in data.reason {
            output.line(&Message::new("apply-reason").with("line", line));
        }
        for line in data.left {
            output.warn(&Message::new("apply-left").with("line", line));
        }
    }
    match is_taken_back && !was_asked_for {
        true => Err(Failure::told()),
        false => Ok(()),
    }
}

fn word(ended: &Ended) -> &'static str {
    match ended {
        Ended::Unchanged => "unchanged",
        Ended::NotRunning => "applied",
        Ended::Verified { .. } => "verified",
        Ended::Awaiting { .. } => "awaiting-confirmation",
        Ended::Confirmed => "confirmed",
        Ended::TakenBack { .. } => "taken-back",
    }
}

pub(super) fn local(time: jiff::Timestamp) -> String {
    let local = time.to_zoned(jiff::tz::TimeZone::system());
    local.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

impl From<ApplyError> for Failure {
    fn from(error: ApplyError) -> Self {
        Self::new(Status::Failed, error.explain())
    }
}
