//! Heads and members of virtual servers, and how packets reach a real server.

use super::super::keyword::Entry;
use super::super::kind::{ADDRESS, Kind, Object, PORT, SERVER_PORT, U32_MAX, int};
use super::super::line::{Arg, Head, Line, Opt, option, optional, required};

/// `IP [PORT]`, `fwmark N` or `group NAME`.
pub(in super::super) const VIRTUAL_SERVER_HEAD: Head = Head::Either(&[
    &[
        required("fwmark", Kind::Literal("fwmark")),
        required("MARK", int(0, U32_MAX)),
    ],
    &[
        required("group", Kind::Literal("group")),
        required("GROUP", Kind::Refers(Object::VirtualServerGroup)),
    ],
    &[required("ADDRESS", ADDRESS), optional("PORT", SERVER_PORT)],
]);

/// `10.0.0.1-9 80`, `10.0.0.8/29 80` or `fwmark 1 inet6`.
pub(in super::super) static SERVER_GROUP_MEMBER: Entry = Entry {
    name: "virtual_server_group entry",
    line: Line {
        head: Head::Either(&[
            &[
                required("fwmark", Kind::Literal("fwmark")),
                required("MARK", int(0, U32_MAX)),
                optional("FAMILY", Kind::OneOf(&["inet", "inet6"])),
            ],
            &[
                required("RANGE", Kind::AddressRange),
                optional("PORT", SERVER_PORT),
            ],
        ]),
        ..Line::BARE
    },
    source: "keepalived 2.2.7 check_data.c",
};

const TUNNEL: Arg = required("TUNNEL", Kind::OneOf(&["ipip", "gue", "gre"]));

/// What may follow `NAT`, `DR` or `TUN`.
pub(in super::super) const FORWARDING: &[Opt] = &[
    option(&["type"], &[TUNNEL]),
    option(&["port"], &[required("PORT", PORT)]),
    option(&["nocsum"], &[]),
    option(&["csum"], &[]),
    option(&["remcsum"], &[]),
];
