//! What the syntax alone can find wrong, as data.
//!
//! Everything here is something that Keepalived rejects or silently reads differently from what the
//! text looks like. Severity, languages and fixes are the lint's.

use std::fmt;

use super::{MAX_DEPTH, MAX_LINE_BYTES, MAX_SOURCE_BYTES, Span};

/// One problem at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SyntaxDiagnostic {
    /// What is wrong.
    pub problem: SyntaxProblem,
    /// Where, in bytes of the parsed text.
    pub span: Span,
}

/// The kinds of syntax problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SyntaxProblem {
    /// The file starts with a UTF-8 byte order mark, which Keepalived takes for a part of the first word.
    ByteOrderMark,
    /// A NUL byte: the rest of its line is ignored.
    NulByte,
    /// The line is longer than [`MAX_LINE_BYTES`]; Keepalived reads the rest as a line of its own.
    LineTooLong {
        /// Its length in bytes, without the newline.
        bytes: u32,
    },
    /// A string is not closed on its line; Keepalived drops it.
    UnterminatedQuote,
    /// A backslash ends the line outside a definition: there is no line continuation, it becomes the last
    /// byte of the last word.
    TrailingBackslash,
    /// A definition that should go on after a backslash is followed by a line with only blanks or a
    /// comment. The processes that read Keepalived's copy of the file see an empty line there, which
    /// ends the definition, and take its further lines for statements.
    DefinitionCut,
    /// `\#` or `\!` outside quotes. The text is read twice: the first pass takes the backslash
    /// away, and to the second the sign starts a comment.
    EscapedCommentSign,
    /// A `{` that belongs to no statement; Keepalived ignores it and lets its `}` close the block around.
    UnexpectedOpenBrace,
    /// A `}` with no block to close.
    UnexpectedCloseBrace,
    /// The block that opens here is never closed.
    MissingCloseBrace,
    /// Blocks nested deeper than [`MAX_DEPTH`]; the braces beyond are read as nothing.
    TooDeep,
    /// The text is longer than [`MAX_SOURCE_BYTES`]; the rest is not read.
    TooLarge,
    /// A condition `@id` with nothing behind it: the line does nothing.
    EmptyCondition,
    /// `~SEQ` or `~LST` without its closing parenthesis.
    MalformedSequence,
}

impl SyntaxProblem {
    /// The stable name of the problem, as rules and machine-readable output use it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "byte-order-mark",
            Self::NulByte => "nul-byte",
            Self::LineTooLong { .. } => "line-too-long",
            Self::UnterminatedQuote => "unterminated-quote",
            Self::TrailingBackslash => "trailing-backslash",
            Self::DefinitionCut => "definition-cut",
            Self::EscapedCommentSign => "escaped-comment-sign",
            Self::UnexpectedOpenBrace => "unexpected-open-brace",
            Self::UnexpectedCloseBrace => "unexpected-close-brace",
            Self::MissingCloseBrace => "missing-close-brace",
            Self::TooDeep => "too-deep",
            Self::TooLarge => "too-large",
            Self::EmptyCondition => "empty-condition",
            Self::MalformedSequence => "malformed-sequence",
        }
    }
}

impl fmt::Display for SyntaxProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ByteOrderMark => out.write_str("the file starts with a byte order mark"),
            Self::NulByte => out.write_str("NUL byte: the rest of the line is ignored"),
            Self::LineTooLong { bytes } => {
                write!(
                    out,
                    "the line is {bytes} bytes long; Keepalived cuts it after {MAX_LINE_BYTES}"
                )
            }
            Self::UnterminatedQuote => out.write_str("the string is not closed on its line"),
            Self::TrailingBackslash => out.write_str(
                "a line does not continue after a backslash; it becomes part of the last word",
            ),
            Self::DefinitionCut => {
                out.write_str("a line without text ends the definition above; its further lines are read as statements")
            }
            Self::EscapedCommentSign => {
                out.write_str("the sign starts a comment in spite of its backslash; put the word in double quotes")
            }
            Self::UnexpectedOpenBrace => out.write_str("this '{' belongs to no statement"),
            Self::UnexpectedCloseBrace => out.write_str("this '}' closes no block"),
            Self::MissingCloseBrace => out.write_str("this block is never closed"),
            Self::TooDeep => write!(out, "blocks are nested deeper than {MAX_DEPTH}"),
            Self::TooLarge => write!(
                out,
                "the text is longer than {MAX_SOURCE_BYTES} bytes; the rest is not read"
            ),
            Self::EmptyCondition => out.write_str("nothing follows the condition"),
            Self::MalformedSequence => out.write_str("the sequence has no closing ')'"),
        }
    }
}
