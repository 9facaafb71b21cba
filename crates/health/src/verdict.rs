//! The verdict of many probes: rise, fall, and failures that need no second
//! opinion.
//!
//! Pure: results in, changes out. The caller owns the clock and waits
//! [`Verdict::next_interval`] between two probes.
//!
//! # How long until a dead service is Down
//!
//! | what happens | seen by | Down after, at most | defaults |
//! |---|---|---|---|
//! | killed, crashed, stopped | the held connection closes, the reconnect is refused (decisive) | one reconnect after the kernel closed it | < 1 ms |
//! | the same, no connection held | the next probe is refused (decisive) | `interval` | 100 ms |
//! | frozen, hung | `fall` probes in a row time out | `interval` + `fall` × `timeout` + (`fall` − 1) × pause in doubt | 1.2 s |
//! | refuses logins | `fall` probes in a row fail | `interval` + (`fall` − 1) × pause in doubt | 200 ms |
//!
//! The pause in doubt, after a failure that is not yet proof, is the shorter of
//! `interval` and `interval_when_down`: a long `interval` spares the service,
//! and once something is wrong there is nothing to spare.
//!
//! A frozen service can only be told from a slow one by waiting, so `timeout`
//! and `fall` decide how much slowness is forgiven before the VIP moves.

use std::fmt;
use std::num::NonZeroU32;
use std::time::Duration;

use crate::ProbeResult;

/// What is known of a service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Health {
    /// Neither proven up nor proven down yet.
    #[default]
    Unknown,
    /// The last `rise` probes succeeded, and it was not proven down since.
    Up,
    /// The last `fall` probes failed, or one failed decisively.
    Down,
}

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Health::Unknown => "unknown",
            Health::Up => "up",
            Health::Down => "down",
        })
    }
}

/// How often to ask, how long to wait, and how many answers make a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Pause between two probes while nothing is wrong.
    pub interval: Duration,
    /// Pause between two probes while the service is Down.
    pub interval_when_down: Duration,
    /// Limit of one probe, connecting included.
    pub timeout: Duration,
    /// Successes in a row that prove the service Up.
    pub rise: NonZeroU32,
    /// Failures in a row that prove the service Down.
    pub fall: NonZeroU32,
    /// Whether a decisive failure ([`crate::Failure::is_decisive`]) proves the
    /// service Down without waiting for `fall`.
    pub fast_down: bool,
}

impl Default for Policy {
    /// - `interval` 100 ms: a ping over an open connection costs some tens of
    ///   microseconds, so ten a second are lost in the noise. A probe that does
    ///   not log in should take [`crate::Spec::suggested_interval`] instead.
    /// - `interval_when_down` 100 ms: coming back fast matters as much, and a
    ///   dead server does not mind being asked.
    /// - `timeout` 500 ms: longer than the stalls of a healthy busy server
    ///   (a flush, a checkpoint), shorter than a client's patience.
    /// - `rise` 1: one answered question is proof of life; damping the return
    ///   is the business of Keepalived's own `preempt_delay`.
    /// - `fall` 2: one lost answer never moves a VIP.
    /// - `fast_down` true: a refused reconnect cannot be a slow server.
    fn default() -> Self {
        const ONE: NonZeroU32 = NonZeroU32::MIN;
        Policy {
            interval: Duration::from_millis(100),
            interval_when_down: Duration::from_millis(100),
            timeout: Duration::from_millis(500),
            rise: ONE,
            fall: ONE.saturating_add(1),
            fast_down: true,
        }
    }
}

/// The health went from one state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it was.
    pub from: Health,
    /// What it is now; never equal to `from`.
    pub to: Health,
}

/// Weighs results against a [`Policy`].
#[derive(Clone, Debug)]
pub struct Verdict {
    policy: Policy,
    health: Health,
    successes: u32,
    failures: u32,
}

impl Verdict {
    /// Starts with [`Health::Unknown`]: nothing is assumed.
    pub fn new(policy: Policy) -> Self {
        Verdict {
            policy,
            health: Health::Unknown,
            successes: 0,
            failures: 0,
        }
    }

    /// What is known now.
    pub fn health(&self) -> Health {
        self.health
    }

    /// The policy in force.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// How long to wait before the next probe.
    pub fn next_interval(&self) -> Duration {
        let Policy {
            interval,
            interval_when_down,
            ..
        } = self.policy;
        match self.health {
            Health::Down => interval_when_down,
            Health::Unknown | Health::Up if self.failures > 0 => interval.min(interval_when_down),
            Health::Unknown | Health::Up => interval,
        }
    }

    /// Takes one result into account; answers the change it made, if any.
    pub fn handle(&mut self, result: &ProbeResult) -> Option<Change> {
        let proven = match &result.outcome {
            Ok(()) => {
                self.failures = 0;
                self.successes = self.successes.saturating_add(1);
                (self.successes >= self.policy.rise.get()).then_some(Health::Up)
            }
            Err(failure) => {
                self.successes = 0;
                self.failures = self.failures.saturating_add(1);
                let enough = self.failures >= self.policy.fall.get();
                let at_once = self.policy.fast_down && failure.is_decisive();
                (enough || at_once).then_some(Health::Down)
            }
        };
        let to = proven.filter(|to| *to != self.health)?;
        let from = std::mem::replace(&mut self.health, to);
        Some(Change { from, to })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Failure, Reason, Stage};

