//! A word that has not the form it must have.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "malformed-value",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("A word has not the form that is needed", "单词的格式不对"),
    why: words(
        "Keepalived reports the word and goes on without it.",
        "Keepalived 报告该单词，然后忽略它。",
    ),
    bad: Example::of(
        "global_defs {
    umask 999
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
        "global_defs {
    umask 022
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
    for (problem, statement) in context.wrong_words(RULE.id) {
        let (word, name) = (&problem.word, statement.name());
        found.report(
            context.locate(problem.span),
            Text::new(
                format!("`{word}` has not the form that {name} needs"),
                format!("`{word}` 的格式不符合 {name} 的要求"),
            ),
        );
    }
}
