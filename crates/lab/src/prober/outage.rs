//! What an outage is, as arithmetic on the attempts of a prober. No clock, no sockets.
//!
//! A client that opens a new connection every few milliseconds is the measure. The outage of a fault
//! lasts **from the start of the first attempt that failed to the start of the first attempt that
//! succeeded after the last failure**: when the service flaps, the good moments in between count as
//! outage too. The resolution is the prober's period, at both ends.

use std::time::{Duration, Instant};

/// Why an attempt failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Failure {
    /// The connection was refused: the machine lives, the service does not listen.
    Refused,
    /// The connection was closed or reset before the greeting.
    Closed,
    /// No route, or nobody answered for the address on the link.
    Unreachable,
    /// No greeting within the deadline.
    Deadline,
    /// The first bytes were not the greeting.
    WrongGreeting,
    /// The prober itself could not try: out of ports, descriptors or memory.
    Prober,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The service greeted.
    Greeted,
    /// It did not.
    Failed(Failure),
}

/// One attempt that has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// Just before the connection was asked for.
    pub started_at: Instant,
    /// From the start to the greeting or the failure.
    pub latency: Duration,
    /// Which of the two.
    pub outcome: Outcome,
}

impl Attempt {
    /// Whether it found the service.
    pub fn succeeded(&self) -> bool {
        self.outcome == Outcome::Greeted
    }

    fn ended_at(&self) -> Instant {
        self.started_at + self.latency
    }
}

/// The moment just before a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(pub Instant);

/// What a client saw of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outage {
    /// The start of the first attempt that failed; `None` when none did.
    pub first_failure: Option<Instant>,
    /// The start of the first attempt that succeeded after the last failure; `None` when none failed.
    pub recovered: Option<Instant>,
    /// Between the two; zero when no attempt failed.
    pub duration: Duration,
    /// The good moments in between taken off: less than [`Self::duration`] when the service flapped, or
    /// when the VIP went away and came home by itself.
    pub unserved: Duration,
    /// How many failed.
    pub attempts_failed: usize,
}

/// The outage since `mark`. `None` as long as the service is not back, or no attempt has ended yet.
///
/// `attempts` are in the order of their starts and without gaps: an attempt that is still open hides
/// all later ones, because its failure would change the answer. An attempt that was open at the mark
/// counts, since the fault may be what ended it.
pub fn outage(attempts: &[Attempt], mark: Mark) -> Option<Outage> {
    let mut seen = attempts
        .iter()
        .filter(|attempt| attempt.ended_at() >= mark.0)
        .peekable();
    seen.peek()?;
    let mut first_failure = None;
    let mut failing_since = None;
    let mut recovered = None;
    let mut unserved = Duration::ZERO;
    let mut attempts_failed = 0;
    for attempt in seen {
        if !attempt.succeeded() {
            first_failure = first_failure.or(Some(attempt.started_at));
            failing_since = failing_since.or(Some(attempt.started_at));
            attempts_failed += 1;
        } else if let Some(since) = failing_since.take() {
            unserved += attempt.started_at.duration_since(since);
            recovered = Some(attempt.started_at);
        }
    }
    let duration = match (first_failure, failing_since) {
        (None, _) => Duration::ZERO,
        (Some(_), Some(_)) => return None,
        (Some(first), None) => recovered?.duration_since(first),
    };
    Some(Outage {
        first_failure,
        recovered,
        duration,
        unserved,
        attempts_failed,
    })
}

/// Whether the last attempts, over at least `span` from the start of one to the start of the last,
/// all succeeded. `attempts` as for [`outage`].
pub fn is_steady(attempts: &[Attempt], span: Duration) -> bool {
    let Some(last) = attempts.last() else {
        return false;
    };
    attempts
        .iter()
        .rev()
        .take_while(|attempt| attempt.succeeded())
        .any(|attempt| last.started_at.duration_since(attempt.started_at) >= span)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One attempt each 10 ms from the origin on, answered after 1 ms: `.` greeted, `x` refused.
    fn attempts(origin: Instant, pattern: &str) -> Vec<Attempt> {
        pattern
            .chars()
            .zip(0..)
            .map(|(mark, index)| Attempt {
                started_at: origin + ms(10) * index,
                latency: ms(1),
                outcome: match mark {
                    '.' => Outcome::Greeted,
                    _ => Outcome::Failed(Failure::Refused),
                },
            })
            .collect()
    }

    fn ms(count: u64) -> Duration {
        Duration::from_millis(count)
    }

    #[test]
    fn nothing_failed_is_an_outage_of_zero() {
        let origin = Instant::now();
        let seen = outage(&attempts(origin, "...."), Mark(origin)).unwrap();
        assert_eq!(
            (seen.duration, seen.attempts_failed, seen.first_failure),
            (ms(0), 0, None)
        );
    }

    #[test]
    fn it_lasts_from_the_first_failure_to_the_first_success_after_it() {
        let origin = Instant::now();
        let seen = outage(&attempts(origin, "..xxx.."), Mark(origin)).unwrap();
        assert_eq!(seen.first_failure, Some(origin + ms(20)));
        assert_eq!(seen.recovered, Some(origin + ms(50)));
        assert_eq!((seen.duration, seen.attempts_failed), (ms(30), 3));
        assert_eq!(seen.unserved, seen.duration);
    }

    #[test]
    fn flapping_counts_as_one_outage() {
        let origin = Instant::now();
        let seen = outage(&attempts(origin, ".x..x.."), Mark(origin)).unwrap();
        assert_eq!((seen.duration, seen.attempts_failed), (ms(40), 2));
        assert_eq!(seen.unserved, ms(20), "the good moments in between are not");
    }

    #[test]
    fn a_service_that_is_not_back_has_no_outage_yet() {
        let origin = Instant::now();
        assert_eq!(outage(&attempts(origin, "..x.x"), Mark(origin)), None);
        assert_eq!(outage(&[], Mark(origin)), None);
    }

    #[test]
    fn what_ended_before_the_mark_does_not_count_and_what_was_open_at_it_does() {
        let origin = Instant::now();
        let seen = attempts(origin, "xx..");
        assert_eq!(
            outage(&seen, Mark(origin + ms(12)))
                .unwrap()
                .attempts_failed,
            0
        );
        assert_eq!(
            outage(&seen, Mark(origin + ms(11)))
                .unwrap()
                .attempts_failed,
            1
        );
    }

    #[test]
    fn a_mark_after_the_last_attempt_has_nothing_to_tell() {
        let origin = Instant::now();
        assert_eq!(
            outage(&attempts(origin, "..."), Mark(origin + ms(500))),
            None
        );
    }

    #[test]
    fn steady_means_an_unbroken_run_over_the_whole_span() {
        let origin = Instant::now();
        assert!(is_steady(&attempts(origin, "x...."), ms(30)));
        assert!(!is_steady(&attempts(origin, "x...."), ms(31)));
        assert!(!is_steady(&attempts(origin, "....x"), ms(10)));
        assert!(!is_steady(&[], ms(0)));
    }
}
