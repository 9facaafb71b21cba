//! The verdict of many probes: rise, fall, and failures that need no second
//! opinion.
//!
//! Pure: results and the time in, changes out. The caller owns the clock and
//! waits [`Verdict::next_interval`] between two probes.
//!
//! # How long until a dead service is Down
//!
//! | what happens | seen by | Down after, at most | defaults |
//! |---|---|---|---|
//! | killed, crashed, stopped | the held connection closes, the reconnect is refused (decisive) | one reconnect after the kernel closed it | < 1 ms |
//! | the same, no connection held | the next probe is refused (decisive) | `interval` | 20 ms |
//! | frozen, hung | probes time out over two connections, which counts twice | `interval` + `timeout` for each two of `fall` + the pauses in doubt between | 0.52 s |
//! | the same, asked over one connection | `fall` probes in a row time out | `interval` + `fall` × `timeout` + (`fall` − 1) × pause in doubt | 4 s when asked every 2 s |
//! | refuses logins | `fall` probes in a row fail | `interval` + (`fall` − 1) × pause in doubt | 40 ms |
//!
//! The pause in doubt, after a failure that is not yet proof, is the shorter of
//! `interval` and `interval_when_down`: a long `interval` spares the service,
//! and once something is wrong there is nothing to spare.
//!
//! A frozen service can only be told from a slow one by waiting, so `timeout`
//! and `fall` decide how much slowness is forgiven before the VIP moves.
//!
//! # A service that flaps
//!
//! With [`Policy::damping`], a service that falls soon after it came up counts
//! as Up only when it has been well for 1 s, then 2 s, 4 s …; once it has been
//! up for as long as `damping` says, it starts anew.

use std::fmt;
use std::time::{Duration, Instant};

use crate::{Failure, Policy, ProbeResult};

/// How long a service that fell for the second time must be well.
const FIRST_HOLD: Duration = Duration::from_secs(1);

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
    started_at: Instant,
    health: Health,
    successes: u32,
    failures: u32,
    /// Since when it answers without a failure.
    well_since: Option<Instant>,
    rose_at: Option<Instant>,
    /// How often in a row it fell soon after it rose.
    relapses: u32,
}

