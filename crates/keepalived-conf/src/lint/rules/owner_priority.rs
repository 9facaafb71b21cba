//! Priority 255 on a floating address.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "owner-priority",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "Priority 255 is for the owner of the address",
        "优先级 255 属于地址拥有者",
    ),
    why: words(
        "255 says that the address belongs to this machine for good. It takes over at once \
        when it starts, ready or not, nopreempt does not work, and no weight can lower it. \
        254 is the highest for an address that moves.",
        "255 表示该地址永久属于本机：启动即接管，无论服务是否就绪；nopreempt 无效，\
        权重也无法降低它。会漂移的地址最高用 254。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 255
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
    priority 254
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    for instance in &model.instances {
        let owner = instance
            .priority
            .as_ref()
            .filter(|priority| priority.value.is_owner());
        if let Some(priority) = owner {
            found.report(
                priority.at,
                Text::new(
                    "255 takes over at once at every start, and no check can lower it",
                    "255 每次启动立即接管，且任何检查都无法降低",
                ),
            );
        }
    }
}
