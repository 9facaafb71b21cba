//! An instance without its interface.

use crate::catalog::Version;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "missing-interface",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("An instance has no interface", "实例没有 interface"),
    why: words(
        "An election takes place on an interface. Without one Keepalived rejects the \
        configuration of VRRP as a whole; releases after 2.2.7 can do without for unicast with a \
        source address.",
        "选举发生在某个网卡上；没有网卡时 Keepalived 会拒绝整个 VRRP 配置。\
        2.2.7 之后的版本在单播且指定源地址时可以省略。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
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
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.instances {
        let (index, name) = (instance.index, &instance.name);
        let head = context.header(&context.statements[index]);

        let can_do_without = !instance.peers.is_empty()
            && context
                .options
                .target_version
                .is_none_or(|target| target > Version::new(2, 2, 7));
        if !can_do_without && !context.has_or_means(index, "interface") {
            found.report(
                head,
                Text::new(
                    format!("{name} has no interface"),
                    format!("{name} 没有 interface"),
                ),
            );
        }
    }
}
