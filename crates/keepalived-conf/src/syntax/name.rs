//! Names: `$NAME=` where one is defined, `$NAME` and `${NAME}` where one is used.

use std::ops::Range;

use super::line::count_while;

/// A `$NAME` or `${NAME …}` in a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Use<'l> {
    /// All of it, in the line.
    pub(crate) range: Range<usize>,
    /// The name alone.
    pub(crate) name: &'l [u8],
    /// What stands between name and brace, without blanks around it.
    pub(crate) params: &'l [u8],
    /// Whether nothing follows it.
    pub(crate) is_last: bool,
}

/// The length of `$NAME` if `text` is `$NAME=…`.
pub(crate) fn definition_name(text: &[u8]) -> Option<usize> {
    let name = text.strip_prefix(b"$")?;
    let first = *name.first()?;
    if !first.is_ascii_alphabetic() && first != b'_' {
        return None;
    }
    let len = count_while(name, is_name_byte);
    (name.get(len) == Some(&b'=')).then_some(len + 1)
}

/// What the name of a definition is made of, after its first byte.
const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The use that begins with the `$` at `at`, if the text there has the form of one. Without braces a
/// name must be followed by a blank, a comma, a closing parenthesis or the end.
pub(crate) fn use_at(line: &[u8], at: usize) -> Option<Use<'_>> {
    let braced = line.get(at + 1) == Some(&b'{');
    let start = at + 1 + usize::from(braced);
    let first = *line.get(start)?;
    if !first.is_ascii_alphabetic() && first != b'_' {
        return None;
    }
    let name = &line[start..start + count_while(&line[start..], is_name_byte)];
    let after = start + name.len();
    let (params, end) = if braced {
        let close = after + count_while(&line[after..], |byte| byte == b' ' || is_name_byte(byte));
        line.get(close).filter(|byte| **byte == b'}')?;
        (params_of(name, &line[after..close])?, close + 1)
    } else {
        let ends = matches!(line.get(after), None | Some(b' ' | b'\t' | b',' | b')'));
        (&line[..0], ends.then_some(after)?)
    };
    Some(Use {
        range: at..end,
        name,
        params,
        is_last: end == line.len(),
    })
}

/// Only `_RANDOM` takes numbers, and they end right before the brace; only `_ENV` takes a name.
fn params_of<'l>(name: &[u8], between: &'l [u8]) -> Option<&'l [u8]> {
    let params = &between[count_while(between, |byte| byte == b' ')..];
    let valid = match name {
        b"_ENV" => params.iter().copied().all(is_name_byte),
        b"_RANDOM" => {
            let numbers = params
                .iter()
                .all(|byte| *byte == b' ' || byte.is_ascii_digit());
            numbers && !params.ends_with(b" ")
        }
        _ => params.is_empty(),
    };
    valid.then_some(params)
}

#[cfg(test)]
mod tests {
    use super::use_at;

    fn name(line: &str) -> Option<(&str, &str)> {
        let found = use_at(line.as_bytes(), line.find('$')?)?;
        let text = |bytes| std::str::from_utf8(bytes).unwrap();
        Some((text(found.name), text(found.params)))
    }

    #[test]
    fn a_bare_name_needs_something_behind_it_that_ends_it() {
        assert_eq!(name("x $A"), Some(("A", "")));
        assert_eq!(name("x $A, y"), Some(("A", "")));
        assert_eq!(name("x $A/24"), None);
        assert_eq!(name("x \"$A\""), None);
        assert_eq!(name("x $1"), None);
    }

    #[test]
    fn braces_end_a_name_and_may_hold_parameters() {
        assert_eq!(name("10.${A}.1"), Some(("A", "")));
        assert_eq!(name("${_RANDOM 1 5}"), Some(("_RANDOM", "1 5")));
        assert_eq!(name("${_ENV HOST}"), Some(("_ENV", "HOST")));
        assert_eq!(name("${A 1}"), None);
        assert_eq!(name("${A"), None);
        assert_eq!(name("${A.b}"), None);
    }
}
