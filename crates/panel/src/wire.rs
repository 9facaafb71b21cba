//! The shapes of the JSON, apart from the domain's types so that either can
//! change without the other.
//!
//! Names are snake_case, times RFC 3339 in UTC, latencies microseconds, and the
//! states of an instance Keepalived's own words.

mod text;

use jiff::Timestamp;
use keeper::drain::{Marker, Purpose};
use keeper::observe;
use serde::Serialize;

pub use text::Text;

/// One node at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NodeState {
    /// The node's name.
    pub node: String,
    /// When the picture was taken.
    pub at: Timestamp,
    /// The engine.
    pub keepalived: Keepalived,
    /// In the order of keepalived.conf.
    pub instances: Vec<Instance>,
    /// In the order of vipkeeper.toml.
    pub checks: Vec<Check>,
    /// Newest first.
    pub transitions: Vec<Transition>,
    /// Since when and by whom the node is taken out of service; null when it
    /// is not.
    pub drained: Option<Drained>,
}

/// A node that is taken out of service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drained {
    /// Since when.
    pub since: Timestamp,
    /// By whom.
    pub author: String,
    /// Whether it comes back by itself.
    pub is_drill: bool,
}

/// The engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Keepalived {
    /// Whether it runs.
    pub running: bool,
    /// Its parent process, when it runs.
    pub pid: Option<u32>,
}

/// One `vrrp_instance`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instance {
    /// Its name.
    pub name: String,
    /// Its state; null while Keepalived has not told.
    pub state: Option<InstanceState>,
    /// The priority that counts now, 0 to 255; null while unknown.
    pub effective_priority: Option<u8>,
    /// The interface that it speaks on.
    pub interface: String,
    /// Its virtual_router_id.
    pub vrid: u8,
    /// Its addresses.
    pub virtual_ips: Vec<VirtualIp>,
}

/// Keepalived's states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(
    missing_docs,
    reason = "the words are Keepalived's and explained there"
)]
pub enum InstanceState {
    Init,
    Backup,
    Master,
    Fault,
    Stop,
}

/// One address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VirtualIp {
    /// As keepalived.conf writes it, such as `10.0.0.100/24`.
    pub address: String,
    /// Whether an interface of this node carries it now.
    pub held: bool,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Its name in vipkeeper.toml.
    pub name: String,
    /// `mysql`, `tcp`, …
    pub kind: &'static str,
    /// What is asked, such as `127.0.0.1:3306`.
    pub target: String,
    /// What its failure does, as vipkeeper.toml writes it.
    pub policy: String,
    /// Whether it only says if this node may take over: on a MASTER its failure
    /// does nothing.
    pub backup_only: bool,
    /// The verdict.
    pub health: Health,
    /// Why the last try failed; null when it succeeded.
    pub reason: Option<Text>,
    /// How long the last try took; null before the first.
    pub latency_us: Option<u64>,
    /// Since when the verdict stands.
    pub since: Timestamp,
}

/// The verdict of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// Not enough tries yet.
    Unknown,
    /// Enough tries in a row succeeded.
    Up,
    /// Enough tries in a row failed.
    Down,
}

/// An instance changed its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transition {
    /// When it became known.
    pub at: Timestamp,
    /// The instance's name.
    pub instance: String,
    /// The state before; null when it was not known.
    pub from: Option<InstanceState>,
    /// The state since.
    pub to: InstanceState,
    /// The effective priority reported with it.
    pub priority: u8,
}

impl From<&observe::NodeState> for NodeState {
    fn from(state: &observe::NodeState) -> Self {
        Self {
            node: state.node.clone(),
            at: state.at,
            keepalived: Keepalived {
                running: state.keepalived.pid.is_some(),
                pid: state.keepalived.pid,
            },
            instances: state.instances.iter().map(Instance::from).collect(),
            checks: state.checks.iter().map(Check::from).collect(),
            transitions: state.transitions.iter().map(Transition::from).collect(),
            drained: state.drained.as_ref().map(Drained::from),
        }
    }
}

