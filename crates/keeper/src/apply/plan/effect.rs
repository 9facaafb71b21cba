//! What a change means for the addresses, as far as this node can know.
//!
//! The other node's configuration is not here.  Its priority is known while it
//! is MASTER, because Keepalived keeps the one it hears.

use std::net::IpAddr;

use keepalived_conf::model::{GlobalDefs, Model, VrrpInstance, VrrpVersion};

use crate::message::Message;
use crate::observe::InstanceState;

/// How an instance stands before the change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its name.
    pub instance: String,
    /// Its state.
    pub state: Option<InstanceState>,
    /// The priority of the MASTER that it hears; 0 while it hears none.
    pub master_priority: u8,
}

/// What a change means for an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// It holds the addresses and goes below what it was: another node whose
    /// priority is higher than that takes over.
    HandOver {
        /// The instance.
        instance: String,
        /// Its new priority.
        priority: u8,
    },
    /// It goes above the MASTER that it hears and takes over.
    TakeOver {
        /// The instance.
        instance: String,
        /// Its new priority.
        priority: u8,
        /// The MASTER's.
        master: u8,
    },
    /// An address that this node holds goes.
    AddressLeaves {
        /// The instance.
        instance: String,
        /// The address.
        address: IpAddr,
    },
    /// Nodes that are not changed alike do not understand each other.
    PeerMustFollow {
        /// The instance.
        instance: String,
    },
}

impl Effect {
    pub(super) fn message(&self) -> Message {
        match self {
            Self::HandOver { instance, priority } => Message::new("plan-hand-over")
                .with("instance", instance)
                .with("priority", priority),
            Self::TakeOver {
                instance,
                priority,
                master,
            } => Message::new("plan-take-over")
                .with("instance", instance)
                .with("priority", priority)
                .with("master", master),
            Self::AddressLeaves { instance, address } => Message::new("plan-address-leaves")
                .with("instance", instance)
                .with("address", address),
            Self::PeerMustFollow { instance } => {
                Message::new("plan-peer-must-follow").with("instance", instance)
            }
        }
    }
}

pub(super) fn effects(before: &Model, after: &Model, standings: &[Standing]) -> Vec<Effect> {
    let mut effects = Vec::new();
    for old in &before.instances {
        let name = old.name.value.as_str();
        let standing = standings.iter().find(|standing| standing.instance == name);
        let is_master = standing.is_some_and(|seen| seen.state == Some(InstanceState::Master));
        let new = after.instance(name);
        if is_master {
            effects.extend(leaving(old, new));
        }
        let Some(new) = new else { continue };
        if speaks_differently((old, &before.globals), (new, &after.globals)) {
            effects.push(Effect::PeerMustFollow {
                instance: name.to_owned(),
            });
        }
        effects.extend(standing.and_then(|standing| election(old, new, standing)));
    }
    effects
}

fn leaving(old: &VrrpInstance, new: Option<&VrrpInstance>) -> Vec<Effect> {
    let stays = |address: IpAddr| new.is_some_and(|new| addresses(new).any(|kept| kept == address));
    let gone = addresses(old).filter(|address| !stays(*address));
    gone.map(|address| Effect::AddressLeaves {
        instance: old.name.value.clone(),
        address,
    })
    .collect()
}

fn addresses(instance: &VrrpInstance) -> impl Iterator<Item = IpAddr> {
    let all = instance.addresses.iter().chain(&instance.excluded);
    all.map(|vip| vip.address)
}

fn election(old: &VrrpInstance, new: &VrrpInstance, standing: &Standing) -> Option<Effect> {
    let (from, to) = (old.priority().value(), new.priority().value());
    let instance = new.name.value.clone();
    match standing.state? {
        InstanceState::Master if to < from => Some(Effect::HandOver {
            instance,
            priority: to,
        }),
        InstanceState::Backup
            if standing.master_priority > 0
                && to > standing.master_priority
                && from <= standing.master_priority
                && new.nopreempt.is_none() =>
        {
            Some(Effect::TakeOver {
                instance,
                priority: to,
                master: standing.master_priority,
            })
        }
        _ => None,
    }
}

