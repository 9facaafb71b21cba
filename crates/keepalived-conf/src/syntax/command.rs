//! The words of a command line, for the keywords that run scripts.
//!
//! `script`, `notify…`, `misc_path` and their like do not use the ordinary words of their statement:
//! Keepalived reads the raw line again, with single quotes, double quotes that may stand inside a
//! word, and escapes (keepalived 2.2.7 `lib/parser.c`, `alloc_strvec_quoted_escaped`).

use super::line::is_space;

/// Why a command has no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CommandProblem {
    /// A quote is not closed.
    UnterminatedQuote(u8),
    /// The last byte is a backslash.
    DanglingBackslash,
}

/// Splits a command as those keywords do.
pub fn command_words(text: &[u8]) -> Result<Vec<Vec<u8>>, CommandProblem> {
    let mut words = Vec::new();
    let mut word: Option<Vec<u8>> = None;
    let mut quote = None;
    let mut rest = text;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, quote) {
            (b'\\', _) => {
                let (value, used) = escape(rest).ok_or(CommandProblem::DanglingBackslash)?;
                rest = &rest[used..];
                word.get_or_insert_default().push(value);
            }
            (_, Some(open)) if byte == open => quote = None,
            (b'"' | b'\'', None) => {
                quote = Some(byte);
                word.get_or_insert_default();
            }
            (_, None) if is_space(byte) => words.extend(word.take()),
            _ => word.get_or_insert_default().push(byte),
        }
    }
    words.extend(word);
    match quote {
        Some(open) => Err(CommandProblem::UnterminatedQuote(open)),
        None => Ok(words),
    }
}

/// The byte that an escape stands for and how many bytes it takes, the backslash not counted.
fn escape(rest: &[u8]) -> Option<(u8, usize)> {
    let first = *rest.first()?;
    let hex = rest[1..]
        .iter()
        .take_while(|byte| byte.is_ascii_hexdigit())
        .count();
    let octal = rest
        .iter()
        .take(3)
        .take_while(|byte| matches!(byte, b'0'..=b'7'))
        .count();
    let digits = |text: &[u8], radix: u32| {
        let values = text
            .iter()
            .filter_map(|byte| char::from(*byte).to_digit(radix));
        values.fold(0u8, |sum, digit| {
            sum.wrapping_mul(radix as u8).wrapping_add(digit as u8)
        })
    };
    Some(match (first, rest.get(1)) {
        (b'x', _) if hex > 0 => (digits(&rest[1..=hex], 16), hex + 1),
        (b'c', Some(control)) => (control & 0x1f, 2),
        (b'0'..=b'7', _) => (digits(&rest[..octal], 8), octal),
        (b'a', _) => (0x07, 1),
        (b'b', _) => (0x08, 1),
        (b'E', _) => (0x1b, 1),
        (b'f', _) => (0x0c, 1),
        (b'n', _) => (b'\n', 1),
        (b'r', _) => (b'\r', 1),
        (b't', _) => (b'\t', 1),
        (b'v', _) => (0x0b, 1),
        _ => (first, 1),
    })
}

#[cfg(test)]
mod tests {
    use super::{CommandProblem, command_words};

    fn words(text: &str) -> Vec<String> {
        let words = command_words(text.as_bytes()).unwrap();
        words
            .into_iter()
            .map(|word| String::from_utf8(word).unwrap())
            .collect()
    }

    #[test]
    fn quotes_join_and_single_quotes_count() {
        assert_eq!(words(r#"abcd" efg h jkl "mnop"#), ["abcd efg h jkl mnop"]);
        assert_eq!(words("/bin/check 'a b' c"), ["/bin/check", "a b", "c"]);
        assert_eq!(words(r#"x """#), ["x", ""]);
    }

    #[test]
    fn escapes_are_those_of_the_shell() {
        assert_eq!(
            words(r"a\tb \x41 \101 \\ \q"),
            ["a\tb", "A", "A", "\\", "q"]
        );
        assert_eq!(words(r"\c["), ["\u{1b}"]);
    }

    #[test]
    fn what_is_not_closed_is_named() {
        assert_eq!(
            command_words(b"'a"),
            Err(CommandProblem::UnterminatedQuote(b'\''))
        );
        assert_eq!(
            command_words(b"a\\"),
            Err(CommandProblem::DanglingBackslash)
        );
    }
}
