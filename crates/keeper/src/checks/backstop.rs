//! The backstop: what Keepalived's own script does.
//!
//! While the agent looks after the track file, its verdict stands.  When the
//! file is stale the agent is gone, and the backstop asks the service itself
//! and writes the file, so that the two ways never contradict each other.

use std::io;
use std::time::SystemTime;

use health::{ProbeResult, Session};

use super::plan::Plan;
use super::track_file::TrackFile;

/// What the backstop found.
#[derive(Debug)]
pub struct Finding {
    /// Whether the service may hold the VIP.
    pub is_healthy: bool,
    /// The try it rests on; `None` when it is the agent's verdict.
    pub own_result: Option<ProbeResult>,
}

/// Decides by the agent's verdict, or by an own try.
///
/// Errors: the own verdict could not be written; it stands all the same and
/// is in the finding that goes with the error.
pub async fn run(plan: Plan, track_file: &TrackFile) -> (Finding, io::Result<()>) {
    if let Some(is_healthy) = track_file.fresh_verdict(SystemTime::now()) {
        let finding = Finding {
            is_healthy,
            own_result: None,
        };
        return (finding, Ok(()));
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
