//! Watching this node: Keepalived's own words, the kernel's addresses, the
//! checks.
//!
//! [`hub`] runs the sources and keeps one [`NodeState`]; [`picture`] is the
//! pure part that folds what the sources tell into it.

pub(crate) mod dump;
pub mod fifo;
pub mod hub;
pub mod now;
mod picture;
mod state;

pub use hub::{CheckReports, DrainReports, Hub};
pub use state::{
    CheckView, Health, InstanceState, InstanceView, KeepalivedState, NodeState, TRANSITIONS_KEPT,
    Transition, VirtualIpView,
};
