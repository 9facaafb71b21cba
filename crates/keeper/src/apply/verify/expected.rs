//! What must be true when a file is running, and how long that may take.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::time::Duration;

use keepalived_conf::model::{AdvertInterval, Model, VrrpInstance, Weight, down_interval};

use crate::apply::plan::speaks_differently;

/// Above what Keepalived takes to read its file and answer.
const SLACK: Duration = Duration::from_secs(1);
/// A sound limit where everything is fast, for a machine that is not.
const LEAST_LIMIT: Duration = Duration::from_secs(3);
/// Adverts after which two nodes that do not understand each other have
/// noticed: the peer waits three and at most one more as its skew, and then
/// sends one that we refuse.
const ADVERTS_UNTIL_FELT: u32 = 5;
const FELT_SLACK: Duration = Duration::from_millis(200);

/// What must be true.
#[derive(Debug, Clone, Default)]
pub(in crate::apply) struct Expected {
    /// The instances of the file.
    pub(in crate::apply) instances: Vec<ExpectedInstance>,
    /// Addresses that the file no longer has.
    pub(in crate::apply) gone: BTreeSet<IpAddr>,
    /// How long it may take to become so.
    pub(in crate::apply) limit: Duration,
    /// How long it must have been so.
    pub(in crate::apply) quiet: Duration,
    /// Whether the other node is changed alike, so that not understanding it
    /// for a while says nothing.
    pub(in crate::apply) peer_follows: bool,
}

/// An instance of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::apply) struct ExpectedInstance {
    pub(in crate::apply) name: String,
    pub(in crate::apply) interface: Option<String>,
    pub(in crate::apply) vrid: Option<u8>,
    pub(in crate::apply) priority: u8,
    pub(in crate::apply) version: u8,
    pub(in crate::apply) advert_centis: u16,
    /// The addresses, and where they belong when that is known.
    pub(in crate::apply) addresses: Vec<(IpAddr, Option<String>)>,
    /// Track files that decide between FAULT and taking part.
    pub(in crate::apply) track_files: Vec<TrackedFile>,
}

/// A track file, and what its number does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::apply) struct TrackedFile {
    pub(in crate::apply) path: String,
    pub(in crate::apply) weight: Weight,
}

impl TrackedFile {
    /// Whether this number keeps the node out of the election (keepalived
    /// 2.2.7 `vrrp_track.c`); a missing file counts as 0.
    pub(super) fn is_fault(&self, number: i64) -> bool {
        let Weight { value, reverse } = self.weight;
        let sign = if reverse { -1 } else { 1 };
        match value {
            0 => (number == 0) == reverse,
            _ => number.saturating_mul(i64::from(value) * sign) <= -254,
        }
    }
}

impl Expected {
    /// What `after` must lead to, coming from `before`.
    pub(in crate::apply) fn of(before: Option<&Model>, after: &Model) -> Self {
        let instances: Vec<_> = after
            .instances
            .iter()
            .map(|instance| ExpectedInstance::of(instance, after))
            .collect();
        let stays = |address: &IpAddr| {
            let mut all = instances.iter().flat_map(|instance| &instance.addresses);
            all.any(|(kept, _)| kept == address)
        };
        let old = before.map_or(&[][..], |model| &model.instances);
        let all_old = old
            .iter()
            .flat_map(|old| old.addresses.iter().chain(&old.excluded));
        let gone = all_old
            .map(|vip| vip.address)
            .filter(|old| !stays(old))
            .collect();
        let limit = after
            .instances
            .iter()
            .map(|instance| down(instance, after) * 3);
        Self {
            gone,
            limit: limit.max().unwrap_or_default().max(LEAST_LIMIT) + SLACK,
            quiet: before.map_or(Duration::ZERO, |before| quiet(before, after)),
            peer_follows: false,
            instances,
        }
    }
}

