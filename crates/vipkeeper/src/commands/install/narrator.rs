//! Tells a person or a program what an installation does.
//!
//! A person reads one line a step on standard error; on a terminal the line of
//! a long step counts up.  A program reads one JSON object a line on standard
//! output.

use std::io::IsTerminal;

use keeper::Message;
use keeper::install::{Event, State};
use serde::Serialize;

use crate::output::Output;

/// Standard error or standard output, whichever is listened to.
pub(crate) struct Narrator<'a> {
    output: &'a Output,
    is_terminal: bool,
    /// What the unfinished line of the terminal says.
    unfinished: String,
    percent: Option<u64>,
}

#[derive(Serialize)]
struct Line<'a> {
    step: &'static str,
    number: usize,
    of: usize,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl<'a> Narrator<'a> {
    /// Nothing has been told yet.
    pub(crate) fn new(output: &'a Output) -> Self {
        Self {
            output,
            is_terminal: std::io::stderr().is_terminal(),
            unfinished: String::new(),
            percent: None,
        }
    }

    /// Tells one thing that happened.
    pub(crate) fn hear(&mut self, event: &Event) {
        let percent = match event.state {
            State::Progress { done, of: Some(of) } if of > 0 => {
                let percent = Some((done * 100 / of).min(100));
                // A line for each compiled file would be noise.
                if percent == self.percent {
                    return;
                }
                percent
            }
            State::Progress { .. } => return,
            _ => None,
        };
        self.percent = percent;
        match self.output.is_json() {
            true => self.as_json(event, percent),
            false => self.in_words(event, percent),
        }
    }

    fn as_json(&self, event: &Event, percent: Option<u64>) {
        let message = said(&event.state);
        self.output.json_line(&Line {
            step: event.step.name(),
            number: event.number,
            of: event.of,
            state: match event.state {
                State::Started => "started",
                State::Progress { .. } => "progress",
                State::Note(_) => "note",
                State::Done(_) => "done",
                State::Skipped(_) => "skipped",
                State::Failed => "failed",
            },
            percent,
            id: message.map(Message::id),
            text: message.map(|message| self.output.messages().text(message)),
        });
    }

    fn in_words(&mut self, event: &Event, percent: Option<u64>) {
        let head = format!("[{}/{}] {}: ", event.number, event.of, event.step.name());
        let words = |id: &str| self.output.messages().plain(id).unwrap_or_default();
        match &event.state {
            State::Started => self.unfinished(&head, "…"),
            State::Progress { .. } => {
                let percent = percent.unwrap_or_default();
                self.unfinished(&head, &format!("{percent} %"));
            }
            State::Note(message) | State::Done(message) | State::Skipped(message) => {
                let text = self.output.messages().text(message);
                self.line(&format!("{head}{text}"));
            }
            State::Failed => {
                let failed = words("install-failed");
                self.line(&format!("{head}{failed}"));
            }
        }
    }

    /// A line that will be written over, where that is possible.
    fn unfinished(&mut self, head: &str, text: &str) {
        if !self.is_terminal {
            return;
        }
        let line = format!("{head}{text}");
        self.write_over(&line);
        self.unfinished = line;
    }

    fn line(&mut self, line: &str) {
        self.write_over(&format!("{line}\n"));
        self.unfinished.clear();
    }

    fn write_over(&self, line: &str) {
        match self.unfinished.is_empty() {
            true => self.output.aside(line),
            // Return to the line's beginning and erase it (ECMA-48 EL).
            false => self.output.aside(&format!("\r\u{1b}[K{line}")),
        }
    }
}

fn said(state: &State) -> Option<&Message> {
    match state {
        State::Note(message) | State::Done(message) | State::Skipped(message) => Some(message),
        State::Started | State::Progress { .. } | State::Failed => None,
    }
}
