//! What can fail on a node, and what a failure does to an instance that watches it.

use std::time::Duration;

use crate::expand::Location;
use crate::model::{Priority, Weight};

/// A check within a [`Scope`](super::Scope), counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CheckId(pub usize);

/// What kind of thing is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CheckKind {
    /// An interface, an instance's own one included; up or down.
    Interface,
    /// A `vrrp_script`; succeeding or failing.
    Script,
    /// A `track_file`; holding 1, or holding 0 or missing, which is the same to Keepalived.
    File,
    /// A `vrrp_track_process`; running or not.
    Process,
    /// A `bfd_instance`; up or down.
    Bfd,
}

/// Something that is watched on one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The node, counted from 0.
    pub node: usize,
    /// What it is.
    pub kind: CheckKind,
    /// Its name.
    pub name: String,
    /// Whether it is good when it is up (a file: when it holds 1). `reverse`, or a file that counts
    /// faults, turns that round.
    pub is_good_when_up: bool,
    /// The longest time from the failure until Keepalived knows, if the check itself answers at once.
    pub detection: Duration,
    /// The first line that watches it.
    pub at: Location,
    /// Whether it is set on purpose, and missing is its usual state
    /// ([`TrackFile::is_switch`](crate::model::TrackFile::is_switch)).
    pub is_switch: bool,
}

/// How an instance watches a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tracker {
    pub(super) check: CheckId,
    pub(super) kind: CheckKind,
    pub(super) weight: Weight,
}

/// What all trackers together make of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) priority: Priority,
    pub(super) faults: Vec<CheckId>,
    pub(super) changes: Vec<(CheckId, i64)>,
}

/// What one tracker does at this position of its check.
enum Effect {
    Fault,
    Change(i64),
}

/// The priority and the faults at these positions, `true` for up. An owner's priority stands
/// (keepalived 2.2.7 `vrrp_track.c`, `vrrp_set_effective_priority`).
pub(super) fn standing(base: Priority, trackers: &[Tracker], is_up: &[bool]) -> Standing {
    let (mut faults, mut changes) = (Vec::new(), Vec::new());
    for tracker in trackers {
        match effect(tracker, is_up[tracker.check.0]) {
            Effect::Fault => faults.push(tracker.check),
            Effect::Change(0) => {}
            Effect::Change(amount) => changes.push((tracker.check, amount)),
        }
    }
    let total = i64::from(base.value()) + changes.iter().map(|(_, amount)| amount).sum::<i64>();
    let priority = if base.is_owner() {
        base
    } else {
        Priority::clamped(total)
    };
    Standing {
        priority,
        faults,
        changes,
    }
}

fn effect(tracker: &Tracker, is_up: bool) -> Effect {
    let Weight { value, reverse } = tracker.weight;
    let signed = i64::from(value) * if reverse { -1 } else { 1 };
    match (tracker.kind, value) {
        // A file's number is a count of faults unless it is reversed.
        (CheckKind::File, 0) if is_up != reverse => Effect::Fault,
        (CheckKind::File, _) if is_up && signed <= -254 => Effect::Fault,
        (CheckKind::File, _) => Effect::Change(if is_up { signed.min(253) } else { 0 }),
        (_, 0) if is_up == reverse => Effect::Fault,
        (_, 0) => Effect::Change(0),
        (_, value) if is_up == (value > 0) => Effect::Change(signed),
        _ => Effect::Change(0),
    }
}

/// Whether a check watched like this is good when it is up.
pub(super) fn is_good_when_up(kind: CheckKind, weight: Weight) -> bool {
    match (kind, weight.value) {
        (CheckKind::File, 0) => weight.reverse,
        (CheckKind::File, value) => (value > 0) != weight.reverse,
        _ => !weight.reverse,
    }
}

#[cfg(test)]
mod tests {
    use super::{CheckId, CheckKind, Priority, Tracker, Weight, is_good_when_up, standing};

    fn after(base: u8, kind: CheckKind, value: i32, reverse: bool, is_up: bool) -> Option<u8> {
        let weight = Weight { value, reverse };
        let tracker = Tracker {
            check: CheckId(0),
            kind,
            weight,
        };
        let found = standing(Priority::new(base).unwrap(), &[tracker], &[is_up]);
        found.faults.is_empty().then_some(found.priority.value())
    }

    #[test]
    fn positive_weights_reward_and_negative_ones_punish() {
        use CheckKind::Script;
        assert_eq!(after(100, Script, 20, false, true), Some(120));
        assert_eq!(after(100, Script, 20, false, false), Some(100));
        assert_eq!(after(100, Script, -20, false, true), Some(100));
        assert_eq!(after(100, Script, -20, false, false), Some(80));
        assert_eq!(after(100, Script, -20, true, false), Some(120));
        assert_eq!(after(100, Script, -20, true, true), Some(100));
    }

    #[test]
    fn no_weight_means_fault_and_reverse_turns_it_round() {
        use CheckKind::Process;
        assert_eq!(after(100, Process, 0, false, false), None);
        assert_eq!(after(100, Process, 0, false, true), Some(100));
        assert_eq!(after(100, Process, 0, true, true), None);
        assert!(!is_good_when_up(
            Process,
            Weight {
                value: 0,
                reverse: true
            }
        ));
    }

    #[test]
    fn a_file_counts_faults_unless_it_is_reversed() {
        use CheckKind::File;
        assert_eq!(after(100, File, 0, false, true), None);
        assert_eq!(after(100, File, 0, false, false), Some(100));
        assert_eq!(after(100, File, 0, true, false), None);
        assert_eq!(after(100, File, 5, false, true), Some(105));
        assert_eq!(after(100, File, -254, false, true), None);
        assert!(is_good_when_up(File, Weight::plain(1)));
        assert!(!is_good_when_up(File, Weight::plain(-10)));
        assert!(!is_good_when_up(File, Weight::plain(0)));
    }

    #[test]
    fn an_owner_keeps_its_priority_and_others_stay_below_it() {
        use CheckKind::Script;
        assert_eq!(after(255, Script, -100, false, false), Some(255));
        assert_eq!(after(250, Script, 100, false, true), Some(254));
        assert_eq!(after(10, Script, -100, false, false), Some(1));
    }
}
