//! A `version` that cannot be.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "version-conflict",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A version contradicts what is known before",
        "version 与前文矛盾",
    ),
    why: words(
        "IPv6 has version 3 only, and a second `version` does not replace the first. Keepalived \
        reports the line and ignores it.",
        "IPv6 只有版本 3，第二个 `version` 也不会取代第一个；\
        Keepalived 报告后忽略该行。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    native_ipv6
    version 2
    virtual_ipaddress {
        2001:db8::10/64
    }
}
",
    )
    .also(&["first-address-not-link-local"]),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    version 3
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
    for instance in &context.instances {
        if let Some(span) = instance.refused_version {
            found.report(
                context.locate(span),
                Text::new(
                    "this version contradicts the family or an earlier version, and is ignored",
                    "该版本与地址族或前面的版本矛盾，会被忽略",
                ),
            );
        }
    }
}
