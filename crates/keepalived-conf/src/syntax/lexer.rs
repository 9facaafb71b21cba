//! From bytes to tokens that tile them.
//!
//! Every byte of the text lies in exactly one token, in order, whatever the bytes are. The lexer
//! knows lines, quotes, comments and the directives of a line; which statement a brace belongs to is
//! the parser's.
//!
//! The passes of keepalived 2.2.7 `lib/parser.c` that it stands for, one line at a time: comment and
//! trailing blanks off ([`line::scan`](super::line)), then `@`, `$NAME=`, `~SEQ`, `include` at the
//! start, then a cut at every brace outside `"`, then words.

use super::line::{Scanned, count_while, is_blank, is_space, removable_backslashes, scan};
use super::name::{definition_name, use_at};
use super::source::offset;
use super::{
    MAX_DIAGNOSTICS, MAX_LINE_BYTES, MAX_SOURCE_BYTES, Span, SyntaxDiagnostic, SyntaxProblem,
};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A UTF-8 byte order mark at the start of the text.
    Bom,
    /// White space within a line.
    Blank,
    /// The end of a line with the carriage returns before it.
    Newline,
    /// `#` or `!` to the end of the line.
    Comment,
    /// A bare word.
    Word,
    /// A string with its double quotes.
    Quoted,
    /// From a double quote that is never closed to the end of the line's text.
    BrokenQuote,
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// A backslash that ends the line.
    Backslash,
    /// `@id` or `@^id` before the rest of a line.
    Condition,
    /// `~SEQ(…)`, `~SEQx(…)` or `~LST(…)` before the rest of a line.
    Sequence,
    /// `$NAME` of a definition.
    DefinitionName,
    /// The `=` of a definition.
    Equals,
    /// One line of a definition's value.
    DefinitionText,
    /// `include` or one of its variants.
    IncludeKeyword,
    /// The path or pattern after it, to the end of the line's text.
    IncludePath,
    /// From a NUL byte to the end of its line: Keepalived does not see it.
    AfterNul,
    /// What lies beyond [`MAX_SOURCE_BYTES`].
    Excess,
}

impl TokenKind {
    /// Whether Keepalived sees nothing of it.
    pub const fn is_trivia(self) -> bool {
        matches!(
            self,
            Self::Bom
                | Self::Blank
                | Self::Newline
                | Self::Comment
                | Self::Backslash
                | Self::AfterNul
                | Self::Excess
        )
    }
}

/// A piece of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it is; never empty.
    pub span: Span,
}

/// How a text that was saved with a mark begins.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Cuts `text` into tokens. Without `directives` what looks like one is words, as it is to
/// Keepalived in a text that has been expanded.
pub(crate) fn lex(text: &[u8], directives: bool) -> (Vec<Token>, Vec<SyntaxDiagnostic>) {
    let read = &text[..text.len().min(MAX_SOURCE_BYTES)];
    let mut lexer = Lexer {
        text: read,
        at: 0,
        tokens: Vec::with_capacity(read.len() / 4),
        diagnostics: Vec::new(),
        in_definition: false,
        directives,
    };
    if read.starts_with(BYTE_ORDER_MARK) {
        lexer.problem(SyntaxProblem::ByteOrderMark, 0, BYTE_ORDER_MARK.len());
        lexer.push_to(TokenKind::Bom, BYTE_ORDER_MARK.len());
    }
    while lexer.at < read.len() {
        lexer.line();
    }
    if text.len() > read.len() {
        lexer.problem(SyntaxProblem::TooLarge, read.len(), text.len());
        lexer.push_to(TokenKind::Excess, text.len());
    }
    (lexer.tokens, lexer.diagnostics)
}

struct Lexer<'t> {
    text: &'t [u8],
    at: usize,
    tokens: Vec<Token>,
    diagnostics: Vec<SyntaxDiagnostic>,
    in_definition: bool,
    directives: bool,
}

