//! An address in `virtual_ipaddress`, `virtual_ipaddress_excluded` or `static_ipaddress`.

use super::super::keyword::Entry;
use super::super::kind::{ADDRESS, Family, Kind, Object, U32_MAX, Unit, count};
use super::super::line::{Arg, Extra, Head, Line, Opt, option, required};
use super::super::version::V2_2_7;

const SOURCE: &str = "keepalived 2.2.7 vrrp_ipaddress.c";

/// An address that moves with a VRRP instance.
pub(in super::super) static VIRTUAL_ADDRESS: Entry = Entry {
    name: "virtual_ipaddress entry",
    line: entry(&[
        DEV,
        SCOPE,
        BROADCAST,
        LABEL,
        PEER,
        HOME,
        NO_DAD,
        MANAGE_TEMP,
        NO_PREFIX_ROUTE,
        AUTOJOIN,
        NO_TRACK,
        PREFERRED,
        USE_VMAC,
    ]),
    source: SOURCE,
};

/// An address that stays on the machine.
pub(in super::super) static STATIC_ADDRESS: Entry = Entry {
    name: "static_ipaddress entry",
    line: entry(&[
        DEV,
        SCOPE,
        BROADCAST,
        LABEL,
        PEER,
        HOME,
        NO_DAD,
        MANAGE_TEMP,
        NO_PREFIX_ROUTE,
        AUTOJOIN,
        NO_TRACK,
        PREFERRED,
        TRACK_GROUP,
    ]),
    source: SOURCE,
};

const fn entry(options: &'static [Opt]) -> Line {
    Line {
        head: Head::One(required("ADDRESS", Kind::Cidr(Family::Any))),
        options,
        bare: None,
        extra: Extra::Rejected,
    }
}

const BROADCAST_WORD: Kind = Kind::AnyOf(&[Kind::OneOf(&["-", "+"]), Kind::Address(Family::V4)]);
const LIFETIME: Kind = Kind::AnyOf(&[Kind::Literal("forever"), count(0, U32_MAX, Unit::Seconds)]);
const LABEL_ARG: Arg = required("LABEL", Kind::Text { max: Some(15) });

const DEV: Opt = option(&["dev"], &[required("INTERFACE", Kind::Interface)]);
const SCOPE: Opt = option(&["scope"], &[required("SCOPE", Kind::RouteName)]);
const BROADCAST: Opt = option(
    &["brd", "broadcast"],
    &[required("ADDRESS", BROADCAST_WORD)],
);
const LABEL: Opt = option(&["label"], &[LABEL_ARG]);
const PEER: Opt = option(&["peer"], &[required("ADDRESS", ADDRESS)]);
const HOME: Opt = option(&["home"], &[]);
const NO_DAD: Opt = option(&["-nodad"], &[]);
const MANAGE_TEMP: Opt = option(&["mngtmpaddr"], &[]);
const NO_PREFIX_ROUTE: Opt = option(&["noprefixroute"], &[]);
const AUTOJOIN: Opt = option(&["autojoin"], &[]);
const NO_TRACK: Opt = option(&["no_track"], &[]);
const PREFERRED: Opt = option(&["preferred_lft"], &[required("SECONDS", LIFETIME)]);
const USE_VMAC: Opt = option(&["use_vmac"], &[]).since(V2_2_7);
const TRACK_GROUP: Opt = option(
    &["track_group"],
    &[required("GROUP", Kind::Refers(Object::TrackGroup))],
);
