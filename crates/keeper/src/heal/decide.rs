//! What `heal` does, as a function of what is so.  Nothing is touched here.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::settings::FailurePolicy;

/// What is so now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facts {
    /// The node is taken out of service.
    pub(super) is_drained: bool,
    /// keepalived.conf is there.
    pub(super) is_configured: bool,
    /// Keepalived is to run: it comes up at boot, or nothing here does.
    pub(super) is_wanted: bool,
    /// It runs.
    pub(super) is_running: bool,
    /// `vipkeeper stop` was the last word.
    pub(super) is_stopped_by_hand: bool,
    /// What every check says, by name.
    pub(super) checks: BTreeMap<String, CheckFact>,
}

/// What a check says now, and what it is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CheckFact {
    pub(super) is_healthy: bool,
    pub(super) policy: FailurePolicy,
    /// Successes in a row after which a stop is taken back.
    pub(super) rise: u32,
    /// Failures in a row that stop Keepalived.
    pub(super) fall: u32,
}

impl CheckFact {
    /// Whether its failure keeps the node out of the election.
    fn is_binding(&self) -> bool {
        match self.policy {
            FailurePolicy::Fault | FailurePolicy::StopKeepalived => true,
            FailurePolicy::Weight(_) | FailurePolicy::AlertOnly => false,
        }
    }
}

/// What is remembered from one run to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct State {
    /// How often each check has said the same.
    pub(super) streaks: BTreeMap<String, Streak>,
    /// The check for which we have stopped Keepalived.
    pub(super) stopped_for: Option<String>,
    /// When we last did something.
    pub(super) acted_at: Option<Timestamp>,
}

/// The same answer so many times in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Streak {
    pub(super) is_healthy: bool,
    pub(super) count: u32,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Start Keepalived.
    Start,
    /// Stop it, because of this check.
    Stop {
        /// The check's name.
        check: String,
    },
    /// Leave everything as it is.
    Leave(Reason),
}

/// Why everything is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Somebody works on this node.
    Drained,
    /// Keepalived runs and may.
    Running,
    /// It has no configuration.
    NotConfigured,
    /// It is not to come up by itself.
    NotWanted,
    /// It was stopped by hand.
    StoppedByHand,
    /// A check says no.
    Unhealthy {
        /// The check's name.
        check: String,
    },
    /// The check for which it was stopped has not been well for long enough.
    NotYetRisen {
        /// The check's name.
        check: String,
    },
    /// The last action was a moment ago.
    CoolingDown,
}

/// Decides, and what to remember.  The caller remembers it also when the
/// action then fails: the next try is to wait for its turn.
pub(super) fn decide(
    now: Timestamp,
    cooldown: Duration,
    state: &State,
    facts: &Facts,
) -> (Action, State) {
    let mut next = count(state, facts);
    if facts.is_running {
        // Whoever started it has overruled us.
        next.stopped_for = None;
    }
    let action = match wish(&next, facts) {
        Action::Leave(reason) => Action::Leave(reason),
        _ if is_cooling(now, cooldown, state) => Action::Leave(Reason::CoolingDown),
        action => action,
    };
    match &action {
        Action::Start => next.stopped_for = None,
        Action::Stop { check } => next.stopped_for = Some(check.clone()),
        Action::Leave(_) => return (action, next),
    }
    next.acted_at = Some(now);
    (action, next)
}

/// The state with one more answer of every check; checks that are gone are
/// forgotten.
fn count(state: &State, facts: &Facts) -> State {
    let streak = |(name, fact): (&String, &CheckFact)| {
        let before = state.streaks.get(name).copied();
        let before = before.filter(|streak| streak.is_healthy == fact.is_healthy);
        let count = before.map_or(0, |streak| streak.count).saturating_add(1);
        let is_healthy = fact.is_healthy;
        (name.clone(), Streak { is_healthy, count })
    };
    State {
        streaks: facts.checks.iter().map(streak).collect(),
        ..state.clone()
    }
}

