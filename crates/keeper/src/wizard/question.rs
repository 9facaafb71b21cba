//! A question of the wizard's.

use crate::message::Message;
use crate::template::{Kind, Localized};

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// Which template.
    Template,
    /// The value of a parameter, by its name in capitals.
    Parameter(String),
    /// Whether the nodes talk to each other by unicast.
    Unicast,
    /// Which profile.
    Profile,
}

/// The words of a question or a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wording {
    /// From the catalogue.
    Message(Message),
    /// From the template itself.
    Localized(Localized),
    /// The same in every language.
    Plain(String),
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is answered.
    pub value: String,
    /// What it means.
    pub words: Wording,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it is about.
    pub topic: Topic,
    /// What is asked.
    pub words: Wording,
    /// The answers that there are, or that are known; empty: any of the kind.
    pub choices: Vec<Choice>,
    /// What an empty answer stands for.
    pub default: Option<String>,
    /// Whether an empty answer leaves it out.
    pub is_optional: bool,
    /// What is accepted besides the choices; `None`: nothing.
    pub kind: Option<Kind>,
}

impl Question {
    /// The answer that a line of text gives: a choice by its number or value,
    /// the default, or a value of the kind.  `Ok(None)` leaves it out.
    ///
    /// Errors: what is expected instead.
    pub fn read(&self, line: &str) -> Result<Option<String>, Message> {
        let line = line.trim();
        if line.is_empty() {
            return match (&self.default, self.is_optional) {
                (Some(default), _) => Ok(Some(default.clone())),
                (None, true) => Ok(None),
                (None, false) => Err(Message::new("wizard-required")),
            };
        }
        let by_number = || {
            let number: usize = line.parse().ok()?;
            self.choices.get(number.checked_sub(1)?)
        };
        let by_value = self.choices.iter().find(|choice| choice.value == line);
        if let Some(choice) = by_value.or_else(by_number) {
            return Ok(Some(choice.value.clone()));
        }
        match self.kind {
            Some(kind) if kind.accepts(line) => Ok(Some(line.to_owned())),
            Some(kind) => Err(Message::new(kind.expectation())),
            None => Err(Message::new("wizard-choose").with("count", self.choices.len())),
        }
    }
}
