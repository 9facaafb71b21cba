//! A keyword that the target release does not know yet.

use crate::catalog::{Availability, Version};
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Role;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "keyword-too-new",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "The target release does not know this keyword",
        "目标版本不认识该关键字",
    ),
    why: words(
        "To an older Keepalived the keyword is unknown: it reports it and goes on without.",
        "对较旧的 Keepalived 来说这是未知关键字：它会报告并忽略。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    timer_expired_backup
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .for_release(Version::new(2, 2, 7)),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .for_release(Version::new(2, 2, 7)),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let Some(target) = context.options.target_version else {
        return;
    };
    for statement in &context.statements {
        let Role::Keyword(block, keyword) = statement.role else {
            continue;
        };
        let severity = match keyword.availability(block, target) {
            Availability::Present => continue,
            Availability::Unsure => Severity::Warning,
            Availability::Absent => Severity::Error,
        };
        let (name, since) = (keyword.name, keyword.since_in(block));
        let since = since.map_or_else(String::new, |since| since.to_string());
        found
            .report(
                context.header(statement),
                Text::new(
                    format!("`{name}` came with {since}; the target is {target}"),
                    format!("`{name}` 自 {since} 起可用，目标版本为 {target}"),
                ),
            )
            .severity(severity);
    }
}
