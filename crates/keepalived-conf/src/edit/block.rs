//! Adding and removing statements and blocks.

use super::path::{Path, find};
use super::{EditError, TextEdit};
use crate::syntax::source::offset;
use crate::syntax::{Node, Span, Tree, parse};

const INDENT: &str = "    ";

/// Adds `text`, one or more lines, at the end of the block at `path`, indented like its neighbours.
pub fn add(tree: &Tree, path: &Path, text: &str) -> Result<Vec<TextEdit>, EditError> {
    check_text(text, usize::MAX)?;
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

fn append(tree: &Tree, text: &str) -> TextEdit {
    let source = tree.source();
    let newline = newline_of(source);
    let open = !source.is_empty() && !source.ends_with(b"\n");
    let lines = indented(text, "", newline);
    let insert = if open {
        format!("{newline}{lines}")
    } else {
        lines
    };
    TextEdit::insert(offset(source.len()), insert)
}

fn before_close(tree: &Tree, block: Node<'_>, close: Span, text: &str) -> TextEdit {
    let source = tree.source();
    let newline = newline_of(source);
    let start = line_start(source, close.start);
    let own = leading_blanks(source, line_start(source, block.span().start));
    let last = block.children().last().map(|child| child.span().start);
    let below = last
        .map(|at| line_start(source, at))
        .filter(|at| *at > block.span().start);
    let inner = below.map_or(format!("{own}{INDENT}"), |at| leading_blanks(source, at));
    let lines = indented(text, &inner, newline);
    if is_blank(&source[start as usize..close.start as usize]) {
        return TextEdit::insert(start, lines);
    }
    let blanks = source[..close.start as usize]
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, b' ' | b'\t'));
    let after = close.start - offset(blanks.count());
    TextEdit::replace(
        Span::new(after, close.start),
        format!("{newline}{lines}{own}"),
    )
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
    let before = source[..span.start as usize].iter().rev();
    let blanks = before
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    Span::new(span.start - offset(blanks), span.end)
}

/// Refuses a text that would not stay what it is: up to `max_lines` lines without comments, with
/// quotes and braces that match.
pub(super) fn check_text(text: &str, max_lines: usize) -> Result<(), EditError> {
    let reason = if text.contains('\0') {
        Some("a NUL byte")
    } else if max_lines == 1 && text.contains(['\n', '\r']) {
        Some("a line break")
    } else {
        let tree = parse(format!("x {text}"));
        let comment = tree
            .tokens()
            .iter()
            .any(|token| token.kind == crate::syntax::TokenKind::Comment);
        let brace = tree.root().statements().any(Node::has_block);
        match tree.diagnostics().first() {
            Some(_) => Some("it is not complete in itself"),
            None if comment && max_lines == 1 => Some("it holds a comment sign outside quotes"),
            None if brace && max_lines == 1 => Some("it holds a brace outside quotes"),
            None => None,
        }
    };
    match reason {
        Some(reason) => Err(EditError::InvalidText {
            text: text.to_owned(),
            reason,
        }),
        None => Ok(()),
    }
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
