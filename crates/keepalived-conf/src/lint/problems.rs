//! What syntax and expansion found wrong, sorted out for the rules that speak about it.

use super::context::Context;
use super::words::takes_block;
use crate::expand::{ExpandProblem, Location, ProblemKind};
use crate::syntax::SyntaxProblem;

/// The places of the syntax problems that a rule asks for.
pub(crate) fn syntax<'c>(
    context: &'c Context<'_>,
    wanted: impl Fn(SyntaxProblem) -> bool + 'c,
) -> impl Iterator<Item = Location> + 'c {
    let problems = context.expansion.problems.iter();
    problems.filter_map(move |problem| match problem.kind {
        ProblemKind::Syntax(kind) => wanted(kind).then_some(problem.at),
        ProblemKind::Expand(_) => None,
    })
}

/// The problems of the expansion.
pub(crate) fn expansion<'c>(
    context: &'c Context<'_>,
) -> impl Iterator<Item = (Location, &'c ExpandProblem)> {
    let problems = context.expansion.problems.iter();
    problems.filter_map(|problem| match &problem.kind {
        ProblemKind::Expand(kind) => Some((problem.at, kind)),
        ProblemKind::Syntax(_) => None,
    })
}

/// Where reading stopped at a limit, and at which.
pub(crate) fn limits(context: &Context<'_>) -> Vec<(Location, String)> {
    let problems = context.expansion.problems.iter();
    let limits = problems.filter(|problem| match &problem.kind {
        ProblemKind::Syntax(kind) => {
            matches!(kind, SyntaxProblem::TooDeep | SyntaxProblem::TooLarge)
        }
        ProblemKind::Expand(kind) => matches!(
            kind,
            ExpandProblem::NestedTooDeep
                | ExpandProblem::LineOverflow
                | ExpandProblem::IncludesTooDeep
                | ExpandProblem::TooManyFiles
                | ExpandProblem::TooMuchText
        ),
    });
    limits
        .map(|problem| (problem.at, problem.kind.to_string()))
        .collect()
}

/// Statements that need a block and have none.
pub(crate) fn unopened<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Location> + 'c {
    let statements = context.statements.iter();
    statements
        .filter(|statement| {
            let keyword = statement.keyword();
            !statement.node.has_block() && keyword.is_some_and(|known| takes_block(known.body))
        })
        .map(|statement| context.header(statement))
}

/// Whether the include at a place is the plain one, which may find nothing.
pub(crate) fn is_lenient_include(context: &Context<'_>, at: Location) -> bool {
    let Some(file) = context.expansion.file(at.file) else {
        return false;
    };
    let before = &file.tree.source()[..at.span.start as usize];
    before.trim_ascii_end().ends_with(b"include")
}
