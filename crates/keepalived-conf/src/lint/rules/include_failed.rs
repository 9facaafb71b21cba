//! An include without its file.

use crate::expand::ExpandProblem;
use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "include-failed",
    severity: Severity::Error,
    stage: Stage::Syntax,
    title: words("An included file cannot be read", "无法读取被包含的文件"),
    why: words(
        "Plain `include` passes over a missing file in silence; `includer`, `includem`, \
        `includew`, `includeb` and `includea` make it an error, and Keepalived does not start.",
        "普通 `include` 会默默跳过缺失的文件；`includer`、\
        `includem`、`includew`、`includeb`、\
        `includea` 则视为错误，Keepalived 不会启动。",
    ),
    bad: Example::of(""),
    good: Example::of("").also(&["nothing-configured"]),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for (at, problem) in problems::expansion(context) {
        let ExpandProblem::IncludeFailed(reason) = problem else {
            continue;
        };
        let severity = if problems::is_lenient_include(context, at) {
            Severity::Warning
        } else {
            Severity::Error
        };
        found
            .report(
                at,
                Text::new(
                    format!("this include finds nothing: {reason}"),
                    format!("该 include 没有找到文件：{reason}"),
                ),
            )
            .severity(severity);
    }
}
