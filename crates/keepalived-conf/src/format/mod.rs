//! Formatting: white space only, as text edits.
//!
//! It indents by depth, puts one space between words and around the braces of a line, takes blanks
//! off line ends and ends the text with a newline. Words, comments, line ends and the order of lines
//! stay; formatting twice changes nothing more.
//!
//! What it leaves alone, because blanks matter or may matter there: the lines of definitions, the
//! path of an include, the inside of lines with single quotes, escapes or `$NAME`s,
//! columns of comments, lines that are, or would become, longer than Keepalived can read, and blocks
//! deeper than the tree.

use crate::edit::TextEdit;
use crate::syntax::lexer::{BYTE_ORDER_MARK, include_keyword};
use crate::syntax::source::offset;
use crate::syntax::{MAX_DEPTH, MAX_LINE_BYTES, Span, Token, TokenKind, Tree};

/// How to format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatOptions {
    /// Spaces for each level of blocks.
    pub indent: usize,
}

impl Default for FormatOptions {
    fn default() -> Self {
        Self { indent: 4 }
    }
}

/// The edits that format the text of `tree`; none if it is formatted already.
pub fn format(tree: &Tree, options: FormatOptions) -> Vec<TextEdit> {
    let mut formatter = Formatter {
        tree,
        options,
        depth: 0,
        in_definition: false,
        edits: Vec::new(),
    };
    let is_newline = |token: &Token| token.kind == TokenKind::Newline;
    for line in tree.tokens().split_inclusive(is_newline) {
        formatter.line(line);
    }
    formatter.final_newline();
    formatter.edits
}

struct Formatter<'t> {
    tree: &'t Tree,
    options: FormatOptions,
    depth: usize,
    in_definition: bool,
    edits: Vec<TextEdit>,
}

