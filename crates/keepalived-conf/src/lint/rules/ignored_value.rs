//! A value that Keepalived drops in silence.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "ignored-value",
    severity: Severity::Warning,
    stage: Stage::Words,
    title: words("A value is dropped in silence", "值被默默丢弃"),
    why: words(
        "Keepalived does not take the word and does not say so: `-t` exits 0 and the default \
        holds.",
        "Keepalived 不接受该单词也不提示：`-t` 退出码为 0，仍使用默认值。",
    ),
    bad: Example::of(
        r#"virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    real_server 192.0.2.11 80 {
        HTTP_GET {
            url {
                path /
                status_code 200
                regex "ok"
                regex_options caselss
            }
        }
    }
}
"#,
    ),
    good: Example::of(
        r#"virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    real_server 192.0.2.11 80 {
        HTTP_GET {
            url {
                path /
                status_code 200
                regex "ok"
                regex_options caseless
            }
        }
    }
}
"#,
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for (problem, statement) in context.wrong_words(RULE.id) {
        let (word, name) = (&problem.word, statement.name());
        let at = if word.is_empty() {
            context.header(statement)
        } else {
            context.locate(problem.span)
        };
        found.report(
            at,
            Text::new(
                format!("`{name}` drops `{word}` in silence"),
                format!("`{name}` 会默默丢弃 `{word}`"),
            ),
        );
    }
}
