//! Interfaces that need not exist.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "dynamic-interfaces",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "dynamic_interfaces hides misspelt names",
        "dynamic_interfaces 会掩盖拼写错误",
    ),
    why: words(
        "With it a name that no interface has is no error any more: the instance waits in \
        FAULT for an interface that never comes. Use it only for interfaces that really come \
        and go.",
        "启用后，不存在的网卡名不再报错：实例会在 FAULT 中一直等待。\
        仅当网卡确实会动态出现时才使用。",
    ),
    bad: Example::of(
        "global_defs {
    dynamic_interfaces
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    router_id db-a
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    if let Some(flag) = &context.outlook.model.globals.dynamic_interfaces {
        found.report(
            flag.at,
            Text::new(
                "with dynamic_interfaces a misspelt interface is not noticed",
                "启用 dynamic_interfaces 后，写错的网卡名不会被发现",
            ),
        );
    }
}
