//! Several notify scripts, which run side by side.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "notify-without-order",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "notify scripts do not wait for each other",
        "notify 脚本之间没有先后",
    ),
    why: words(
        "Keepalived starts them and goes on. When states change quickly the script of the \
        earlier state may end last and leave the machine in the wrong one. A notify_fifo \
        tells the events in order.",
        "Keepalived 启动脚本后不等待其结束；状态快速变化时，先触发的脚本可能最后完成，\
        使机器停在错误状态。notify_fifo 会按顺序传递事件。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
    notify_master /usr/local/bin/promote
    notify_backup /usr/local/bin/demote
}
",
    ),
    good: Example::of(
        "global_defs {
    enable_script_security
    script_user root
    notify_fifo /run/keepalived/events
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
    for instance in &context.outlook.model.instances {
        let states = instance.notifies.iter().filter(|notify| {
            matches!(
                notify.keyword,
                "notify_master" | "notify_backup" | "notify_fault"
            )
        });
        let states: Vec<_> = states.collect();
        if let [first, _, ..] = states.as_slice() {
            let (name, count) = (&instance.name.value, states.len());
            found.report(
                first.command.at,
                Text::new(
                    format!("{count} scripts of {name} run side by side, in no order"),
                    format!("{name} 的 {count} 个脚本并行运行，没有先后"),
                ),
            );
        }
    }
}
