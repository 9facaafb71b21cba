//! The first pass over one physical line: where its text ends and its comment begins.
//!
//! Keepalived makes this pass before it looks for words or braces, with its own idea of quotes: a
//! backslash hides the next byte, inside quotes too, which the later passes know nothing of
//! (keepalived 2.2.7 `lib/parser.c`, `decomment`). Both the lexer and the expansion start from it.

/// What the first pass finds. All offsets are relative to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scanned {
    /// Leading blanks end here.
    pub(crate) indent: usize,
    /// The text, `indent..text_end`, has neither comment nor trailing blanks.
    pub(crate) text_end: usize,
    /// Where a comment begins.
    pub(crate) comment: Option<usize>,
    /// A backslash that is the last byte of the line; it may stand inside the comment.
    pub(crate) backslash: Option<usize>,
    /// The opening quote of a string that is not closed on this line.
    pub(crate) open_quote: Option<usize>,
}

impl Scanned {
    /// Whether a definition goes on in the next line.
    pub(crate) fn continues(&self, line: &[u8]) -> bool {
        self.backslash.is_some() || line[self.indent..self.text_end].ends_with(b"\\")
    }

    /// Whether nothing is left of the line but blanks and a comment.
    pub(crate) fn is_empty(&self) -> bool {
        self.indent == self.text_end
    }
}

/// Blanks as the line reader knows them; the word splitter knows more, see [`is_space`].
pub(crate) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// What separates words.
pub(crate) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r')
}

/// The number of leading bytes of `text` for which `class` holds.
pub(crate) fn count_while(text: &[u8], class: impl Fn(u8) -> bool) -> usize {
    text.iter().take_while(|byte| class(**byte)).count()
}

/// Scans a line that has no newline and no NUL.
pub(crate) fn scan(line: &[u8]) -> Scanned {
    let indent = count_while(line, is_blank);
    let mut found = Scanned {
        indent,
        text_end: line.len(),
        comment: None,
        backslash: None,
        open_quote: None,
    };
    let mut at = indent;
    while let Some(&byte) = line.get(at) {
        match byte {
            b'"' if found.comment.is_none() => {
                found.open_quote = if found.open_quote.is_some() {
                    None
                } else {
                    Some(at)
                };
            }
            b'\\' if at + 1 == line.len() => found.backslash = Some(at),
            b'\\' => at += 1,
            b'!' | b'#' if found.open_quote.is_none() && found.comment.is_none() => {
                found.comment = Some(at);
            }
            _ => {}
        }
        at += 1;
    }
    let end = found.comment.or(found.backslash).unwrap_or(line.len());
    found.text_end = trim_blanks(line, indent, end);
    found
}

/// Moves `end` back over blanks, not before `start`.
pub(crate) fn trim_blanks(line: &[u8], start: usize, end: usize) -> usize {
    let trailing = line[start..end]
        .iter()
        .rev()
        .take_while(|byte| is_blank(**byte))
        .count();
    end - trailing
}

/// The backslashes that the first pass takes out: those of `\#` and `\!` outside double quotes.
pub(crate) fn removable_backslashes(text: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut quoted = false;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' => quoted = !quoted,
            b'\\' => {
                let sign = matches!(text.get(at + 1), Some(b'#' | b'!'));
                if sign && !quoted {
                    found.push(at);
                }
                at += 1;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::scan;

    fn text(line: &str) -> &str {
        let found = scan(line.as_bytes());
        &line[found.indent..found.text_end]
    }

    #[test]
    fn a_comment_starts_anywhere_even_inside_a_word() {
        assert_eq!(text("  auth_pass abc#def"), "auth_pass abc");
        assert_eq!(text("weight 5 ! more"), "weight 5");
        assert_eq!(text("# whole line"), "");
    }

    #[test]
    fn quotes_and_backslashes_hide_comment_signs() {
        assert_eq!(text(r#"script "a # b" # c"#), r#"script "a # b""#);
        assert_eq!(text(r"auth_pass a\#b"), r"auth_pass a\#b");
        assert_eq!(text(r#"x "a \" # b" y"#), r#"x "a \" # b" y"#);
        assert_eq!(text(r"x a\\#b"), r"x a\\");
    }

    #[test]
    fn a_backslash_at_the_end_is_seen_behind_a_comment_too() {
        assert_eq!(scan(br"a \").backslash, Some(2));
        assert_eq!(scan(br"a # b \").backslash, Some(6));
        assert_eq!(scan(br"a \\").backslash, None);
        assert!(scan(br"a \\").continues(br"a \\"));
    }

    #[test]
    fn an_open_quote_is_reported_where_it_opens() {
        assert_eq!(scan(br#"a "b" "c"#).open_quote, Some(6));
        assert_eq!(scan(br#"a # "c"#).open_quote, None);
    }
}
