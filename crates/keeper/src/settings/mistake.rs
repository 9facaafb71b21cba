//! What is wrong in vipkeeper.toml, where, and what was probably meant.
//!
//! A check's keys are its own and its kind's, and serde reads the latter from a
//! buffer that has forgotten their places: it would point at the head of the
//! table.  So a text that is refused is looked at once more, check by check.

use keepalived_conf::catalog;
use toml::Spanned;
use toml::de::{DeTable, Deserializer, Error};

use super::check::CHECK_KEYS;
use crate::checks::{Question, QuestionError};
use crate::message::{Explanation, Message};

/// The first thing that is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Mistake {
    /// With its line, as TOML's reader tells it.
    error: Error,
    /// Whether it is in a check, which may have more keys than the error names.
    is_in_check: bool,
}

impl Mistake {
    /// What is wrong with this text, which was refused with this error.
    pub(super) fn of(text: &str, error: Error) -> Self {
        match first_in_checks(text) {
            Some(mut error) => {
                error.set_input(Some(text));
                Self {
                    error,
                    is_in_check: true,
                }
            }
            None => Self {
                error,
                is_in_check: false,
            },
        }
    }

    pub(super) fn explain_in(&self, explanation: Explanation) -> Explanation {
        let explanation = explanation.detail(self.to_string().trim_end());
        match self.hint() {
            Some(hint) => explanation.hint(hint),
            None => explanation,
        }
    }

    fn hint(&self) -> Option<Message> {
        let (written, mut known) = words(self.error.message())?;
        let is_key = self.error.message().starts_with("unknown field");
        if is_key && self.is_in_check {
            known.extend(CHECK_KEYS);
        }
        match catalog::closest_word(written, known) {
            Some(nearest) => {
                Some(Message::new("hint-usage-did-you-mean").with("suggestion", nearest))
            }
            None if is_key && self.is_in_check => {
                let keys = CHECK_KEYS.join(", ");
                Some(Message::new("hint-check-keys").with("keys", keys))
            }
            None => None,
        }
    }
}

/// The error of the first check whose kind does not have these keys, or not in
/// this form.
fn first_in_checks(text: &str) -> Option<Error> {
    let document = DeTable::parse(text).ok()?;
    let checks = document.get_ref().get("checks")?.get_ref().as_table()?;
    checks.values().find_map(|check| {
        let table = check.get_ref().as_table()?.clone();
        in_check(Spanned::new(check.span(), table))
    })
}

fn in_check(mut table: Spanned<DeTable<'_>>) -> Option<Error> {
    let keys = table.get_mut();
    let kind = keys.remove("kind")?;
    for key in CHECK_KEYS {
        keys.remove(*key);
    }
    let kind = kind.get_ref().as_str()?;
    match Question::read(kind, Deserializer::from(table)) {
        Err(QuestionError::Keys {
            source: Some(error),
            ..
        }) if error.span().is_some() => Some(*error),
        _ => None,
    }
}

/// What was written and what is known, from serde's words for either: "unknown
/// field `x`, expected one of `a`, `b`".
fn words(message: &str) -> Option<(&str, Vec<&str>)> {
    let is_choice = ["unknown field", "unknown variant"]
        .iter()
        .any(|start| message.starts_with(start));
    let mut quoted = message.split('`').skip(1).step_by(2);
    let written = quoted.next().filter(|_| is_choice)?;
    Some((written, quoted.collect()))
}

#[cfg(test)]
mod tests {
    use super::super::Settings;
    use super::*;
    use crate::message::{Lang, Messages};
    use std::path::Path;

    /// The line that is pointed at, its marks, and the hint.
    fn pointed(text: &str) -> (String, String, Option<String>) {
        use crate::message::Explain;
        let told = Settings::parse(text, Path::new("a")).unwrap_err().explain();
        let lines: Vec<&str> = told.details[0].lines().collect();
        let hint = told.hint.map(|hint| Messages::new(Lang::En).text(&hint));
        (lines[2].to_owned(), lines[3].to_owned(), hint)
    }

    #[test]
    fn a_key_or_a_word_of_a_kind_is_pointed_at_where_it_stands() {
        let first = "[checks.a]\nkind = 'tcp'\ntarget = 'a:1'\ninterval = '1s'\n";
        let second = "[checks.b]\nkind = 'redis'\ntarget = 'b:1'\n";
        for (line, shown, marks, hint) in [
            (
                "timout = '1s'",
                "8 | timout = '1s'",
                "  | ^^^^^^",
                Some("did you mean timeout?"),
            ),
            (
                "role = 'mater'",
                "8 | role = 'mater'",
                "  |        ^^^^^^^",
                Some("did you mean master?"),
            ),
            (
                "link_up = 'yes'",
                "8 | link_up = 'yes'",
                "  |           ^^^^^",
                None,
            ),
            (
                "xyzzy = 1",
                "8 | xyzzy = 1",
                "  | ^^^^^",
                Some(
                    "every check may have interval, interval_when_down, timeout, rise, fall, \
                     fast_down, grace, damping, only_on, policy",
                ),
            ),
        ] {
            let told = pointed(&format!("{first}{second}{line}\n"));
            let expected = (shown.into(), marks.into(), hint.map(str::to_owned));
            assert_eq!(told, expected, "{line}");
        }
    }

    #[test]
    fn a_section_is_guessed_too_but_not_a_key_of_checks_in_it() {
        let (line, _, hint) = pointed("[check.a]\nkind = 'tcp'\n");
        assert_eq!(line, "1 | [check.a]");
        assert_eq!(hint.as_deref(), Some("did you mean checks?"));
        let (line, _, hint) = pointed("[node]\ntimeout = '1s'\n");
        assert_eq!((line.as_str(), hint), ("2 | timeout = '1s'", None));
    }

    #[test]
    fn every_key_that_is_named_is_one() {
        for key in CHECK_KEYS {
            let value = match *key {
                "rise" | "fall" => "1",
                "fast_down" => "true",
                "only_on" => "'backup'",
                "policy" => "'fault'",
                _ => "'1s'",
            };
            let text = format!("[checks.a]\nkind = 'tcp'\ntarget = 'a:1'\n{key} = {value}\n");
            assert!(Settings::parse(&text, Path::new("a")).is_ok(), "{key}");
        }
    }
}
