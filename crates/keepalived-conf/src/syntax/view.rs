//! Reading a tree: nodes and words as borrowed views.
//!
//! A [`Node`] is a tree and a place in it, and costs nothing to copy. Bytes come back as they stand
//! in the text; [`Word::value`] alone undoes quotes and escapes, as Keepalived does.

use std::borrow::Cow;

use super::Span;
use super::lexer::{Token, TokenKind};
use super::tree::{NodeId, NodeKind, Tree};

/// A node in its tree.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    id: NodeId,
}

/// A word or string of a statement.
#[derive(Clone, Copy)]
pub struct Word<'t> {
    tree: &'t Tree,
    token: Token,
}

impl<'t> Node<'t> {
    pub(super) const fn new(tree: &'t Tree, id: NodeId) -> Self {
        Self { tree, id }
    }

    /// The tree it is part of.
    pub const fn tree(self) -> &'t Tree {
        self.tree
    }

    /// Its name within the tree.
    pub const fn id(self) -> NodeId {
        self.id
    }

    /// What it is.
    pub fn kind(self) -> NodeKind {
        self.tree.data(self.id).kind
    }

    /// From its first byte, a condition included, to its last, its block included.
    pub fn span(self) -> Span {
        let (first, end) = self.tree.data(self.id).tokens;
        self.tree.token_span(first, end)
    }

    /// A statement's first to last word, without its block; any other node's whole span.
    pub fn header_span(self) -> Span {
        let mut words = self.words();
        match words.next() {
            Some(first) => words
                .last()
                .map_or(first.span(), |last| first.span().cover(last.span())),
            None => self.span(),
        }
    }

    /// The node around it; `None` for the root.
    pub fn parent(self) -> Option<Node<'t>> {
        Some(Self::new(self.tree, self.tree.data(self.id).parent?))
    }

    /// The nodes directly within it.
    pub fn children(self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        let next = move |node: &Node<'t>| Some(Node::new(node.tree, node.tree.data(node.id).next?));
        let first = self
            .tree
            .data(self.id)
            .first_child
            .map(|id| Node::new(self.tree, id));
        std::iter::successors(first, next)
    }

    /// The statements directly within it.
    pub fn statements(self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        self.children()
            .filter(|node| node.kind() == NodeKind::Statement)
    }

    /// The statements directly within it whose first word is `keyword`.
    pub fn all<'k>(self, keyword: &'k str) -> impl Iterator<Item = Node<'t>> + use<'t, 'k> {
        self.statements().filter(move |node| node.is(keyword))
    }

    /// Whether it has a `{`.
    pub fn has_block(self) -> bool {
        self.tree.data(self.id).open.is_some()
    }

    /// Where its `{` is.
    pub fn open_brace(self) -> Option<Span> {
        let at = self.tree.data(self.id).open?;
        Some(self.tree.token_span(at, at + 1))
    }

    /// Where its `}` is; `None` also when it is missing.
    pub fn close_brace(self) -> Option<Span> {
        let at = self.tree.data(self.id).close?;
        Some(self.tree.token_span(at, at + 1))
    }

    /// The words of a statement up to its block, the keyword first; of an include its keyword and its
    /// path; of a definition nothing.
    pub fn words(self) -> impl Iterator<Item = Word<'t>> + use<'t> {
        let tree = self.tree;
        let tokens = self.header_tokens().iter();
        tokens
            .filter(|token| is_word(token.kind))
            .map(move |token| Word {
                tree,
                token: *token,
            })
    }

    /// The words after the keyword.
    pub fn args(self) -> impl Iterator<Item = Word<'t>> + use<'t> {
        self.words().skip(1)
    }

    /// The word after the keyword at `index`, from 0.
    pub fn arg(self, index: usize) -> Option<Word<'t>> {
        self.args().nth(index)
    }

    /// The first word.
    pub fn keyword(self) -> Option<Word<'t>> {
        self.words().next()
    }

    /// Whether its first word is `keyword`.
    pub fn is(self, keyword: &str) -> bool {
        self.keyword()
            .is_some_and(|word| *word.value() == *keyword.as_bytes())
    }

    /// The condition `@id` or `@^id` its line starts with.
    pub fn condition(self) -> Option<Span> {
        let mut tokens = self.header_tokens().iter();
        tokens
            .find(|token| token.kind == TokenKind::Condition)
            .map(|token| token.span)
    }

    /// The `~SEQ(…)` and `~LST(…)` before it on its line, outermost first.
    pub fn sequences(self) -> impl Iterator<Item = Span> + use<'t> {
        let tokens = self.header_tokens().iter();
        tokens
            .filter(|token| token.kind == TokenKind::Sequence)
            .map(|token| token.span)
    }

    /// The name of a definition, without its `$`.
    pub fn definition_name(self) -> Option<&'t [u8]> {
        let name = self
            .header_tokens()
            .iter()
            .find(|token| token.kind == TokenKind::DefinitionName)?;
        self.tree.slice(name.span).strip_prefix(b"$")
    }

    /// The lines of a definition's value, without blanks at their ends, comments and backslashes.
    pub fn definition_lines(self) -> impl Iterator<Item = Span> + use<'t> {
        let tokens = self.header_tokens().iter();
        tokens
            .filter(|token| token.kind == TokenKind::DefinitionText)
            .map(|token| token.span)
    }

    /// All tokens from its first to its last, trivia and children included.
    pub fn tokens(self) -> &'t [Token] {
        let (first, end) = self.tree.data(self.id).tokens;
        &self.tree.tokens[first as usize..end as usize]
    }

    fn header_tokens(self) -> &'t [Token] {
        let data = self.tree.data(self.id);
        let end = match data.kind {
            NodeKind::Root => data.tokens.0,
            NodeKind::Statement | NodeKind::Definition | NodeKind::Include => {
                data.open.unwrap_or(data.tokens.1)
            }
        };
        &self.tree.tokens[data.tokens.0 as usize..end as usize]
    }
}

