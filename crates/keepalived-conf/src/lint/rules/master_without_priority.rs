//! `state MASTER` and no `priority`.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::InitialState;

pub(super) static RULE: Rule = Rule {
    id: "master-without-priority",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "state MASTER without a priority means 255",
        "state MASTER 而不写 priority 等于 255",
    ),
    why: words(
        "Without a priority an instance has 100, but with state MASTER it becomes the owner \
        of the addresses, 255: no check can lower it. A misspelt priority ends the same way.",
        "不写优先级时为 100；但写了 state MASTER 就成为地址拥有者，优先级 255，\
        任何检查都无法降低。priority 拼错也是同样结果。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    state MASTER
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
    priority 250
    state BACKUP
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
        let Some(state) = &instance.state else {
            continue;
        };
        if state.value == InitialState::Master && instance.priority.is_none() {
            let name = &instance.name.value;
            found.report(
                state.at,
                Text::new(
                    format!("{name} has no priority and becomes the owner, 255"),
                    format!("{name} 未写优先级，会成为地址拥有者（255）"),
                ),
            );
        }
    }
}
