//! Does it answer as PostgreSQL? A query over a session that stays open, and on
//! request whether it recovers and how far it lags.
//!
//! tokio-postgres speaks the protocol (SCRAM has more corners than a check
//! should have) and leaves the connection with us as a future, so that its end
//! is seen while nothing is asked. TLS is asked for and begun here, before the
//! library sees the stream.

mod dialogue;
mod first_word;
mod refusal;
mod replication;
mod spec;

pub(super) use dialogue::PostgresDialogue;
pub use spec::{PostgresRole, PostgresSpec};
