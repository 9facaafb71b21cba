//! How long an election takes: skew and down interval.
//!
//! The figures are Keepalived's (2.2.7 `vrrp.h`, `VRRP_TIMER_SKEW_CALC`, `VRRP_MS_DOWN_TIMER`), which are
//! the RFCs': in version 2 the skew is a part of one second whatever the interval (RFC 3768 §6.1), in
//! version 3 a part of the interval (RFC 9568 §6.1).

use std::time::Duration;

use super::units::{AdvertInterval, Priority, VrrpVersion};

/// How long a backup of this priority waits after a resignation before it takes over.
pub fn skew_time(version: VrrpVersion, interval: AdvertInterval, priority: Priority) -> Duration {
    let parts = 256 - u64::from(priority.value());
    let micros = match version {
        VrrpVersion::V2 => parts * 1_000_000 / 256,
        VrrpVersion::V3 => parts * u64::from(interval.centis()) * 625 / 16,
    };
    Duration::from_micros(micros)
}

/// How long a backup of this priority waits in silence before it takes over: `adverts` intervals, 3
/// unless `down_timer_adverts` says otherwise, and the skew.
pub fn down_interval(
    version: VrrpVersion,
    interval: AdvertInterval,
    priority: Priority,
    adverts: u32,
) -> Duration {
    interval.duration() * adverts + skew_time(version, interval, priority)
}

#[cfg(test)]
mod tests {
    use super::{AdvertInterval, Duration, Priority, VrrpVersion, down_interval, skew_time};

    #[test]
    fn the_taker_of_priority_240_is_ten_times_as_fast_as_one_of_100() {
        let second = AdvertInterval::DEFAULT;
        let skew = |priority| skew_time(VrrpVersion::V3, second, Priority::new(priority).unwrap());
        assert_eq!(skew(240), Duration::from_micros(62_500));
        assert_eq!(skew(100), Duration::from_micros(609_375));
    }

    #[test]
    fn version_2_has_a_skew_of_its_own() {
        let five = AdvertInterval::from_secs(5).unwrap();
        let default = Priority::DEFAULT;
        assert_eq!(
            skew_time(VrrpVersion::V2, five, default),
            Duration::from_micros(609_375)
        );
        assert_eq!(
            down_interval(VrrpVersion::V2, five, default, 3),
            Duration::from_micros(15_609_375)
        );
        assert_eq!(
            down_interval(VrrpVersion::V3, five, default, 2),
            Duration::from_micros(10_000_000 + 3_046_875)
        );
    }
}
