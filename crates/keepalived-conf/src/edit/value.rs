//! Reading and setting values.

use super::block::{add, check_text};
use super::path::{Path, find};
use super::{EditError, TextEdit};
use crate::syntax::{Node, Span, Tree};

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// The words after a keyword, or a whole line of a list.
    Words(Vec<String>),
    /// The lines directly in a block, without the blocks in it.
    Lines(Vec<String>),
}

/// Reads the value at a path. Words come without quotes; bytes that are not UTF-8 become U+FFFD.
pub fn get(tree: &Tree, path: &Path) -> Result<Value, EditError> {
    let node = find(tree, path)?;
    if node.has_block() || path.segments.is_empty() {
        let lines = node.statements().map(|line| text(tree, line.header_span()));
        return Ok(Value::Lines(lines.collect()));
    }
    let skip = usize::from(!is_line(path));
    let words = node.words().skip(skip).map(|word| word.text().into_owned());
    Ok(Value::Words(words.collect()))
}

/// Sets the value at a path to `value`, which is text as it shall stand in the file, with its quotes.
/// A keyword that is not there yet is added to its block; an empty value leaves the keyword alone.
pub fn set(tree: &Tree, path: &Path, value: &str) -> Result<Vec<TextEdit>, EditError> {
    check_text(value, 1)?;
    let node = match find(tree, path) {
        Ok(node) => node,
        Err(missing) => return set_new(tree, path, value, missing),
    };
    if node.has_block() || path.segments.is_empty() {
        return Err(EditError::IsBlock {
            path: path.to_string(),
        });
    }
    Ok(vec![value_edit(node, is_line(path), value)])
}

fn set_new(
    tree: &Tree,
    path: &Path,
    value: &str,
    missing: EditError,
) -> Result<Vec<TextEdit>, EditError> {
    let Some((parent, last)) = path.split_last().filter(|(_, last)| last.index.is_none()) else {
        return Err(missing);
    };
    let block = find(tree, &parent).map_err(|_| missing)?;
    if !block.has_block() && !parent.segments.is_empty() {
        return Err(EditError::IsValue {
            path: parent.to_string(),
        });
    }
    add(tree, &parent, format!("{} {value}", last.text).trim_end())
}

fn value_edit(node: Node<'_>, whole_line: bool, value: &str) -> TextEdit {
    let words = node.header_span();
    if whole_line {
        return TextEdit::replace(words, value);
    }
    let keyword_end = node.keyword().map_or(words.end, |word| word.span().end);
    match (node.arg(0), value.is_empty()) {
        (None, true) => TextEdit::insert(keyword_end, ""),
        (None, false) => TextEdit::insert(keyword_end, format!(" {value}")),
        (Some(_), true) => TextEdit::delete(Span::new(keyword_end, words.end)),
        (Some(first), false) => TextEdit::replace(Span::new(first.span().start, words.end), value),
    }
}

/// Whether the path chooses a line of a list by number rather than a keyword.
fn is_line(path: &Path) -> bool {
    path.segments
        .last()
        .is_some_and(|last| last.index.is_some())
}

fn text(tree: &Tree, span: Span) -> String {
    String::from_utf8_lossy(tree.slice(span)).into_owned()
}
