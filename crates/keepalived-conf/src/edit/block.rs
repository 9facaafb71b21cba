//! Adding and removing statements and blocks.

use super::path::{Path, find};
use super::{EditError, TextEdit, check};
use crate::syntax::source::offset;
use crate::syntax::{Node, Span, TokenKind, Tree};

const INDENT: &str = "    ";

/// Adds `text`, one or more lines, at the end of the block at `path`, indented like its neighbours.
pub fn add(tree: &Tree, path: &Path, text: &str) -> Result<Vec<TextEdit>, EditError> {
    check::lines(text)?;
    let block = find(tree, path)?;
    if path.segments.is_empty() {
        return Ok(vec![append(tree, text)]);
    }
    if !block.has_block() {
        return Err(EditError::IsValue {
            path: path.to_string(),
        });
    }
    let close = block.close_brace().ok_or(EditError::Unclosed {
        path: path.to_string(),
    })?;
    Ok(vec![before_close(tree, block, close, text)])
}

/// Removes the statement at `path` with its block. A line that held nothing else goes as a whole,
/// the comment behind the statement too; comments above it stay.
pub fn remove(tree: &Tree, path: &Path) -> Result<Vec<TextEdit>, EditError> {
    let node = find(tree, path)?;
    let whole_text = path.segments.is_empty();
    let span = if whole_text {
        Span::new(0, offset(tree.source().len()))
    } else {
        removal(tree, node.span())
    };
    Ok(vec![TextEdit::delete(span)])
}

/// Behind the last line; behind one that goes on after a backslash only with an empty line between.
fn append(tree: &Tree, text: &str) -> TextEdit {
    let source = tree.source();
    let newline = newline_of(source);
    let open = !source.is_empty() && !source.ends_with(b"\n");
    let goes_on = source.trim_ascii_end().ends_with(b"\\");
    let before = newline.repeat(usize::from(open) + usize::from(goes_on));
    TextEdit::insert(offset(source.len()), before + &indented(text, "", newline))
}

fn before_close(tree: &Tree, block: Node<'_>, close: Span, text: &str) -> TextEdit {
    let source = tree.source();
    let newline = newline_of(source);
    let own = leading_blanks(source, line_start(source, block.span().start));
    let last = block.children().last().map(|child| child.span().start);
    let below = last
        .map(|at| line_start(source, at))
        .filter(|at| *at > block.span().start);
    let inner = below.map_or(format!("{own}{INDENT}"), |at| leading_blanks(source, at));
    let lines = indented(text, &inner, newline);
    let start = line_start(source, close.start);
    if starts_line(tree, close) {
        return TextEdit::insert(start, lines);
    }
    let blanks = blanks_before(source, close.start);
    let span = Span::new(close.start - blanks, close.start);
    TextEdit::replace(span, format!("{newline}{lines}{own}"))
}

/// Whether nothing stands before the brace on its line but a condition.
fn starts_line(tree: &Tree, brace: Span) -> bool {
    let before = tree
        .tokens()
        .iter()
        .rev()
        .skip_while(|token| token.span.start >= brace.start);
    let mut line = before.take_while(|token| token.kind != TokenKind::Newline);
    line.all(|token| matches!(token.kind, TokenKind::Blank | TokenKind::Condition))
}

/// How many blanks before `at` can go: none behind a backslash or a carriage return, which would be
/// read otherwise at the end of a line.
fn blanks_before(source: &[u8], at: u32) -> u32 {
    let before = &source[..at as usize];
    let blanks = before
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    match before[..before.len() - blanks].last() {
        Some(b'\\' | b'\r') => 0,
        _ => offset(blanks),
    }
}

/// The span widened to whole lines if nothing else stands on them but a comment behind it, else to the
/// blanks before it.
fn removal(tree: &Tree, span: Span) -> Span {
    let source = tree.source();
    let start = line_start(source, span.start);
    let rest = &source[span.end as usize..];
    let end = rest
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(source.len(), |at| span.end as usize + at + 1);
    let behind = &source[span.end as usize..end];
    let text = behind
        .iter()
        .position(|byte| matches!(byte, b'#' | b'!'))
        .map_or(behind, |at| &behind[..at]);
    if is_blank(&source[start as usize..span.start as usize]) && is_blank(text) {
        return Span::new(start, offset(end));
    }
    Span::new(span.start - blanks_before(source, span.start), span.end)
}

fn line_start(source: &[u8], at: u32) -> u32 {
    let before = &source[..at as usize];
    before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| offset(newline + 1))
}

fn leading_blanks(source: &[u8], at: u32) -> String {
    let blanks = source[at as usize..]
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'));
    blanks.map(|byte| char::from(*byte)).collect()
}

fn is_blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}

fn newline_of(source: &[u8]) -> &'static str {
    if source.windows(2).any(|two| two == b"\r\n") {
        "\r\n"
    } else {
        "\n"
    }
}

fn indented(text: &str, indent: &str, newline: &str) -> String {
    let line = |line: &str| {
        if line.is_empty() {
            newline.to_owned()
        } else {
            format!("{indent}{line}{newline}")
        }
    };
    text.lines().map(line).collect()
}
