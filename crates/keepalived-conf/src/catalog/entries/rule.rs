//! A rule in `virtual_rules` or `static_rules`: the words of `ip rule add`.

use super::super::keyword::Entry;
use super::super::kind::{I32_MAX, Kind, Object, U32_MAX, int};
use super::super::line::{Arg, Extra, Head, Line, Opt, option, required};

const SOURCE: &str = "keepalived 2.2.7 vrrp_iprule.c";

/// A rule that moves with a VRRP instance.
pub(in super::super) static VIRTUAL_RULE: Entry = Entry {
    name: "virtual_rules entry",
    line: entry(OPTIONS),
    source: SOURCE,
};

/// A rule that stays on the machine.
pub(in super::super) static STATIC_RULE: Entry = Entry {
    name: "static_rules entry",
    line: entry(STATIC_OPTIONS),
    source: SOURCE,
};

const fn entry(options: &'static [Opt]) -> Line {
    Line {
        head: Head::Nothing,
        options,
        bare: None,
        extra: Extra::Rejected,
    }
}

const PREFIX: Arg = required("PREFIX", Kind::Destination);
const NAME: Arg = required("NAME", Kind::RouteName);
const INTERFACE: Arg = required("INTERFACE", Kind::Interface);
const PORTS: Arg = required("PORTS", Kind::NumberRange);

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
    option(&["from"], &[PREFIX]),
    option(&["to"], &[PREFIX]),
    option(&["table", "lookup"], &[NAME]),
    option(&["not"], &[]),
    option(
        &["preference", "order", "priority"],
        &[required("NUMBER", Kind::AnyBase)],
    ),
    option(&["tos", "dsfield"], &[NAME]),
    option(&["fwmark"], &[required("MARK[/MASK]", Kind::MarkAndMask)]),
    option(&["realms"], &[NAME]),
    option(
        &["suppress_prefixlength", "sup_pl"],
        &[required("LENGTH", int(0, I32_MAX))],
    ),
    option(&["suppress_ifgroup", "sup_group"], &[NAME]),
    option(&["iif", "dev"], &[INTERFACE]),
    option(&["oif"], &[INTERFACE]),
    option(
        &["tunnel-id"],
        &[required("NUMBER", int(0, u64::MAX as i128))],
    ),
    option(&["uidrange"], &[required("UIDS", Kind::NumberRange)]),
    option(&["l3mdev"], &[]),
    option(&["protocol"], &[required("NUMBER", int(0, 255))]),
    option(&["ipproto"], &[NAME]),
    option(&["sport"], &[PORTS]),
    option(&["dport"], &[PORTS]),
    option(&["type"], &[]),
    option(&["goto"], &[required("PREFERENCE", int(0, U32_MAX))]),
    option(&["nop"], &[]),
    option(&["blackhole"], &[]),
    option(&["unreachable"], &[]),
    option(&["prohibit"], &[]),
    option(&["no_track"], &[]),
];
