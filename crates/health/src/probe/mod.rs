//! Asks a real service over tokio, within a time limit.
//!
//! A [`Session`] probes one [`Spec`] again and again and holds a connection
//! open between two probes. That connection is the *witness*: when the server
//! dies the kernel closes it, and [`Session::closed`] tells in the same
//! millisecond, whatever the interval.
//!
//! | kind | one probe | the witness |
//! |---|---|---|
//! | `tcp` | a fresh connection | the newest connection |
//! | `mysql` without credentials | a fresh connection that must greet | the newest one |
//! | `mysql` with credentials | `COM_PING` over the open session | the session |
//! | `http` | a request over the open connection | the connection |
//! | `postgres` | a query over the open session | the session |
//! | `exec`, `systemd` | a command | none |
//! | `process` | a look at the process, once found | the process |
//! | `redis` | `PING` over the open connection | the connection |
//!
//! Rules shared by all kinds:
//!
//! - **A close is not yet a death.** Servers drop idle connections, and
//!   administrators kill sessions. A probe that finds its connection closed
//!   opens another within the same time limit, and only that one counts.
//! - **A few alarms between two regular probes.** The connection made in answer
//!   to [`Session::closed`] is watched too, because a dying server may still
//!   accept it; but a server which closes every connection at once is probed
//!   only [`session::ALARMS`] times more often.
//! - **A silent connection is kept**, not dropped: see [`session`]. Where a
//!   session is held, the server is asked over a second one too: see [`held`].
//!
//! A new kind of probe is a new file here and a variant of [`Spec`].

mod blocking;
mod budget;
mod connector;
mod credentials;
mod dialogue;
mod exec;
mod held;
mod http;
mod line;
mod lookup;
pub mod mysql;
mod option_file;
mod pidfd;
mod postgres;
mod process;
mod redis;
pub mod session;
mod spec;
mod stream;
mod systemd;
mod target;
mod tcp;
mod tls;
mod words;

pub use credentials::Credentials;
pub use exec::ExecSpec;
pub use http::{HttpSpec, StatusError, Statuses, Url, UrlError};
pub use mysql::{
    GaleraCondition, GroupCondition, GroupRole, Heartbeat, HeartbeatTable, HeartbeatTableError,
    MysqlClient, MysqlConditions, MysqlSpec, MysqlTable, ReplicaConditions,
};
pub use option_file::{OptionFile, OptionFileError};
pub use postgres::{PostgresRole, PostgresSpec};
pub use process::ProcessSpec;
pub use redis::{RedisRole, RedisSpec};
pub use session::Session;
pub use spec::Spec;
pub use target::{Target, TargetError};
pub use tls::{Tls, TlsError, Trust};
