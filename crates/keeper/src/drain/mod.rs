//! Taking a node out of service on purpose, and bringing it back.
//!
//! Everything goes through one track file, the [`lever`]: Keepalived lowers
//! this node's priority, or leaves the election, by its own rules.  A peer that
//! is to take over is *asked* where that is possible: with priority 1 this node
//! goes on serving, a peer that is ready outranks it, and one that is not
//! changes nothing.
//!
//! [`plan`] says what keepalived.conf allows, [`forecast`] what the simulator
//! makes of it, and [`handover`] decides; all pure.  [`session`] does it, [`upkeep`] keeps the lever where the [`marker`]
//! says.  Measuring what a client sees is left to the caller.

mod error;
mod forecast;
mod handover;
mod lever;
mod lock;
mod marker;
mod plan;
mod session;
mod survey;
mod upkeep;
mod wire;

pub use error::DrainError;
pub use forecast::{Forecast, forecast};
pub use handover::Moved;
pub use marker::{Marker, Purpose};
pub use plan::{Election, Plan, Way};
pub use session::{Session, undrain};
pub use survey::{Survey, survey};
pub use upkeep::{drained, keep, uphold};
