//! Where the steps of one run work: its lock, log, manifest and audience.

use std::collections::VecDeque;
use std::os::fd::AsFd;
use std::path::Path;
use std::process::Command;

use host::exec::Ending;
use host::lines;

use super::error::Trouble;
use super::event::{Event, State, Step};
use super::lock::Lock;
use super::log::Log;
use super::manifest::Manifest;
use super::request::Request;
use crate::layout::Layout;
use crate::message::Message;

/// How many lines of a failed command go with the error.
const TAIL_LINES: usize = 12;

/// How a step ended well.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It did this.
    Done(Message),
    /// There was nothing to do.
    Skipped(Message),
}

/// Everything that a step may use.
pub(super) struct Site<'a> {
    pub(super) layout: &'a Layout,
    pub(super) request: &'a Request,
    pub(super) manifest: Manifest,
    pub(super) log: Log,
    pub(super) lock: Lock,
    /// The release that was in use before this run switched.
    pub(super) switched_from: Option<String>,
    /// Whether this run has made the first configuration.
    pub(super) has_configured: bool,
    pub(super) audience: &'a mut dyn FnMut(Event),
    pub(super) step: Step,
    pub(super) number: usize,
    pub(super) of: usize,
}

impl Site<'_> {
    /// Runs one step of the plan and tells how it went.
    pub(super) fn step(
        &mut self,
        step: Step,
        work: impl FnOnce(&mut Self) -> Result<Outcome, Trouble>,
    ) -> Result<(), Trouble> {
        self.step = step;
        self.number += 1;
        self.log.mark(step.name());
        self.tell(State::Started);
        match work(self) {
            Ok(outcome) => {
                let (state, message) = match outcome {
                    Outcome::Done(message) => (State::Done(message.clone()), message),
                    Outcome::Skipped(message) => (State::Skipped(message.clone()), message),
                };
                self.log.line(&in_log(&message));
                self.tell(state);
                Ok(())
            }
            Err(trouble) => {
                self.log.line(&format!("failed: {trouble}"));
                self.tell(State::Failed);
                Err(trouble)
            }
        }
    }

    /// Tells something that does not end the step.
    pub(super) fn note(&mut self, message: Message) {
        self.log.line(&in_log(&message));
        self.tell(State::Note(message));
    }

    /// Tells how far the step is.
    pub(super) fn progress(&mut self, done: u64, of: Option<u64>) {
        self.tell(State::Progress { done, of });
    }

    fn tell(&mut self, state: State) {
        (self.audience)(Event {
            step: self.step,
            number: self.number,
            of: self.of,
            state,
        });
    }

    /// Runs a command of the build: what it says goes to the log and, line by
    /// line, to `seen`.
    pub(super) fn run(
        &mut self,
        command: &mut Command,
        mut seen: impl FnMut(&mut Self, &str),
    ) -> Result<(), Trouble> {
        let line = command_line(command);
        self.log.line(&format!("$ {line}"));
        let hold = self.lock.as_fd().try_clone_to_owned().ok();
        let mut tail = VecDeque::with_capacity(TAIL_LINES);
        let ending = lines::run(
            clean(command),
            hold.as_ref().map(AsFd::as_fd),
            &mut |said| {
                self.log.line(said);
                if tail.len() == TAIL_LINES {
                    tail.pop_front();
                }
                tail.push_back(said.to_owned());
                seen(self, said);
            },
        )?;
        match ending {
            Ending::Exited(0) => Ok(()),
            ending => Err(Trouble::Command {
                command: line,
                ending,
                tail: tail.into(),
            }),
        }
    }
}

/// Words that the build reads must not change with the user's language, and a
/// make above us must not hand its options down.
fn clean(command: &mut Command) -> &mut Command {
    for name in ["MAKEFLAGS", "MAKELEVEL", "MFLAGS", "DESTDIR", "LANGUAGE"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C")
}

fn command_line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

/// The log is for whoever helps: names and values, without a language.
fn in_log(message: &Message) -> String {
    let values: Vec<_> = message
        .values()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("{} {}", message.id(), values.join(" "))
}

/// A path with its file name put behind a dot, for what is still being made.
pub(super) fn unfinished(path: &Path) -> std::path::PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.unfinished"))
}