impl Verdict {
    /// Starts with [`Health::Unknown`]: nothing is assumed.
    pub fn new(policy: Policy, now: Instant) -> Self {
        Verdict {
            policy,
            started_at: now,
            health: Health::Unknown,
            successes: 0,
            failures: 0,
            well_since: None,
            rose_at: None,
            relapses: 0,
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

    /// Goes on under another policy; what was proven stands.
    pub fn set_policy(&mut self, policy: Policy) {
        self.policy = policy;
    }

    /// Whether failures still prove nothing.
    pub fn is_in_grace(&self, now: Instant) -> bool {
        let elapsed = now.saturating_duration_since(self.started_at);
        self.health == Health::Unknown && elapsed < self.policy.grace
    }

    /// How long the service must have been well to count as Up.
    pub fn hold(&self) -> Duration {
        match self.relapses {
            0 => Duration::ZERO,
            relapses => FIRST_HOLD
                .saturating_mul(2_u32.saturating_pow(relapses - 1))
                .min(self.policy.damping),
        }
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
    pub fn handle(&mut self, now: Instant, result: &ProbeResult) -> Option<Change> {
        let is_proven = match &result.outcome {
            Ok(()) => self.succeeded(now).then_some(Health::Up),
            Err(failure) => self.failed(now, failure).then_some(Health::Down),
        };
        let to = is_proven.filter(|to| *to != self.health)?;
        match to {
            Health::Up => self.rose_at = Some(now),
            Health::Down | Health::Unknown => self.fell(now),
        }
        let from = std::mem::replace(&mut self.health, to);
        Some(Change { from, to })
    }

    /// Counts a success; whether the service is proven up.
    fn succeeded(&mut self, now: Instant) -> bool {
        self.failures = 0;
        self.successes = self.successes.saturating_add(1);
        let well_since = *self.well_since.get_or_insert(now);
        let is_held = now.saturating_duration_since(well_since) >= self.hold();
        self.successes >= self.policy.rise.get() && is_held
    }

    /// Counts a failure; whether the service is proven down.
    fn failed(&mut self, now: Instant, failure: &Failure) -> bool {
        self.successes = 0;
        self.well_since = None;
        self.failures = self.failures.saturating_add(failure.reason.weight());
        let is_enough = self.failures >= self.policy.fall.get();
        let is_at_once = self.policy.fast_down && failure.is_decisive();
        (is_enough || is_at_once) && !self.is_in_grace(now)
    }

    fn fell(&mut self, now: Instant) {
        let was_up_for = self.rose_at.map(|at| now.saturating_duration_since(at));
        let is_relapse = was_up_for.is_some_and(|up| up < self.policy.damping);
        self.relapses = match is_relapse {
            true => self.relapses.saturating_add(1),
            false => 0,
        };
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;
    use crate::{Reason, Stage};

    #[derive(Clone, Copy, Debug)]
    enum Input {
        Success,
        Timeout,
        Silent,
        Refused,
        Denied,
    }
    use Input::{Denied, Refused, Silent, Success, Timeout};

    fn result(input: Input) -> ProbeResult {
        let reason = match input {
            Success => None,
            Timeout => Some(Reason::TimedOut {
                stage: Stage::Ping,
                after: Duration::from_millis(500),
            }),
            Silent => Some(Reason::Silent {
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
        let now = Instant::now();
        let mut verdict = Verdict::new(policy, now);
        let mut out = String::new();
        for input in inputs {
            let before = verdict.health();
            let change = verdict.handle(now, &result(*input));
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
    fn silence_over_two_connections_counts_twice_and_no_more() {
        assert_eq!(trace(Policy::default(), &[Success, Silent]), "+-");
        assert_eq!(
            trace(policy(1, 5, true), &[Success, Silent, Silent, Silent]),
            "+++-"
        );
        assert_eq!(trace(policy(1, 2, false), &[Success, Silent]), "+-");
    }

    #[test]
    fn the_interval_follows_the_health_and_shortens_in_doubt() {
        let intervals = |interval, interval_when_down| {
            let now = Instant::now();
            let policy = Policy {
                interval: Duration::from_millis(interval),
                interval_when_down: Duration::from_millis(interval_when_down),
                ..Policy::default()
            };
            let mut verdict = Verdict::new(policy, now);
            let mut pause = |input| {
                verdict.handle(now, &result(input));
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

    /// Feeds inputs at seconds since the start, and writes the health after each.
    fn timed(verdict: &mut Verdict, start: Instant, inputs: &[(f64, Input)]) -> String {
        let health = |(second, input): &(f64, Input)| {
            verdict.handle(start + Duration::from_secs_f64(*second), &result(*input));
            match verdict.health() {
                Health::Unknown => 'U',
                Health::Up => '+',
                Health::Down => '-',
            }
        };
        inputs.iter().map(health).collect()
    }

    #[test]
    fn within_the_grace_failures_prove_nothing_until_the_first_success() {
        let start = Instant::now();
        let graceful = || Policy {
            grace: Duration::from_secs(10),
            ..policy(1, 2, true)
        };
        let mut verdict = Verdict::new(graceful(), start);
        let starting = [(0.0, Refused), (5.0, Timeout), (9.9, Timeout)];
        assert_eq!(timed(&mut verdict, start, &starting), "UUU");
        assert_eq!(timed(&mut verdict, start, &[(10.0, Timeout)]), "-");
        let mut verdict = Verdict::new(graceful(), start);
        let risen = [(0.0, Refused), (1.0, Success), (1.1, Refused)];
        assert_eq!(timed(&mut verdict, start, &risen), "U+-");
    }

    #[test]
    fn a_service_that_relapses_is_held_back_for_longer_each_time() {
        let start = Instant::now();
        let damped = Policy {
            damping: Duration::from_secs(3),
            ..policy(1, 1, true)
        };
        let mut verdict = Verdict::new(damped, start);
        let mut at = |inputs: &[(f64, Input)]| timed(&mut verdict, start, inputs);
        // The first fall after a long life costs nothing.
        assert_eq!(at(&[(0.0, Success), (5.0, Refused), (5.1, Success)]), "+-+");
        // The second must be well for a second, counted from its last failure.
        assert_eq!(at(&[(6.0, Refused), (6.1, Success), (7.0, Success)]), "---");
        assert_eq!(
            at(&[(7.05, Refused), (7.2, Success), (8.2, Success)]),
            "--+"
        );
        // Then two, then three: never longer than the damping says.
        assert_eq!(
            at(&[(9.0, Refused), (9.1, Success), (11.0, Success)]),
            "---"
        );
        assert_eq!(
            at(&[(11.1, Success), (12.0, Refused), (12.1, Success)]),
            "+--"
        );
        assert_eq!(at(&[(15.0, Success), (15.1, Success)]), "-+");
        // Up for as long as that, it is trusted again.
        assert_eq!(at(&[(18.2, Refused), (18.3, Success)]), "-+");
    }

    #[test]
    fn another_policy_leaves_what_was_proven() {
        let now = Instant::now();
        let mut verdict = Verdict::new(policy(1, 2, true), now);
        verdict.handle(now, &result(Success));
        verdict.set_policy(policy(3, 3, false));
        assert_eq!(verdict.health(), Health::Up);
        let inputs = [(0.0, Refused), (0.0, Refused), (0.0, Refused)];
        assert_eq!(timed(&mut verdict, now, &inputs), "++-");
    }

    #[test]
    fn health_reads_as_one_lower_case_word() {
        let words = [Health::Unknown, Health::Up, Health::Down].map(|h| h.to_string());
        assert_eq!(words, ["unknown", "up", "down"]);
    }
}
