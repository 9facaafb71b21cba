//! A route in `virtual_routes` or `static_routes`: the words of `ip route add`.

use super::super::keyword::Entry;
use super::super::kind::{ADDRESS, Family, Kind, Object, TEXT, U32_MAX, Unit, count, int};
use super::super::line::{Arg, Extra, Head, Line, Opt, option, optional, repeated, required};
use super::super::version::V2_2_7;

const SOURCE: &str = "keepalived 2.2.7 vrrp_iproute.c";

/// A route that moves with a VRRP instance.
pub(in super::super) static VIRTUAL_ROUTE: Entry = Entry {
    name: "virtual_routes entry",
    line: entry(OPTIONS),
    source: SOURCE,
};

/// A route that stays on the machine.
pub(in super::super) static STATIC_ROUTE: Entry = Entry {
    name: "static_routes entry",
    line: entry(STATIC_OPTIONS),
    source: SOURCE,
};

const fn entry(options: &'static [Opt]) -> Line {
    Line {
        head: Head::Nothing,
        options,
        bare: Some(Kind::AnyOf(&[Kind::OneOf(TYPES), Kind::Destination])),
        extra: Extra::Rejected,
    }
}

/// Types of a route, in the words of iproute2.
const TYPES: &[&str] = &[
    "unicast",
    "local",
    "broadcast",
    "anycast",
    "multicast",
    "blackhole",
    "unreachable",
    "prohibit",
    "throw",
    "nat",
    "xresolve",
];

const LOCK: Arg = optional("lock", Kind::Literal("lock"));
const NUMBER: Arg = required("NUMBER", int(0, U32_MAX));
const TIME: Arg = required("TIME", Kind::RouteTime);
const NAME: Arg = required("NAME", Kind::RouteName);
const INTERFACE: Arg = required("INTERFACE", Kind::Interface);
const FAMILY: Arg = optional("FAMILY", Kind::OneOf(&["inet", "inet6"]));
const GATEWAY: Arg = required("ADDRESS", ADDRESS);
const ON_OFF: Arg = required("0|1", int(0, 1));

const TRACK_GROUP: Opt = option(
    &["track_group"],
    &[required("GROUP", Kind::Refers(Object::TrackGroup))],
);

const STATIC_OPTIONS: &[Opt] = &const {
    let mut all = [TRACK_GROUP; OPTIONS.len() + 1];
    let mut next = 0;
    while next < OPTIONS.len() {
        all[next] = OPTIONS[next];
        next += 1;
    }
    all
};

const OPTIONS: &[Opt] = &[
    option(&["inet6"], &[]),
    option(&["inet"], &[]),
    option(&["to"], &[]),
    option(&["src"], &[GATEWAY]),
    option(&["via"], &[FAMILY, GATEWAY]),
    option(&["gw"], &[FAMILY, GATEWAY]).deprecated(),
    option(&["or"], &[GATEWAY]).deprecated(),
    option(&["from"], &[required("PREFIX", Kind::Cidr(Family::V6))]),
    option(&["tos", "dsfield"], &[NAME]),
    option(&["table"], &[NAME]),
    option(&["protocol"], &[NAME]),
    option(&["scope"], &[NAME]),
    option(&["metric", "priority", "preference"], &[NUMBER]),
    option(&["dev", "oif"], &[INTERFACE]),
    option(&["onlink"], &[]),
    option(
        &["encap"],
        &[
            required("TYPE", Kind::OneOf(&["ip", "ip6", "mpls", "ila"])),
            REST,
        ],
    ),
    option(
        &["expires"],
        &[required("SECONDS", count(0, U32_MAX, Unit::Seconds))],
    ),
    option(
        &["mtu"],
        &[LOCK, required("BYTES", count(0, U32_MAX, Unit::Bytes))],
    ),
    option(&["hoplimit"], &[required("HOPS", int(0, 255))]),
    option(&["advmss"], &[LOCK, NUMBER]),
    option(&["rtt"], &[LOCK, TIME]),
    option(&["rttvar"], &[LOCK, TIME]),
    option(&["rto_min"], &[LOCK, TIME]),
    option(&["reordering"], &[LOCK, NUMBER]),
    option(&["window"], &[NUMBER]),
    option(&["cwnd"], &[LOCK, NUMBER]),
    option(&["ssthresh"], &[LOCK, NUMBER]),
    option(&["realms"], &[NAME]),
    option(&["initcwnd"], &[NUMBER]),
    option(&["initrwnd"], &[NUMBER]),
    option(&["features"], &[required("FEATURE", Kind::OneOf(&["ecn"]))]),
    option(&["quickack"], &[ON_OFF]),
    option(&["congctl"], &[LOCK, required("ALGORITHM", TEXT)]),
    option(&["pref"], &[required("PREFERENCE", PREFERENCE)]),
    option(
        &["ttl-propagate"],
        &[required("STATE", Kind::OneOf(&["enabled", "disabled"]))],
    ),
    option(&["fastopen_no_cookie"], &[ON_OFF]),
    option(&["add"], &[]).since(V2_2_7),
    option(&["prepend"], &[]).since(V2_2_7),
    option(&["append"], &[]).since(V2_2_7),
    option(&["no_track"], &[]),
    option(&["vrf"], &[INTERFACE]).since(V2_2_7),
    option(&["nexthop"], &[REST]),
    option(&["weight"], &[required("WEIGHT", int(1, 256))]),
];

const PREFERENCE: Kind = Kind::AnyOf(&[Kind::OneOf(&["low", "medium", "high"]), int(0, 255)]);

/// The words of a nexthop or an encapsulation are iproute2's own language; they are taken as they
/// come up to the next option that is known here.
const REST: Arg = repeated("…", TEXT);
