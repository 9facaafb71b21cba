//! Disagreements that are known, each with its reason.

use super::Outcome;

/// The beginning of the case's name, whether Keepalived rejects it, and why the verdicts differ.
const EXPLAINED: &[(&str, bool, &str)] = &[
    (
        "real/definitions.conf with script security #14 (line doubled)",
        true,
        FREED,
    ),
    (
        "real/definitions.conf with script security #21 (line doubled)",
        true,
        FREED,
    ),
    (
        "real/definitions.conf with script security #19 (letter doubled)",
        true,
        BACKSLASH,
    ),
    (
        "real/definitions.conf with script security #27 (word doubled)",
        true,
        BACKSLASH,
    ),
    (
        "real/definitions.conf #28 (letter doubled)",
        true,
        BACKSLASH,
    ),
];

const FREED: &str = "a definition of several lines begins by defining its own name again: \
    keepalived 2.2.7 goes on reading the text that it has freed, and finds arbitrary bytes";
const BACKSLASH: &str = "a line of a definition ends in two backslashes: Keepalived keeps one of them \
    as a part of the line, the expansion takes both away";

/// Why the verdicts on a case differ.
pub(crate) fn reason(outcome: &Outcome<'_>) -> Option<&'static str> {
    let fits = |(part, rejects, _): &&(&str, bool, &str)| {
        outcome.verdict.rejects() == Some(*rejects) && outcome.case.name.starts_with(part)
    };
    EXPLAINED.iter().find(fits).map(|(_, _, why)| *why)
}
