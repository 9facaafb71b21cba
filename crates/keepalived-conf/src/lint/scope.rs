//! Statements with what the catalogue knows about them.
//!
//! The expanded tree is walked once, as Keepalived walks it: a keyword is looked up in the block it
//! stands in, the lines of a value block are entries, and what stands in a block that nobody knows
//! is not looked at. A keyword without the block that it needs takes the lines after it that only
//! that block knows, so that one forgotten brace is one finding.

use crate::catalog::{self, Block, Body, Entry, Keyword};
use crate::syntax::{Node, Tree};

/// What a statement is for Keepalived.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Role {
    /// A keyword of a block.
    Keyword(&'static Block, &'static Keyword),
    /// A first word that the block does not know.
    Unknown(&'static Block),
    /// A line of a value block.
    Entry(&'static Entry),
    /// A line of names, such as the members of a group.
    Names,
}

/// A statement of the expanded text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement<'t> {
    /// Its node.
    pub(crate) node: Node<'t>,
    /// What it is.
    pub(crate) role: Role,
    /// The index of the statement whose block it stands in.
    pub(crate) parent: Option<usize>,
    /// The index after the last statement within it.
    pub(crate) end: usize,
}

impl<'t> Statement<'t> {
    /// The keyword, if it is a known one.
    pub(crate) fn keyword(&self) -> Option<&'static Keyword> {
        match self.role {
            Role::Keyword(_, keyword) => Some(keyword),
            Role::Unknown(_) | Role::Entry(_) | Role::Names => None,
        }
    }

    /// Whether it is this keyword of the block at this path.
    pub(crate) fn is(&self, path: &str, name: &str) -> bool {
        matches!(self.role, Role::Keyword(block, keyword)
            if keyword.name == name && block.path == path)
    }

    /// Whether it is a known keyword of this name.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.keyword().is_some_and(|keyword| keyword.name == name)
    }

    /// The word at `index` after the keyword; of an entry from its first word on.
    pub(crate) fn word(&self, index: usize) -> Option<String> {
        self.node
            .words()
            .nth(index + usize::from(self.has_keyword()))
            .map(|word| word.text().into_owned())
    }

    /// Whether its first word is a keyword, or ought to be one.
    pub(crate) const fn has_keyword(&self) -> bool {
        matches!(self.role, Role::Keyword(..) | Role::Unknown(_))
    }

    /// What messages call it.
    pub(crate) fn name(&self) -> &'static str {
        match self.role {
            Role::Keyword(_, keyword) => keyword.name,
            Role::Entry(entry) => entry.name,
            Role::Unknown(_) | Role::Names => "line",
        }
    }

    /// The view it is in.
    pub(crate) const fn tree(&self) -> &'t Tree {
        self.node.tree()
    }
}

/// All statements in order of the text, parents before what they hold.
pub(super) fn statements(tree: &Tree) -> Vec<Statement<'_>> {
    let mut found = Vec::new();
    walk(tree.root(), catalog::top_level(), None, &mut found);
    found
}

fn walk<'t>(
    node: Node<'t>,
    block: &'static Block,
    parent: Option<usize>,
    found: &mut Vec<Statement<'t>>,
) {
    // The keyword above that lacks its brace, and its block.
    let mut unopened: Option<(usize, &'static Block)> = None;
    for child in node.statements() {
        let Some(word) = child.keyword() else {
            continue;
        };
        let name = word.text();
        let here = block.keyword(&name);
        let within = unopened.filter(|_| here.is_none());
        let (home, owner) = match within {
            Some((index, inner)) if inner.keyword(&name).is_some() => (inner, Some(index)),
            _ => (block, parent),
        };
        let keyword = home.keyword(&name);
        let index = found.len();
        found.push(Statement {
            node: child,
            role: keyword.map_or(Role::Unknown(home), |keyword| Role::Keyword(home, keyword)),
            parent: owner,
            end: index + 1,
        });
        if let Some(keyword) = keyword {
            body(child, keyword, index, found);
            if !child.has_block() {
                unopened = keyword.block().map(|inner| (index, inner)).or(unopened);
            }
        }
        let end = found.len();
        found[index].end = end;
        if let Some(owner) = owner {
            found[owner].end = end;
        }
    }
}

fn body<'t>(node: Node<'t>, keyword: &Keyword, index: usize, found: &mut Vec<Statement<'t>>) {
    let role = match keyword.body {
        Body::Block(inner) => return walk(node, inner, Some(index), found),
        Body::None => return,
        Body::Words(_) => Role::Names,
        Body::Entries(entry) => Role::Entry(entry),
    };
    for line in node.statements() {
        let end = found.len() + 1;
        found.push(Statement {
            node: line,
            role,
            parent: Some(index),
            end,
        });
    }
}