impl Lexer<'_> {
    /// Ends a token at `end`; nothing to cut makes no token.
    fn push_to(&mut self, kind: TokenKind, end: usize) {
        if end > self.at {
            self.tokens.push(Token {
                kind,
                span: Span::new(offset(self.at), offset(end)),
            });
            self.at = end;
        }
    }

    fn problem(&mut self, problem: SyntaxProblem, start: usize, end: usize) {
        if self.diagnostics.len() == MAX_DIAGNOSTICS {
            return;
        }
        let span = Span::new(offset(start), offset(end));
        self.diagnostics.push(SyntaxDiagnostic { problem, span });
    }

    fn line(&mut self) {
        let start = self.at;
        let rest = &self.text[start..];
        let newline = rest.iter().position(|byte| *byte == b'\n');
        let line = &rest[..newline.unwrap_or(rest.len())];
        let line_end = start + newline.map_or(rest.len(), |at| at + 1);
        if line.len() > MAX_LINE_BYTES {
            let bytes = offset(line.len());
            self.problem(
                SyntaxProblem::LineTooLong { bytes },
                start + MAX_LINE_BYTES,
                start + line.len(),
            );
        }

        let nul = line.iter().position(|byte| *byte == 0);
        let seen = &line[..nul.unwrap_or(line.len())];
        let returns = seen.iter().rev().take_while(|byte| **byte == b'\r').count();
        let content = &seen[..seen.len() - returns];
        self.content(start, content);

        if let Some(nul) = nul {
            self.problem(SyntaxProblem::NulByte, start + nul, start + line.len());
            self.push_to(TokenKind::Blank, start + nul);
            self.push_to(TokenKind::AfterNul, start + line.len());
        }
        self.push_to(TokenKind::Newline, line_end);
    }

    /// The tokens of a line's content, which has neither NUL nor newline.
    fn content(&mut self, start: usize, content: &[u8]) {
        let found = scan(content);
        self.push_to(TokenKind::Blank, start + found.indent);
        let text_end = start + found.text_end;
        if self.in_definition {
            self.push_to(TokenKind::DefinitionText, text_end);
            self.in_definition = found.continues(content);
            if found.is_empty() && !content.is_empty() && !self.in_definition {
                self.problem(SyntaxProblem::DefinitionCut, start, start + content.len());
            }
        } else {
            self.line_start(text_end);
            self.words(text_end);
            self.in_definition = self.in_definition && found.continues(content);
            if !found.continues(content) || !self.in_definition {
                self.report_line_end(start, &found);
            }
        }
        self.report_escapes(start + found.indent, &content[found.indent..found.text_end]);
        self.line_tail(start, &found, content.len());
    }

    fn report_line_end(&mut self, start: usize, found: &Scanned) {
        if let Some(at) = found.backslash {
            self.problem(SyntaxProblem::TrailingBackslash, start + at, start + at + 1);
        }
        let already = self
            .tokens
            .last()
            .is_some_and(|token| token.kind == TokenKind::BrokenQuote);
        if let Some(at) = found.open_quote.filter(|_| !already) {
            self.problem(
                SyntaxProblem::UnterminatedQuote,
                start + at,
                start + found.text_end.max(at + 1),
            );
        }
    }

    fn report_escapes(&mut self, start: usize, text: &[u8]) {
        for at in removable_backslashes(text) {
            self.problem(
                SyntaxProblem::EscapedCommentSign,
                start + at,
                start + at + 2,
            );
        }
    }

    /// Blanks, comment and backslash after the text.
    fn line_tail(&mut self, start: usize, found: &Scanned, len: usize) {
        let stop = found.comment.or(found.backslash).unwrap_or(len);
        self.push_to(TokenKind::Blank, start + stop);
        if found.comment.is_some() {
            self.push_to(TokenKind::Comment, start + len);
        } else {
            self.push_to(TokenKind::Backslash, start + len);
        }
    }

    /// The directives that may stand where a line, or the rest of one after a brace, begins.
    fn line_start(&mut self, end: usize) {
        if !self.directives {
            return;
        }
        if self.rest(end).starts_with(b"@") {
            self.condition(end);
        }
        if self.definition(end) {
            return;
        }
        while is_sequence(self.rest(end)) {
            self.sequence(end);
        }
        if let Some(keyword) = include_keyword(self.rest(end)) {
            self.push_to(TokenKind::IncludeKeyword, self.at + keyword);
            self.blanks(end);
            self.push_to(TokenKind::IncludePath, end);
        }
    }

    fn rest(&self, end: usize) -> &[u8] {
        &self.text[self.at..end]
    }

    fn blanks(&mut self, end: usize) {
        let blanks = count_while(self.rest(end), is_blank);
        self.push_to(TokenKind::Blank, self.at + blanks);
    }

    fn condition(&mut self, end: usize) {
        let start = self.at;
        let id = count_while(self.rest(end), |byte| !is_blank(byte));
        self.push_to(TokenKind::Condition, start + id);
        if self.at == end {
            self.problem(SyntaxProblem::EmptyCondition, start, end);
        }
        self.blanks(end);
    }

    fn definition(&mut self, end: usize) -> bool {
        let Some(name) = definition_name(self.rest(end)) else {
            return false;
        };
        self.push_to(TokenKind::DefinitionName, self.at + name);
        self.push_to(TokenKind::Equals, self.at + 1);
        self.blanks(end);
        self.push_to(TokenKind::DefinitionText, end);
        self.in_definition = true;
        true
    }

    fn sequence(&mut self, end: usize) {
        let start = self.at;
        match self.rest(end).iter().position(|byte| *byte == b')') {
            Some(close) => self.push_to(TokenKind::Sequence, start + close + 1),
            None => {
                self.problem(SyntaxProblem::MalformedSequence, start, end);
                self.push_to(TokenKind::Sequence, end);
            }
        }
        self.blanks(end);
    }

    fn words(&mut self, end: usize) {
        while let Some(&byte) = self.rest(end).first() {
            match byte {
                b'{' | b'}' => {
                    let kind = if byte == b'{' {
                        TokenKind::OpenBrace
                    } else {
                        TokenKind::CloseBrace
                    };
                    self.push_to(kind, self.at + 1);
                    self.blanks(end);
                    self.line_start(end);
                }
                b'"' => self.quoted(end),
                _ if is_space(byte) => {
                    let blanks = count_while(self.rest(end), is_space);
                    self.push_to(TokenKind::Blank, self.at + blanks);
                }
                _ => {
                    let word = self.word_len(end);
                    self.push_to(TokenKind::Word, self.at + word);
                }
            }
        }
    }

    /// The length of the word here. The braces of a `${NAME}` are part of it: Keepalived replaces
    /// names before it looks for braces.
    fn word_len(&self, end: usize) -> usize {
        let rest = self.rest(end);
        let mut len = 0;
        loop {
            len += count_while(&rest[len..], |byte| is_word_byte(byte) && byte != b'$');
            if rest.get(len) != Some(&b'$') {
                return len;
            }
            let name =
                use_at(rest, len).filter(|_| self.directives && rest.get(len + 1) == Some(&b'{'));
            len = name.map_or(len + 1, |name| name.range.end);
        }
    }

    fn quoted(&mut self, end: usize) {
        let start = self.at;
        match self.rest(end)[1..].iter().position(|byte| *byte == b'"') {
            Some(close) => self.push_to(TokenKind::Quoted, start + close + 2),
            None => {
                self.problem(SyntaxProblem::UnterminatedQuote, start, end);
                self.push_to(TokenKind::BrokenQuote, end);
            }
        }
    }
}

const fn is_word_byte(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'"' | b'{' | b'}')
}

/// Whether `text` starts a `~SEQ` or a `~LST`.
pub(crate) fn is_sequence(text: &[u8]) -> bool {
    text.starts_with(b"~SEQ") || text.starts_with(b"~LST")
}

/// The length of the include keyword that `text` starts with: `include` and at most one of the
/// letters `rmwba`, followed by white space.
pub(crate) fn include_keyword(text: &[u8]) -> Option<usize> {
    let rest = text.strip_prefix(b"include")?;
    match *rest {
        [first, ..] if is_space(first) => Some(7),
        [b'r' | b'm' | b'w' | b'b' | b'a', second, ..] if is_space(second) => Some(8),
        _ => None,
    }
}
