//! `vipkeeper heal`.

use keeper::Message;
use keeper::heal::{self, Action, HealError, Healed, Reason};
use keeper::message::Explain;
use keeper::service::{ControlError, Service};
use serde::Serialize;

use super::service::require_root;
use crate::context::Context;
use crate::failure::{Failure, Status};

#[derive(Serialize)]
struct HealData {
    action: &'static str,
    reason: &'static str,
    check: Option<String>,
}

/// Looks once, does what is to be done, and says what that was.
pub(crate) fn run(context: &Context) -> Result<(), Failure> {
    require_root()?;
    let settings = context.settings()?;
    let program = context.program()?.into_os_string();
    let data = match Service::new(context.layout.clone(), &settings, program) {
        Ok(service) => data(heal::run(&context.layout, &settings, &service)?),
        // Nothing to start is nothing to heal; a schedule need not fail.
        Err(ControlError::NotInstalled) => HealData {
            action: "none",
            reason: "not-installed",
            check: None,
        },
        Err(error) => return Err(error.into()),
    };
    let message = Message::new("heal")
        .with("reason", data.reason)
        .with("check", data.check.as_deref().unwrap_or_default());
    context.output.answer(&data, &message);
    Ok(())
}

fn data(healed: Healed) -> HealData {
    let (action, reason, check) = match healed {
        Healed::AnotherRuns => ("none", "another-runs", None),
        Healed::Acted(Action::Start) => ("start", "started", None),
        Healed::Acted(Action::Stop { check }) => ("stop", "stopped", Some(check)),
        Healed::Acted(Action::Leave(reason)) => match reason {
            Reason::Drained => ("none", "drained", None),
            Reason::Running => ("none", "running", None),
            Reason::NotConfigured => ("none", "not-configured", None),
            Reason::NotWanted => ("none", "not-wanted", None),
            Reason::StoppedByHand => ("none", "stopped-by-hand", None),
            Reason::CoolingDown => ("none", "cooling-down", None),
            Reason::Unhealthy { check } => ("none", "unhealthy", Some(check)),
            Reason::NotYetRisen { check } => ("none", "not-yet-risen", Some(check)),
        },
    };
    HealData {
        action,
        reason,
        check,
    }
}

impl From<HealError> for Failure {
    fn from(error: HealError) -> Self {
        match error {
            HealError::Control(error) => error.into(),
            error => Self::new(Status::Failed, error.explain()),
        }
    }
}
