//! `nopreempt` on an instance that starts as MASTER or owns the address.

use crate::lint::instance::OWNER;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "nopreempt-as-master",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "nopreempt does not work with state MASTER",
        "nopreempt 不能与 state MASTER 同用",
    ),
    why: words(
        "An instance that starts as MASTER has already taken over. Keepalived reports `nopreempt` \
        and clears it: the node preempts after all. Write `state BACKUP` on every node.",
        "以 MASTER 启动的实例一开始就已接管；\
        Keepalived 会报告并清除 `nopreempt`，于是仍会抢占。\
        各节点都应写 `state BACKUP`。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    state MASTER
    priority 250
    nopreempt
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
    state BACKUP
    priority 250
    nopreempt
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
        let Some(span) = instance.nopreempt else {
            continue;
        };
        let is_owner = instance.priority == OWNER;
        if !instance.is_master && !is_owner {
            continue;
        }
        let message = if is_owner {
            Text::new(
                "nopreempt does not work with priority 255 and is cleared",
                "nopreempt 不能与优先级 255 同用，会被清除",
            )
        } else {
            Text::new(
                "nopreempt does not work with state MASTER and is cleared",
                "nopreempt 不能与 state MASTER 同用，会被清除",
            )
        };
        let finding = found.report(context.locate(span), message);
        if let Some(state) = instance.state.filter(|_| !is_owner) {
            let title = Text::new("write state BACKUP", "改为 state BACKUP");
            finding.note_at(context.locate(state), Text::new("the state", "该状态"));
            finding.fix(context.replace(state, "state BACKUP", title, true));
        }
    }
}