/// What would be right if nothing had just been done.
fn wish(state: &State, facts: &Facts) -> Action {
    if facts.is_drained {
        return Action::Leave(Reason::Drained);
    }
    let count = |name: &str| state.streaks.get(name).map_or(0, |streak| streak.count);
    let mut stopping = facts
        .checks
        .iter()
        .filter(|(_, check)| check.policy == FailurePolicy::StopKeepalived && !check.is_healthy);
    if facts.is_running {
        let fallen = stopping.find(|(name, check)| count(name) >= check.fall);
        return match fallen {
            Some((name, _)) => Action::Stop {
                check: name.clone(),
            },
            None => Action::Leave(Reason::Running),
        };
    }
    let refusal = if facts.is_stopped_by_hand {
        Some(Reason::StoppedByHand)
    } else if !facts.is_configured {
        Some(Reason::NotConfigured)
    } else if !facts.is_wanted && state.stopped_for.is_none() {
        Some(Reason::NotWanted)
    } else {
        let mut binding = facts.checks.iter().filter(|(_, check)| check.is_binding());
        let unhealthy = binding.find(|(_, check)| !check.is_healthy);
        unhealthy.map(|(name, _)| Reason::Unhealthy {
            check: name.clone(),
        })
    };
    if let Some(reason) = refusal {
        return Action::Leave(reason);
    }
    // A check that is gone from the settings holds nothing back.
    let risen = |name: &String| {
        let check = facts.checks.get(name);
        check.is_none_or(|check| count(name) >= check.rise)
    };
    match &state.stopped_for {
        Some(name) if !risen(name) => Action::Leave(Reason::NotYetRisen {
            check: name.clone(),
        }),
        _ => Action::Start,
    }
}

