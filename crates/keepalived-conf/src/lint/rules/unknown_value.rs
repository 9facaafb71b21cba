//! A word that is none of those to choose from.

use crate::catalog::{Wrong, closest_word};
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::wording;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "unknown-value",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "A word is none of those to choose from",
        "单词不在可选值之内",
    ),
    why: words(
        "Keepalived reports the word and goes on as if the line were not there.",
        "Keepalived 报告该单词，并当作该行不存在。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    strict_mode maybe
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
    strict_mode off
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
        let Wrong::NotOneOf { words } = problem.wrong else {
            continue;
        };
        let (word, name) = (&problem.word, statement.name());
        let severity = if problem.wrong.is_rejected() {
            Severity::Error
        } else {
            Severity::Warning
        };
        let list = wording::choice(words);
        let finding = found.report(
            context.locate(problem.span),
            Text::new(
                format!("`{word}` is no value of {name}: it takes {list}"),
                format!("`{word}` 不是 {name} 的可选值：{list}"),
            ),
        );
        finding.severity(severity);
        if let Some(meant) = closest_word(word, words.iter().copied()) {
            let title = Text::new(format!("write `{meant}`"), format!("改为 `{meant}`"));
            let safe = meant.eq_ignore_ascii_case(word);
            finding.fix(context.replace(problem.span, meant, title, safe));
        }
    }
}
