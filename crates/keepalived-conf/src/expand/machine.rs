//! The line reader: one line in, its directives carried out, what is left written down.
//!
//! The order in which lines come is Keepalived's: first the rest of a line behind a brace, then the
//! repetitions, then the lines of a definition that is being unfolded, then the files.

mod directive;
mod include;
mod substitute;
mod write;

use std::rc::Rc;
use std::sync::Arc;

use super::definitions::{Definitions, Value};
use super::line_buf::LineBuf;
use super::sequence::Sequence;
use super::source_map::{FileId, Location, SourceMap};
use super::{
    ExpandProblem, IncludeRequest, Included, MAX_EXPANDED_BYTES, MAX_SUBSTITUTIONS, Options,
    Problem, ProblemKind, SourceFile,
};
use crate::syntax::lexer::{include_keyword, is_sequence};
use crate::syntax::line::scan;
use crate::syntax::name::definition_name;
use crate::syntax::{MAX_DIAGNOSTICS, MAX_LINE_BYTES, Span};
use include::OpenFile;
use write::cut_at_brace;

/// What a run leaves.
pub(super) struct Output {
    pub(super) text: Vec<u8>,
    pub(super) map: SourceMap,
    pub(super) files: Vec<SourceFile>,
    pub(super) problems: Vec<Problem>,
}

pub(super) fn run(
    main: SourceFile,
    directory: String,
    options: &Options,
    provider: &mut dyn FnMut(&IncludeRequest) -> Included,
) -> Output {
    let output = Output {
        text: Vec::new(),
        map: SourceMap::default(),
        files: vec![main],
        problems: Vec::new(),
    };
    let mut machine = Machine {
        options,
        provider,
        output,
        definitions: Definitions::new(),
        open: vec![OpenFile::new(FileId::MAIN, directory)],
        residue: None,
        sequences: Vec::new(),
        unfolding: None,
        suspended: Vec::new(),
        waiting_sequences: 0,
        lines: 0,
        at_line_start: true,
    };
    while machine.step() {}
    machine.output
}

struct Machine<'a> {
    options: &'a Options,
    provider: &'a mut dyn FnMut(&IncludeRequest) -> Included,
    output: Output,
    definitions: Definitions,
    /// The files being read, the innermost last.
    open: Vec<OpenFile>,
    /// What stood behind a brace.
    residue: Option<Line>,
    sequences: Vec<Sequence>,
    /// The definition of several lines that is being unfolded, and those around it.
    unfolding: Option<Unfolding>,
    suspended: Vec<(Unfolding, usize)>,
    /// How many sequences wait until the unfolding is over.
    waiting_sequences: usize,
    lines: usize,
    at_line_start: bool,
}

/// A line on its way through the directives.
struct Line {
    text: LineBuf,
    used_at: Option<Location>,
    /// Stands behind a brace of the line written last.
    is_residue: bool,
    /// Its file's line ended in a backslash, which matters to a definition.
    continues: bool,
    /// Stands in its file just so; no directive made it.
    is_plain: bool,
}

impl Line {
    /// A line that a directive made.
    const fn built(text: LineBuf, used_at: Option<Location>) -> Self {
        Self {
            text,
            used_at,
            is_residue: false,
            continues: false,
            is_plain: false,
        }
    }
}

struct Unfolding {
    lines: Rc<[LineBuf]>,
    next: usize,
    used_at: Location,
}

/// What to do with a line after one round of directives.
enum Round {
    Done,
    Again,
    Consumed,
}

