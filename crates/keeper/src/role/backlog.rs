//! What a replica has received and not applied.  Pure.
//!
//! By GTID where the replica uses them: an event group that was cut by the
//! primary's death moves the position that was read, and will never be applied.

use super::decide::Backlog;

/// What a replica's status says of its progress, in the server's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Progress {
    /// The source's log file and position up to which was received.
    pub(super) received: (String, String),
    /// The same up to which was applied.
    pub(super) applied: (String, String),
    /// With GTIDs: what was received and not applied.
    pub(super) missing: Option<bool>,
}

impl Progress {
    /// What is left to be applied.
    pub(super) fn backlog(&self) -> Backlog {
        let is_never_connected = self.received.0.is_empty();
        match self.missing {
            _ if is_never_connected => Backlog::NeverReceived,
            Some(false) => Backlog::Empty,
            Some(true) => Backlog::Pending,
            None if self.received == self.applied => Backlog::Empty,
            None => Backlog::Pending,
        }
    }
}

/// Whether MariaDB's position `received` has something that `applied` lacks.
/// Both are lists of `domain-server-sequence`; an element that is none counts
/// as missing.
pub(super) fn lacks(received: &str, applied: &str) -> bool {
    let elements = |list: &str| -> Vec<Option<(u32, u64)>> {
        let parts = list
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts.map(element).collect()
    };
    let applied = elements(applied);
    let is_applied = |(domain, sequence): (u32, u64)| {
        let mut known = applied.iter().flatten();
        known.any(|(d, s)| *d == domain && *s >= sequence)
    };
    elements(received)
        .into_iter()
        .any(|element| !element.is_some_and(is_applied))
}

fn element(text: &str) -> Option<(u32, u64)> {
    let mut numbers = text.split('-');
    let domain = numbers.next()?.parse().ok()?;
    let _server: u32 = numbers.next()?.parse().ok()?;
    let sequence = numbers.next()?.parse().ok()?;
    numbers.next().is_none().then_some((domain, sequence))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(file: &str, position: &str) -> (String, String) {
        (file.to_owned(), position.to_owned())
    }

    #[test]
    fn positions_decide_without_gtids_and_gtids_where_they_are() {
        let progress = |received, applied, missing| Progress {
            received,
            applied,
            missing,
        };
        for (received, applied, missing, expected) in [
            (at("b.1", "9"), at("b.1", "9"), None, Backlog::Empty),
            (at("b.1", "9"), at("b.1", "4"), None, Backlog::Pending),
            (at("b.2", "4"), at("b.1", "4"), None, Backlog::Pending),
            // An event group that was cut in its middle.
            (at("b.1", "9"), at("b.1", "4"), Some(false), Backlog::Empty),
            (at("b.1", "9"), at("b.1", "9"), Some(true), Backlog::Pending),
            (at("", "4"), at("", "0"), None, Backlog::NeverReceived),
            (
                at("", "4"),
                at("", "0"),
                Some(false),
                Backlog::NeverReceived,
            ),
        ] {
            let progress = progress(received, applied, missing);
            assert_eq!(progress.backlog(), expected, "{progress:?}");
        }
    }

    #[test]
    fn a_position_is_compared_in_each_domain() {
        for (received, applied, expected) in [
            ("", "", false),
            ("", "0-1-5", false),
            ("0-1-5", "0-1-5", false),
            ("0-1-5", "0-2-6", false),
            ("0-1-7", "0-1-5", true),
            ("0-1-5,1-1-3", "0-1-5", true),
            ("0-1-5,1-1-3", "1-1-4, 0-1-9", false),
            ("0-1-18446744073709551615", "0-1-5", true),
            ("nonsense", "0-1-5", true),
            ("0-1-5-9", "0-1-5", true),
        ] {
            assert_eq!(lacks(received, applied), expected, "{received} {applied}");
        }
    }
}
