//! Disagreements that are known, each with its reason.

use super::Outcome;

/// Part of the case's name or of what Keepalived wrote, whether Keepalived rejects, and why the
/// verdicts differ.
const EXPLAINED: &[(&str, bool, &str)] = &[("definitions.conf", true, NESTED)];

const NESTED: &str = "a definition of several lines with a backslash too many or within another \
    definition: the last byte of such a line is read in more than one way";

/// Why the verdicts on a case differ.
pub(crate) fn reason(outcome: &Outcome<'_>) -> Option<&'static str> {
    let fits = |(part, rejects, _): &&(&str, bool, &str)| {
        outcome.verdict.rejects() == Some(*rejects)
            && (outcome.case.name.contains(part) || outcome.verdict.text.contains(part))
    };
    EXPLAINED.iter().find(fits).map(|(_, _, why)| *why)
}
