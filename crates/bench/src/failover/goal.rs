//! What was promised, so that a table shows where it is kept and where not.

use std::time::Duration;

use lab::{Profile, Timing};

use super::blow::Blow;
use super::matrix::Cell;
use crate::statistics::Summary;

/// The `timeout` of a check unless told otherwise.
const CHECK_TIMEOUT: f64 = 500.0;

/// Limits in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Goal {
    Median(f64),
    MedianAndP99(f64, f64),
    Each(f64),
}

impl Goal {
    /// What was promised for a cell, when something was.
    pub(super) fn of(cell: Cell) -> Option<Self> {
        let timing = cell.setup.timing()?;
        match (cell.blow, timing.profile) {
            (Blow::ServiceKilled, Profile::Fast) => Some(Self::MedianAndP99(30.0, 100.0)),
            (Blow::ServiceKilled, Profile::Classic) => Some(Self::Median(100.0)),
            (Blow::ServiceFrozen, profile) => Some(Self::Each(frozen(profile, timing))),
            (Blow::NodeLost, _) => Some(Self::Each(milliseconds(timing.down_interval()) + 30.0)),
            (Blow::Drill, Profile::Fast) => Some(Self::Median(15.0)),
            (Blow::Drill, Profile::Classic) => Some(Self::Each(100.0)),
            _ => None,
        }
    }

    /// Whether it was kept.
    pub(super) fn is_kept(self, seen: &Summary) -> bool {
        match self {
            Self::Median(limit) => seen.median <= limit,
            Self::MedianAndP99(median, p99) => seen.median <= median && seen.p99 <= p99,
            Self::Each(limit) => seen.max <= limit,
        }
    }

    /// As in the tables.
    pub(super) fn in_words(self) -> String {
        match self {
            Self::Median(limit) => format!("median ≤ {limit:.0}"),
            Self::MedianAndP99(median, p99) => format!("median ≤ {median:.0}, p99 ≤ {p99:.0}"),
            Self::Each(limit) => format!("max ≤ {limit:.0}"),
        }
    }
}

fn frozen(profile: Profile, timing: Timing) -> f64 {
    match profile {
        Profile::Fast => CHECK_TIMEOUT + 50.0,
        Profile::Classic => CHECK_TIMEOUT + 50.0 + milliseconds(timing.skew_time()),
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::super::setup::Setup;
    use super::*;

    fn words(setup: Setup, blow: Blow) -> Option<String> {
        Goal::of(Cell { setup, blow }).map(Goal::in_words)
    }

    #[test]
    fn a_lost_node_is_allowed_the_down_interval_and_thirty_milliseconds() {
        for (setup, expected) in [
            (Setup::Fast10, "max ≤ 61"),
            (Setup::Fast100, "max ≤ 336"),
            (Setup::Classic, "max ≤ 3092"),
        ] {
            assert_eq!(words(setup, Blow::NodeLost).as_deref(), Some(expected));
        }
        assert_eq!(words(Setup::Guide, Blow::NodeLost), None);
    }

    #[test]
    fn both_limits_have_to_be_kept() {
        let goal = Goal::MedianAndP99(30.0, 100.0);
        let seen = |values: &[f64]| Summary::of(values).expect("there are values");
        assert!(goal.is_kept(&seen(&[10.0, 20.0, 100.0])));
        assert!(!goal.is_kept(&seen(&[10.0, 20.0, 101.0])));
        assert!(!goal.is_kept(&seen(&[31.0, 31.0, 31.0])));
        assert!(!Goal::Each(50.0).is_kept(&seen(&[1.0, 51.0])));
    }
}
