//! Membership in a group of MySQL's Group Replication: this member's state and
//! role, and whether it is on the side of the majority.

use super::round::{Obstacle, Round};
use crate::Reason;
use crate::probe::mysql::query::Table;

/// What a member of a replication group must be beside `ONLINE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupCondition {
    /// Its role; either will do without it.
    pub role: Option<GroupRole>,
}

/// The two roles. MySQL 5.7 does not tell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupRole {
    /// It takes writes.
    Primary,
    /// It does not.
    Secondary,
}

impl GroupRole {
    fn name(self) -> &'static str {
        match self {
            GroupRole::Primary => "primary",
            GroupRole::Secondary => "secondary",
        }
    }
}

const QUERY: &str = "SELECT it.*, it.MEMBER_ID = @@server_uuid AS IS_ME \
                     FROM performance_schema.replication_group_members AS it";

impl GroupCondition {
    pub(super) async fn check(self, round: &mut Round<'_>) -> Result<(), Obstacle> {
        let members = round.query(QUERY).await?;
        self.judge(&members).map_err(Obstacle::Unmet)
    }

    fn judge(self, members: &Table) -> Result<(), Reason> {
        let count = members.rows.len();
        let me = (0..count).find(|row| members.value(*row, "IS_ME") == Some("1"));
        let field = |name| me.and_then(|row| members.value(row, name));
        // A server that has not joined yet is listed without its name, or not at all.
        let state = field("MEMBER_STATE").unwrap_or("OFFLINE");
        if state != "ONLINE" {
            return Err(Reason::GroupState {
                state: state.to_owned(),
            });
        }
        // Cut off from the others it goes on calling itself ONLINE, and its
        // writes hang.
        let is_out_of_reach =
            |row: &usize| members.value(*row, "MEMBER_STATE") == Some("UNREACHABLE");
        let reachable = count - (0..count).filter(is_out_of_reach).count();
        if reachable * 2 <= count {
            return Err(Reason::GroupMinority {
                reachable,
                members: count,
            });
        }
        match self.role {
            Some(role) => plays(role, field("MEMBER_ROLE").unwrap_or_default()),
            None => Ok(()),
        }
    }
}

fn plays(role: GroupRole, is: &str) -> Result<(), Reason> {
    match is.eq_ignore_ascii_case(role.name()) {
        true => Ok(()),
        false => Err(Reason::Role {
            is: is.to_ascii_lowercase(),
            expected: role.name(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(role: Option<GroupRole>, members: &[(&str, &str, &str)]) -> Option<String> {
        let columns = ["MEMBER_STATE", "MEMBER_ROLE", "IS_ME"];
        let row = |(state, role, is_me): &(&str, &str, &str)| {
            [state, role, is_me]
                .map(|text| Some((*text).to_owned()))
                .to_vec()
        };
        let table = Table {
            columns: columns.map(str::to_owned).to_vec(),
            rows: members.iter().map(row).collect(),
        };
        let judged = GroupCondition { role }.judge(&table);
        judged.err().map(|reason| reason.to_string())
    }

    #[test]
    fn a_member_is_online_among_the_majority_and_in_its_role() {
        let primary = ("ONLINE", "PRIMARY", "1");
        let other = ("ONLINE", "SECONDARY", "0");
        let lost = ("UNREACHABLE", "SECONDARY", "0");
        assert_eq!(told(None, &[primary]), None);
        assert_eq!(
            told(Some(GroupRole::Primary), &[primary, other, lost]),
            None
        );
        assert_eq!(
            told(Some(GroupRole::Secondary), &[primary]).unwrap(),
            "it is primary, expected secondary"
        );
        assert_eq!(
            told(None, &[primary, lost]).unwrap(),
            "1 of 2 members of its group are in reach, and that is no majority"
        );
        assert_eq!(
            told(None, &[("RECOVERING", "SECONDARY", "1"), other]).unwrap(),
            "its state in group replication is RECOVERING, expected ONLINE"
        );
    }

    #[test]
    fn who_is_not_listed_is_offline() {
        for members in [
            &[][..],
            &[("OFFLINE", "", "0")],
            &[("ONLINE", "PRIMARY", "0")],
        ] {
            let line = told(None, members).unwrap();
            assert_eq!(
                line,
                "its state in group replication is OFFLINE, expected ONLINE"
            );
        }
    }
}
