//! How long to wait before Keepalived is started again.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(10);

/// Doubles from 100 ms to 10 s while Keepalived dies young.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    deaths: u32,
}

impl Backoff {
    /// The wait after a run that lasted `lived`.  A run longer than the
    /// longest wait counts as a healthy one and starts the series anew.
    pub(super) fn after(&mut self, lived: Duration) -> Duration {
        if lived > LONGEST {
            self.deaths = 0;
        }
        let wait = FIRST.saturating_mul(2_u32.saturating_pow(self.deaths));
        self.deaths = self.deaths.saturating_add(1);
        wait.min(LONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn young_deaths_wait_longer_and_an_old_one_forgives() {
        let mut backoff = Backoff::default();
        let young = Duration::from_millis(20);
        let waits: Vec<_> = (0..9).map(|_| backoff.after(young).as_millis()).collect();
        assert_eq!(
            waits,
            [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]
        );
        assert_eq!(backoff.after(Duration::from_secs(60)), FIRST);
    }

    #[test]
    fn a_thousand_deaths_do_not_overflow() {
        let mut backoff = Backoff::default();
        for _ in 0..1000 {
            assert!(backoff.after(Duration::ZERO) <= LONGEST);
        }
    }
}
