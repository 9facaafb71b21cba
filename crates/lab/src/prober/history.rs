//! The attempts of a prober in the order of their starts, whatever order they end in.

use std::collections::VecDeque;
use std::time::Instant;

use super::outage::{Attempt, Outcome};

/// Attempts kept, 40 MB: at a period of 1 ms a quarter of an hour. Older ones are forgotten.
const KEPT: usize = 1 << 20;

/// The attempts that have ended, and behind the first that is still open all that began later.
#[derive(Debug, Default)]
pub(super) struct History {
    settled: VecDeque<Attempt>,
    open: VecDeque<Slot>,
    /// The number of the first in `open`.
    next_to_settle: u64,
}

#[derive(Debug)]
enum Slot {
    Open,
    Ended(Attempt),
}

impl History {
    /// A new attempt begins; gives its number.
    pub(super) fn begin(&mut self) -> u64 {
        self.open.push_back(Slot::Open);
        self.next_to_settle + self.open.len() as u64 - 1
    }

    /// Attempt `number` has ended. A number that has ended before is ignored.
    pub(super) fn end(&mut self, number: u64, started_at: Instant, now: Instant, outcome: Outcome) {
        let index = number
            .checked_sub(self.next_to_settle)
            .and_then(|at| usize::try_from(at).ok());
        if let Some(slot) = index.and_then(|index| self.open.get_mut(index)) {
            let latency = now.saturating_duration_since(started_at);
            *slot = Slot::Ended(Attempt {
                started_at,
                latency,
                outcome,
            });
        }
        while let Some(Slot::Ended(attempt)) = self.open.front() {
            if self.settled.len() == KEPT {
                self.settled.pop_front();
            }
            self.settled.push_back(*attempt);
            self.open.pop_front();
            self.next_to_settle += 1;
        }
    }

    /// The settled attempts that started at `since` or later.
    pub(super) fn since(&mut self, since: Instant) -> &[Attempt] {
        let first = self
            .settled
            .partition_point(|attempt| attempt.started_at < since);
        &self.settled.make_contiguous()[first..]
    }
}

#[cfg(test)]
mod tests {
    use super::super::outage::Failure;
    use super::*;

    #[test]
    fn an_open_attempt_hides_the_later_ones_until_it_ends() {
        let now = Instant::now();
        let mut history = History::default();
        let (slow, quick) = (history.begin(), history.begin());
        history.end(quick, now, now, Outcome::Greeted);
        assert!(history.since(now).is_empty());
        history.end(slow, now, now, Outcome::Failed(Failure::Deadline));
        let outcomes: Vec<_> = history.since(now).iter().map(Attempt::succeeded).collect();
        assert_eq!(outcomes, [false, true]);
    }

    #[test]
    fn an_attempt_ends_once() {
        let now = Instant::now();
        let mut history = History::default();
        let number = history.begin();
        history.end(number, now, now, Outcome::Greeted);
        history.end(number, now, now, Outcome::Failed(Failure::Deadline));
        assert_eq!(history.since(now).len(), 1);
        assert!(history.since(now)[0].succeeded());
    }
}