impl ExpectedInstance {
    fn of(instance: &VrrpInstance, model: &Model) -> Self {
        let interface = instance.interface.as_ref().map(|name| name.value.clone());
        let is_own_device = instance.use_vmac.is_some() || instance.use_ipvlan.is_some();
        // Keepalived makes a device for it, whose name is not in the file.
        let interface = interface.filter(|_| !is_own_device);
        let addresses = instance.addresses.iter().chain(&instance.excluded);
        let files = instance.trackers.files.iter();
        Self {
            name: instance.name.value.clone(),
            vrid: instance.vrid.as_ref().map(|vrid| vrid.value.value()),
            priority: instance.priority().value(),
            version: instance
                .version(&model.globals)
                .to_string()
                .parse()
                .unwrap_or_default(),
            advert_centis: instance.advert_interval(&model.globals).centis(),
            addresses: addresses
                .map(|vip| {
                    let own = vip.interface.as_ref().map(|name| name.value.clone());
                    (vip.address, own.or_else(|| interface.clone()))
                })
                .collect(),
            track_files: files
                .filter_map(|track| {
                    let file = model.track_file(track)?;
                    Some(TrackedFile {
                        path: file.path.as_ref()?.value.clone(),
                        weight: track.weight(file.weight()),
                    })
                })
                .collect(),
            interface,
        }
    }
}

fn down(instance: &VrrpInstance, model: &Model) -> Duration {
    let globals = &model.globals;
    down_interval(
        instance.version(globals),
        instance.advert_interval(globals),
        instance.priority(),
        instance.down_timer_adverts(globals),
    )
}

/// A change that only this node knows of needs no waiting.  One that the other
/// node hears, or no longer hears, is felt only when its timers have run out.
fn quiet(before: &Model, after: &Model) -> Duration {
    let felt = before.instances.iter().filter_map(|old| {
        let new = after.instance(&old.name.value)?;
        let is_felt = speaks_differently((old, &before.globals), (new, &after.globals));
        let intervals = [
            old.advert_interval(&before.globals),
            new.advert_interval(&after.globals),
        ];
        let longest = intervals.map(AdvertInterval::duration).into_iter().max()?;
        is_felt.then_some(longest * ADVERTS_UNTIL_FELT + FELT_SLACK)
    });
    felt.max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepalived_conf::expand::{Options, expand_text};

    fn model(text: &str) -> Model {
        Model::read(&expand_text(text, &Options::default()))
    }

    const BASE: &str = "vrrp_instance VI {\n interface eth0\n virtual_router_id 51\n version 3\n \
         priority 240\n advert_int 0.1\n virtual_ipaddress {\n 10.0.0.1/24\n 10.0.0.2/24 dev eth1\n }\n}\n";

    #[test]
    fn addresses_have_their_place_and_those_that_go_are_known() {
        let after = BASE.replace(" 10.0.0.1/24\n", "");
        let expected = Expected::of(Some(&model(BASE)), &model(&after));
        let one: IpAddr = "10.0.0.1".parse().unwrap();
        let two: IpAddr = "10.0.0.2".parse().unwrap();
        assert_eq!(expected.gone, BTreeSet::from([one]));
        assert_eq!(
            expected.instances[0].addresses,
            [(two, Some("eth1".to_owned()))]
        );
        let all = Expected::of(None, &model(BASE));
        assert_eq!(
            all.instances[0].addresses[0],
            (one, Some("eth0".to_owned()))
        );
        assert_eq!(
            (all.instances[0].advert_centis, all.instances[0].version),
            (10, 3)
        );
    }

    #[test]
    fn the_weight_says_which_number_is_fault() {
        for (value, reverse, faults) in [
            (0, true, [true, false, false]),
            (0, false, [false, true, true]),
            (-253, false, [false, false, true]),
            (-254, false, [false, true, true]),
            (-20, false, [false, false, false]),
        ] {
            let file = TrackedFile {
                path: String::new(),
                weight: Weight { value, reverse },
            };
            let seen = [0, 1, 2].map(|number| file.is_fault(number));
            assert_eq!(seen, faults, "{value} {reverse}");
        }
    }

    #[test]
    fn only_what_the_other_node_hears_is_waited_for() {
        let quiet = |after: &str| Expected::of(Some(&model(BASE)), &model(after)).quiet;
        assert_eq!(quiet(&BASE.replace("240", "230")), Duration::ZERO);
        let wire = quiet(&BASE.replace("router_id 51", "router_id 52"));
        assert_eq!(wire, Duration::from_millis(700));
    }
}