const fn is_word(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Word | TokenKind::Quoted | TokenKind::IncludeKeyword | TokenKind::IncludePath
    )
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{:?} {:?} {:?}",
            self.kind(),
            self.span(),
            self.words().collect::<Vec<_>>()
        )
    }
}

impl<'t> Word<'t> {
    /// Where it is, its quotes included.
    pub const fn span(self) -> Span {
        self.token.span
    }

    /// Its bytes as they stand in the text.
    pub fn raw(self) -> &'t [u8] {
        self.tree.slice(self.token.span)
    }

    /// Whether it stands in double quotes.
    pub fn is_quoted(self) -> bool {
        self.token.kind == TokenKind::Quoted
    }

    /// Its bytes as Keepalived sees them: without quotes, `\#` and `\!` without their backslash.
    pub fn value(self) -> Cow<'t, [u8]> {
        let raw = self.raw();
        match self.token.kind {
            TokenKind::Quoted => Cow::Borrowed(&raw[1..raw.len() - 1]),
            _ => unescape_comment_signs(raw),
        }
    }

    /// [`value`](Self::value) as text; bytes that are not UTF-8 become U+FFFD.
    pub fn text(self) -> Cow<'t, str> {
        match self.value() {
            Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        }
    }
}

impl std::fmt::Debug for Word<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?}", self.text())
    }
}

/// Takes the backslash from `\#` and `\!`; every other backslash stays, with the byte after it.
pub(crate) fn unescape_comment_signs(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.contains(&b'\\') {
        return Cow::Borrowed(raw);
    }
    let mut value = Vec::with_capacity(raw.len());
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match (byte, bytes.peek()) {
            (b'\\', Some(&sign @ (b'#' | b'!'))) => {
                bytes.next();
                value.push(sign);
            }
            (b'\\', Some(&next)) => {
                bytes.next();
                value.extend([byte, next]);
            }
            _ => value.push(byte),
        }
    }
    Cow::Owned(value)
}
