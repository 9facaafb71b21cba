//! IPv4 and IPv6 in one instance.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "mixed-address-families",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("An instance mixes IPv4 and IPv6", "实例混用 IPv4 与 IPv6"),
    why: words(
        "The first address decides the family of the instance; Keepalived leaves out every one of \
        the other family. Those belong in virtual_ipaddress_excluded or in an instance of their \
        own in the same sync group.",
        "第一个地址决定实例的地址族，另一族的地址都会被忽略；\
        它们应放入 virtual_ipaddress_excluded，\
        或放入同一同步组的另一个实例。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
        2001:db8::10/64
    }
}
",
    ),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
    virtual_ipaddress_excluded {
        2001:db8::10/64
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.instances {
        let family = if instance.is_ipv6 == Some(true) {
            "IPv6"
        } else {
            "IPv4"
        };
        for span in &instance.foreign {
            let text = context.text(*span);
            found.report(
                context.locate(*span),
                Text::new(
                    format!(
                        "{text} does not fit: {} is an {family} instance",
                        instance.name
                    ),
                    format!("{text} 不匹配：{} 是 {family} 实例", instance.name),
                ),
            );
        }
    }
}
