//! What rules read: the expansion, its statements, and the words that the catalogue finds wrong.
//!
//! Everything here is computed once per run, so that sixty rules cost about as much as one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Options;
use super::confusable;
use super::diagnostic::{Fix, Text};
use super::instance::{self, Instance};
use super::outlook::Outlook;
use super::scope::{self, Role, Statement};
use super::server::{self, Server};
use super::words::{self, WordProblem};
use crate::catalog::closest;
use crate::edit::TextEdit;
use crate::expand::{Expansion, Location};
use crate::syntax::{Span, Word};

/// One configuration under examination.
pub(crate) struct Context<'a> {
    /// The files, expanded.
    pub(crate) expansion: &'a Expansion,
    /// What the caller wants.
    pub(crate) options: &'a Options<'a>,
    /// Its statements; see [`Statement`].
    pub(crate) statements: Vec<Statement<'a>>,
    /// The statements of each keyword, by its name and the path of its block.
    keywords: Keywords,
    /// The words that do not fit the grammar of their line.
    pub(crate) words: Vec<WordProblem>,
    /// The instances that Keepalived keeps.
    pub(crate) instances: Vec<Instance>,
    /// The virtual servers that Keepalived keeps.
    pub(crate) servers: Vec<Server>,
    /// The typed view, and what would happen.
    pub(crate) outlook: Outlook,
}

impl<'a> Context<'a> {
    pub(super) fn new(expansion: &'a Expansion, options: &'a Options<'a>) -> Self {
        let statements = scope::statements(&expansion.tree);
        let words = words::problems(&statements, options.target_version);
        let mut context = Self {
            expansion,
            options,
            keywords: by_keyword(&statements),
            statements,
            words,
            instances: Vec::new(),
            servers: Vec::new(),
            outlook: Outlook::new(expansion, options),
        };
        context.instances = instance::instances(&context);
        context.servers = server::servers(&context);
        context
    }

    /// Where a span of the expanded text lies in the files.
    pub(crate) fn locate(&self, span: Span) -> Location {
        self.expansion.map.locate(span)
    }

    /// Where the header of a statement lies.
    pub(crate) fn header(&self, statement: &Statement<'_>) -> Location {
        self.locate(statement.node.header_span())
    }

    /// The statements that are this keyword of the block at this path, with their indices.
    pub(crate) fn all(
        &self,
        path: &str,
        name: &str,
    ) -> impl DoubleEndedIterator<Item = (usize, &Statement<'a>)> + use<'_, 'a> {
        let blocks = self.keywords.get(name).into_iter().flatten();
        let found = blocks.filter(|(block, _)| *block == path);
        let indices: &[usize] = found.map(|(_, all)| all.as_slice()).next().unwrap_or(&[]);
        indices
            .iter()
            .map(|index| (*index, &self.statements[*index]))
    }

    /// The statements directly within the one at `index`, with their indices.
    pub(crate) fn children(&self, index: usize) -> impl Iterator<Item = (usize, &Statement<'a>)> {
        let end = self.statements.get(index).map_or(index, |found| found.end);
        let within = self.statements.iter().enumerate().take(end).skip(index + 1);
        within.filter(move |(_, statement)| statement.parent == Some(index))
    }