/// A clock that was set back makes the last action look as if it were to come;
/// that holds nothing back.
fn is_cooling(now: Timestamp, cooldown: Duration, state: &State) -> bool {
    let elapsed = state.acted_at.map(|at| now.duration_since(at));
    elapsed
        .and_then(|elapsed| Duration::try_from(elapsed).ok())
        .is_some_and(|elapsed| elapsed < cooldown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::WeightLoss;

    const COOLDOWN: Duration = Duration::from_secs(60);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    fn check(is_healthy: bool, policy: FailurePolicy) -> CheckFact {
        CheckFact {
            is_healthy,
            policy,
            rise: 2,
            fall: 3,
        }
    }

    fn facts(is_running: bool, is_healthy: bool, policy: FailurePolicy) -> Facts {
        Facts {
            is_drained: false,
            is_configured: true,
            is_wanted: true,
            is_running,
            is_stopped_by_hand: false,
            checks: [("mysql".to_owned(), check(is_healthy, policy))].into(),
        }
    }

    fn unhealthy() -> Action {
        Action::Leave(Reason::Unhealthy {
            check: "mysql".to_owned(),
        })
    }

    /// Every combination of what can be so, for a machine on which nothing
    /// has happened yet.
    #[test]
    fn the_first_run_starts_what_is_wanted_configured_healthy_and_not_stopped() {
        for bits in 0..64_u8 {
            let is = |bit: u8| bits & (1 << bit) != 0;
            let facts = Facts {
                is_drained: is(5),
                is_configured: is(0),
                is_wanted: is(1),
                is_stopped_by_hand: is(2),
                ..facts(is(3), is(4), FailurePolicy::Fault)
            };
            let (action, _) = decide(at(0), COOLDOWN, &State::default(), &facts);
            let expected = match facts {
                Facts {
                    is_drained: true, ..
                } => Action::Leave(Reason::Drained),
                Facts {
                    is_running: true, ..
                } => Action::Leave(Reason::Running),
                Facts {
                    is_stopped_by_hand: true,
                    ..
                } => Action::Leave(Reason::StoppedByHand),
                Facts {
                    is_configured: false,
                    ..
                } => Action::Leave(Reason::NotConfigured),
                Facts {
                    is_wanted: false, ..
                } => Action::Leave(Reason::NotWanted),
                _ if !is(4) => unhealthy(),
                _ => Action::Start,
            };
            assert_eq!(action, expected, "{facts:?}");
        }
    }

    #[test]
    fn a_failing_check_stops_keepalived_only_where_that_is_its_policy() {
        let mut state = State::default();
        let patient = facts(true, false, FailurePolicy::Fault);
        for run in 0..10 {
            let (action, next) = decide(at(run * 30), COOLDOWN, &state, &patient);
            assert_eq!(action, Action::Leave(Reason::Running));
            state = next;
        }
        assert_eq!(state.streaks["mysql"].count, 10);
    }

    #[test]
    fn a_failing_check_that_only_tells_or_weighs_holds_nothing_back() {
        let weight = FailurePolicy::Weight(WeightLoss::new(20).unwrap());
        for policy in [FailurePolicy::AlertOnly, weight] {
            let stopped = facts(false, false, policy);
            let (action, _) = decide(at(0), COOLDOWN, &State::default(), &stopped);
            assert_eq!(action, Action::Start, "{policy}");
        }
    }

    /// Plays runs half a minute apart; `running` and `healthy` at each.
    fn play(runs: &[(bool, bool)]) -> Vec<Action> {
        let mut state = State::default();
        let mut actions = Vec::new();
        for (second, (running, healthy)) in (0..).step_by(30).zip(runs) {
            let facts = facts(*running, *healthy, FailurePolicy::StopKeepalived);
            let (action, next) = decide(at(second), COOLDOWN, &state, &facts);
            actions.push(action);
            state = next;
        }
        actions
    }

    #[test]
    fn it_is_stopped_after_fall_failures_and_started_after_rise_successes() {
        let running = Action::Leave(Reason::Running);
        let not_yet = Action::Leave(Reason::NotYetRisen {
            check: "mysql".to_owned(),
        });
        let stop = Action::Stop {
            check: "mysql".to_owned(),
        };
        assert_eq!(
            play(&[
                (true, false),
                (true, false),
                (true, false),
                (false, false),
                (false, true),
                (false, true),
            ]),
            [
                running.clone(),
                running.clone(),
                stop,
                unhealthy(),
                not_yet,
                Action::Start
            ]
        );
        // One success in between, and the failures are counted anew.
        assert_eq!(
            play(&[(true, false), (true, false), (true, true), (true, false)]),
            [running.clone(), running.clone(), running.clone(), running]
        );
    }

    #[test]
    fn a_stop_of_ours_is_taken_back_also_where_nothing_comes_up_at_boot() {
        let state = State {
            stopped_for: Some("mysql".to_owned()),
            ..State::default()
        };
        let mut facts = facts(false, true, FailurePolicy::StopKeepalived);
        facts.is_wanted = false;
        let (_, state) = decide(at(0), COOLDOWN, &state, &facts);
        let (action, state) = decide(at(30), COOLDOWN, &state, &facts);
        assert_eq!(action, Action::Start);
        assert_eq!(state.stopped_for, None);
    }

    #[test]
    fn whoever_starts_it_after_our_stop_has_overruled_us() {
        let state = State {
            stopped_for: Some("mysql".to_owned()),
            ..State::default()
        };
        let running = facts(true, true, FailurePolicy::StopKeepalived);
        let (_, state) = decide(at(0), COOLDOWN, &state, &running);
        assert_eq!(state.stopped_for, None);
    }

    #[test]
    fn two_actions_are_a_cooldown_apart_whatever_the_clock_does() {
        let stopped = facts(false, true, FailurePolicy::Fault);
        let acted = |second| State {
            acted_at: Some(at(second)),
            ..State::default()
        };
        let action = |state: &State| decide(at(0), COOLDOWN, state, &stopped).0;
        assert_eq!(action(&acted(-59)), Action::Leave(Reason::CoolingDown));
        assert_eq!(action(&acted(-60)), Action::Start);
        assert_eq!(
            action(&acted(10_000)),
            Action::Start,
            "the clock was set back"
        );
    }

    #[test]
    fn a_check_that_is_gone_is_forgotten_and_holds_nothing_back() {
        let state = State {
            streaks: [(
                "old".to_owned(),
                Streak {
                    is_healthy: false,
                    count: 9,
                },
            )]
            .into(),
            stopped_for: Some("old".to_owned()),
            acted_at: None,
        };
        let facts = facts(false, true, FailurePolicy::Fault);
        let (action, state) = decide(at(0), COOLDOWN, &state, &facts);
        assert_eq!(action, Action::Start);
        assert!(!state.streaks.contains_key("old"));
    }
}
