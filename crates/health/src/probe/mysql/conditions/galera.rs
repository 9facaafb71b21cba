//! Membership in a Galera cluster: the part of it that may write, and whether
//! this node has all of its data.

use super::round::{Obstacle, Round};
use crate::Reason;
use crate::probe::mysql::query::Table;

/// What a node of a Galera cluster must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GaleraCondition {
    /// Whether it may also be handing its data to a node that joins: it still
    /// serves, mostly slower, and with some methods not at all.
    pub donor_passes: bool,
}

/// No user needs a right for it, and a node that is cut off answers it too.
const QUERY: &str = "SHOW GLOBAL STATUS WHERE Variable_name IN ('wsrep_cluster_status', \
                     'wsrep_local_state', 'wsrep_local_state_comment', 'wsrep_ready')";

const SYNCED: &str = "4";
const DONOR: &str = "2";

impl GaleraCondition {
    pub(super) async fn check(self, round: &mut Round<'_>) -> Result<(), Obstacle> {
        let status = round.query(QUERY).await?;
        self.judge(&status).map_err(Obstacle::Unmet)
    }

    /// The cluster's state comes first: of the others it is the cause.
    fn judge(self, status: &Table) -> Result<(), Reason> {
        let component = value(status, "wsrep_cluster_status").ok_or(Reason::NoGalera)?;
        expect(
            "wsrep_cluster_status",
            component,
            component == "Primary",
            "Primary",
        )?;
        let state = value(status, "wsrep_local_state").unwrap_or_default();
        let comment = value(status, "wsrep_local_state_comment").unwrap_or_default();
        let (is_met, expected) = match self.donor_passes {
            false => (state == SYNCED, "4 (Synced)"),
            true => (state == SYNCED || state == DONOR, "4 (Synced) or 2 (Donor)"),
        };
        let is = format!("{state} ({comment})");
        expect("wsrep_local_state", &is, is_met, expected)?;
        let ready = value(status, "wsrep_ready").unwrap_or_default();
        expect("wsrep_ready", ready, ready == "ON", "ON")
    }
}

fn expect(
    variable: &'static str,
    is: &str,
    is_met: bool,
    expected: &'static str,
) -> Result<(), Reason> {
    match is_met {
        true => Ok(()),
        false => Err(Reason::Galera {
            variable,
            is: is.to_owned(),
            expected,
        }),
    }
}

fn value<'a>(status: &'a Table, variable: &str) -> Option<&'a str> {
    let row = status.rows.iter().find_map(|row| match row.as_slice() {
        [Some(name), Some(value)] if name == variable => Some(value),
        _ => None,
    });
    row.map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(values: [&str; 4], donor_passes: bool) -> Option<String> {
        let names = [
            "wsrep_cluster_status",
            "wsrep_local_state",
            "wsrep_local_state_comment",
            "wsrep_ready",
        ];
        let row = |(name, value): (&str, &str)| vec![Some(name.into()), Some(value.into())];
        let status = Table {
            columns: vec!["Variable_name".into(), "Value".into()],
            rows: names.into_iter().zip(values).map(row).collect(),
        };
        let condition = GaleraCondition { donor_passes };
        condition
            .judge(&status)
            .err()
            .map(|reason| reason.to_string())
    }

    #[test]
    fn the_first_cause_is_told() {
        let synced = ["Primary", "4", "Synced", "ON"];
        assert_eq!(told(synced, false), None);
        assert_eq!(
            told(["non-Primary", "0", "Initialized", "OFF"], true).unwrap(),
            "wsrep_cluster_status is non-Primary, expected Primary"
        );
        let donor = ["Primary", "2", "Donor/Desynced", "ON"];
        assert_eq!(told(donor, true), None);
        assert_eq!(
            told(donor, false).unwrap(),
            "wsrep_local_state is 2 (Donor/Desynced), expected 4 (Synced)"
        );
        assert_eq!(
            told(["Primary", "1", "Joining", "OFF"], true).unwrap(),
            "wsrep_local_state is 1 (Joining), expected 4 (Synced) or 2 (Donor)"
        );
        let not_ready = ["Primary", "4", "Synced", "OFF"];
        assert_eq!(
            told(not_ready, false).unwrap(),
            "wsrep_ready is OFF, expected ON"
        );
    }

    #[test]
    fn a_server_without_these_variables_is_in_no_cluster() {
        let condition = GaleraCondition {
            donor_passes: false,
        };
        assert_eq!(condition.judge(&Table::default()), Err(Reason::NoGalera));
    }
}
