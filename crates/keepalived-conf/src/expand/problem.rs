//! What goes wrong in an expansion, and all problems of an expansion in one list.

use std::fmt;

use super::{
    FileId, Location, MAX_EXPANDED_BYTES, MAX_EXPANDED_LINES, MAX_INCLUDE_DEPTH,
    MAX_INCLUDED_FILES, MAX_NESTED, SourceFile, SourceMap,
};
use crate::syntax::{MAX_LINE_BYTES, SyntaxProblem, Tree};

/// One problem at one place in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub at: Location,
}

/// Which pass found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The syntax, of a file or of the expanded text.
    Syntax(SyntaxProblem),
    /// The expansion.
    Expand(ExpandProblem),
}

/// The kinds of problems that only the expansion can see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpandProblem {
    /// A `$NAME` that nothing defines before this line; it stays as it is.
    Undefined(String),
    /// A definition of several lines that is used before the end of a line; it stays as it is.
    ManyLinesInside(String),
    /// A name that expands to itself; Keepalived hangs or overflows.
    SelfExpanding(String),
    /// Sequences, or definitions of several lines, nested deeper than [`MAX_NESTED`].
    NestedTooDeep,
    /// With its names replaced the line is longer than Keepalived can hold.
    LineOverflow,
    /// A `~SEQ` that does not say from where to where.
    InvalidSequence,
    /// A `~LST` whose names and values do not match.
    InvalidList,
    /// An include behind a condition, a brace, a name or a repetition: Keepalived reads such files
    /// twice or not at all.
    BuiltInclude,
    /// A condition that a name brought forth; Keepalived 2.2.7 crashes.
    BuiltCondition,
    /// A variable of the environment that is not set.
    UnsetVariable(String),
    /// An include that the caller could not answer, with the reason.
    IncludeFailed(String),
    /// A file that includes itself, directly or not; named by its path.
    IncludeLoop(String),
    /// Files include each other deeper than [`MAX_INCLUDE_DEPTH`].
    IncludesTooDeep,
    /// More than [`MAX_INCLUDED_FILES`] files.
    TooManyFiles,
    /// More than [`MAX_EXPANDED_LINES`] lines or [`MAX_EXPANDED_BYTES`] bytes.
    TooMuchText,
}

impl ExpandProblem {
    /// The stable name of the problem.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Undefined(_) => "undefined-name",
            Self::ManyLinesInside(_) => "many-lines-inside",
            Self::SelfExpanding(_) => "self-expanding",
            Self::NestedTooDeep => "nested-too-deep",
            Self::LineOverflow => "line-overflow",
            Self::InvalidSequence => "invalid-sequence",
            Self::InvalidList => "invalid-list",
            Self::BuiltInclude => "built-include",
            Self::BuiltCondition => "built-condition",
            Self::UnsetVariable(_) => "unset-variable",
            Self::IncludeFailed(_) => "include-failed",
            Self::IncludeLoop(_) => "include-loop",
            Self::IncludesTooDeep => "includes-too-deep",
            Self::TooManyFiles => "too-many-files",
            Self::TooMuchText => "too-much-text",
        }
    }
}

impl fmt::Display for ExpandProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undefined(name) => write!(out, "${name} is not defined before this line"),
            Self::ManyLinesInside(name) => {
                write!(
                    out,
                    "${name} has several lines and must be the last thing on its line"
                )
            }
            Self::SelfExpanding(name) => write!(out, "${name} expands to itself"),
            Self::NestedTooDeep => {
                write!(
                    out,
                    "repetitions or definitions are nested deeper than {MAX_NESTED}"
                )
            }
            Self::LineOverflow => {
                write!(
                    out,
                    "with its names replaced the line is longer than {MAX_LINE_BYTES} bytes"
                )
            }
            Self::InvalidSequence => out.write_str("this ~SEQ is not valid"),
            Self::InvalidList => out.write_str("this ~LST is not valid"),
            Self::BuiltInclude => out
                .write_str("an include works only as a line of its own, without other directives"),
            Self::BuiltCondition => out.write_str("a condition must not come out of a $NAME"),
            Self::UnsetVariable(name) => write!(out, "the variable {name} is not set"),
            Self::IncludeFailed(reason) => out.write_str(reason),
            Self::IncludeLoop(path) => write!(out, "{path} includes itself"),
            Self::IncludesTooDeep => {
                write!(
                    out,
                    "files include each other deeper than {MAX_INCLUDE_DEPTH}"
                )
            }
            Self::TooManyFiles => write!(out, "more than {MAX_INCLUDED_FILES} files are included"),
            Self::TooMuchText => write!(
                out,
                "this expands to more than {MAX_EXPANDED_LINES} lines or {MAX_EXPANDED_BYTES} bytes"
            ),
        }
    }
}

impl ProblemKind {
    /// The stable name of the problem.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Syntax(problem) => problem.code(),
            Self::Expand(problem) => problem.code(),
        }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(problem) => problem.fmt(out),
            Self::Expand(problem) => problem.fmt(out),
        }
    }
}

/// The syntax problems of the files, and those that only the expanded text shows: its braces, and
/// quotes that a replaced name brought.
pub(super) fn of_syntax(
    files: &[SourceFile],
    expanded: Option<&Tree>,
    map: &SourceMap,
) -> Vec<Problem> {
    let numbered = files.iter().enumerate();
    let own = numbered.flat_map(|(index, file)| {
        file.tree.diagnostics().iter().map(move |found| {
            let file = FileId(index as u32);
            (
                found.problem,
                Location {
                    file,
                    span: found.span,
                },
            )
        })
    });
    let built = expanded
        .into_iter()
        .flat_map(Tree::diagnostics)
        .filter_map(|found| {
            let shown = match found.problem {
                SyntaxProblem::UnexpectedOpenBrace
                | SyntaxProblem::UnexpectedCloseBrace
                | SyntaxProblem::MissingCloseBrace
                | SyntaxProblem::UnterminatedQuote
                | SyntaxProblem::TooDeep => true,
                SyntaxProblem::ByteOrderMark
                | SyntaxProblem::NulByte
                | SyntaxProblem::LineTooLong { .. }
                | SyntaxProblem::TrailingBackslash
                | SyntaxProblem::DefinitionCut
                | SyntaxProblem::EscapedCommentSign
                | SyntaxProblem::TooLarge
                | SyntaxProblem::EmptyCondition
                | SyntaxProblem::MalformedSequence => false,
            };
            shown.then(|| (found.problem, map.locate(found.span)))
        });
    own.chain(built)
        .map(|(problem, at)| Problem {
            kind: ProblemKind::Syntax(problem),
            at,
        })
        .collect()
}
