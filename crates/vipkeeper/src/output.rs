//! Words to people and data to programs: the only place that prints.

use std::io::{self, Write};

use keeper::{Explanation, Message, Messages};
use serde::Serialize;

/// Where a command's words and data go.
pub(crate) struct Output {
    messages: Messages,
    is_json: bool,
}

impl Output {
    /// Words of `messages`; data as JSON when asked for.
    pub(crate) fn new(messages: Messages, is_json: bool) -> Self {
        Self { messages, is_json }
    }

    /// The catalogue.
    pub(crate) fn messages(&self) -> &Messages {
        &self.messages
    }

    /// Whether data is wanted instead of words.
    pub(crate) fn is_json(&self) -> bool {
        self.is_json
    }

    /// Prints text to standard output as it is.
    pub(crate) fn raw(&self, text: &str) {
        let mut out = anstream::stdout().lock();
        // A reader that closed the pipe has seen enough.
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Writes a file's text to standard output, whatever bytes it holds.
    pub(crate) fn bytes(&self, bytes: &[u8]) {
        let mut out = io::stdout().lock();
        let _ = out.write_all(bytes).and_then(|()| out.flush());
    }

    /// Prints text to standard error as it is.
    pub(crate) fn aside(&self, text: &str) {
        let _ = anstream::stderr().lock().write_all(text.as_bytes());
    }

    /// Prints a line to standard output.
    pub(crate) fn line(&self, message: &Message) {
        self.raw(&format!("{}\n", self.messages.text(message)));
    }

    /// Prints data when JSON is wanted, else the line.
    pub(crate) fn answer(&self, data: &impl Serialize, message: &Message) {
        if self.is_json {
            self.data(data);
        } else {
            self.line(message);
        }
    }

    /// Prints data as one JSON document.
    pub(crate) fn data(&self, data: &impl Serialize) {
        match serde_json::to_string_pretty(data) {
            Ok(text) => self.raw(&format!("{text}\n")),
            Err(error) => self.note(&format!("{error}")),
        }
    }

    /// Prints data as one line of JSON, for a reader that follows along.
    pub(crate) fn json_line(&self, data: &impl Serialize) {
        match serde_json::to_string(data) {
            Ok(text) => self.raw(&format!("{text}\n")),
            Err(error) => self.note(&format!("{error}")),
        }
    }

    /// Tells something beside the answer, on standard error.
    pub(crate) fn tell(&self, message: &Message) {
        self.note(&self.messages.text(message));
    }

    /// Tells what happened: error, causes, hint.
    pub(crate) fn explain(&self, explanation: &Explanation) {
        self.labelled("label-error", &self.messages.text(&explanation.message));
        for detail in &explanation.details {
            self.labelled("label-cause", detail);
        }
        if let Some(hint) = &explanation.hint {
            self.labelled("label-hint", &self.messages.text(hint));
        }
    }

    /// Warns of something that does not stop us.
    pub(crate) fn warn(&self, message: &Message) {
        self.labelled("label-warning", &self.messages.text(message));
    }

    fn labelled(&self, label: &str, text: &str) {
        let label = self.messages.plain(label).unwrap_or_default();
        self.note(&format!("{label}{text}"));
    }

    fn note(&self, text: &str) {
        let mut err = anstream::stderr().lock();
        let _: io::Result<()> = writeln!(err, "{text}");
    }
}
