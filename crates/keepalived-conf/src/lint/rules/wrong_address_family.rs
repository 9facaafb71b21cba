//! An address of the other family, or not multicast.

use crate::catalog::{Family, Wrong};
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "wrong-address-family",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("An address is of the wrong kind", "地址种类不对"),
    why: words(
        "Keepalived reports the address and keeps the default in its place.",
        "Keepalived 报告该地址并继续使用默认值。",
    ),
    bad: Example::of(
        "global_defs {
    vrrp_mcast_group4 192.0.2.1
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    vrrp_mcast_group4 224.0.0.18
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for (problem, _) in context.wrong_words(RULE.id) {
        let Wrong::WrongFamily { wanted } = problem.wrong else {
            continue;
        };
        let (word, kind) = (&problem.word, wanted_kind(wanted));
        found.report(
            context.locate(problem.span),
            Text::new(
                format!("{word} is not {}", kind.en),
                format!("{word} 不是{}", kind.zh),
            ),
        );
    }
}

fn wanted_kind(family: Family) -> Text {
    match family {
        Family::Any => Text::new("an IP address", " IP 地址"),
        Family::V4 => Text::new("an IPv4 address", " IPv4 地址"),
        Family::V6 => Text::new("an IPv6 address", " IPv6 地址"),
        Family::Multicast => Text::new("a multicast address", "组播地址"),
        Family::MulticastV4 => Text::new("an IPv4 multicast address", " IPv4 组播地址"),
        Family::MulticastV6 => Text::new("an IPv6 multicast address", " IPv6 组播地址"),
    }
}
