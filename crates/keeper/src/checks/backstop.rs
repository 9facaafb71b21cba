//! The backstop: what Keepalived's own script does.
//!
//! While the agent looks after the track file, its verdict stands.  When the
//! file is stale the agent is gone, and the backstop asks the service itself
//! and writes the file, so that the two ways never contradict each other.

use std::collections::BTreeSet;
use std::io;
use std::net::IpAddr;
use std::time::SystemTime;

use health::{ProbeResult, Session};
use keepalived_conf::model::Model;

use super::plan::Plan;
use super::track_file::TrackFile;
use super::wiring::followers;
use crate::config::{Source, expand_source};
use crate::layout::Layout;
use crate::settings::{Check, FailurePolicy, Scope};

/// What the backstop found.
#[derive(Debug)]
pub struct Finding {
    /// Whether the service may hold the VIP.
    pub is_healthy: bool,
    /// The try it rests on; `None` when it is the agent's verdict.
    pub own_result: Option<ProbeResult>,
}

impl Finding {
    /// Whether Keepalived is to be told of a failure by the exit status.  A
    /// weight is the track file's business, and would count twice.
    #[must_use]
    pub fn is_fault(&self, policy: FailurePolicy) -> bool {
        match policy {
            FailurePolicy::Fault | FailurePolicy::StopKeepalived => !self.is_healthy,
            FailurePolicy::Weight(_) | FailurePolicy::AlertOnly => false,
        }
    }
}

/// Whether this failure would not count now: the check says who may take over,
/// and this node holds the VIP already.
pub async fn is_excused(check: &Check, track_file: &TrackFile, layout: &Layout) -> bool {
    match check.only_on {
        Scope::Always => false,
        // Where the machine cannot be asked, the check counts.
        Scope::Backup => holds_vip(track_file, layout).await.unwrap_or(false),
    }
}

async fn holds_vip(track_file: &TrackFile, layout: &Layout) -> Option<bool> {
    let expansion = expand_source(&Source::File(layout.config())).ok()?;
    let model = Model::read(&expansion);
    let mut virtual_ips: BTreeSet<IpAddr> = followers(&model, track_file.path())
        .into_iter()
        .flat_map(|follower| follower.virtual_ips)
        .collect();
    if virtual_ips.is_empty() {
        let all = model.instances.iter().flat_map(|i| &i.addresses);
        virtual_ips.extend(all.map(|ip| ip.address));
    }
    let held = host::net::addresses().await.ok()?;
    Some(!held.is_disjoint(&virtual_ips))
}

/// The agent's verdict, while the agent looks after it.  Nothing else is asked
/// then, not even whether the check could be done from here.
#[must_use]
pub fn trusted(track_file: &TrackFile) -> Option<Finding> {
    let is_healthy = track_file.fresh_verdict(SystemTime::now())?;
    Some(Finding {
        is_healthy,
        own_result: None,
    })
}

/// Decides by an own try, or without one when the check is excused.
///
/// Errors: the own verdict could not be written; it stands all the same and
/// is in the finding that goes with the error.
pub async fn run(
    plan: Plan,
    track_file: &TrackFile,
    is_excused: bool,
) -> (Finding, io::Result<()>) {
    if is_excused {
        let finding = Finding {
            is_healthy: true,
            own_result: None,
        };
        return (finding, track_file.write(true));
    }
    let result = ask(plan).await;
    let is_healthy = result.is_success();
    let written = track_file.write(is_healthy);
    let finding = Finding {
        is_healthy,
        own_result: Some(result),
    };
    (finding, written)
}

/// Asks as often as the check's `fall` says before it believes in a failure,
/// and once when the failure leaves no doubt.
async fn ask(plan: Plan) -> ProbeResult {
    let mut session = Session::new(plan.spec, plan.policy.timeout);
    let mut result = session.probe().await;
    for _ in 1..plan.policy.fall.get() {
        match &result.outcome {
            Err(failure) if !failure.is_decisive() => result = session.probe().await,
            _ => break,
        }
    }
    result
}
