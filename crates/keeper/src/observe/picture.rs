//! Folding what the sources tell into one picture.  Pure.

use std::collections::BTreeSet;
use std::net::IpAddr;

use jiff::Timestamp;

use super::dump::DumpedInstance;
use super::fifo::Notice;
use super::state::{
    CheckView, InstanceState, InstanceView, NodeState, TRANSITIONS_KEPT, Transition, VirtualIpView,
};
use crate::drain::Marker;

/// Something that a source learned.
#[derive(Debug, Clone)]
pub(super) enum Observation {
    /// Keepalived runs with this process id, or does not run.
    Engine(Option<u32>),
    /// What its instances are.
    Dump(Vec<DumpedInstance>),
    /// A transition or a new priority.
    Notice(Notice),
    /// The addresses that the kernel holds.
    Addresses(BTreeSet<IpAddr>),
    /// A check after a try.
    Check(CheckView),
    /// There is no check of this name any more.
    CheckGone(String),
    /// The node is taken out of service, or is not.
    Drained(Option<Marker>),
}

/// The state of the node, and the addresses that it is compared with.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    state: NodeState,
    held: BTreeSet<IpAddr>,
}

impl Picture {
    pub(super) fn new(node: String, now: Timestamp) -> Self {
        Self {
            state: NodeState {
                node,
                at: now,
                keepalived: super::KeepalivedState::default(),
                instances: Vec::new(),
                checks: Vec::new(),
                transitions: Vec::new(),
                drained: None,
            },
            held: BTreeSet::new(),
        }
    }

    pub(super) fn state(&self) -> &NodeState {
        &self.state
    }

    /// Takes an observation in; whether more changed than how long a try took.
    pub(super) fn take(&mut self, now: Timestamp, observation: Observation) -> bool {
        self.state.at = now;
        match observation {
            Observation::Engine(pid) => self.engine(pid),
            Observation::Dump(instances) => self.dump(instances),
            Observation::Notice(notice) => self.notice(now, notice),
            Observation::Addresses(held) => self.held = held,
            Observation::Check(check) => return self.check(check),
            Observation::Drained(marker) => self.state.drained = marker,
            Observation::CheckGone(name) => self.state.checks.retain(|check| *check.name != *name),
        }
        self.compare_addresses();
        true
    }

    /// Without Keepalived nothing is known of its instances; what the kernel
    /// holds is still told, so that an orphan VIP shows.
    fn engine(&mut self, pid: Option<u32>) {
        self.state.keepalived.pid = pid;
        if pid.is_none() {
            for instance in &mut self.state.instances {
                instance.state = None;
                instance.effective_priority = None;
            }
        }
    }

    fn dump(&mut self, instances: Vec<DumpedInstance>) {
        self.state.instances = instances
            .into_iter()
            .map(|dumped| InstanceView {
                name: dumped.name,
                state: dumped.state,
                effective_priority: Some(dumped.effective_priority),
                interface: dumped.interface,
                vrid: dumped.vrid,
                virtual_ips: dumped
                    .virtual_ips
                    .into_iter()
                    .map(|address| VirtualIpView {
                        address,
                        held: false,
                    })
                    .collect(),
            })
            .collect();
    }

    fn notice(&mut self, now: Timestamp, notice: Notice) {
        match notice {
            Notice::Priority { instance, priority } => {
                if let Some(known) = self.instance(&instance) {
                    known.effective_priority = Some(priority);
                }
            }
            Notice::State {
                instance,
                state,
                priority,
            } => {
                let from = self.instance(&instance).and_then(|known| {
                    known.effective_priority = Some(priority);
                    known.state.replace(state)
                });
                if from != Some(state) {
                    self.transition(now, instance, from, state, priority);
                }
            }
        }
    }

    fn transition(
        &mut self,
        at: Timestamp,
        instance: String,
        from: Option<InstanceState>,
        to: InstanceState,
        priority: u8,
    ) {
        let transition = Transition {
            at,
            instance,
            from,
            to,
            priority,
        };
        self.state.transitions.insert(0, transition);
        self.state.transitions.truncate(TRANSITIONS_KEPT);
    }

    fn instance(&mut self, name: &str) -> Option<&mut InstanceView> {
        let instances = &mut self.state.instances;
        instances.iter_mut().find(|instance| instance.name == name)
    }

