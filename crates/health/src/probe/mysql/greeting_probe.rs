//! The question without credentials: a fresh connection that must greet.
//!
//! Holds the newest greeted connection as the witness, or the one whose
//! greeting is still owed ([`crate::probe::session`] says why). Owns how such a
//! connection is left: see [`Guest`].

use std::future::pending;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::wire::Wire;
use super::{greeting, introduction};
use crate::probe::budget::Budget;
use crate::probe::connector::Connector;
use crate::probe::session::PATIENCE;
use crate::probe::target::Target;
use crate::{Reason, Stage};

/// A server gives an unanswered greeting `connect_timeout` (10 s) and then
/// writes a warning into its log. Probes come far more often and replace the
/// witness; with a long interval it is let go before that.
const WITNESS_LIFE: Duration = Duration::from_secs(5);

/// Waits for greetings.
#[derive(Debug)]
pub(in crate::probe) struct GreetingProbe {
    connector: Connector,
    held: Held,
}

#[derive(Debug)]
enum Held {
    Nothing,
    /// It greeted, and is watched for its end.
    Witness {
        guest: Guest,
        greeted_at: Instant,
    },
    /// It did not greet in time.
    Silent {
        guest: Guest,
        since: Instant,
    },
}

/// A connection that was or will be greeted and never logs in.
///
/// A server counts such interrupted handshakes by the client's address, and
/// after `max_connect_errors` (100) of them refuses everybody at that address
/// (1129), which a check must not bring about. Two addresses are exempt; at any
/// other a guest leaves with a login that will be denied, which is not counted.
/// At the exempt ones it just leaves: a denied login looks like an attack.
#[derive(Debug)]
struct Guest {
    wire: Wire,
    is_counted: bool,
}

impl Guest {
    fn new(wire: Wire) -> Self {
        let is_counted = wire.source().is_some_and(is_counted);
        Guest { wire, is_counted }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        if self.is_counted {
            // The answer to a greeting has sequence 1.
            self.wire.farewell(1, &introduction::nobody());
        }
    }
}

/// The servers compare with these two addresses, not with the loopback range:
/// 127.0.0.2 was blocked by MariaDB 10.11.
fn is_counted(source: IpAddr) -> bool {
    let exempt = [
        IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(Ipv6Addr::LOCALHOST),
    ];
    !exempt.contains(&source.to_canonical())
}

impl GreetingProbe {
    pub(in crate::probe) fn new(target: Target) -> Self {
        GreetingProbe {
            connector: Connector::new(target),
            held: Held::Nothing,
        }
    }

    pub(in crate::probe) async fn ask(&mut self, budget: &Budget) -> Result<(), Reason> {
        // Taken, not dropped: the old witness goes when the new one is there.
        let held = std::mem::replace(&mut self.held, Held::Nothing);
        if let Held::Silent { mut guest, since } = held
            && since.elapsed() < PATIENCE
            && let Err(reason @ Reason::TimedOut { .. }) =
                greeting::receive(&mut guest.wire, budget).await
        {
            self.held = Held::Silent { guest, since };
            return Err(reason);
        }
        match self.ask_afresh(budget).await {
            Err(reason) if reason.is_close() => self.ask_afresh(budget).await,
            outcome => outcome,
        }
    }

    async fn ask_afresh(&mut self, budget: &Budget) -> Result<(), Reason> {
        let mut wire = Wire::new(self.connector.connect(budget).await?);
        let outcome = greeting::receive(&mut wire, budget).await;
        let now = Instant::now();
        match &outcome {
            Ok(_) => {
                self.held = Held::Witness {
                    guest: Guest::new(wire),
                    greeted_at: now,
                }
            }
            Err(Reason::TimedOut {
                stage: Stage::Greeting,
                ..
            }) => {
                self.held = Held::Silent {
                    guest: Guest::new(wire),
                    since: now,
                }
            }
            Err(_) => {}
        }
        outcome.map(drop)
    }

    /// Resolves when the witness ends (or speaks, which it does only to say
    /// goodbye), or when the silent connection greets or ends.
    pub(in crate::probe) async fn news(&mut self) {
        let still_open = match &mut self.held {
            Held::Nothing => return pending().await,
            Held::Witness { guest, greeted_at } => {
                tokio::select! {
                    _ = guest.wire.news() => false,
                    () = sleep_until(*greeted_at + WITNESS_LIFE) => {
                        self.held = Held::Nothing;
                        return pending().await;
                    }
                }
            }
            Held::Silent { guest, .. } => guest.wire.news().await,
        };
        if !still_open {
            self.held = Held::Nothing;
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;
    use tokio::net::UnixStream;

    use super::*;
    use crate::probe::stream::Stream;

    #[test]
    fn only_the_two_exempt_addresses_are_not_counted() {
        for (source, counted) in [
            ("127.0.0.1", false),
            ("::1", false),
            ("::ffff:127.0.0.1", false),
            ("127.0.0.2", true),
            ("10.0.0.1", true),
            ("fe80::1", true),
        ] {
            assert_eq!(is_counted(source.parse().unwrap()), counted, "{source}");
        }
    }

    /// What the server reads after a guest has left.
    async fn last_words(is_counted: bool) -> Vec<u8> {
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        drop(Guest {
            wire: Wire::new(Stream::Unix(ours)),
            is_counted,
        });
        let mut heard = Vec::new();
        theirs.read_to_end(&mut heard).await.unwrap();
        heard
    }

    #[tokio::test]
    async fn a_guest_who_is_counted_leaves_with_a_login() {
        assert!(last_words(false).await.is_empty());
        let heard = last_words(true).await;
        assert_eq!(usize::from(heard[0]), heard.len() - 4, "one whole packet");
        assert_eq!(heard[3], 1, "which follows the greeting");
        assert_eq!(&heard[36..46], b"vipkeeper\0");
        assert_eq!(heard[46], 0, "and has no password");
    }
}
