//! The tree: tokens that tile the text, and an arena of nodes over them.
//!
//! A tree is a value that never changes; an edit makes a new text, which is parsed again. Nodes refer
//! to each other by [`NodeId`], so that a tree can be sent and shared freely.

use super::lexer::Token;
use super::source::offset;
use super::{LineIndex, Node, Span, SyntaxDiagnostic};

/// A node of one tree; meaningless in any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// The whole text.
    Root,
    /// A keyword with its words and perhaps a block.
    Statement,
    /// `$NAME=…` with all its lines.
    Definition,
    /// `include PATH` and its variants.
    Include,
}

#[derive(Debug, Clone)]
pub(super) struct NodeData {
    pub(super) kind: NodeKind,
    pub(super) parent: Option<NodeId>,
    pub(super) first_child: Option<NodeId>,
    pub(super) last_child: Option<NodeId>,
    pub(super) next: Option<NodeId>,
    /// First token and the one after the last.
    pub(super) tokens: (u32, u32),
    /// The token of `{`, and of `}`.
    pub(super) open: Option<u32>,
    pub(super) close: Option<u32>,
}

impl NodeData {
    pub(super) const fn new(kind: NodeKind, parent: Option<NodeId>, tokens: (u32, u32)) -> Self {
        Self {
            kind,
            parent,
            first_child: None,
            last_child: None,
            next: None,
            tokens,
            open: None,
            close: None,
        }
    }
}

/// A parsed text.
#[derive(Debug, Clone)]
pub struct Tree {
    pub(super) source: Vec<u8>,
    pub(super) tokens: Vec<Token>,
    pub(super) nodes: Vec<NodeData>,
    pub(super) diagnostics: Vec<SyntaxDiagnostic>,
    pub(super) has_directives: bool,
}

impl Tree {
    /// The text that was parsed.
    pub fn source(&self) -> &[u8] {
        &self.source
    }

    /// The text as the tokens tell it; always equal to [`source`](Self::source).
    pub fn text(&self) -> Vec<u8> {
        let pieces: Vec<&[u8]> = self
            .tokens
            .iter()
            .map(|token| self.slice(token.span))
            .collect();
        pieces.concat()
    }

    /// All tokens in order; they tile the text.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// What the syntax alone finds wrong, in order of place.
    pub fn diagnostics(&self) -> &[SyntaxDiagnostic] {
        &self.diagnostics
    }

    /// Whether there is an `@id` condition, a definition or a `$` that may use one, a `~SEQ` or `~LST`,
    /// or an include, so that only the expanded text shows what Keepalived reads.
    pub const fn has_directives(&self) -> bool {
        self.has_directives
    }

    /// The whole text as a block.
    pub const fn root(&self) -> Node<'_> {
        Node::new(self, NodeId(0))
    }

    /// The view of a node.
    pub const fn node(&self, id: NodeId) -> Node<'_> {
        Node::new(self, id)
    }

    /// The innermost node whose text contains the byte at `at`; the root if none does.
    pub fn node_at(&self, at: u32) -> Node<'_> {
        let mut node = self.root();
        while let Some(child) = node.children().find(|child| child.span().contains(at)) {
            node = child;
        }
        node
    }

    /// The bytes of a span; out of range gives fewer, never a panic.
    pub fn slice(&self, span: Span) -> &[u8] {
        let end = (span.end as usize).min(self.source.len());
        let start = (span.start as usize).min(end);
        &self.source[start..end]
    }

    /// The lines of the text, computed anew at each call.
    pub fn line_index(&self) -> LineIndex {
        LineIndex::new(&self.source)
    }

    pub(super) fn data(&self, id: NodeId) -> &NodeData {
        &self.nodes[id.0 as usize]
    }

    pub(super) fn token_span(&self, first: u32, end: u32) -> Span {
        let tokens = &self.tokens[first as usize..end as usize];
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => {
                let at = self
                    .tokens
                    .get(first as usize)
                    .map(|token| token.span.start);
                let at = at.unwrap_or_else(|| offset(self.source.len()));
                Span::new(at, at)
            }
        }
    }
}
