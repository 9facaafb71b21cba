//! An interface whose announcements two groups space out.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    id: "interface-in-two-garp-groups",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "An interface is in two garp_groups",
        "一个网卡出现在两个 garp_group 中",
    ),
    why: words(
        "Keepalived reports the second and keeps the first.",
        "Keepalived 报告第二个并保留第一个。",
    ),
    bad: Example::of(
        "garp_group {
    garp_interval 1
    interface eth0
}
garp_group {
    garp_interval 1
    interface eth0
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
        "garp_group {
    garp_interval 1
    interface eth0
}
garp_group {
    garp_interval 1
    interface eth1
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
    let mut seen = BTreeMap::new();
    for (group, _) in context.all("", "garp_group") {
        let single = context.children_of(group, "interface");
        let single = single.filter_map(|line| line.node.args().next());
        let listed = context.entries(group, "interfaces").into_iter();
        let listed = listed.flat_map(|line| line.node.words().collect::<Vec<_>>());
        for word in single.chain(listed) {
            let at = context.locate(word.span());
            let name = word.text().into_owned();
            match seen.get(&name) {
                None => {
                    seen.insert(name, at);
                }
                Some(first) => {
                    found
                        .report(
                            at,
                            Text::new(
                                format!("{name} is in a garp_group already"),
                                format!("{name} 已经在一个 garp_group 中"),
                            ),
                        )
                        .note_at(*first, Text::new("here", "在此处"));
                }
            }
        }
    }
}
