//! `vrrp_instance`: one election on one link.

use std::net::IpAddr;
use std::time::Duration;

use super::address::{RouteOrRule, UnicastPeer, VirtualIp, addresses, peers, routes_or_rules};
use super::globals::GlobalDefs;
use super::notify::{Notify, notifies};
use super::preset::preset;
use super::reader::BlockReader;
use super::spanned::{Spanned, written};
use super::track::Trackers;
use super::units::{AdvertInterval, Priority, Vrid, VrrpVersion};
use crate::expand::Location;
use crate::syntax::{Node, NodeId};

/// The state that an instance takes itself to be in at start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InitialState {
    /// `state MASTER`
    Master,
    /// `state BACKUP`, or anything else that Keepalived does not know.
    Backup,
}

/// The family of an instance's addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// IPv4
    V4,
    /// IPv6
    V6,
}

/// `authentication`
#[derive(Debug, Clone, PartialEq)]
pub struct Authentication {
    /// The header of the block.
    pub at: Location,
    /// `auth_type`: `PASS` or `AH`.
    pub kind: Option<Spanned<String>>,
    /// `auth_pass`
    pub password: Option<Spanned<String>>,
}

/// `vrrp_instance NAME`
#[derive(Debug, Clone, PartialEq)]
pub struct VrrpInstance {
    /// Its name.
    pub name: Spanned<String>,
    /// Its block in the expanded tree.
    pub node: NodeId,
    /// Its header.
    pub at: Location,
    /// `state`
    pub state: Option<Spanned<InitialState>>,
    /// `interface`
    pub interface: Option<Spanned<String>>,
    /// `virtual_router_id`
    pub vrid: Option<Spanned<Vrid>>,
    /// `priority`
    pub priority: Option<Spanned<Priority>>,
    /// `advert_int`
    pub advert_interval: Option<Spanned<AdvertInterval>>,
    /// `version`
    pub version: Option<Spanned<VrrpVersion>>,
    /// `native_ipv6`
    pub native_ipv6: Option<Spanned<()>>,
    /// `down_timer_adverts`
    pub down_timer_adverts: Option<Spanned<u32>>,
    /// `nopreempt`, unless a `preempt` follows.
    pub nopreempt: Option<Spanned<()>>,
    /// `preempt_delay`
    pub preempt_delay: Option<Spanned<Duration>>,
    /// `strict_mode`
    pub strict_mode: Option<Spanned<bool>>,
    /// `accept`
    pub accept: Option<Spanned<()>>,
    /// `no_accept`
    pub no_accept: Option<Spanned<()>>,
    /// `skip_check_adv_addr`
    pub skip_check_adv_addr: Option<Spanned<bool>>,
    /// `lower_prio_no_advert`
    pub lower_prio_no_advert: Option<Spanned<bool>>,
    /// `higher_prio_send_advert`
    pub higher_prio_send_advert: Option<Spanned<bool>>,
    /// `dont_track_primary`
    pub dont_track_primary: Option<Spanned<()>>,
    /// `use_vmac`
    pub use_vmac: Option<Spanned<()>>,
    /// `use_ipvlan`
    pub use_ipvlan: Option<Spanned<()>>,
    /// `mcast_src_ip` or `unicast_src_ip`, whichever comes last.
    pub source: Option<Spanned<IpAddr>>,
    /// `mcast_dst_ip`
    pub mcast_group: Option<Spanned<IpAddr>>,
    /// Where a keyword stands that asks for unicast.
    pub unicast: Option<Spanned<()>>,
    /// `unicast_fault_no_peer`
    pub unicast_fault_no_peer: Option<Spanned<()>>,
    /// `check_unicast_src`
    pub check_unicast_src: Option<Spanned<()>>,
    /// `unicast_peer`
    pub unicast_peers: Vec<UnicastPeer>,
    /// `authentication`
    pub authentication: Option<Authentication>,
    /// `auth_hmac`
    pub auth_hmac: Option<Location>,
    /// `virtual_ipaddress`
    pub addresses: Vec<VirtualIp>,
    /// `virtual_ipaddress_excluded`
    pub excluded: Vec<VirtualIp>,
    /// `virtual_routes`
    pub routes: Vec<RouteOrRule>,
    /// `virtual_rules`
    pub rules: Vec<RouteOrRule>,
    /// What it watches.
    pub trackers: Trackers,
    /// Whom it tells.
    pub notifies: Vec<Notify>,
    /// `smtp_alert`
    pub smtp_alert: Option<Spanned<bool>>,
    /// `garp_master_delay`
    pub garp_master_delay: Option<Spanned<Duration>>,
    /// `garp_master_repeat`
    pub garp_master_repeat: Option<Spanned<u32>>,
    /// `garp_master_refresh`
    pub garp_master_refresh: Option<Spanned<Duration>>,
}

