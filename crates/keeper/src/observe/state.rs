//! What is true of this node right now, as one immutable picture.
//!
//! Owns the types only.  [`super::hub`] builds the pictures; the panel and the
//! program turn them into JSON and text.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;

use crate::drain::Marker;
use crate::message::Message;
use crate::settings::{FailurePolicy, Scope};

pub use health::Health;

/// Everything a viewer needs to know about this node at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeState {
    /// The node's name: its host name unless vipkeeper.toml says otherwise.
    pub node: String,
    /// When this picture was taken.
    pub at: Timestamp,
    /// The engine.
    pub keepalived: KeepalivedState,
    /// One entry for each `vrrp_instance`, in the order of keepalived.conf.
    pub instances: Vec<InstanceView>,
    /// One entry for each check of vipkeeper.toml, by name.
    pub checks: Vec<CheckView>,
    /// The last changes of state, newest first, at most [`TRANSITIONS_KEPT`].
    pub transitions: Vec<Transition>,
    /// The mark of a node that is taken out of service.
    pub drained: Option<Marker>,
}

impl NodeState {
    /// The instances that are MASTER on this node.
    #[must_use]
    pub fn masters(&self) -> BTreeSet<String> {
        let masters = self
            .instances
            .iter()
            .filter(|instance| instance.state == Some(InstanceState::Master));
        masters.map(|instance| instance.name.clone()).collect()
    }
}

/// How many transitions a picture carries.
pub const TRANSITIONS_KEPT: usize = 20;

/// Whether Keepalived runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeepalivedState {
    /// Process id of Keepalived's parent process, when it runs.
    pub pid: Option<u32>,
}

/// One `vrrp_instance`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceView {
    /// The instance's name in keepalived.conf.
    pub name: String,
    /// Its state as Keepalived last told; `None` while it has not.
    pub state: Option<InstanceState>,
    /// The priority that counts in the election now; `None` while unknown.
    pub effective_priority: Option<u8>,
    /// The interface that it speaks on.
    pub interface: String,
    /// Its virtual_router_id.
    pub vrid: u8,
    /// Its addresses, and whether the kernel holds each of them now.
    pub virtual_ips: Vec<VirtualIpView>,
}

/// Keepalived's states of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstanceState {
    /// Not taking part yet.
    Init,
    /// Standing by.
    Backup,
    /// Holding the addresses.
    Master,
    /// Disqualified by a check or an interface.
    Fault,
    /// Keepalived has stopped.
    Stop,
}

/// One address of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VirtualIpView {
    /// The address as keepalived.conf writes it, such as `10.0.0.100/24`.
    pub address: String,
    /// Whether an interface of this node carries it (netlink).
    pub held: bool,
}

/// One resident check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckView {
    /// The check's name in vipkeeper.toml.
    pub name: Arc<str>,
    /// `mysql`, `tcp`, …
    pub kind: &'static str,
    /// What is asked, such as `127.0.0.1:3306`.
    pub target: Arc<str>,
    /// What its failure does.
    pub policy: FailurePolicy,
    /// While the node is what its failure counts.
    pub scope: Scope,
    /// The verdict.
    pub health: Health,
    /// Why the last try failed; `None` when it succeeded.
    pub reason: Option<Message>,
    /// How long the last try took, in microseconds; `None` before the first.
    pub latency_us: Option<u64>,
    /// Since when the verdict stands.
    pub since: Timestamp,
}

/// An instance changed its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// When we learned of it.
    pub at: Timestamp,
    /// The instance's name.
    pub instance: String,
    /// The state before, when it was known.
    pub from: Option<InstanceState>,
    /// The state since.
    pub to: InstanceState,
    /// The effective priority that Keepalived reported with it.
    pub priority: u8,
}