impl Machine<'_> {
    /// Reads one line and deals with it; false at the end of everything or at a limit.
    fn step(&mut self) -> bool {
        if self.lines >= self.options.max_lines || self.output.text.len() >= MAX_EXPANDED_BYTES {
            let location = self.place();
            self.problem(ExpandProblem::TooMuchText, location);
            return false;
        }
        self.lines += 1;
        match self.next_built_line() {
            Some(line) => self.line(line),
            None => return self.file_line(),
        }
        true
    }

    /// What is being read, for a problem that is not about one line.
    fn place(&self) -> Location {
        let sequence = self
            .sequences
            .last()
            .map(|sequence| sequence.text.location(0..usize::MAX));
        let used_at = self.unfolding.as_ref().map(|unfolding| unfolding.used_at);
        let file = self.open.last().map_or(FileId::MAIN, |file| file.id);
        let start = Location {
            file,
            span: Span::new(0, 0),
        };
        used_at.or(sequence).unwrap_or(start)
    }

    fn problem(&mut self, problem: ExpandProblem, at: Location) {
        if self.output.problems.len() < MAX_DIAGNOSTICS {
            self.output.problems.push(Problem {
                kind: ProblemKind::Expand(problem),
                at,
            });
        }
    }

    /// The next line that does not come from a file directly.
    fn next_built_line(&mut self) -> Option<Line> {
        if let Some(residue) = self.residue.take() {
            return Some(residue);
        }
        if self.sequences.len() > self.waiting_sequences {
            return self.next_turn();
        }
        let unfolding = self.unfolding.as_mut()?;
        let text = unfolding
            .lines
            .get(unfolding.next)
            .cloned()
            .unwrap_or_default();
        unfolding.next += 1;
        let used_at = Some(unfolding.used_at);
        if unfolding.next >= unfolding.lines.len() {
            self.unfolded();
        }
        Some(Line::built(text, used_at))
    }

    fn unfolded(&mut self) {
        let around = self.suspended.pop();
        self.waiting_sequences = around.as_ref().map_or(0, |(_, waiting)| *waiting);
        self.unfolding = around.map(|(unfolding, _)| unfolding);
    }

    fn next_turn(&mut self) -> Option<Line> {
        let sequence = self.sequences.last_mut()?;
        let text = sequence.text.clone();
        let values = sequence.next_values().unwrap_or_default();
        if sequence.is_done() {
            self.sequences.pop();
        }
        let used_at = text.location(0..text.bytes().len());
        for (name, value) in values {
            self.definitions
                .set(&name, Value::Text(LineBuf::made(&value, used_at)));
        }
        Some(Line::built(text, Some(used_at)))
    }

    /// Reads a line of the innermost file; false when no file is left. A line that Keepalived would cut
    /// in the middle is copied as it is; the syntax has reported it.
    fn file_line(&mut self) -> bool {
        let Some(mut file) = self.open.pop() else {
            return false;
        };
        let Some(source) = self.output.files.get(file.id.index()) else {
            return true;
        };
        let tree = Arc::clone(&source.tree);
        let Some((start, line, end)) = file.next_line(tree.source()) else {
            self.next_file(file);
            return true;
        };
        let id = file.id;
        self.open.push(file);
        let content = seen_part(line);
        let found = scan(content);
        let plain = !has_directives(&content[found.indent..found.text_end]);
        if plain || content.len() > MAX_LINE_BYTES {
            self.copy(id, start, &tree.source()[start..end]);
            return true;
        }
        let mut text = LineBuf::copied(id, start, content);
        text.decomment();
        let continues = found.continues(content);
        let is_plain = include_keyword(text.bytes()).is_some();
        self.line(Line {
            continues,
            is_plain,
            ..Line::built(text, None)
        });
        true
    }

    /// Carries out the directives of a line, then writes it up to its first brace.
    fn line(&mut self, mut line: Line) {
        for round in 0..MAX_SUBSTITUTIONS {
            if line.text.is_empty() {
                return;
            }
            if round > 0 && line.text.bytes().starts_with(b"@") {
                self.problem(ExpandProblem::BuiltCondition, line.text.location(0..1));
            }
            match self.round(&mut line) {
                Round::Done => break,
                Round::Again => {}
                Round::Consumed => return,
            }
        }
        if !self.included(&line) {
            self.write(line);
        }
    }

    fn round(&mut self, line: &mut Line) -> Round {
        if line.text.bytes().starts_with(b"@") && !self.condition_holds(line) {
            return Round::Consumed;
        }
        if definition_name(line.text.bytes()).is_some() {
            let text = std::mem::take(&mut line.text);
            self.definition(&text, line.continues);
            return Round::Consumed;
        }
        if is_sequence(line.text.bytes()) {
            let text = std::mem::take(&mut line.text);
            self.sequence(&text);
            return Round::Consumed;
        }
        if line.text.bytes().starts_with(b"~") || !line.text.bytes().contains(&b'$') {
            return Round::Done;
        }
        if !self.substitute(line) {
            return Round::Done;
        }
        line.text.decomment();
        let again = line.text.bytes().starts_with(b"@") || line.text.bytes().contains(&b'$');
        if again { Round::Again } else { Round::Done }
    }
}

/// What Keepalived sees of a line: up to a NUL, without the carriage returns at its end.
fn seen_part(line: &[u8]) -> &[u8] {
    let nul = line.iter().position(|byte| *byte == 0);
    let seen = &line[..nul.unwrap_or(line.len())];
    let returns = seen.iter().rev().take_while(|byte| **byte == b'\r').count();
    &seen[..seen.len() - returns]
}

/// Whether a line of a file needs work; most lines do not and are copied.
fn has_directives(text: &[u8]) -> bool {
    if text.contains(&b'$') {
        return true;
    }
    let mut rest = text;
    while !rest.is_empty() {
        if matches!(rest.first(), Some(b'@' | b'~')) || include_keyword(rest).is_some() {
            return true;
        }
        rest = &rest[cut_at_brace(rest).1..];
    }
    false
}