impl VrrpInstance {
    pub(super) fn read(node: Node<'_>, reader: &BlockReader<'_>) -> Self {
        Self {
            name: reader.name(node),
            node: node.id(),
            at: reader.locate(node.header_span()),
            state: state(reader),
            interface: reader.value("interface"),
            vrid: reader.value("virtual_router_id"),
            priority: reader.value("priority"),
            advert_interval: reader.value("advert_int"),
            version: reader.value("version"),
            native_ipv6: reader.flag("native_ipv6"),
            down_timer_adverts: reader.value("down_timer_adverts"),
            nopreempt: nopreempt(reader),
            preempt_delay: reader.value("preempt_delay"),
            strict_mode: reader.value("strict_mode"),
            accept: reader.flag("accept"),
            no_accept: reader.flag("no_accept"),
            skip_check_adv_addr: reader.value("skip_check_adv_addr"),
            lower_prio_no_advert: reader.value("lower_prio_no_advert"),
            higher_prio_send_advert: reader.value("higher_prio_send_advert"),
            dont_track_primary: reader.flag("dont_track_primary"),
            use_vmac: reader.flag("use_vmac"),
            use_ipvlan: reader.flag("use_ipvlan"),
            source: last(reader.value("mcast_src_ip"), reader.value("unicast_src_ip")),
            mcast_group: reader.value("mcast_dst_ip"),
            unicast: unicast(reader),
            unicast_fault_no_peer: reader.flag("unicast_fault_no_peer"),
            check_unicast_src: reader.flag("check_unicast_src"),
            unicast_peers: peers(reader),
            authentication: authentication(reader),
            auth_hmac: reader.flag("auth_hmac").map(|found| found.at),
            addresses: addresses(reader, "virtual_ipaddress"),
            excluded: addresses(reader, "virtual_ipaddress_excluded"),
            routes: routes_or_rules(reader, "virtual_routes"),
            rules: routes_or_rules(reader, "virtual_rules"),
            trackers: Trackers::read(reader),
            notifies: notifies(reader),
            smtp_alert: reader.value("smtp_alert"),
            garp_master_delay: reader.value("garp_master_delay"),
            garp_master_repeat: reader.value("garp_master_repeat"),
            garp_master_refresh: reader.value("garp_master_refresh"),
        }
    }

    /// The state at start; without `state` the priority decides.
    pub fn initial_state(&self) -> InitialState {
        let by_priority = || match written(&self.priority) {
            Some(priority) if priority.is_owner() => InitialState::Master,
            _ => InitialState::Backup,
        };
        written(&self.state).unwrap_or_else(by_priority)
    }

    /// The priority before any tracker. Without `priority` it is 100, but 255 with `state MASTER`
    /// (keepalived 2.2.7 `vrrp.c`, `vrrp_complete_instance`).
    pub fn priority(&self) -> Priority {
        let by_state = || match written(&self.state) {
            Some(InitialState::Master) => Priority::OWNER,
            _ => preset("vrrp_instance", "priority").unwrap_or(Priority::DEFAULT),
        };
        written(&self.priority).unwrap_or_else(by_state)
    }

