//! The finding that says that others were left out.

use crate::expand::Location;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Diagnostic, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "too-many-findings",
    severity: Severity::Hint,
    stage: Stage::Syntax,
    title: words("Findings were left out", "部分问题未列出"),
    why: words(
        "A file with a thousand findings usually has one cause, or is no configuration of Keepalived at all.",
        "一个文件出现上千个问题通常只有一个原因，或者根本不是 Keepalived 配置。",
    ),
    bad: Example::of(""),
    good: Example::of("").also(&["nothing-configured"]),
    check,
};

/// The lint itself reports it, once it knows all the others.
fn check(_: &Context<'_>, _: &mut Findings) {}

/// Says that `total` findings were cut to `most`.
pub(in crate::lint) fn cut(total: usize, most: usize, at: Location) -> Diagnostic {
    Diagnostic {
        rule: RULE.id,
        severity: RULE.severity,
        at,
        message: Text::new(
            format!("{total} findings; only the {most} worst are shown"),
            format!("共 {total} 个问题，仅显示最严重的 {most} 个"),
        ),
        notes: Vec::new(),
        fix: None,
    }
}