    /// Its children of this keyword.
    pub(crate) fn children_of<'s>(
        &'s self,
        index: usize,
        name: &'s str,
    ) -> impl Iterator<Item = &'s Statement<'a>> {
        self.children(index)
            .map(|(_, statement)| statement)
            .filter(move |statement| statement.is_named(name))
    }

    /// The last child of this keyword, the one that counts.
    pub(crate) fn last(&self, index: usize, name: &str) -> Option<&Statement<'a>> {
        let children = self.children(index).map(|(_, statement)| statement);
        children.filter(|statement| statement.is_named(name)).last()
    }

    /// Whether a block has this keyword, or an unknown one that most likely means it. A rule that
    /// misses a keyword is silent then: the misspelt word is the cause.
    pub(crate) fn has_or_means(&self, index: usize, name: &str) -> bool {
        self.children(index)
            .any(|(_, statement)| match statement.role {
                Role::Keyword(_, keyword) => keyword.name == name,
                Role::Unknown(block) => {
                    let word = statement.node.keyword().map(Word::text);
                    word.is_some_and(|word| closest(block.path, &word) == Some(name))
                }
                Role::Entry(_) | Role::Names => false,
            })
    }

    /// The lines of all value blocks of this keyword in a block.
    pub(crate) fn entries(&self, index: usize, name: &str) -> Vec<&Statement<'a>> {
        let lists = self
            .children(index)
            .filter(|(_, list)| list.keyword().is_some_and(|keyword| keyword.name == name));
        lists
            .flat_map(|(list, _)| self.children(list).map(|(_, line)| line))
            .collect()
    }

    /// The wrong words of the statement at `index`.
    pub(crate) fn words_of(&self, index: usize) -> &[WordProblem] {
        let start = self
            .words
            .partition_point(|problem| problem.statement < index);
        let end = self
            .words
            .partition_point(|problem| problem.statement <= index);
        &self.words[start..end]
    }

    /// The wrong words that the rule of this id speaks about, each with its statement; those with
    /// characters that only look like ASCII are left to the rule about them.
    pub(crate) fn wrong_words<'s>(
        &'s self,
        rule: &'static str,
    ) -> impl Iterator<Item = (&'s WordProblem, &'s Statement<'a>)> {
        let with_statement = self.words.iter().filter_map(|problem| {
            let statement = self.statements.get(problem.statement)?;
            Some((problem, statement))
        });
        with_statement.filter(move |(problem, statement)| {
            problem.rule(statement) == rule && confusable::ascii(&problem.word).is_none()
        })
    }

    /// Whether a bare word of the statement has a character that only looks like ASCII.
    pub(crate) fn has_confusable(&self, statement: &Statement<'_>) -> bool {
        let header = self.expansion.tree.slice(statement.node.header_span());
        !header.is_ascii()
            && statement
                .node
                .words()
                .any(|word| !word.is_quoted() && confusable::ascii(&word.text()).is_some())
    }

    /// Whether a file has these very bytes at that place, so that an edit there does what it says.
    pub(crate) fn is_verbatim(&self, span: Span) -> bool {
        let at = self.locate(span);
        let file = self.expansion.file(at.file);
        file.is_some_and(|file| file.tree.slice(at.span) == self.expansion.tree.slice(span))
    }

    /// A fix that puts a text in the place of a span of the expanded text; `None` where that span was
    /// made by a directive.
    pub(crate) fn replace(
        &self,
        span: Span,
        with: impl Into<Vec<u8>>,
        title: Text,
        safe: bool,
    ) -> Option<Fix> {
        let at = self.locate(span);
        self.is_verbatim(span).then(|| Fix {
            title,
            file: at.file,
            edits: vec![TextEdit::replace(at.span, with)],
            safe,
        })
    }

    /// A fix that takes a statement away, with its line if nothing else stands on it.
    pub(crate) fn delete(&self, statement: &Statement<'_>, title: Text, safe: bool) -> Option<Fix> {
        let span = statement.node.span();
        let at = self.locate(span);
        let file = self.expansion.file(at.file)?;
        let source = file.tree.source();
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
        let before = source[..at.span.start as usize].iter().rev();
        let start = at.span.start as usize - before.take_while(|byte| blank(byte)).count();
        let opens = start == 0 || source.get(start - 1) == Some(&b'\n');
        let after = source[at.span.end as usize..].iter();
        let end = at.span.end as usize + after.take_while(|byte| blank(byte)).count();
        let closes = source.get(end) == Some(&b'\n');
        let whole = Span::new(start as u32, end as u32 + 1);
        let edit = if opens && closes { whole } else { at.span };
        self.is_verbatim(span).then(|| Fix {
            title,
            file: at.file,
            edits: vec![TextEdit::delete(edit)],
            safe,
        })
    }

    /// The text of a span of the expanded text, for messages.
    pub(crate) fn text(&self, span: Span) -> Cow<'_, str> {
        String::from_utf8_lossy(self.expansion.tree.slice(span))
    }
}

/// Keyword, block, statements.
type Keywords = BTreeMap<&'static str, Vec<(&'static str, Vec<usize>)>>;

fn by_keyword(statements: &[Statement<'_>]) -> Keywords {
    let mut found = Keywords::new();
    for (index, statement) in statements.iter().enumerate() {
        let Role::Keyword(block, keyword) = statement.role else {
            continue;
        };
        let blocks = found.entry(keyword.name).or_default();
        match blocks.iter_mut().find(|(path, _)| *path == block.path) {
            Some((_, indices)) => indices.push(index),
            None => blocks.push((block.path, vec![index])),
        }
    }
    found
}