impl From<&Marker> for Drained {
    fn from(marker: &Marker) -> Self {
        Self {
            since: marker.since,
            author: marker.author.clone(),
            is_drill: marker.purpose == Purpose::Drill,
        }
    }
}

impl From<&observe::InstanceView> for Instance {
    fn from(instance: &observe::InstanceView) -> Self {
        Self {
            name: instance.name.clone(),
            state: instance.state.map(InstanceState::from),
            effective_priority: instance.effective_priority,
            interface: instance.interface.clone(),
            vrid: instance.vrid,
            virtual_ips: instance.virtual_ips.iter().map(VirtualIp::from).collect(),
        }
    }
}

impl From<observe::InstanceState> for InstanceState {
    fn from(state: observe::InstanceState) -> Self {
        match state {
            observe::InstanceState::Init => Self::Init,
            observe::InstanceState::Backup => Self::Backup,
            observe::InstanceState::Master => Self::Master,
            observe::InstanceState::Fault => Self::Fault,
            observe::InstanceState::Stop => Self::Stop,
        }
    }
}

impl From<&observe::VirtualIpView> for VirtualIp {
    fn from(virtual_ip: &observe::VirtualIpView) -> Self {
        Self {
            address: virtual_ip.address.clone(),
            held: virtual_ip.held,
        }
    }
}

impl From<&observe::CheckView> for Check {
    fn from(check: &observe::CheckView) -> Self {
        Self {
            name: check.name.to_string(),
            kind: check.kind,
            target: check.target.to_string(),
            policy: check.policy.to_string(),
            backup_only: check.scope == keeper::settings::Scope::Backup,
            health: check.health.into(),
            reason: check.reason.as_ref().map(Text::from),
            latency_us: check.latency_us,
            since: check.since,
        }
    }
}

impl From<observe::Health> for Health {
    fn from(health: observe::Health) -> Self {
        match health {
            observe::Health::Unknown => Self::Unknown,
            observe::Health::Up => Self::Up,
            observe::Health::Down => Self::Down,
        }
    }
}

impl From<&observe::Transition> for Transition {
    fn from(transition: &observe::Transition) -> Self {
        Self {
            at: transition.at,
            instance: transition.instance.clone(),
            from: transition.from.map(InstanceState::from),
            to: transition.to.into(),
            priority: transition.priority,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::full_state;

    #[test]
    fn the_json_is_the_contract() {
        let json = serde_json::to_value(NodeState::from(&full_state())).unwrap();
        let expected = json!({
            "node": "db1",
            "at": "2026-11-22T10:00:05.25Z",
            "keepalived": { "running": true, "pid": 4242 },
            "instances": [{
                "name": "VI_1",
                "state": "MASTER",
                "effective_priority": 250,
                "interface": "eth0",
                "vrid": 51,
                "virtual_ips": [{ "address": "10.0.0.100/24", "held": true }],
            }, {
                "name": "VI_2",
                "state": null,
                "effective_priority": null,
                "interface": "eth1",
                "vrid": 52,
                "virtual_ips": [],
            }],
            "checks": [{
                "name": "db",
                "kind": "mysql",
                "target": "127.0.0.1:3306",
                "policy": "fault",
                "backup_only": false,
                "health": "down",
                "reason": {
                    "id": "ui-health-down",
                    "en": "Down",
                    "zh-CN": "故障",
                },
                "latency_us": 412,
                "since": "2026-11-22T10:00:00Z",
            }],
            "transitions": [{
                "at": "2026-11-22T10:00:01Z",
                "instance": "VI_1",
                "from": null,
                "to": "MASTER",
                "priority": 250,
            }],
            "drained": {
                "since": "2026-11-22T09:00:00Z",
                "author": "root",
                "is_drill": false,
            },
        });
        assert_eq!(json, expected);
    }

    #[test]
    fn states_are_keepalived_words() {
        use observe::InstanceState::{Backup, Fault, Init, Master, Stop};
        let words = [Init, Backup, Master, Fault, Stop]
            .map(|state| serde_json::to_value(InstanceState::from(state)).unwrap());
        assert_eq!(words, ["INIT", "BACKUP", "MASTER", "FAULT", "STOP"]);
    }
}