    fn check(&mut self, check: CheckView) -> bool {
        let checks = &mut self.state.checks;
        match checks.binary_search_by(|known| known.name.cmp(&check.name)) {
            Ok(index) => {
                let before = std::mem::replace(&mut checks[index], check);
                let after = &checks[index];
                let latency_us = after.latency_us;
                *after
                    != CheckView {
                        latency_us,
                        ..before
                    }
            }
            Err(index) => {
                checks.insert(index, check);
                true
            }
        }
    }

    fn compare_addresses(&mut self) {
        for instance in &mut self.state.instances {
            for virtual_ip in &mut instance.virtual_ips {
                let address = virtual_ip.address.split('/').next().unwrap_or_default();
                virtual_ip.held = address.parse().is_ok_and(|ip| self.held.contains(&ip));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::Health;
    use crate::settings::{FailurePolicy, Scope};

    fn dumped(state: InstanceState) -> Observation {
        Observation::Dump(vec![DumpedInstance {
            name: "VI".to_owned(),
            interface: "eth0".to_owned(),
            vrid: 51,
            state: Some(state),
            effective_priority: 250,
            virtual_ips: vec!["10.0.0.1/24".to_owned()],
        }])
    }

    fn notice(state: InstanceState) -> Observation {
        Observation::Notice(Notice::State {
            instance: "VI".to_owned(),
            state,
            priority: 250,
        })
    }

    fn picture(observations: impl IntoIterator<Item = Observation>) -> NodeState {
        let mut picture = Picture::new("node-a".to_owned(), Timestamp::UNIX_EPOCH);
        for observation in observations {
            picture.take(Timestamp::UNIX_EPOCH, observation);
        }
        picture.state().clone()
    }

    #[test]
    fn a_notice_makes_a_transition_and_a_dump_does_not() {
        let state = picture([
            dumped(InstanceState::Backup),
            notice(InstanceState::Master),
            dumped(InstanceState::Master),
            notice(InstanceState::Master),
        ]);
        let seen: Vec<_> = state.transitions.iter().map(|t| (t.from, t.to)).collect();
        assert_eq!(seen, [(Some(InstanceState::Backup), InstanceState::Master)]);
    }

    #[test]
    fn an_address_counts_as_held_whichever_is_learned_first() {
        let held = || Observation::Addresses(["10.0.0.1".parse().unwrap()].into());
        for order in [
            [held(), dumped(InstanceState::Master)],
            [dumped(InstanceState::Master), held()],
        ] {
            assert!(picture(order).instances[0].virtual_ips[0].held);
        }
    }

    #[test]
    fn an_orphan_vip_shows_when_keepalived_is_gone() {
        let state = picture([
            Observation::Engine(Some(7)),
            dumped(InstanceState::Master),
            Observation::Addresses(["10.0.0.1".parse().unwrap()].into()),
            Observation::Engine(None),
        ]);
        assert_eq!(state.instances[0].state, None);
        assert!(state.instances[0].virtual_ips[0].held);
    }

    #[test]
    fn how_long_a_try_took_is_no_news_and_the_verdict_is() {
        let check = |health, latency_us| {
            Observation::Check(CheckView {
                name: "mysql".into(),
                kind: "mysql",
                target: "127.0.0.1:3306".into(),
                policy: FailurePolicy::Fault,
                scope: Scope::Always,
                health,
                reason: None,
                latency_us: Some(latency_us),
                since: Timestamp::UNIX_EPOCH,
            })
        };
        let mut picture = Picture::new("node-a".to_owned(), Timestamp::UNIX_EPOCH);
        let mut take = |observation| picture.take(Timestamp::UNIX_EPOCH, observation);
        assert!(take(check(Health::Up, 40)), "new");
        assert!(!take(check(Health::Up, 50)));
        assert!(take(check(Health::Down, 50)));
        assert!(take(Observation::CheckGone("mysql".to_owned())));
        assert_eq!(picture.state().checks, []);
    }

    #[test]
    fn transitions_are_newest_first_and_bounded() {
        let flaps = (0..60).map(|turn| match turn % 2 {
            0 => notice(InstanceState::Master),
            _ => notice(InstanceState::Backup),
        });
        let state = picture([dumped(InstanceState::Init)].into_iter().chain(flaps));
        assert_eq!(state.transitions.len(), TRANSITIONS_KEPT);
        assert_eq!(state.transitions[0].to, InstanceState::Backup);
    }
}
