//! Is a service healthy? One try is a [`ProbeResult`], the verdict of many is
//! a [`Health`].
//!
//! Two halves that know nothing of each other's business:
//!
//! - [`verdict`] turns results into health by a [`Policy`]: rise, fall, grace,
//!   damping, and failures that need no second opinion. Pure: no clock, no I/O.
//! - [`probe`] asks a real service over tokio, within a time limit, and holds a
//!   connection open whose death tells of the service's death at once.
//!
//! The loop that joins them belongs to the caller:
//!
//! ```no_run
//! # async fn watch(spec: health::Spec) {
//! use std::time::Instant;
//!
//! use health::{Policy, Session, Verdict};
//!
//! let policy = Policy::default();
//! let mut session = Session::new(spec, policy.timeout);
//! let mut verdict = Verdict::new(policy, Instant::now());
//! loop {
//!     let result = session.probe().await;
//!     if let Some(change) = verdict.handle(Instant::now(), &result) {
//!         // write the track file, record the event
//!         # let _ = change;
//!     }
//!     tokio::select! {
//!         () = tokio::time::sleep(verdict.next_interval()) => {}
//!         () = session.closed() => {}
//!     }
//! }
//! # }
//! ```
//!
//! This crate deliberately knows nothing of Keepalived: who writes the track
//! file, and what a change means for a VIP, is decided elsewhere.

#![forbid(unsafe_code)]

mod failure;
mod policy;
pub mod probe;
mod reason;
mod stage;
pub mod verdict;

pub use failure::{Failure, ProbeResult};
/// The verbs of HTTP.
pub use hyper::Method;
pub use policy::Policy;
pub use probe::{
    Credentials, ExecSpec, GaleraCondition, GroupCondition, GroupRole, Heartbeat, HeartbeatTable,
    HeartbeatTableError, HttpSpec, MysqlClient, MysqlConditions, MysqlSpec, MysqlTable, OptionFile,
    OptionFileError, PostgresRole, PostgresSpec, ProcessSpec, RedisRole, RedisSpec,
    ReplicaConditions, Session, Spec, StatusError, Statuses, Target, TargetError, Tls, TlsError,
    Trust, Url, UrlError,
};
pub use reason::Reason;
pub use stage::Stage;
pub use verdict::{Change, Health, Verdict};
