//! When a check is asked next: on a beat that all checks share.
//!
//! Waking up costs a machine that has nothing else to do more than asking does.
//! So checks that wait long meet at the same instants, and one waking serves
//! many of them.

use std::sync::LazyLock;
use std::time::Duration;

use tokio::time::Instant;

/// Between two instants at which checks meet.
const BEAT: Duration = Duration::from_millis(50);

/// A pause of so many beats is not noticeably longer or shorter for it.
const LONG: u32 = 10;

/// From where beats are counted.
static FIRST: LazyLock<Instant> = LazyLock::new(Instant::now);

/// When a pause that begins now is over.
pub(super) fn after(pause: Duration) -> Instant {
    let first = *FIRST;
    first + nearest(first.elapsed(), pause)
}

/// The beat nearest to the end of the pause; both since the first beat.  The
/// nearest and not the next: a try takes time, and each would come a beat later.
fn nearest(now: Duration, pause: Duration) -> Duration {
    let end = now + pause;
    if pause < BEAT * LONG {
        return end;
    }
    let beats = (end + BEAT / 2).as_nanos() / BEAT.as_nanos();
    u32::try_from(beats).map_or(end, |beats| BEAT * beats)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn long_pauses_end_together_and_short_ones_as_they_are() {
        for now in [13_001, 13_007] {
            assert_eq!(nearest(ms(now), SECOND), ms(14_000), "{now}");
            assert_eq!(nearest(ms(now), ms(100)), ms(now + 100), "{now}");
        }
        assert_eq!(nearest(ms(13_026), SECOND), ms(14_050));
    }

    #[test]
    fn a_period_keeps_its_length_though_each_try_takes_a_while() {
        let mut now = ms(50);
        for _ in 0..60 {
            now = nearest(now + ms(3), SECOND);
        }
        assert_eq!(now, ms(50) + 60 * SECOND);
    }

    #[test]
    fn years_later_it_goes_on() {
        let now = SECOND * 60 * 60 * 24 * 3650;
        assert!(nearest(now, SECOND).abs_diff(now + SECOND) <= BEAT);
    }
}
