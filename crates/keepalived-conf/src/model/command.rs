//! The commands that Keepalived runs: `script`, `notify_…`, `misc_path` and their like.

use crate::syntax::command_words;

/// A command and under whom it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The program and its arguments; at least one word.
    pub words: Vec<String>,
    /// The user, when the line names one.
    pub user: Option<String>,
    /// The group, when the line names one.
    pub group: Option<String>,
}

impl Command {
    /// Reads the words after the keyword: the first is the whole command line, to be split again.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let text_of = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
        let line = command_words(text).ok()?;
        let words: Vec<String> = command_words(line.first()?)
            .ok()?
            .iter()
            .map(text_of)
            .collect();
        words.first()?;
        Some(Self {
            words,
            user: line.get(1).map(text_of),
            group: line.get(2).map(text_of),
        })
    }

    /// The program.
    pub fn program(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// The words joined by spaces, for messages and searches; not fit to be run.
    pub fn text(&self) -> String {
        self.words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::Command;

    #[test]
    fn a_quoted_command_has_arguments_and_then_a_user() {
        let command = Command::read(br#""/bin/check --port 3306" nobody nogroup"#).unwrap();
        assert_eq!(command.words, ["/bin/check", "--port", "3306"]);
        assert_eq!(command.user.as_deref(), Some("nobody"));
        assert_eq!(command.group.as_deref(), Some("nogroup"));
    }

    #[test]
    fn a_bare_command_is_one_word() {
        let command = Command::read(b"/bin/check").unwrap();
        assert_eq!(command.program(), "/bin/check");
        assert_eq!(command.user, None);
        assert_eq!(Command::read(b""), None);
        assert_eq!(Command::read(b"\"\""), None);
    }
}
