//! One cause, one finding: what is left of all findings before they are shown.
//!
//! Where the syntax of a block is broken, nothing is said about what its lines mean together; where
//! two stages speak about the same bytes, the earlier one is heard.

use super::context::Context;
use super::diagnostic::{Diagnostic, Severity};
use super::rule::Stage;
use crate::expand::Location;

/// A finding with the stage of its rule.
pub(super) struct Staged {
    pub(super) stage: Stage,
    pub(super) finding: Diagnostic,
}

pub(super) fn settle(context: &Context<'_>, staged: Vec<Staged>) -> Vec<Diagnostic> {
    let broken = broken_blocks(context, &staged);
    let silent = |candidate: &Staged| {
        candidate.stage == Stage::Meaning
            && broken
                .iter()
                .any(|block| overlaps(*block, candidate.finding.at))
    };
    let kept: Vec<Staged> = staged
        .into_iter()
        .filter(|candidate| !silent(candidate))
        .collect();
    let mut found: Vec<Diagnostic> = kept.into_iter().map(|staged| staged.finding).collect();
    found.sort_by(|left, right| {
        (left.at, right.severity, left.rule, &left.message).cmp(&(
            right.at,
            left.severity,
            right.rule,
            &right.message,
        ))
    });
    found.dedup();
    found
}

/// The blocks at the top of the file that hold an error of syntax.
fn broken_blocks(context: &Context<'_>, staged: &[Staged]) -> Vec<Location> {
    let errors: Vec<Location> = staged
        .iter()
        .filter(|found| found.stage == Stage::Syntax && found.finding.severity == Severity::Error)
        .map(|found| found.finding.at)
        .collect();
    if errors.is_empty() {
        return Vec::new();
    }
    let top = context.expansion.tree.root();
    let blocks = top.statements().map(|node| context.locate(node.span()));
    blocks
        .filter(|block| errors.iter().any(|error| overlaps(*block, *error)))
        .collect()
}

fn overlaps(left: Location, right: Location) -> bool {
    left.file == right.file
        && left.span.start <= right.span.end
        && right.span.start <= left.span.end
}