    /// The family of its addresses: of the first one, else IPv4.
    pub fn family(&self) -> Family {
        match self.addresses.first() {
            Some(first) if first.address.is_ipv6() => Family::V6,
            Some(_) => Family::V4,
            None if self.native_ipv6.is_some() => Family::V6,
            None => Family::V4,
        }
    }

    /// The version of the protocol that it speaks; IPv6 without `version` means 3.
    pub fn version(&self, globals: &GlobalDefs) -> VrrpVersion {
        written(&self.version).unwrap_or_else(|| match self.family() {
            Family::V4 => globals.vrrp_version(),
            Family::V6 => VrrpVersion::V3,
        })
    }

    /// The time between two adverts that it sends.
    pub fn advert_interval(&self, globals: &GlobalDefs) -> AdvertInterval {
        let interval = written(&self.advert_interval)
            .or_else(|| preset("vrrp_instance", "advert_int"))
            .unwrap_or(AdvertInterval::DEFAULT);
        interval.used_by(self.version(globals))
    }

    /// Missed adverts after which the master counts as dead.
    pub fn down_timer_adverts(&self, globals: &GlobalDefs) -> u32 {
        if self.is_strict(globals) {
            return GlobalDefs::default().down_timer_adverts();
        }
        written(&self.down_timer_adverts).unwrap_or_else(|| globals.down_timer_adverts())
    }

    /// Whether it keeps to the letter of the RFC.
    pub fn is_strict(&self, globals: &GlobalDefs) -> bool {
        written(&self.strict_mode).unwrap_or_else(|| globals.is_strict())
    }

    /// Whether it sends to peers one by one. A keyword of unicast alone, without a peer, falls back to
    /// multicast.
    pub fn is_unicast(&self) -> bool {
        !self.unicast_peers.is_empty()
    }
}

/// MASTER, once said, stays; a word that is not known counts as BACKUP.
fn state(reader: &BlockReader<'_>) -> Option<Spanned<InitialState>> {
    let read = |node: Node<'_>| {
        let is_master = node.arg(0)?.text() == "MASTER";
        let state = if is_master {
            InitialState::Master
        } else {
            InitialState::Backup
        };
        Some(reader.spanned(node, state))
    };
    let all: Vec<_> = reader
        .statements("state")
        .into_iter()
        .filter_map(read)
        .collect();
    let master = all.iter().find(|state| state.value == InitialState::Master);
    master.or(all.last()).cloned()
}

fn nopreempt(reader: &BlockReader<'_>) -> Option<Spanned<()>> {
    let off = reader.flag("preempt");
    let on = reader.flag("nopreempt")?;
    let is_undone = off.is_some_and(|off| off.read_at > on.read_at);
    (!is_undone).then_some(on)
}

fn unicast(reader: &BlockReader<'_>) -> Option<Spanned<()>> {
    let keywords = [
        "unicast_peer",
        "unicast_src_ip",
        "unicast_ttl",
        "unicast_fault_no_peer",
        "check_unicast_src",
    ];
    let found = keywords.into_iter().filter_map(|word| reader.flag(word));
    found.min_by_key(|flag| flag.read_at)
}

fn last<T>(one: Option<Spanned<T>>, other: Option<Spanned<T>>) -> Option<Spanned<T>> {
    let both = [one, other].into_iter().flatten();
    both.max_by_key(|value| value.read_at)
}

fn authentication(reader: &BlockReader<'_>) -> Option<Authentication> {
    let (node, block) = reader.blocks("authentication").pop()?;
    Some(Authentication {
        at: reader.locate(node.header_span()),
        kind: block.value("auth_type"),
        password: block.value("auth_pass"),
    })
}