impl Formatter<'_> {
    fn line(&mut self, line: &[Token]) {
        let depth = self
            .depth
            .saturating_sub(leading_closes(line))
            .min(MAX_DEPTH);
        let indent = self.options.indent * depth;
        self.count_braces(line);
        let too_long = length_after(line, &[]) > MAX_LINE_BYTES;
        if self.is_definition(line) || too_long || depth > MAX_DEPTH {
            return;
        }
        let mut edits = Vec::new();
        if !line.iter().any(|token| token.kind == TokenKind::Bom) {
            edits.extend(self.indentation(line, indent));
        }
        if !self.is_delicate(line) {
            edits.extend(
                line.windows(3)
                    .filter_map(|three| self.between_words(three)),
            );
            edits.extend(line.windows(2).filter_map(|two| self.around_brace(two)));
        }
        edits.extend(self.line_end(line));
        edits.retain(|edit| self.tree.slice(edit.span) != edit.insert);
        if length_after(line, &edits) <= MAX_LINE_BYTES {
            self.edits.append(&mut edits);
        }
    }

    fn count_braces(&mut self, line: &[Token]) {
        for token in line {
            match token.kind {
                TokenKind::OpenBrace => self.depth += 1,
                TokenKind::CloseBrace => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// Whether the line is part of a definition, up to the line that ends it, which may be empty.
    fn is_definition(&mut self, line: &[Token]) -> bool {
        let starts = line
            .iter()
            .any(|token| token.kind == TokenKind::DefinitionName);
        if !starts && !self.in_definition {
            return false;
        }
        let last = line.iter().rfind(|token| token.kind != TokenKind::Newline);
        self.in_definition = last.is_some_and(|token| self.bytes(*token).ends_with(b"\\"));
        true
    }

    /// Whether blanks between its words may be part of what Keepalived reads: by single quotes, escapes,
    /// or names that bring quotes.
    fn is_delicate(&self, line: &[Token]) -> bool {
        let words = line.iter().filter(|token| !token.kind.is_trivia());
        words.into_iter().any(|token| {
            token.kind == TokenKind::BrokenQuote
                || self
                    .bytes(*token)
                    .iter()
                    .any(|byte| matches!(byte, b'\'' | b'\\' | b'$'))
        })
    }

    fn indentation(&self, line: &[Token], indent: usize) -> Option<TextEdit> {
        let first = line.first()?;
        let (blank, text) = match first.kind {
            TokenKind::Blank => (first.span, line.get(1)?),
            _ => (Span::new(first.span.start, first.span.start), first),
        };
        let has_text = !matches!(
            text.kind,
            TokenKind::Newline | TokenKind::AfterNul | TokenKind::Excess
        );
        let plain = is_plain(self.tree.slice(blank));
        // At the start of the text these bytes would turn from a word into a byte order mark.
        let mark = self.bytes(*text).starts_with(BYTE_ORDER_MARK);
        (has_text && plain && !mark).then(|| TextEdit::replace(blank, " ".repeat(indent)))
    }

    /// One space where there are several blanks between two words or braces.
    fn between_words(&self, three: &[Token]) -> Option<TextEdit> {
        let [before, blank, after] = three else {
            return None;
        };
        let words =
            is_text(before.kind) && is_text(after.kind) && after.kind != TokenKind::IncludePath;
        let plain = is_plain(self.bytes(*blank));
        (words && plain && blank.kind == TokenKind::Blank)
            .then(|| TextEdit::replace(blank.span, " "))
    }

    /// A space between a brace and its neighbour on the line; not behind a word that it would make an
    /// include.
    fn around_brace(&self, two: &[Token]) -> Option<TextEdit> {
        let [before, after] = two else { return None };
        let brace =
            |token: &Token| matches!(token.kind, TokenKind::OpenBrace | TokenKind::CloseBrace);
        let apart = is_text(before.kind) && is_text(after.kind) && (brace(before) || brace(after));
        let include = include_keyword(&[self.bytes(*before), b" "].concat()).is_some();
        (apart && !include).then(|| TextEdit::insert(after.span.start, " "))
    }

    /// Blanks before the newline, or at the end of the text, go. Behind a backslash or a stray carriage
    /// return they stay: as the last byte of a line those are another matter.
    fn line_end(&self, line: &[Token]) -> Option<TextEdit> {
        let line = line.strip_suffix(newline_of(line)).unwrap_or(line);
        let last = line.last().filter(|token| token.kind == TokenKind::Blank)?;
        let text = self
            .tree
            .slice(Span::new(line.first()?.span.start, last.span.end));
        let blanks = text
            .iter()
            .rev()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        let before = text[..text.len() - blanks].last();
        let removable = blanks > 0 && !matches!(before, Some(b'\\' | b'\r'));
        removable
            .then(|| TextEdit::delete(Span::new(last.span.end - offset(blanks), last.span.end)))
    }

    fn final_newline(&mut self) {
        let tree = self.tree;
        let tokens = tree.tokens();
        let ended = |token: &Token| {
            matches!(
                token.kind,
                TokenKind::Newline | TokenKind::AfterNul | TokenKind::Excess | TokenKind::Backslash
            ) || self.bytes(*token).ends_with(b"\\")
        };
        let Some(last) = tokens.last().filter(|last| !ended(last)) else {
            return;
        };
        let first = tokens.iter().find(|token| token.kind == TokenKind::Newline);
        let newline = first.map_or(&b"\n"[..], |token| tree.slice(token.span));
        let at = last.span.end;
        if self.edits.last().is_some_and(|edit| edit.span.end == at) {
            if let Some(edit) = self.edits.last_mut() {
                edit.insert.extend_from_slice(newline);
            }
            return;
        }
        self.edits
            .push(TextEdit::insert(offset(self.tree.source().len()), newline));
    }

    fn bytes(&self, token: Token) -> &[u8] {
        self.tree.slice(token.span)
    }
}

/// The closing braces that a line begins with.
fn leading_closes(line: &[Token]) -> usize {
    let words = line.iter().filter(|token| token.kind != TokenKind::Blank);
    words
        .take_while(|token| token.kind == TokenKind::CloseBrace)
        .count()
}

/// Blanks that the line reader itself knows; the others count only between words.
fn is_plain(blank: &[u8]) -> bool {
    blank.iter().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// The newline of a line, as a slice of none or one.
fn newline_of(line: &[Token]) -> &[Token] {
    let ends = line
        .last()
        .is_some_and(|token| token.kind == TokenKind::Newline);
    &line[line.len() - usize::from(ends)..]
}

const fn is_text(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Word
            | TokenKind::Quoted
            | TokenKind::OpenBrace
            | TokenKind::CloseBrace
            | TokenKind::Condition
            | TokenKind::Sequence
            | TokenKind::IncludeKeyword
    )
}

fn length_after(line: &[Token], edits: &[TextEdit]) -> usize {
    let text = line.iter().filter(|token| token.kind != TokenKind::Newline);
    let before: usize = text.map(|token| token.span.len()).sum();
    let removed: usize = edits.iter().map(|edit| edit.span.len()).sum();
    let added: usize = edits.iter().map(|edit| edit.insert.len()).sum();
    (before + added).saturating_sub(removed)
}

#[cfg(test)]
mod tests;
