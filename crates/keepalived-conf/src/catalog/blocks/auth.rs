//! `vrrp_instance`: how adverts prove that they come from a peer.

use super::super::keyword::{Block, Keyword};
use super::super::kind::{Kind, Outside, Unit};
use super::super::line::required;
use super::super::version::V2_4_0;
use super::super::writing::{flag, one, words};

/// `authentication`
static PASSWORD: Block = Block {
    path: "vrrp_instance/authentication",
    since: None,
    source: "keepalived 2.2.7 vrrp_parser.c",
    groups: &[&[
        one("auth_type", "PASS|AH", Kind::OneOf(&["PASS", "AH"]))
            .en("PASS: a password in clear; AH: an IPsec header. Version 2 only.")
            .zh("PASS 为明文密码；AH 为 IPsec 头。仅版本 2。"),
        one("auth_pass", "PASSWORD", Kind::Text { max: Some(8) })
            .en("Password, at most 8 bytes; sent in clear, the same on all nodes.")
            .zh("密码，最长 8 字节；明文发送，各节点一致。"),
    ]],
};

/// `auth_hmac`
static HMAC: Block = Block {
    path: "vrrp_instance/auth_hmac",
    since: Some(V2_4_0),
    source: "keepalived 2.4.0 documentation, vrrp_auth_hmac.h",
    groups: &[&[
        words(
            "key",
            &[required("ID", KEY_ID), required("KEY", Kind::HmacKey)],
        )
        .en("A shared key of 32–64 bytes with its number: hex:…, file:… or text.")
        .zh("带编号的共享密钥，32–64 字节：hex:…、file:… 或文本。"),
        one("active_key", "ID", KEY_ID)
            .en("Number of the key that signs; a receiver takes any of its keys.")
            .zh("用于签名的密钥编号；接收方接受任一已配置密钥。"),
        one("time_window", "SECONDS", WINDOW)
            .default_is("3 × advert_int, at least 5", "3 × advert_int，至少 5")
            .en("Seconds by which the clocks of two nodes may differ.")
            .zh("两节点时钟允许相差的秒数。"),
        one(
            "anti_replay",
            "time|monotonic",
            Kind::OneOf(&["time", "monotonic"]),
        )
        .default("time")
        .en("time: adverts must be fresh by the clock; monotonic: only newer than the last.")
        .zh("time 要求时钟同步且通告新鲜；monotonic 只要求比上一个新。"),
        one(
            "mode",
            "MODE",
            Kind::OneOf(&["enforce", "permissive", "receive-only"]),
        )
        .default("enforce")
        .en("enforce: refuses unsigned adverts; permissive: takes them; receive-only: signs none.")
        .zh("enforce 拒绝未签名通告；permissive 接受；receive-only 不签名。"),
    ]],
};

const KEY_ID: Kind = Kind::Int {
    min: 1,
    max: 255,
    unit: Unit::None,
    outside: Outside::Unverified,
};
const WINDOW: Kind = Kind::Int {
    min: 1,
    max: 300,
    unit: Unit::Seconds,
    outside: Outside::Unverified,
};

pub(super) const AUTHENTICATION: &[Keyword] = &[
    flag("authentication")
        .needs("VRRP_AUTH")
        .opens(&PASSWORD)
        .en("Password of version 2; dropped from the RFC in 2004 and ignored in version 3.")
        .zh("版本 2 的密码认证；2004 年已从 RFC 移除，版本 3 忽略。"),
    flag("auth_hmac")
        .since(V2_4_0)
        .needs("VRRP_AUTH")
        .opens(&HMAC)
        .en("Signs every advert with HMAC-SHA256; use 2.4.2 or later on all nodes.")
        .zh("用 HMAC-SHA256 为每个通告签名；各节点须用 2.4.2 以上。"),
];
