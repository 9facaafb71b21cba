//! The names that are defined, and how a use of one is recognised.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::line_buf::LineBuf;
use crate::syntax::lexer::is_name_byte;
use crate::syntax::line::count_while;

/// What a name stands for.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// The rest of a line.
    Text(LineBuf),
    /// Several lines; at least one.
    Lines(Rc<[LineBuf]>),
    /// A name that Keepalived defines itself.
    BuiltIn(BuiltIn),
}

/// The names that Keepalived defines itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BuiltIn {
    /// `_PWD`: the directory of the file.
    Directory,
    /// `_INSTANCE`: the configuration id.
    Instance,
    /// `_RANDOM [MIN [MAX]]`; stands for its smallest value here, so that results repeat.
    Random,
    /// `_HASH`
    Hash,
    /// `_BANG`
    Bang,
    /// `_ENV NAME`
    Environment,
}

/// A `$NAME` or `${NAME …}` in a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Use<'l> {
    /// All of it, in the line.
    pub(super) range: Range<usize>,
    /// The name alone.
    pub(super) name: &'l [u8],
    /// What stands between name and brace, without blanks around it.
    pub(super) params: &'l [u8],
    /// Whether nothing follows it.
    pub(super) is_last: bool,
}

/// The names and their values.
pub(super) struct Definitions {
    values: HashMap<Vec<u8>, Value>,
}

impl Definitions {
    pub(super) fn new() -> Self {
        let built_in = [
            ("_PWD", BuiltIn::Directory),
            ("_INSTANCE", BuiltIn::Instance),
            ("_RANDOM", BuiltIn::Random),
            ("_HASH", BuiltIn::Hash),
            ("_BANG", BuiltIn::Bang),
            ("_ENV", BuiltIn::Environment),
        ];
        let values = built_in.map(|(name, value)| (name.into(), Value::BuiltIn(value)));
        Self {
            values: values.into(),
        }
    }

    pub(super) fn set(&mut self, name: &[u8], value: Value) {
        self.values.insert(name.to_vec(), value);
    }

    pub(super) fn find(&self, name: &[u8]) -> Option<&Value> {
        self.values.get(name)
    }
}

/// The use that begins with the `$` at `at`, if the text there has the form of one. Without braces a
/// name must be followed by a blank, a comma, a closing parenthesis or the end.
pub(super) fn use_at(line: &[u8], at: usize) -> Option<Use<'_>> {
    let braced = line.get(at + 1) == Some(&b'{');
    let start = at + 1 + usize::from(braced);
    let first = *line.get(start)?;
    if !first.is_ascii_alphabetic() && first != b'_' {
        return None;
    }
    let name = &line[start..start + count_while(&line[start..], is_name_byte)];
    let after = start + name.len();
    let (params, end) = if braced {
        let close = after + line[after..].iter().position(|byte| *byte == b'}')?;
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
