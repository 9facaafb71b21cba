//! A lossless tree of one text.
//!
//! ```
//! use keepalived_conf::syntax;
//!
//! let tree = syntax::parse("vrrp_instance VI_1 { # mysql\n  priority 250\n}\n");
//! let instance = tree.root().all("vrrp_instance").next().expect("there is one");
//! assert_eq!(instance.arg(0).expect("it has a name").text(), "VI_1");
//! let priority = instance.all("priority").next().expect("it has one");
//! assert_eq!(tree.slice(priority.span()), b"priority 250");
//! assert_eq!(tree.text(), tree.source());
//! ```
//!
//! - [`parse`] takes any bytes and always gives a [`Tree`]; [`Tree::diagnostics`] is what the syntax
//!   alone finds wrong, [`Tree::tokens`] tile the text.
//! - [`Node`] is a view of the root, a statement (with or without a block), a definition or an
//!   include: [`Node::children`], [`Node::all`], [`Node::words`], [`Node::has_block`],
//!   [`Node::span`], [`Node::header_span`], [`Node::condition`].
//! - [`Word`] has [`Word::value`] (bytes as Keepalived sees them), [`Word::text`], [`Word::raw`] and
//!   [`Word::span`].
//! - [`LineIndex`] turns offsets into lines, [`command_words`] reads the command of a script.
//!
//! What it deliberately does not: it knows no keyword, and it does not expand `$NAME`, `@id`, `~SEQ`
//! or `include`; they are nodes and tokens here. In a text that uses them braces may balance only
//! after expansion, so problems with braces are left to the parse of the expanded text
//! ([`Tree::has_directives`]).

mod command;
mod diagnostic;
pub(crate) mod lexer;
pub(crate) mod line;
pub(crate) mod name;
mod parser;
pub(crate) mod source;
mod tree;
pub(crate) mod view;

pub use command::{CommandProblem, command_words};
pub use diagnostic::{SyntaxDiagnostic, SyntaxProblem};
pub use lexer::{Token, TokenKind};
pub use parser::parse;
pub(crate) use parser::parse_plain;
pub use source::{LineIndex, Position, Span};
pub use tree::{NodeId, NodeKind, Tree};
pub use view::{Node, Word};

/// How deep blocks may nest. Keepalived's deepest path has five levels.
pub const MAX_DEPTH: usize = 64;

/// How many bytes of a text are read; what lies beyond is one token. A million ordinary lines have
/// less than twenty megabytes.
pub const MAX_SOURCE_BYTES: usize = 32 << 20;

/// How many problems of one pass, lexer or parser, are kept; the first of a thousand says enough.
pub const MAX_DIAGNOSTICS: usize = 1000;

/// How long a line may be, newline not counted: Keepalived reads lines with a buffer of 1024 bytes
/// (keepalived 2.2.7 `lib/parser.h`, `MAXBUF`) and takes the rest for another line.
pub const MAX_LINE_BYTES: usize = 1023;

#[cfg(test)]
mod tests;
