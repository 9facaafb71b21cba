//! Users of this machine, by name.
//!
//! Owns the question which numbers a name stands for.  It is asked through
//! `getent`, which knows what nsswitch.conf names (LDAP, systemd), and answered
//! from /etc/passwd and /etc/group where there is no `getent`.

use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::exec;

/// A directory service that does not answer must not hold us up for long.
const LIMIT: Duration = Duration::from_secs(5);

/// A user, as processes run under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// The user's number.
    pub uid: u32,
    /// The number of its own group.
    pub gid: u32,
}

impl Account {
    /// root, which every machine has.
    #[must_use]
    pub fn root() -> Self {
        Self {
            name: "root".to_owned(),
            uid: 0,
            gid: 0,
        }
    }

    /// The user of this name; `None` when there is none.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let line = entry("passwd", name)?;
        let mut fields = line.split(':').skip(2);
        Some(Self {
            name: name.to_owned(),
            uid: fields.next()?.parse().ok()?,
            gid: fields.next()?.parse().ok()?,
        })
    }

    /// The same user in another group.
    #[must_use]
    pub fn in_group(self, gid: u32) -> Self {
        Self { gid, ..self }
    }
}

/// The number of the group of this name; `None` when there is none.
#[must_use]
pub fn group(name: &str) -> Option<u32> {
    entry("group", name)?.split(':').nth(2)?.parse().ok()
}

/// The line of a database whose first field is `name`.
fn entry(database: &str, name: &str) -> Option<String> {
    let is_it = |line: &&str| line.split(':').next() == Some(name);
    let asked = exec::run(Command::new("getent").args(["--", database, name]), LIMIT);
    let text = match asked {
        Ok(finished) => finished.stdout_text().into_owned(),
        Err(_) => fs::read_to_string(format!("/etc/{database}")).ok()?,
    };
    text.lines().find(is_it).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_strangers_are_not() {
        assert_eq!(Account::find("root"), Some(Account::root()));
        assert_eq!(group("root"), Some(0));
        assert_eq!(Account::find("vk-no-such-user"), None);
        assert_eq!(Account::find("0"), None, "a number is no name");
    }
}
