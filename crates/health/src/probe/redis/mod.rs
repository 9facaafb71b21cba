//! Does it answer as Redis or Valkey? `PING` over a connection that stays open,
//! and on request its role and the state of its link.
//!
//! Spoken is RESP2 without arrays, all that `AUTH`, `PING` and `INFO` need and
//! every version of both servers begins with. An own codec, because the probe
//! watches the idle socket itself, and because a client library would bring
//! pools, retries and half a hundred crates for three commands.
//!
//! | module | owns |
//! |---|---|
//! | `reply` | framing of what the server says |
//! | `refusal` | the reason behind an error reply |
//! | `replication` | the section of that name in `INFO` |
//! | `dialogue` | the conversation |

mod dialogue;
mod refusal;
mod replication;
mod reply;
mod spec;

pub(super) use dialogue::RedisDialogue;
pub use spec::{RedisRole, RedisSpec};
