//! What a finding is: plain data, in both languages, that a face of the program renders.

use crate::edit::TextEdit;
use crate::expand::{FileId, Location};

/// A sentence in both languages, with its numbers and names filled in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text {
    /// English.
    pub en: String,
    /// 简体中文
    pub zh: String,
}

impl Text {
    /// A sentence from its two wordings.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            zh: zh.into(),
        }
    }
}

/// How bad a finding is; ordered, so that `severity >= Severity::Warning` is what `--deny` needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It works, and could be better.
    Hint,
    /// Keepalived takes it, but it hardly does what is wanted.
    Warning,
    /// Keepalived rejects it, or reports it and goes on with something else (`-t` does not exit 0).
    Error,
}

/// Something to know beside the message, at a place of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The place; `None` for a remark about the whole.
    pub at: Option<Location>,
    /// The remark.
    pub text: Text,
}

/// A change that makes the finding go away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub title: Text,
    /// The file it changes.
    pub file: FileId,
    /// The changes, against the text of that file.
    pub edits: Vec<TextEdit>,
    /// Whether it keeps what the author meant beyond doubt, so that it may be applied unasked.
    pub safe: bool,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The id of the rule.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub at: Location,
    /// What is wrong.
    pub message: Text,
    /// What else to know.
    pub notes: Vec<Note>,
    /// How to put it right.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Lowers or raises the severity of this one finding.
    pub(crate) fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Adds a note about another place.
    pub(crate) fn note_at(&mut self, at: Location, text: Text) -> &mut Self {
        self.notes.push(Note { at: Some(at), text });
        self
    }

    /// Adds a note.
    pub(crate) fn note(&mut self, text: Text) -> &mut Self {
        self.notes.push(Note { at: None, text });
        self
    }

    /// Offers a fix, if there is one.
    pub(crate) fn fix(&mut self, fix: impl Into<Option<Fix>>) -> &mut Self {
        self.fix = fix.into();
        self
    }
}
