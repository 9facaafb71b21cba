//! A rule of policy routing that lacks a part.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Role;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "rule-incomplete",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A routing rule lacks its action or its preference",
        "路由规则缺少动作或优先级",
    ),
    why: words(
        "Without `table` or another action Keepalived leaves the rule out. Without `preference` \
        it picks a number, reports it, and two nodes may order their rules differently.",
        "没有 `table` 等动作时规则会被忽略；\
        没有 `preference` 时 Keepalived 自行选号并报告，\
        两个节点的规则顺序可能不同。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_rules {
        from 192.0.2.0/24 table 100 no_track
    }
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
    virtual_rules {
        from 192.0.2.0/24 table 100 preference 100 no_track
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

const ACTIONS: [&str; 8] = [
    "table",
    "lookup",
    "goto",
    "nop",
    "blackhole",
    "unreachable",
    "prohibit",
    "l3mdev",
];
const PREFERENCES: [&str; 4] = ["preference", "pref", "priority", "order"];

fn check(context: &Context<'_>, found: &mut Findings) {
    for statement in &context.statements {
        let Role::Entry(entry) = statement.role else {
            continue;
        };
        if !entry.name.ends_with("_rules entry") {
            continue;
        }
        let words: Vec<String> = (0..).map_while(|at| statement.word(at)).collect();
        let says = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
        let message = if !says(&ACTIONS) {
            Text::new(
                "this rule does nothing: it has no `table`",
                "该规则没有 `table` 等动作",
            )
        } else if !says(&PREFERENCES) {
            Text::new("this rule has no `preference`", "该规则没有 `preference`")
        } else {
            continue;
        };
        found.report(context.header(statement), message);
    }
}
