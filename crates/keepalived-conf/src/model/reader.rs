//! Reads the blocks of an expanded tree against the catalogue.
//!
//! A value that does not pass the catalogue's check is as if it were not there, which is what
//! Keepalived makes of most of them; that it is wrong is lint's to say. A keyword given twice means
//! its last good value.

use std::borrow::Cow;

use super::command::Command;
use super::spanned::Spanned;
use super::words::FromWords;
use crate::catalog::{Block, Keyword};
use crate::expand::{Expansion, Location};
use crate::syntax::{Node, Span, Word};

/// One block, or several of the same kind that Keepalived takes for one.
#[derive(Clone)]
pub(super) struct BlockReader<'e> {
    pub(super) expansion: &'e Expansion,
    /// Its statements with their keywords, read once: a block is asked for dozens of them.
    statements: Vec<(Cow<'e, [u8]>, Node<'e>)>,
    block: Option<&'static Block>,
}

/// One line in a value block.
pub(super) struct EntryLine<'e> {
    pub(super) words: Vec<Word<'e>>,
    pub(super) at: Location,
}

impl<'e> BlockReader<'e> {
    pub(super) fn new(
        expansion: &'e Expansion,
        nodes: Vec<Node<'e>>,
        block: Option<&'static Block>,
    ) -> Self {
        let within = nodes.into_iter().flat_map(Node::statements);
        let named = within.filter_map(|node| Some((node.keyword()?.value(), node)));
        Self {
            expansion,
            statements: named.collect(),
            block,
        }
    }

    /// The statements that begin with this keyword, in order.
    pub(super) fn statements(&self, keyword: &str) -> Vec<Node<'e>> {
        let named = self.statements.iter();
        let found = named.filter(|(name, _)| **name == *keyword.as_bytes());
        found.map(|(_, node)| *node).collect()
    }

    /// The blocks that begin with this keyword, each with a reader for what is in it.
    pub(super) fn blocks(&self, keyword: &str) -> Vec<(Node<'e>, BlockReader<'e>)> {
        let block = self.keyword(keyword).and_then(Keyword::block);
        let all = self.statements(keyword).into_iter();
        all.filter(|node| node.has_block())
            .map(|node| (node, Self::new(self.expansion, vec![node], block)))
            .collect()
    }

    /// The last good value of a keyword.
    pub(super) fn value<T: FromWords>(&self, keyword: &str) -> Option<Spanned<T>> {
        let statements = self.statements(keyword);
        if statements.is_empty() {
            return None;
        }
        let known = self.keyword(keyword)?;
        let read = |node: Node<'e>| {
            let words = texts(node.args());
            let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
            if known
                .line
                .check(&words)
                .iter()
                .any(|found| found.wrong.is_rejected())
            {
                return None;
            }
            Some(self.spanned(node, T::from_words(&words)?))
        };
        statements.into_iter().filter_map(read).next_back()
    }

    /// Where a keyword that takes no value stands last.
    pub(super) fn flag(&self, keyword: &str) -> Option<Spanned<()>> {
        let last = self.statements(keyword).pop()?;
        Some(self.spanned(last, ()))
    }

    /// The last command of a keyword that runs one.
    pub(super) fn command(&self, keyword: &str) -> Option<Spanned<Command>> {
        let read = |node: Node<'e>| Some(self.spanned(node, Command::read(&arguments(node))?));
        self.statements(keyword)
            .into_iter()
            .filter_map(read)
            .next_back()
    }

    /// The lines of the value blocks of a keyword.
    pub(super) fn entries(&self, keyword: &str) -> Vec<EntryLine<'e>> {
        let lines = self
            .statements(keyword)
            .into_iter()
            .flat_map(Node::statements);
        lines
            .map(|line| EntryLine {
                words: line.words().collect(),
                at: self.locate(line.span()),
            })
            .collect()
    }

    /// All words in the value blocks of a keyword, whatever line they are on.
    pub(super) fn listed(&self, keyword: &str) -> Vec<Spanned<String>> {
        let lines = self.entries(keyword);
        let words = lines.iter().flat_map(|line| &line.words);
        words.map(|word| self.word(*word)).collect()
    }

    /// A word with its place.
    pub(super) fn word(&self, word: Word<'_>) -> Spanned<String> {
        Spanned {
            value: word.text().into_owned(),
            at: self.locate(word.span()),
            read_at: word.span().start,
        }
    }

    /// The word after the keyword of a block: its name, perhaps empty.
    pub(super) fn name(&self, node: Node<'_>) -> Spanned<String> {
        match node.arg(0) {
            Some(word) => self.word(word),
            None => Spanned {
                value: String::new(),
                at: self.locate(node.header_span()),
                read_at: node.header_span().start,
            },
        }
    }

    pub(super) fn locate(&self, span: Span) -> Location {
        self.expansion.map.locate(span)
    }

    /// A value at the words after the keyword, or at the keyword when there are none.
    pub(super) fn spanned<T>(&self, node: Node<'_>, value: T) -> Spanned<T> {
        let words = node.args().map(Word::span).reduce(Span::cover);
        let span = words.unwrap_or_else(|| node.header_span());
        Spanned {
            value,
            at: self.locate(span),
            read_at: node.header_span().start,
        }
    }

    fn keyword(&self, keyword: &str) -> Option<&'static Keyword> {
        self.block?.keyword(keyword)
    }
}

/// The texts of words.
pub(super) fn texts<'t>(words: impl Iterator<Item = Word<'t>>) -> Vec<Cow<'t, str>> {
    words.map(Word::text).collect()
}

/// The bytes after the keyword as they stand, from which Keepalived reads commands.
fn arguments(node: Node<'_>) -> Vec<u8> {
    let span = node.args().map(Word::span).reduce(Span::cover);
    span.map_or_else(Vec::new, |span| node.tree().slice(span).to_vec())
}