    #[derive(Clone, Copy, Debug)]
    enum Input {
        Success,
        Timeout,
        Refused,
        Denied,
    }
    use Input::{Denied, Refused, Success, Timeout};

    fn result(input: Input) -> ProbeResult {
        let reason = match input {
            Success => None,
            Timeout => Some(Reason::TimedOut {
                stage: Stage::Ping,
                after: Duration::from_millis(500),
            }),
            Refused => Some(Reason::Refused),
            Denied => Some(Reason::AccessDenied {
                user: "vk".into(),
                code: 1045,
            }),
        };
        ProbeResult {
            outcome: reason.map_or(Ok(()), |reason| {
                Err(Failure::new("mysql", "127.0.0.1:3306", reason))
            }),
            latency: Duration::ZERO,
        }
    }

    fn policy(rise: u32, fall: u32, fast_down: bool) -> Policy {
        Policy {
            rise: NonZeroU32::new(rise).unwrap(),
            fall: NonZeroU32::new(fall).unwrap(),
            fast_down,
            ..Policy::default()
        }
    }

    /// Feeds the inputs and writes the health after each as U, + or -.
    fn trace(policy: Policy, inputs: &[Input]) -> String {
        let mut verdict = Verdict::new(policy);
        let mut out = String::new();
        for input in inputs {
            let before = verdict.health();
            let change = verdict.handle(&result(*input));
            let after = verdict.health();
            let expected = (before != after).then_some(Change {
                from: before,
                to: after,
            });
            assert_eq!(change, expected, "a change is told exactly when it happens");
            out.push(match after {
                Health::Unknown => 'U',
                Health::Up => '+',
                Health::Down => '-',
            });
        }
        out
    }

    /// Every state × input, with rise 2 and fall 2 so that each cell needs
    /// counting, and both settings of `fast_down`.
    #[test]
    fn state_input_matrix() {
        let to_unknown: &[Input] = &[];
        let to_up: &[Input] = &[Success, Success];
        let to_down: &[Input] = &[Timeout, Timeout];
        // (how to get there, input, once, twice) with fast_down
        let matrix = [
            (to_unknown, Success, 'U', '+'),
            (to_unknown, Timeout, 'U', '-'),
            (to_unknown, Denied, 'U', '-'),
            (to_unknown, Refused, '-', '-'),
            (to_up, Success, '+', '+'),
            (to_up, Timeout, '+', '-'),
            (to_up, Denied, '+', '-'),
            (to_up, Refused, '-', '-'),
            (to_down, Success, '-', '+'),
            (to_down, Timeout, '-', '-'),
            (to_down, Denied, '-', '-'),
            (to_down, Refused, '-', '-'),
        ];
        for (path, input, once, twice) in matrix {
            let inputs = [path, &[input, input]].concat();
            let seen = trace(policy(2, 2, true), &inputs);
            assert!(
                seen.ends_with(&format!("{once}{twice}")),
                "{path:?} then {input:?} twice: {seen}"
            );
            // Without fast_down a refusal weighs what any failure weighs.
            let slow_once = match (input, seen.chars().nth_back(2)) {
                (Refused, before) => before.unwrap_or('U'),
                _ => once,
            };
            let seen = trace(policy(2, 2, false), &inputs);
            assert!(
                seen.ends_with(&format!("{slow_once}{twice}")),
                "slow: {path:?} then {input:?} twice: {seen}"
            );
        }
    }

    #[test]
    fn a_result_of_the_other_kind_starts_the_count_again() {
        let inputs = [
            Success, Success, Timeout, Success, Timeout, Timeout, Success, Timeout, Success,
            Success,
        ];
        assert_eq!(trace(policy(2, 2, true), &inputs), "U++++----+");
    }

    #[test]
    fn failures_of_different_kinds_add_up() {
        assert_eq!(
            trace(policy(1, 3, true), &[Success, Timeout, Denied, Timeout]),
            "+++-"
        );
    }

    #[test]
    fn the_default_forgives_one_timeout_but_no_refusal() {
        assert_eq!(
            trace(Policy::default(), &[Success, Timeout, Success]),
            "+++"
        );
        assert_eq!(trace(Policy::default(), &[Success, Refused]), "+-");
    }

    #[test]
    fn the_interval_follows_the_health_and_shortens_in_doubt() {
        let intervals = |interval, interval_when_down| {
            let mut verdict = Verdict::new(Policy {
                interval: Duration::from_millis(interval),
                interval_when_down: Duration::from_millis(interval_when_down),
                ..Policy::default()
            });
            let mut pause = |input| {
                verdict.handle(&result(input));
                (verdict.health(), verdict.next_interval().as_millis())
            };
            [
                pause(Success),
                pause(Timeout),
                pause(Timeout),
                pause(Success),
            ]
        };
        use Health::{Down, Up};
        assert_eq!(
            intervals(2000, 100),
            [(Up, 2000), (Up, 100), (Down, 100), (Up, 2000)]
        );
        assert_eq!(
            intervals(100, 3000),
            [(Up, 100), (Up, 100), (Down, 3000), (Up, 100)]
        );
    }

    #[test]
    fn health_reads_as_one_lower_case_word() {
        let words = [Health::Unknown, Health::Up, Health::Down].map(|h| h.to_string());
        assert_eq!(words, ["unknown", "up", "down"]);
    }
}
