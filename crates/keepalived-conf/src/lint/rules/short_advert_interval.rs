//! An interval that a busy machine cannot keep.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "short-advert-interval",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words("The advert interval is very short", "通告间隔过短"),
    why: words(
        "A machine that is busy, or whose hypervisor lets it wait, sends late, and then the \
        backup takes over from a healthy master. Below 0.1 s use vrrp_rt_priority or \
        max_auto_priority as well.",
        "机器繁忙或虚拟机被挂起时通告会延迟，备节点便会从健康的主节点抢占。\
        小于 0.1 秒时应同时使用 vrrp_rt_priority 或 max_auto_priority。",
    ),
    bad: Example::of(
        "global_defs {
    vrrp_version 3
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    advert_int 0.02
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    vrrp_version 3
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    advert_int 0.2
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

/// Shorter is hard to keep without real-time scheduling.
const SHORT: u16 = 10;

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    for instance in &model.instances {
        let Some(interval) = &instance.advert_interval else {
            continue;
        };
        let used = instance.advert_interval(&model.globals);
        if used.centis() < SHORT {
            found.report(
                interval.at,
                Text::new(
                    format!("an advert every {used} is hard to keep on a busy machine"),
                    format!("繁忙的机器很难保持每 {used} 一个通告"),
                ),
            );
        }
    }
}
