//! Options of an address that exclude each other.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::{Role, Statement};
use crate::lint::{Context, Severity, Text};
use crate::syntax::{Span, Word};

pub(super) static RULE: Rule = Rule {
    id: "address-option-conflict",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "An option does not go with this address",
        "该选项与地址不相容",
    ),
    why: words(
        "IPv6 has neither broadcast nor label nor scope here, a peer excludes a broadcast and a \
        prefix, and a broadcast needs a prefix of at most 30 bits. Keepalived reports the \
        option, and with some drops the address.",
        "此处 IPv6 没有广播、标签和 scope；peer 与广播、前缀互斥；\
        广播要求前缀不超过 30 位。Keepalived 会报告，部分情况下会丢弃整个地址。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        2001:db8::10/64 label eth0:1
    }
}
",
    )
    .also(&["first-address-not-link-local"]),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        2001:db8::10/64
    }
}
",
    )
    .also(&["first-address-not-link-local"]),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for statement in &context.statements {
        let Role::Entry(entry) = statement.role else {
            continue;
        };
        if !entry.name.ends_with("ipaddress entry") {
            continue;
        }
        for (span, message) in conflicts(statement) {
            found.report(context.locate(span), message);
        }
    }
}

fn conflicts(statement: &Statement<'_>) -> Vec<(Span, Text)> {
    let words: Vec<Word<'_>> = statement.node.words().collect();
    let Some(address) = words.first().map(|word| word.text()) else {
        return Vec::new();
    };
    let prefix = address
        .split_once('/')
        .and_then(|(_, prefix)| prefix.parse::<u8>().ok());
    let is_ipv6 = address.contains(':');
    let at = |names: &[&str]| {
        words
            .iter()
            .skip(1)
            .find(|word| names.contains(&&*word.text()))
    };
    let broadcast = at(&["brd", "broadcast"]);
    let mut found = Vec::new();
    let mut add = |word: Option<&Word<'_>>, message: Text| {
        found.extend(word.map(|word| (word.span(), message)));
    };
    if is_ipv6 {
        let message = || {
            Text::new(
                "an IPv6 address cannot have this here",
                "IPv6 地址不能带该选项",
            )
        };
        add(broadcast, message());
        add(at(&["scope"]), message());
        add(at(&["label"]), message());
    } else if at(&["peer"]).is_some() {
        let message = Text::new("a peer excludes a broadcast", "peer 与广播地址互斥");
        add(broadcast, message);
    } else if prefix.unwrap_or(32) > 30 {
        let derived = broadcast.filter(|_| at(&["+", "-"]).is_some());
        let message = Text::new(
            "the prefix leaves no room for a broadcast",
            "该前缀没有广播地址",
        );
        add(derived, message);
    }
    if prefix.is_some_and(|prefix| prefix != if is_ipv6 { 128 } else { 32 }) {
        let message = Text::new(
            "a peer excludes a prefix of the address",
            "peer 与地址前缀互斥",
        );
        add(at(&["peer"]), message);
    }
    let mut devices = words.iter().skip(1).filter(|word| &*word.text() == "dev");
    let message = Text::new("a second interface", "重复指定网卡");
    add(devices.nth(1), message);
    found
}
