//! A `preempt_delay` that is cleared.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "preempt-delay-without-effect",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("preempt_delay cannot work here", "preempt_delay 在此无效"),
    why: words(
        "The delay applies to a BACKUP that would take over from a living master. With state \
        MASTER, nopreempt or strict mode there is nothing to delay: Keepalived reports and \
        clears it.",
        "该延迟只作用于将要抢占的 BACKUP；在 state MASTER、\
        nopreempt 或严格模式下没有可延迟的操作，Keepalived 会报告并清除它。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    state MASTER
    priority 250
    preempt_delay 30
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
    preempt_delay 30
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
        let Some(span) = instance.preempt_delay else {
            continue;
        };
        let cause = if instance.is_master {
            "state MASTER"
        } else if instance.is_strict {
            "strict mode"
        } else if instance.nopreempt.is_some() {
            "nopreempt"
        } else {
            continue;
        };
        found.report(
            context.locate(span),
            Text::new(
                format!("preempt_delay does not work with {cause} and is cleared"),
                format!("preempt_delay 不能与 {cause} 同用，会被清除"),
            ),
        );
    }
}
