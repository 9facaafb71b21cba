//! Does it speak MySQL? MySQL and MariaDB, over TCP and Unix sockets.
//!
//! # Which question
//!
//! **With credentials** (recommended) the probe logs in once and sends
//! `COM_PING` over the open session. The session is the witness.
//!
//! **Without** it waits for the greeting of a fresh connection, each time, and
//! holds the newest one. Only a fresh greeting shows that the server is not
//! frozen, and only a held connection shows its death at once. The price is a
//! broken handshake per probe, so the way to less noise is a longer interval
//! ([`crate::Spec::suggested_interval`]); a death is seen at once all the same.
//!
//! | one probe | CPU here | CPU in the server | in the server's log |
//! |---|---|---|---|
//! | ping over TCP | 16 µs | 15 µs | nothing |
//! | ping over a Unix socket | 11 µs | 9 µs | nothing |
//! | greeting over TCP | 104 µs | 150 µs | MariaDB (`log_warnings` ≥ 2, the default): one warning; MySQL: nothing |
//! | ping of MySQL over TCP, in clear | 19 µs | 20 µs | nothing |
//! | the same inside TLS | 24 µs | 27 µs | nothing |
//!
//! Over TCP to MariaDB, the ping included, in two runs on a busy machine:
//!
//! | conditions | CPU here | CPU in the server |
//! |---|---|---|
//! | mode | 42–52 µs | 45–69 µs |
//! | mode, connections | 91–115 µs | 379–408 µs |
//! | replica with lag and gap | 63–75 µs | 63–76 µs |
//! | these three | 127 µs (one run) | 379 µs |
//! | galera | 60–95 µs | 401–525 µs |
//! | heartbeat, a write with each probe | 71–80 µs | 128–136 µs |
//! | heartbeat, a write each second | 17–23 µs | 14–21 µs |
//!
//! Connections and Galera are asked for by `SHOW GLOBAL STATUS`, for which the
//! server sums up over all of its threads.
//!
//! Measured over 10,000 probes each (`tests/mariadb/cost.rs`, MariaDB 10.11 and
//! MySQL 9.7 on two shared cores). There too: the kernel takes 11 to 80 ms to
//! tear a mariadbd down after `kill -9` before it closes its sockets, and from
//! then to the refused reconnect it is some 0.3 ms.
//!
//! # Why an own codec
//!
//! A probe needs the greeting, the login, `COM_PING` and error packets, and the
//! idle socket itself to watch. `mysql_common` would bring these with fifty
//! crates (rows, binary logs, regex, serde) and half a minute of building; the
//! codec here is some 400 lines over `sha1`, `sha2`, `num-bigint` and
//! `curve25519-dalek`.
//!
//! | module | owns |
//! |---|---|
//! | `wire` | framing |
//! | `greeting`, `server_error` | the two packets a server begins with |
//! | `introduction`, `login` over `scramble` and `rsa` | proving who we are |
//! | `session` over `query` | TLS and login, then one command after the other |
//! | `conditions` | what it must be beside alive |
//! | `greeting_probe`, `dialogue` | the two questions |
//! | `client` | a session for whoever acts on a server |
//!
//! TLS begins between the greeting and the login ([`crate::probe::Tls`] says
//! with whom). Inside it the account's password may be shown to the server, as
//! some plugins want; with [`crate::Trust::Anything`] that is whoever answers.

mod client;
mod conditions;
mod dialogue;
mod greeting;
mod greeting_probe;
mod introduction;
mod login;
mod query;
mod reader;
mod rsa;
mod scramble;
mod server_error;
mod session;
mod spec;
mod wire;

pub use client::MysqlClient;
pub use conditions::{
    GaleraCondition, GroupCondition, GroupRole, Heartbeat, HeartbeatTable, HeartbeatTableError,
    MysqlConditions, ReplicaConditions,
};
pub(super) use dialogue::{MysqlDialogue, MysqlQuestion};
pub(super) use greeting_probe::GreetingProbe;
pub use query::Table as MysqlTable;
pub use spec::MysqlSpec;
