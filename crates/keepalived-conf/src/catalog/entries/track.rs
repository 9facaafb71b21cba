//! What a VRRP instance watches, whom it talks to, and how interfaces are watched.

use super::super::keyword::Entry;
use super::super::kind::{ADDRESS, Kind, Object, int, timer};
use super::super::line::{Arg, Extra, Head, Line, Opt, option, optional, required};

const SOURCE: &str = "keepalived 2.2.7 vrrp_track.c";
/// Scripts and interfaces stop at ±253: ±254 is read, reported and made ±253.
const WEIGHT_253: Arg = required("WEIGHT", int(-253, 253));
const WEIGHT_254: Arg = required("WEIGHT", int(-254, 254));
const REVERSE: Arg = optional("reverse", Kind::OneOf(&["reverse"]));
const DIRECTION: Arg = optional("reverse|noreverse", Kind::OneOf(&["reverse", "noreverse"]));

/// `eth0 weight -20 reverse`
pub(in super::super) static TRACK_INTERFACE: Entry = tracker(
    "track_interface entry",
    Kind::Interface,
    &[option(&["weight"], &[WEIGHT_253, REVERSE])],
);

/// `check_mysql weight -20`
pub(in super::super) static TRACK_SCRIPT: Entry = tracker(
    "track_script entry",
    Kind::Refers(Object::Script),
    &[option(&["weight"], &[WEIGHT_253, DIRECTION])],
);

/// `mysql_health weight 0 reverse`
pub(in super::super) static TRACK_FILE: Entry = tracker(
    "track_file entry",
    Kind::Refers(Object::TrackFile),
    &[option(&["weight"], &[WEIGHT_254, DIRECTION])],
);

/// `mysqld weight 10`
pub(in super::super) static TRACK_PROCESS: Entry = tracker(
    "track_process entry",
    Kind::Refers(Object::TrackProcess),
    &[option(&["weight"], &[WEIGHT_254, DIRECTION])],
);

/// `BFD_1 weight -20`
pub(in super::super) static TRACK_BFD: Entry = tracker(
    "track_bfd entry",
    Kind::Refers(Object::Bfd),
    &[option(&["weight"], &[WEIGHT_253, DIRECTION])],
);

/// `10.0.0.2 min_ttl 254 max_ttl 255`
pub(in super::super) static UNICAST_PEER: Entry = Entry {
    name: "unicast_peer entry",
    line: Line {
        head: Head::One(required("ADDRESS", ADDRESS)),
        options: &[
            option(&["min_ttl"], &[required("TTL", int(0, 255))]),
            option(&["max_ttl"], &[required("TTL", int(0, 255))]),
        ],
        bare: None,
        extra: Extra::Rejected,
    },
    source: "keepalived 2.2.7 vrrp_data.c",
};

/// `eth0 ETHTOOL`
pub(in super::super) static LINKBEAT: Entry = Entry {
    name: "linkbeat_interfaces entry",
    line: Line {
        head: Head::Several(&[
            required("INTERFACE", Kind::Interface),
            optional("TYPE", Kind::OneOf(&["MII", "ETHTOOL", "IOCTL"])),
        ]),
        extra: Extra::Rejected,
        ..Line::BARE
    },
    source: "keepalived 2.2.7 vrrp_parser.c",
};

/// `eth0 0.5 2`
pub(in super::super) static UP_DOWN_DELAY: Entry = Entry {
    name: "interface_up_down_delays entry",
    line: Line {
        head: Head::Several(&[
            required("INTERFACE", Kind::Interface),
            optional("DOWN_SECONDS", timer(0, 255_000_000)),
            optional("UP_SECONDS", timer(0, 255_000_000)),
        ]),
        ..Line::BARE
    },
    source: "keepalived 2.2.7 vrrp_parser.c",
};

const fn tracker(name: &'static str, tracked: Kind, options: &'static [Opt]) -> Entry {
    Entry {
        name,
        line: Line {
            head: Head::One(required("NAME", tracked)),
            options,
            bare: None,
            // After `weight N reverse` nothing is looked at; before it an unknown word is.
            extra: Extra::Rejected,
        },
        source: SOURCE,
    }
}
