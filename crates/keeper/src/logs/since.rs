//! The point in time that `--since` means.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp, Zoned};

/// Reads a time span back from now (`10m`, `2h 30m`), a time of today (`09:30`), a day or a time of a
/// day (`2026-11-22`, `2026-11-22 09:30`), all of `now`'s zone, or a time with its zone (RFC 3339).
/// `None` when it is none of these, or not in the past.
#[must_use]
pub fn since(text: &str, now: &Zoned) -> Option<Timestamp> {
    let text = text.trim();
    let local = |at: DateTime| Some(at.to_zoned(now.time_zone().clone()).ok()?.timestamp());
    let found = if let Ok(at) = text.parse::<Timestamp>() {
        Some(at)
    } else if let Ok(ago) = text.parse::<SignedDuration>() {
        now.timestamp().checked_sub(ago).ok()
    } else if let Ok(at) = text.parse::<DateTime>() {
        local(at)
    } else if let Ok(day) = text.parse::<Date>() {
        local(day.to_datetime(Time::midnight()))
    } else if let Ok(time) = text.parse::<Time>() {
        local(now.date().to_datetime(time))
    } else {
        None
    };
    found.filter(|at| *at <= now.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_means_a_point_in_the_past() {
        let now: Zoned = "2026-11-22T12:00:00+08:00[+08:00]".parse().unwrap();
        for (text, expected) in [
            ("90m", Some("2026-11-22T02:30:00Z")),
            ("2h 30m", Some("2026-11-22T01:30:00Z")),
            ("09:30", Some("2026-11-22T01:30:00Z")),
            ("2026-11-21", Some("2026-11-20T16:00:00Z")),
            ("2026-11-21 10:00", Some("2026-11-21T02:00:00Z")),
            ("2026-11-21T10:00:00Z", Some("2026-11-21T10:00:00Z")),
            ("13:00", None),
            ("-5m", None),
            ("yesterday", None),
        ] {
            let expected = expected.map(|at| at.parse().unwrap());
            assert_eq!(since(text, &now), expected, "{text}");
        }
    }
}
