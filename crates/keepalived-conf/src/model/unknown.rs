//! Keywords that Keepalived does not know where they stand.

use super::spanned::Spanned;
use crate::catalog::{self, Block, Body};
use crate::expand::Expansion;
use crate::syntax::Node;

/// A keyword that the block around it does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownKeyword {
    /// The block around it, as the catalogue names it; empty for the top.
    pub block: &'static str,
    /// The word.
    pub keyword: Spanned<String>,
}

/// All of them, in order. What stands in an unknown block is not looked at.
pub(super) fn unknown_keywords(expansion: &Expansion) -> Vec<UnknownKeyword> {
    let mut found = Vec::new();
    collect(
        expansion,
        expansion.tree.root(),
        catalog::top_level(),
        &mut found,
    );
    found
}

fn collect(
    expansion: &Expansion,
    node: Node<'_>,
    block: &'static Block,
    found: &mut Vec<UnknownKeyword>,
) {
    for statement in node.statements() {
        let Some(word) = statement.keyword() else {
            continue;
        };
        match block.keyword(&word.text()) {
            Some(keyword) => {
                if let Body::Block(inner) = keyword.body {
                    collect(expansion, statement, inner, found);
                }
            }
            None => found.push(UnknownKeyword {
                block: block.path,
                keyword: Spanned {
                    value: word.text().into_owned(),
                    at: expansion.map.locate(word.span()),
                    read_at: word.span().start,
                },
            }),
        }
    }
}
