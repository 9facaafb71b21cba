//! From a filled-in template to its text, in one language.

use super::error::TemplateError;
use super::fill::Filled;
use super::library::{CHECKS_MARK, HEAD_MARK};
use super::outline::{Line, Shape, remaining};
use crate::message::{Lang, Message};

/// Which text of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// keepalived.conf.
    Config,
    /// Its share of vipkeeper.toml.
    Checks,
}

/// A filled-in text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// What its reader should know.
    pub warnings: Vec<Message>,
}

impl From<&str> for Rendered {
    /// A text that was given as it is.
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            warnings: Vec::new(),
        }
    }
}

impl Rendered {
    /// Appends a text; a warning is given once.
    pub(super) fn push(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        for warning in &other.warnings {
            if !self.warnings.contains(warning) {
                self.warnings.push(warning.clone());
            }
        }
    }
}

impl Filled<'_> {
    /// One part of the template, its comments in `lang`.
    pub fn render(&self, part: Part, lang: Lang) -> Result<Rendered, TemplateError> {
        let mut lines = Vec::new();
        for (number, line) in (1..).zip(self.template.text.lines()) {
            let Some(line) = line_of(part, line).and_then(|line| in_lang(line, lang)) else {
                continue;
            };
            lines.push(Line {
                text: self.place(number).fill(&line, &self.values)?,
                shape: Shape::of(&line),
            });
        }
        let mut rendered = Rendered::default();
        for line in remaining(lines) {
            rendered.push(&line);
            rendered.text.push('\n');
        }
        Ok(rendered)
    }
}

/// The line without its mark when it belongs to `part`.
fn line_of(part: Part, line: &str) -> Option<&str> {
    match (part, line.strip_prefix(CHECKS_MARK)) {
        (Part::Checks, Some(rest)) => Some(rest.strip_prefix(' ').unwrap_or(rest)),
        (Part::Config, None) if !line.starts_with(HEAD_MARK) => Some(line),
        _ => None,
    }
}

/// `#[en] text` as `# text` for readers of English, and for nobody else; every
/// other line as it is.
fn in_lang(line: &str, lang: Lang) -> Option<String> {
    let comment = line.trim_start();
    let indent = &line[..line.len() - comment.len()];
    for marked in Lang::ALL {
        let mark = format!("#[{marked}]");
        if let Some(text) = comment.strip_prefix(&mark) {
            return (marked == lang).then(|| format!("{indent}#{text}"));
        }
    }
    Some(line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_read_in_one_language() {
        let line = "    #[zh-CN] 优先级";
        assert_eq!(in_lang(line, Lang::ZhCn).as_deref(), Some("    # 优先级"));
        assert_eq!(in_lang(line, Lang::En), None);
        for unmarked in ["# both", "x # [en]", "#[de] kein Kommentar von uns"] {
            assert_eq!(in_lang(unmarked, Lang::En).as_deref(), Some(unmarked));
        }
    }
}
