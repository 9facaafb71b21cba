//! How keepalived.conf follows a check: which instances, with what weight, and
//! whether that is what the check's policy needs.  Pure.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;

use keepalived_conf::model::{Model, Trackers, VrrpInstance, Weight};
use keepalived_conf::simulate::{self, CheckKind, Failure, Simulation, Verdict};

use crate::message::Message;
use crate::settings::{Check, FailurePolicy, WeightLoss};

/// An instance that follows a check's track file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follower {
    /// The instance's name.
    pub instance: String,
    /// What the file's number does to it.
    pub weight: Weight,
    /// The addresses that it holds as MASTER.
    pub virtual_ips: Vec<IpAddr>,
}

/// The instances that follow this file, themselves or through their group.
#[must_use]
pub fn followers(model: &Model, track_file: &Path) -> Vec<Follower> {
    let follow = |instance: &VrrpInstance| {
        let group = model.sync_group(instance).map(|group| &group.trackers);
        let weight = [Some(&instance.trackers), group]
            .into_iter()
            .flatten()
            .find_map(|trackers| weight(model, trackers, track_file))?;
        Some(Follower {
            instance: instance.name.value.clone(),
            weight,
            virtual_ips: instance.addresses.iter().map(|ip| ip.address).collect(),
        })
    };
    model.instances.iter().filter_map(follow).collect()
}

fn weight(model: &Model, trackers: &Trackers, path: &Path) -> Option<Weight> {
    trackers.files.iter().find_map(|track| {
        let file = model.track_file(track)?;
        let is_it = Path::new(&file.path.as_ref()?.value) == path;
        is_it.then(|| track.weight(file.weight()))
    })
}

/// A check that does not do what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No instance follows it.
    NotFollowed {
        /// The check's name.
        check: String,
    },
    /// An instance follows it in another way than its policy needs.
    FollowedOtherwise {
        /// The check's name.
        check: String,
        /// Its policy.
        policy: FailurePolicy,
        /// The instance.
        instance: String,
        /// The weight that stands there.
        weight: Weight,
    },
    /// The simulation shows that its weight moves nothing.
    MovesNothing {
        /// The check's name.
        check: String,
        /// The priority that this node has left.
        own: u8,
        /// The peer's.
        peer: u8,
        /// Nobody has shown the peer; it is taken to be ten below.
        is_peer_assumed: bool,
    },
}

/// What is wrong between these checks and the configuration; `peer` is the
/// other node's, where it is known.
#[must_use]
pub fn troubles(
    checks: &BTreeMap<String, Check>,
    track_dir: &Path,
    model: &Model,
    peer: Option<&Model>,
) -> Vec<Trouble> {
    let mut found = Vec::new();
    for (name, check) in checks {
        let followers = followers(model, &track_dir.join(name));
        if followers.is_empty() && check.policy != FailurePolicy::AlertOnly {
            found.push(Trouble::NotFollowed {
                check: name.clone(),
            });
        }
        let otherwise = followers
            .into_iter()
            .filter(|follower| !fits(check.policy, follower.weight));
        found.extend(otherwise.map(|follower| Trouble::FollowedOtherwise {
            check: name.clone(),
            policy: check.policy,
            instance: follower.instance,
            weight: follower.weight,
        }));
    }
    let weighing: Vec<_> = checks
        .iter()
        .filter(|(_, check)| matches!(check.policy, FailurePolicy::Weight(_)))
        .map(|(name, _)| (name.as_str(), track_dir.join(name)))
        .collect();
    if !weighing.is_empty() {
        let simulation = simulate::pair(model, peer);
        let idle = weighing
            .iter()
            .filter_map(|(name, path)| moves_nothing(name, path, model, &simulation));
        found.extend(
            idle.map(|(check, own, peer_priority)| Trouble::MovesNothing {
                check,
                own,
                peer: peer_priority,
                is_peer_assumed: peer.is_none(),
            }),
        );
    }
    found
}

/// Whether an instance that follows with this weight does what the policy says.
fn fits(policy: FailurePolicy, weight: Weight) -> bool {
    match policy {
        // A weight of the user's own that lifts the healthy node is a design too.
        FailurePolicy::Fault | FailurePolicy::StopKeepalived => {
            weight.value > 0 && !weight.reverse || weight == FAULT
        }
        FailurePolicy::Weight(loss) => weight == Weight::plain(i32::from(loss.weight())),
        FailurePolicy::AlertOnly => true,
    }
}

/// 1 is well; 0, or no file, is FAULT.
const FAULT: Weight = Weight {
    value: 0,
    reverse: true,
};

/// The priorities with which the failure of this check leaves the addresses
/// where they are.
fn moves_nothing(
    name: &str,
    path: &Path,
    model: &Model,
    simulation: &Simulation,
) -> Option<(String, u8, u8)> {
    let is_it = |tracker: &str| {
        let mut files = model.track_files.iter();
        files.any(|file| {
            file.name.value == tracker
                && file
                    .path
                    .as_ref()
                    .is_some_and(|p| Path::new(&p.value) == path)
        })
    };
    simulation
        .failures_that_do_not_move()
        .find_map(|(scope, stuck)| {
            let Failure::Check(id) = stuck.failure else {
                return None;
            };
            let watched = &scope.checks[id.0];
            let is_own = stuck.node == 0 && stuck.verdict == Verdict::Stays;
            if !is_own || watched.kind != CheckKind::File || !is_it(&watched.name) {
                return None;
            }
            match stuck.priorities.as_slice() {
                [Some(own), Some(peer)] => Some((name.to_owned(), own.value(), peer.value())),
                _ => None,
            }
        })
}

