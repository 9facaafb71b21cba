//! A file that includes itself.

use crate::expand::ExpandProblem;
use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "include-loop",
    severity: Severity::Error,
    stage: Stage::Syntax,
    title: words("A file includes itself", "文件包含了自身"),
    why: words(
        "Keepalived opens the file again and again until it runs out of descriptors.",
        "Keepalived 会反复打开该文件，直到耗尽文件描述符。",
    ),
    bad: Example::of(""),
    good: Example::of("").also(&["nothing-configured"]),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for (at, problem) in problems::expansion(context) {
        let ExpandProblem::IncludeLoop(path) = problem else {
            continue;
        };
        found.report(
            at,
            Text::new(
                format!("{path} includes itself"),
                format!("{path} 包含了自身"),
            ),
        );
    }
}
