//! From an error to what its reader needs.

use super::Message;

/// What happened, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What happened; names the thing.
    pub message: Message,
    /// What the system or another program said, in its own words.
    pub details: Vec<String>,
    /// The next step.
    pub hint: Option<Message>,
}

impl Explanation {
    /// An explanation with neither details nor a hint.
    #[must_use]
    pub fn new(message: Message) -> Self {
        Self {
            message,
            details: Vec::new(),
            hint: None,
        }
    }

    /// Adds what another program said.
    #[must_use]
    pub fn detail(mut self, detail: impl ToString) -> Self {
        self.details.push(detail.to_string());
        self
    }

    /// Adds the deepest cause of an error: the layers above it say what we
    /// were doing, which the message says already.
    #[must_use]
    pub fn cause(self, error: &(dyn std::error::Error + 'static)) -> Self {
        let mut deepest = error;
        while let Some(source) = deepest.source() {
            deepest = source;
        }
        self.detail(deepest)
    }

    /// Says the next step.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// An error that can be told to a person in either language.
pub trait Explain {
    /// What happened and what to do.
    fn explain(&self) -> Explanation;
}