/// Whether the two sides of the change would not accept each other's adverts:
/// keepalived 2.2.7 `vrrp.c`, `vrrp_check_packet`, and where they are sent.
pub(crate) fn speaks_differently(
    (old, old_globals): (&VrrpInstance, &GlobalDefs),
    (new, new_globals): (&VrrpInstance, &GlobalDefs),
) -> bool {
    let speech = |instance: &VrrpInstance, globals: &GlobalDefs| {
        let version = instance.version(globals);
        let text = |word: &Option<keepalived_conf::model::Spanned<String>>| {
            word.as_ref().map(|word| word.value.clone())
        };
        let authentication = instance.authentication.as_ref();
        let mut addresses: Vec<_> = instance.addresses.iter().map(|vip| vip.address).collect();
        addresses.sort_unstable();
        let mut peers: Vec<_> = instance
            .unicast_peers
            .iter()
            .map(|peer| peer.address)
            .collect();
        peers.sort_unstable();
        (
            instance.vrid.as_ref().map(|vrid| vrid.value),
            text(&instance.interface),
            version,
            // A backup of version 3 learns the interval from its master.
            (version == VrrpVersion::V2).then(|| instance.advert_interval(globals)),
            authentication.map(|block| (text(&block.kind), text(&block.password))),
            instance.auth_hmac.is_some(),
            addresses,
            (
                peers,
                instance.mcast_group.as_ref().map(|group| group.value),
            ),
        )
    };
    speech(old, old_globals) != speech(new, new_globals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepalived_conf::expand::{Options, expand_text};

    fn model(text: &str) -> Model {
        Model::read(&expand_text(text, &Options::default()))
    }

    const BASE: &str = "vrrp_instance VI {\n interface eth0\n virtual_router_id 51\n priority 240\n \
         authentication {\n auth_type PASS\n auth_pass a\n }\n virtual_ipaddress {\n 10.0.0.1/24\n }\n}\n";

    fn found(replace: (&str, &str), state: InstanceState) -> Vec<Effect> {
        let standing = Standing {
            instance: "VI".to_owned(),
            state: Some(state),
            master_priority: 250,
        };
        let after = BASE.replace(replace.0, replace.1);
        effects(&model(BASE), &model(&after), &[standing])
    }

    #[test]
    fn a_priority_moves_the_addresses_only_past_the_other() {
        let instance = || "VI".to_owned();
        let master = InstanceState::Master;
        let lower = Effect::HandOver {
            instance: instance(),
            priority: 230,
        };
        assert_eq!(found(("priority 240", "priority 230"), master), [lower]);
        assert_eq!(found(("priority 240", "priority 245"), master), []);
        let backup = InstanceState::Backup;
        assert_eq!(found(("priority 240", "priority 245"), backup), []);
        let higher = Effect::TakeOver {
            instance: instance(),
            priority: 254,
            master: 250,
        };
        assert_eq!(found(("priority 240", "priority 254"), backup), [higher]);
        let nopreempt = ("priority 240", "priority 254\n nopreempt");
        assert_eq!(found(nopreempt, backup), []);
    }

    #[test]
    fn what_the_other_node_must_follow() {
        let follow = Effect::PeerMustFollow {
            instance: "VI".to_owned(),
        };
        for replace in [
            ("auth_pass a", "auth_pass b"),
            ("router_id 51", "router_id 52"),
            ("eth0", "eth1"),
            ("priority 240", "version 3"),
            ("priority 240", "priority 240\n advert_int 2"),
            ("10.0.0.1/24", "10.0.0.1/24\n 10.0.0.2/24"),
        ] {
            let effects = found(replace, InstanceState::Backup);
            assert!(effects.contains(&follow), "{replace:?}: {effects:?}");
        }
        for replace in [
            ("priority 240", "priority 241"),
            ("priority", "preempt_delay 5\n priority"),
        ] {
            let effects = found(replace, InstanceState::Backup);
            assert!(!effects.contains(&follow), "{replace:?}: {effects:?}");
        }
    }

    #[test]
    fn an_address_leaves_only_the_node_that_has_it() {
        let leaves = Effect::AddressLeaves {
            instance: "VI".to_owned(),
            address: "10.0.0.1".parse().unwrap(),
        };
        let replace = ("10.0.0.1/24", "10.0.0.2/24");
        assert!(found(replace, InstanceState::Master).contains(&leaves));
        assert!(!found(replace, InstanceState::Backup).contains(&leaves));
    }
}
