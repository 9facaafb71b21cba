//! What keepalived.conf allows: which elections this node takes part in, and
//! how their addresses can be given away.  Pure.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use keepalived_conf::model::{Model, Priority, VrrpInstance, down_interval};

use super::error::DrainError;
use super::lever::Level;
use crate::checks::wiring::followers;

/// How a peer is made to take over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// This node serves on with the lowest priority until it is outranked.
    Ask,
    /// It leaves the election, and comes back when nobody takes over.
    Trial,
}

/// One instance of keepalived.conf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    /// Its name.
    pub instance: String,
    /// Where it advertises.
    pub interface: String,
    /// Its number on the wire.
    pub vrid: u8,
    /// Its addresses.
    pub virtual_ips: Vec<IpAddr>,
    /// A node that comes back leaves the addresses where they are.
    pub is_nopreempt: bool,
    /// The pause between two advertisements.
    pub interval: Duration,
    /// The longest that a BACKUP waits before it outranks a MASTER.
    pub outranking: Duration,
}

/// What can be done with this node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its elections.
    pub elections: Vec<Election>,
    /// How they are given away.
    pub way: Way,
}

impl Plan {
    /// The plan for a node with this configuration and lever.
    pub fn of(model: &Model, lever: &Path) -> Result<Self, DrainError> {
        let elections: Vec<_> = model
            .instances
            .iter()
            .filter_map(|instance| Election::of(instance, model))
            .collect();
        if elections.is_empty() {
            return Err(DrainError::NoInstance);
        }
        let followers = followers(model, lever);
        let mut can_yield = true;
        for election in &elections {
            let follower = followers.iter().find(|f| f.instance == election.instance);
            let Some(follower) = follower else {
                return Err(DrainError::NotFollowed {
                    instance: election.instance.clone(),
                    lever: lever.to_owned(),
                });
            };
            if !Level::can_go_out(follower.weight) {
                return Err(DrainError::Weight {
                    instance: election.instance.clone(),
                    weight: follower.weight.value,
                });
            }
            can_yield &= Level::can_yield(follower.weight) && !election.is_nopreempt;
        }
        let way = if can_yield { Way::Ask } else { Way::Trial };
        Ok(Self { elections, way })
    }

    /// The part of the plan that concerns addresses which are here now.
    #[must_use]
    pub fn mastered(&self, held: &BTreeSet<IpAddr>) -> Self {
        let is_here = |election: &&Election| {
            let mut addresses = election.virtual_ips.iter();
            addresses.any(|address| held.contains(address))
        };
        Self {
            elections: self.elections.iter().filter(is_here).cloned().collect(),
            way: self.way,
        }
    }
}

impl Election {
    fn of(instance: &VrrpInstance, model: &Model) -> Option<Self> {
        let globals = &model.globals;
        let interval = instance.advert_interval(globals);
        // The peer's priority is not known: the lowest waits longest.
        let down = down_interval(
            instance.version(globals),
            interval,
            Priority::clamped(1),
            instance.down_timer_adverts(globals),
        );
        let delay = instance.preempt_delay.as_ref().map(|delay| delay.value);
        let addresses = instance.addresses.iter().chain(&instance.excluded);
        Some(Self {
            instance: instance.name.value.clone(),
            interface: instance.interface.as_ref()?.value.clone(),
            vrid: instance.vrid.as_ref()?.value.value(),
            virtual_ips: addresses.map(|ip| ip.address).collect(),
            is_nopreempt: instance.nopreempt.is_some(),
            interval: interval.duration(),
            outranking: down + delay.unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepalived_conf::expand;

    fn plan(weight: &str, more: &str) -> Result<Plan, DrainError> {
        let text = format!(
            "global_defs {{\n vrrp_version 3\n}}\n\
             track_file drain {{\n file /t/.drain\n weight {weight}\n}}\n\
             vrrp_instance A {{\n interface eth0\n virtual_router_id 1\n priority 250\n \
             advert_int 0.1\n {more}\n virtual_ipaddress {{\n 192.0.2.1\n }}\n \
             track_file {{\n drain\n }}\n}}\n"
        );
        let options = expand::Options::default();
        let model = Model::read(&expand::expand_text(text, &options));
        Plan::of(&model, Path::new("/t/.drain"))
    }

    #[test]
    fn a_peer_is_asked_where_it_can_outrank_a_node_that_serves() {
        assert_eq!(plan("-253", "").unwrap().way, Way::Ask);
        assert_eq!(plan("-253", "nopreempt").unwrap().way, Way::Trial);
        assert_eq!(plan("-254", "").unwrap().way, Way::Trial);
        assert_eq!(plan("0", "").unwrap().way, Way::Trial);
    }

    #[test]
    fn a_tracker_that_cannot_take_the_node_out_is_refused() {
        let weak = plan("-100", "");
        assert!(
            matches!(weak, Err(DrainError::Weight { weight: -100, .. })),
            "{weak:?}"
        );
        let model = Model::default();
        let none = Plan::of(&model, Path::new("/t/.drain"));
        assert!(matches!(none, Err(DrainError::NoInstance)), "{none:?}");
    }

    #[test]
    fn a_file_of_another_name_is_nobodys_lever() {
        let text = "track_file other {\n file /t/other\n weight -253\n}\n\
             vrrp_instance A {\n interface eth0\n virtual_router_id 1\n \
             track_file {\n other\n }\n}\n";
        let options = expand::Options::default();
        let model = Model::read(&expand::expand_text(text.to_owned(), &options));
        let found = Plan::of(&model, Path::new("/t/.drain"));
        let is_it =
            matches!(&found, Err(DrainError::NotFollowed { instance, .. }) if instance == "A");
        assert!(is_it, "{found:?}");
    }

    #[test]
    fn only_what_is_here_is_to_be_given_away() {
        let plan = plan("-253", "preempt_delay 2").unwrap();
        // Three intervals of 100 ms, a skew of nearly one more, and the delay.
        let outranking = plan.elections[0].outranking;
        assert!(outranking > Duration::from_millis(2390), "{outranking:?}");
        assert!(outranking <= Duration::from_millis(2400), "{outranking:?}");
        let here = BTreeSet::from(["192.0.2.1".parse().unwrap()]);
        assert_eq!(plan.mastered(&here), plan);
        let elsewhere = BTreeSet::from(["192.0.2.2".parse().unwrap()]);
        assert_eq!(plan.mastered(&elsewhere).elections, []);
    }
}
