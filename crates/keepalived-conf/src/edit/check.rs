//! Refusing texts that would not stay what they are once they stand in a configuration.

use super::EditError;
use crate::syntax::{Node, NodeKind, TokenKind, Tree, parse};

/// The rest of a statement's line: words only, or nothing.
pub(super) fn value(text: &str) -> Result<(), EditError> {
    one_statement(&format!("x {text}"))
        .map(drop)
        .map_err(|reason| refuse(text, reason))
}

/// A whole statement on one line that begins with `keyword`, if one is given.
pub(super) fn line(text: &str, keyword: Option<&str>) -> Result<(), EditError> {
    let found = one_statement(text).map_err(|reason| refuse(text, reason))?;
    match keyword {
        Some(keyword) if found != keyword => Err(refuse(text, "the keyword is not one plain word")),
        _ => Ok(()),
    }
}

/// Any number of lines with blocks that match, to stand between others.
pub(super) fn lines(text: &str) -> Result<(), EditError> {
    let tree = parse(text);
    let reason = if text.contains('\0') {
        "it holds a NUL byte"
    } else if !tree.diagnostics().is_empty() || !braces_match(&tree) || text.ends_with('\\') {
        "it is not complete in itself"
    } else {
        return Ok(());
    };
    Err(refuse(text, reason))
}

/// The keyword of the only statement in `text`, or why there is more or less than that.
fn one_statement(text: &str) -> Result<String, &'static str> {
    if text.contains(['\n', '\r']) {
        return Err("it holds a line break");
    }
    if text.ends_with('\\') {
        return Err("it ends in a backslash");
    }
    let tree = parse(text);
    if tree
        .tokens()
        .iter()
        .any(|token| token.kind == TokenKind::Comment)
    {
        return Err("it holds a comment sign outside quotes");
    }
    let mut nodes = tree.root().children();
    let keyword = match (nodes.next(), nodes.next()) {
        (Some(only), None) if only.kind() == NodeKind::Statement && !only.has_block() => {
            only.keyword()
        }
        (Some(first), _) if first.has_block() => return Err("it holds a brace outside quotes"),
        _ => None,
    };
    let complete = tree.diagnostics().is_empty() && braces_match(&tree);
    let keyword = keyword
        .filter(|_| complete)
        .ok_or("it is not one complete line")?;
    Ok(keyword.text().into_owned())
}

/// Counted apart from the diagnostics, which leave braces alone where there are directives.
fn braces_match(tree: &Tree) -> bool {
    let closed = |node: Node<'_>| !node.has_block() || node.close_brace().is_some();
    let braces = tree.tokens().iter().filter_map(|token| match token.kind {
        TokenKind::OpenBrace => Some(1_i64),
        TokenKind::CloseBrace => Some(-1),
        _ => None,
    });
    braces.sum::<i64>() == 0 && tree.root().statements().all(closed)
}

fn refuse(text: &str, reason: &'static str) -> EditError {
    EditError::InvalidText {
        text: text.to_owned(),
        reason,
    }
}
