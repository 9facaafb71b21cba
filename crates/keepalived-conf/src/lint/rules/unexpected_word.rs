//! A word that Keepalived takes offence at.

use crate::catalog::{Wrong, closest_word};
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Role;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "unexpected-word",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("A word is not expected here", "此处不应有该单词"),
    why: words(
        "Most keywords ignore words beyond those they know; where Keepalived reports one, it \
        usually drops the whole line.",
        "多数关键字会忽略多余的单词；而在 Keepalived 报告之处，通常整行都会被丢弃。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24 device eth0
    }
}
",
    ),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24 dev eth0
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for (problem, statement) in context.wrong_words(RULE.id) {
        // One line, one finding: what follows a word that is not known makes no sense either.
        if is_later(context, problem.statement, problem.index) {
            continue;
        }
        let (word, name) = (&problem.word, statement.name());
        let finding = found.report(
            context.locate(problem.span),
            Text::new(
                format!("`{word}` means nothing in a {name}"),
                format!("{name} 中没有 `{word}`"),
            ),
        );
        if let Role::Entry(entry) = statement.role {
            let names = entry
                .line
                .options
                .iter()
                .flat_map(|option| option.names)
                .copied();
            if let Some(meant) = closest_word(word, names) {
                finding.note(Text::new(
                    format!("did you mean `{meant}`?"),
                    format!("是否想写 `{meant}`？"),
                ));
            }
        }
    }
}

fn is_later(context: &Context<'_>, statement: usize, index: usize) -> bool {
    let mut problems = context.words_of(statement).iter();
    problems.any(|other| other.index < index && other.wrong == Wrong::Unexpected)
}
