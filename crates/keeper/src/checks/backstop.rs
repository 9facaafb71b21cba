//! The backstop: what Keepalived's own script does.
//!
//! While the agent looks after the track file, its verdict stands.  When the
//! file is stale the agent is gone, and the backstop asks the service itself
//! and writes the file, so that the two ways never contradict each other.

use std::collections::BTreeSet;
use std::io;
use std::net::IpAddr;
use std::time::{Duration, Instant, SystemTime};

use health::{Health, Policy, ProbeResult, Session, Verdict};
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

/// How long a failure must last before this backstop believes it.
///
/// A check that says who may take over begins to fail in the very moment that
/// it is needed: a replica loses its primary.  What was proven before stands
/// for as long as the agent would have let it stand, so that the other node's
/// failure is seen first.
#[must_use]
pub fn patience(check: &Check, plan: &Plan) -> Duration {
    match check.only_on {
        Scope::Always => Duration::ZERO,
        Scope::Backup => plan.policy.interval * plan.policy.fall.get(),
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
    patience: Duration,
) -> (Finding, io::Result<()>) {
    if is_excused {
        let finding = Finding {
            is_healthy: true,
            own_result: None,
        };
        return (finding, track_file.write(true));
    }
    let now = SystemTime::now();
    let result = ask(plan).await;
    let stands = !result.is_success() && stands(track_file.last_verdict(now), patience);
    let finding = Finding {
        is_healthy: result.is_success() || stands,
        own_result: Some(result),
    };
    // What stands is not written: the file's age is how long it has been in
    // doubt.
    let written = match stands {
        true => Ok(()),
        false => track_file.write(finding.is_healthy),
    };
    (finding, written)
}

/// Whether a verdict from before outlasts a failure.
fn stands(last: Option<(bool, Duration)>, patience: Duration) -> bool {
    matches!(last, Some((true, age)) if age < patience)
}

/// Asks as often as the check's `fall` says before it believes in a failure,
/// and once when the failure leaves no doubt.
async fn ask(plan: Plan) -> ProbeResult {
    let policy = Policy {
        grace: Duration::ZERO,
        ..plan.policy
    };
    let mut session = Session::new(plan.spec, policy.timeout);
    let mut verdict = Verdict::new(policy, Instant::now());
    loop {
        let result = session.probe().await;
        verdict.handle(Instant::now(), &result);
        if result.is_success() || verdict.health() == Health::Down {
            return result;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::WeightLoss;

    fn check(text: &str) -> Check {
        let text = format!("kind = 'tcp'\ntarget = '127.0.0.1:1'\n{text}");
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn only_a_check_of_who_may_take_over_is_patient() {
        let keys = "interval = '2s'\nfall = 3\n";
        let patience = |text: &str| {
            let check = check(text);
            super::patience(&check, &Plan::of(&check).unwrap())
        };
        assert_eq!(patience(keys), Duration::ZERO);
        let backup = format!("{keys}only_on = 'backup'\n");
        assert_eq!(patience(&backup), Duration::from_secs(6));
        let unless_told_otherwise = patience("only_on = 'backup'\n");
        assert_eq!(unless_told_otherwise, Duration::from_secs(5));
    }

    #[tokio::test]
    async fn what_was_proven_outlasts_a_failure_for_a_while_and_a_failure_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let policies = [
            FailurePolicy::Fault,
            FailurePolicy::Weight(WeightLoss::new(20).unwrap()),
        ];
        for policy in policies {
            let file = TrackFile::new(directory.path(), "replica", policy);
            for (before, age, is_healthy) in [(true, 3, true), (true, 6, false), (false, 3, false)]
            {
                file.write(before).unwrap();
                let modified = SystemTime::now() - Duration::from_secs(age);
                let open = std::fs::File::options().write(true).open(file.path());
                open.unwrap().set_modified(modified).unwrap();
                let plan = Plan::of(&check("")).unwrap();
                let (found, written) = run(plan, &file, false, Duration::from_secs(5)).await;
                written.unwrap();
                assert_eq!(
                    found.is_healthy, is_healthy,
                    "{policy}, {before} {age} s ago"
                );
                let (verdict, age) = file.last_verdict(SystemTime::now()).unwrap();
                assert_eq!(verdict, is_healthy);
                let is_old = age > Duration::from_secs(2);
                assert_eq!(is_old, is_healthy, "what stands does not become younger");
            }
        }
    }
}