impl Trouble {
    /// Whether the configuration is not to be taken with it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        match self {
            Self::NotFollowed { .. } => false,
            Self::FollowedOtherwise { .. } | Self::MovesNothing { .. } => true,
        }
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NotFollowed { check } => Message::new("wiring-not-followed").with("check", check),
            Self::FollowedOtherwise {
                check,
                policy,
                instance,
                weight,
            } => Message::new("wiring-otherwise")
                .with("check", check)
                .with("policy", policy)
                .with("instance", instance)
                .with("weight", written(*weight))
                .with("wanted", written(wanted(*policy))),
            Self::MovesNothing {
                check,
                own,
                peer,
                is_peer_assumed,
            } => Message::new("wiring-moves-nothing")
                .with("check", check)
                .with("own", own)
                .with("peer", peer)
                .with("assumed", if *is_peer_assumed { "yes" } else { "no" }),
        }
    }
}

/// The weight that a tracker of this policy has.
fn wanted(policy: FailurePolicy) -> Weight {
    match policy {
        FailurePolicy::Weight(loss) => Weight::plain(i32::from(WeightLoss::weight(loss))),
        _ => FAULT,
    }
}

fn written(weight: Weight) -> String {
    let reverse = if weight.reverse { " reverse" } else { "" };
    format!("weight {}{reverse}", weight.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepalived_conf::expand;

    fn model(text: &str) -> Model {
        let options = expand::Options::default();
        Model::read(&expand::expand_text(text.to_owned(), &options))
    }

    const FILES: &str = "track_file mysql {\n file /run/t/mysql\n weight 0 reverse\n}\n\
         track_file lag {\n file /run/t/lag\n weight -50\n}\n";

    #[test]
    fn an_instance_follows_by_itself_or_through_its_group() {
        let model = model(&format!(
            "{FILES}vrrp_sync_group G {{\n group {{\n B\n }}\n track_file {{\n lag weight -20\n }}\n}}\n\
             vrrp_instance A {{\n interface eth0\n virtual_router_id 1\n virtual_ipaddress {{\n \
             192.0.2.1\n }}\n track_file {{\n mysql\n lag\n }}\n}}\n\
             vrrp_instance B {{\n interface eth0\n virtual_router_id 2\n virtual_ipaddress {{\n \
             192.0.2.2\n }}\n}}\n"
        ));
        let seen = |path: &str| -> Vec<(String, i32, bool)> {
            let found = followers(&model, Path::new(path));
            let told = |f: Follower| (f.instance, f.weight.value, f.weight.reverse);
            found.into_iter().map(told).collect()
        };
        assert_eq!(seen("/run/t/mysql"), [("A".to_owned(), 0, true)]);
        let lag = [("A".to_owned(), -50, false), ("B".to_owned(), -20, false)];
        assert_eq!(seen("/run/t/lag"), lag);
        assert_eq!(seen("/run/t/other"), []);
    }

    fn check(policy: &str) -> Check {
        let text = format!("kind = 'tcp'\ntarget = 'a:1'\npolicy = '{policy}'\n");
        toml::from_str(&text).unwrap()
    }

    fn conf(weight: &str, priority: u8) -> Model {
        model(&format!(
            "track_file lag {{\n file /run/t/lag\n weight {weight}\n}}\n\
             vrrp_instance A {{\n interface eth0\n virtual_router_id 1\n priority {priority}\n \
             virtual_ipaddress {{\n 192.0.2.1\n }}\n track_file {{\n lag\n }}\n}}\n"
        ))
    }

    fn found(policy: &str, own: &Model, peer: Option<&Model>) -> Vec<Trouble> {
        let checks = [("lag".to_owned(), check(policy))].into();
        troubles(&checks, Path::new("/run/t"), own, peer)
    }

    #[test]
    fn a_weight_is_taken_when_the_simulation_shows_that_it_moves_the_address() {
        let own = conf("-20", 250);
        assert_eq!(found("weight -20", &own, None), []);
        assert_eq!(found("weight -20", &own, Some(&conf("-20", 240))), []);
        let far = conf("-20", 200);
        let expected = Trouble::MovesNothing {
            check: "lag".to_owned(),
            own: 230,
            peer: 200,
            is_peer_assumed: false,
        };
        assert_eq!(found("weight -20", &own, Some(&far)), [expected]);
        let weak = found("weight -5", &conf("-5", 250), None);
        assert!(
            matches!(
                weak.as_slice(),
                [Trouble::MovesNothing {
                    is_peer_assumed: true,
                    own: 245,
                    peer: 240,
                    ..
                }]
            ),
            "{weak:?}"
        );
    }

    #[test]
    fn a_tracker_that_contradicts_the_policy_is_found() {
        for (policy, weight, is_found) in [
            ("fault", "0 reverse", false),
            ("fault", "20", false),
            ("fault", "0", true),
            ("fault", "-20", true),
            ("weight -20", "-20 reverse", true),
            ("weight -20", "-30", true),
            ("alert-only", "0 reverse", false),
        ] {
            let found = found(policy, &conf(weight, 250), None);
            let is = found
                .iter()
                .any(|t| matches!(t, Trouble::FollowedOtherwise { .. }));
            assert_eq!(is, is_found, "{policy}, {weight}: {found:?}");
        }
    }

    #[test]
    fn a_check_that_nothing_follows_is_told_unless_it_is_to_tell_only() {
        let nothing = model("");
        let expected = Trouble::NotFollowed {
            check: "lag".to_owned(),
        };
        assert_eq!(found("fault", &nothing, None), [expected]);
        assert_eq!(found("alert-only", &nothing, None), []);
    }
}
