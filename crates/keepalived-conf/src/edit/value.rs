//! Reading and setting values.

use super::block::add;
use super::path::{Path, Target, find, resolve};
use super::{EditError, TextEdit, check};
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
    let Target { node, whole_line } = resolve(tree, path)?;
    if node.has_block() || path.segments.is_empty() {
        let lines = node.statements().map(|line| text(tree, line.header_span()));
        return Ok(Value::Lines(lines.collect()));
    }
    let skip = usize::from(!whole_line);
    let words = node.words().skip(skip).map(|word| word.text().into_owned());
    Ok(Value::Words(words.collect()))
}

/// Sets the value at a path to `value`, which is text as it shall stand in the file, with its quotes.
/// A keyword that is not there yet is added to its block; an empty value leaves the keyword alone.
pub fn set(tree: &Tree, path: &Path, value: &str) -> Result<Vec<TextEdit>, EditError> {
    let Target { node, whole_line } = match resolve(tree, path) {
        Ok(target) => target,
        Err(missing) => return set_new(tree, path, value, missing),
    };
    if node.has_block() || path.segments.is_empty() {
        return Err(EditError::IsBlock {
            path: path.to_string(),
        });
    }
    if whole_line {
        check::line(value, None)?;
        return Ok(vec![TextEdit::replace(node.header_span(), value)]);
    }
    check::value(value)?;
    // A word that is a keyword by itself can become a directive with a value behind it, and without
    // one a part of the next line.
    if let Some(keyword) = node.keyword() {
        let line = format!("{} {value}", text(tree, keyword.span()));
        check::line(line.trim_end(), None)?;
    }
    Ok(vec![value_edit(node, value)])
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
    let line = format!("{} {value}", last.text);
    check::line(line.trim_end(), Some(&last.text))?;
    add(tree, &parent, line.trim_end())
}

fn value_edit(node: Node<'_>, value: &str) -> TextEdit {
    let words = node.header_span();
    let keyword_end = node.keyword().map_or(words.end, |word| word.span().end);
    match node.arg(0).map(|first| first.span().start) {
        None if value.is_empty() => TextEdit::insert(keyword_end, ""),
        None => TextEdit::insert(keyword_end, format!(" {value}")),
        Some(_) if value.is_empty() => TextEdit::delete(Span::new(keyword_end, words.end)),
        Some(first) => {
            let space = if first == keyword_end { " " } else { "" };
            TextEdit::replace(Span::new(first, words.end), format!("{space}{value}"))
        }
    }
}

fn text(tree: &Tree, span: Span) -> String {
    String::from_utf8_lossy(tree.slice(span)).into_owned()
}
