//! A keyword that may stand only once.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Statement;
use crate::lint::{Context, Severity, Text};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    id: "repeated-keyword",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("A keyword is given twice", "关键字重复出现"),
    why: words(
        "Keepalived reports the second and keeps the first, unlike with most keywords, where the \
        last one counts.",
        "Keepalived 报告第二个并保留第一个；而多数关键字是以最后一个为准。",
    ),
    bad: Example::of(
        "track_file mysql {
    file /run/a
    file /run/b
}
",
    ),
    good: Example::of(
        "track_file mysql {
    file /run/a
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let mut seen = BTreeMap::new();
    for statement in &context.statements {
        let Some(keyword) = statement
            .keyword()
            .filter(|keyword| keyword.once || is_weight(statement))
        else {
            continue;
        };
        let key = (statement.parent, keyword.name);
        match seen.get(&key) {
            // A weight that is the default may be given again.
            None if is_default_weight(statement) => {}
            None => {
                seen.insert(key, context.header(statement));
            }
            Some(first) => {
                let name = keyword.name;
                found
                    .report(
                        context.header(statement),
                        Text::new(
                            format!("`{name}` was given before and is kept as it was"),
                            format!("`{name}` 前面已给出，以前面的为准"),
                        ),
                    )
                    .note_at(*first, Text::new("here", "在此处"));
            }
        }
    }
}

/// The weight of something tracked: the first that is not the default holds.
fn is_weight(statement: &Statement<'_>) -> bool {
    let blocks = ["vrrp_track_process", "track_file", "vrrp_track_file"];
    blocks.iter().any(|block| statement.is(block, "weight"))
}

fn is_default_weight(statement: &Statement<'_>) -> bool {
    let default = if statement.is("vrrp_track_process", "weight") {
        "0"
    } else {
        "1"
    };
    is_weight(statement) && statement.word(0).as_deref() == Some(default)
}
