//! A vipkeeper.toml with many checks of one MariaDB.

use std::fmt::Write as _;
use std::net::Ipv4Addr;
use std::path::Path;

use lab::SERVICE_PORT;

use super::witness::{self, WITNESSES};

/// How many checks, and how many in a hundred of them only connect: those have a new connection for
/// each try, the others log in once and ping.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mix {
    pub(super) checks: usize,
    pub(super) connecting_percent: usize,
}

impl Mix {
    fn connecting(self) -> usize {
        self.checks * self.connecting_percent / 100
    }

    /// How many of them are seen by a witness.
    pub(super) fn witnessed(self) -> usize {
        self.connecting().min(WITNESSES)
    }

    /// Of those that connect, the first few connect to a witness, which notes when they do.
    pub(super) fn settings(self, credentials: &Path) -> String {
        let mut text =
            String::from("[node]\nname = \"scale\"\n\n[service]\nmanager = \"supervised\"\n");
        let mut witnesses = witness::addresses();
        for number in 0..self.checks {
            let _ = write!(text, "\n[checks.{}]\ninterval = \"1s\"\n", name(number));
            if number < self.connecting() {
                let mariadb = (Ipv4Addr::LOCALHOST, SERVICE_PORT).into();
                let target = witnesses.next().unwrap_or(mariadb);
                let _ = write!(text, "kind = \"tcp\"\ntarget = \"{target}\"\n");
            } else {
                let _ = write!(
                    text,
                    "kind = \"mysql\"\ntarget = \"{}:{SERVICE_PORT}\"\ncredentials = \"{}\"\n",
                    Ipv4Addr::LOCALHOST,
                    credentials.display()
                );
            }
        }
        text
    }
}

/// What a check is called, which is also its track file's name.
pub(super) fn name(number: usize) -> String {
    format!("c{number:04}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_them_connects_and_a_few_of_those_are_witnessed() {
        let mix = |checks, connecting_percent| Mix {
            checks,
            connecting_percent,
        };
        let text = mix(100, 50).settings(Path::new("/node/client.cnf"));
        assert_eq!(text.matches("[checks.").count(), 100);
        assert_eq!(text.matches("kind = \"mysql\"").count(), 50);
        assert_eq!(
            text.matches("credentials = \"/node/client.cnf\"").count(),
            50
        );
        assert_eq!(text.matches("target = \"127.0.1.").count(), WITNESSES);
        assert_eq!(mix(100, 10).witnessed(), 10);
        assert_eq!(mix(1, 50).witnessed(), 0, "one check is one that pings");
    }
}
