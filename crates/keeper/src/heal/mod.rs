//! Keeps Keepalived in the state that was wished for, when it is run now and
//! then: starts it when it should run and does not, and stops it for a check
//! whose policy that is.
//!
//! [`decide`] is the pure part.  Deliberately absent: a loop of its own.  A
//! timer of the machine's runs it, so that it works when everything else of
//! ours is dead.

mod decide;
mod memory;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use health::Session;
use jiff::Timestamp;

pub use decide::{Action, Reason};

use crate::checks::Plan;
use crate::drain;
use crate::layout::Layout;
use crate::message::{Explain, Explanation, Message};
use crate::service::{Autostart, ControlError, Service};
use crate::settings::{Check, FailurePolicy, Settings};
use decide::{CheckFact, Facts, decide};
use memory::Lock;

const COOLDOWN: Duration = Duration::from_secs(60);

/// What one run did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Healed {
    /// This, for better or worse successfully.
    Acted(Action),
    /// Nothing: another one is at it.
    AnotherRuns,
}

/// Why a run did not do what it should.
#[derive(Debug, thiserror::Error)]
pub enum HealError {
    /// Keepalived could not be asked, started or stopped.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// The system gave no means to ask the checks with.
    #[error("cannot run the checks")]
    Runtime(#[source] io::Error),
    /// What must be remembered could not be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// Looks once, and does what is to be done.  Blocks for as long as the checks
/// take, and Keepalived's start or stop.
pub fn run(layout: &Layout, settings: &Settings, service: &Service) -> Result<Healed, HealError> {
    let Some(_lock) = Lock::take(layout)? else {
        return Ok(Healed::AnotherRuns);
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(HealError::Runtime)?;
    let checks = runtime.block_on(ask(&settings.checks));
    drop(runtime);
    let facts = facts(layout, service, checks)?;
    let now = Timestamp::now();
    let cooldown = settings.heal.cooldown.unwrap_or(COOLDOWN);
    let (action, state) = decide(now, cooldown, &memory::recall(layout), &facts);
    // Before the action: one that kills us must not be repeated at once.
    memory::remember(layout, &state)?;
    let line = match &action {
        Action::Leave(_) => return Ok(Healed::Acted(action)),
        Action::Start => "start: everything is healthy and Keepalived did not run".to_owned(),
        Action::Stop { check } => format!("stop: check {check} has failed"),
    };
    memory::log(layout, now, &line)?;
    let done = match &action {
        Action::Start => service.start(),
        _ => service.stop_for_now(),
    };
    if let Err(error) = done {
        memory::log(layout, Timestamp::now(), &format!("failed: {error}"))?;
        return Err(error.into());
    }
    Ok(Healed::Acted(action))
}

fn facts(
    layout: &Layout,
    service: &Service,
    checks: BTreeMap<String, CheckFact>,
) -> Result<Facts, ControlError> {
    Ok(Facts {
        is_drained: drain::drained(layout).is_some(),
        is_configured: layout.config().is_file(),
        // Where nothing comes up at boot, running heal is the wish.
        is_wanted: service.autostart()? != Autostart::Disabled,
        is_running: service.status()?.pid.is_some(),
        is_stopped_by_hand: service.is_stopped_by_hand(),
        checks,
    })
}

/// Asks every check, side by side.
async fn ask(checks: &BTreeMap<String, Check>) -> BTreeMap<String, CheckFact> {
    let tries: Vec<_> = checks
        .iter()
        .map(|(name, check)| (name.clone(), check.policy, Plan::of(check)))
        .map(|(name, policy, plan)| {
            (
                name,
                tokio::spawn(async move {
                    match plan {
                        Ok(plan) => try_once(plan, policy).await,
                        // As it cannot be asked it cannot be called healthy.
                        Err(_) => CheckFact {
                            is_healthy: false,
                            policy: FailurePolicy::Fault,
                            rise: 1,
                            fall: 1,
                        },
                    }
                }),
            )
        })
        .collect();
    let mut facts = BTreeMap::new();
    for (name, task) in tries {
        if let Ok(fact) = task.await {
            facts.insert(name, fact);
        }
    }
    facts
}

async fn try_once(plan: Plan, policy: FailurePolicy) -> CheckFact {
    let mut session = Session::new(plan.spec, plan.policy.timeout);
    CheckFact {
        is_healthy: session.probe().await.is_success(),
        policy,
        rise: plan.policy.rise.get(),
        fall: plan.policy.fall.get(),
    }
}

impl Explain for HealError {
    fn explain(&self) -> Explanation {
        match self {
            Self::Control(error) => error.explain(),
            Self::Runtime(source) => Explanation::new(Message::new("error-internal")).cause(source),
            Self::Write { path, source } => {
                Explanation::new(Message::new("error-write-file").with("path", path.display()))
                    .cause(source)
            }
        }
    }
}
