//! A vipkeeper.toml with many checks of one MariaDB.

use std::fmt::Write as _;
use std::net::Ipv4Addr;
use std::path::Path;

use lab::SERVICE_PORT;

use super::witness::{self, WITNESSES};

/// Every other check logs in and pings; of those that only connect, the first few connect to a
/// witness, which notes when they do.
pub(super) fn text(checks: usize, credentials: &Path) -> String {
    let mut text =
        String::from("[node]\nname = \"scale\"\n\n[service]\nmanager = \"supervised\"\n");
    let mut witnesses = witness::addresses();
    for number in 0..checks {
        let _ = write!(text, "\n[checks.{}]\ninterval = \"1s\"\n", name(number));
        if number % 2 == 0 {
            let _ = write!(
                text,
                "kind = \"mysql\"\ntarget = \"{}:{SERVICE_PORT}\"\ncredentials = \"{}\"\n",
                Ipv4Addr::LOCALHOST,
                credentials.display()
            );
        } else {
            let target = witnesses
                .next()
                .unwrap_or_else(|| (Ipv4Addr::LOCALHOST, SERVICE_PORT).into());
            let _ = write!(text, "kind = \"tcp\"\ntarget = \"{target}\"\n");
        }
    }
    text
}

/// What a check is called, which is also its track file's name.
pub(super) fn name(number: usize) -> String {
    format!("c{number:04}")
}

/// How many of so many checks are seen by a witness.
pub(super) fn witnessed(checks: usize) -> usize {
    (checks / 2).min(WITNESSES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_them_ping_and_a_few_are_witnessed() {
        let text = text(100, Path::new("/node/client.cnf"));
        assert_eq!(text.matches("[checks.").count(), 100);
        assert_eq!(text.matches("kind = \"mysql\"").count(), 50);
        assert_eq!(
            text.matches("credentials = \"/node/client.cnf\"").count(),
            50
        );
        assert_eq!(text.matches("target = \"127.0.1.").count(), witnessed(100));
        assert_eq!((witnessed(1), witnessed(10)), (0, 5));
    }
}
