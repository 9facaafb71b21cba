//! Files: reading their lines, and the includes that open more of them.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{Line, Machine, seen_part};
use crate::expand::line_buf::LineBuf;
use crate::expand::source_map::FileId;
use crate::expand::{
    ExpandProblem, IncludeKind, IncludeRequest, InputFile, Location, MAX_INCLUDE_DEPTH,
    MAX_INCLUDED_FILES, SourceFile,
};
use crate::syntax::lexer::include_keyword;
use crate::syntax::line::{count_while, is_blank, scan};
use crate::syntax::source::offset;
use crate::syntax::{self, MAX_LINE_BYTES};

/// A file that is being read.
pub(super) struct OpenFile {
    pub(super) id: FileId,
    pub(super) directory: String,
    at: usize,
    /// The other files of the same include, read after it.
    others: VecDeque<InputFile>,
}

/// A line that continues a definition.
pub(super) struct Continuation {
    pub(super) text: Option<LineBuf>,
    pub(super) continues: bool,
}

impl OpenFile {
    pub(super) fn new(id: FileId, directory: String) -> Self {
        Self {
            id,
            directory,
            at: 0,
            others: VecDeque::new(),
        }
    }

    /// The start of the next line, the line without its newline, and where the one after begins.
    pub(super) fn next_line<'t>(&mut self, text: &'t [u8]) -> Option<(usize, &'t [u8], usize)> {
        let start = self.at;
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let newline = rest.iter().position(|byte| *byte == b'\n');
        let line = &rest[..newline.unwrap_or(rest.len())];
        self.at = start + newline.map_or(rest.len(), |at| at + 1);
        Some((start, line, self.at))
    }
}

impl Machine<'_> {
    /// The next line of the innermost file as a part of a definition; `None` when a line without text or
    /// the end of the file ends it.
    pub(super) fn continuation(&mut self) -> Option<Continuation> {
        let file = self.open.last_mut()?;
        let tree = Arc::clone(&self.output.files.get(file.id.index())?.tree);
        let (start, line, _) = file.next_line(tree.source())?;
        let content = seen_part(&line[..line.len().min(MAX_LINE_BYTES)]);
        let found = scan(content);
        let continues = found.continues(content);
        if found.is_empty() && !continues {
            return None;
        }
        let mut text = LineBuf::copied(file.id, start, content);
        text.decomment();
        Some(Continuation {
            text: (!text.is_empty()).then_some(text),
            continues,
        })
    }

    /// Goes on with the next file of the same include, else with the file that included.
    pub(super) fn next_file(&mut self, mut done: OpenFile) {
        let included_at = self
            .output
            .files
            .get(done.id.index())
            .and_then(|file| file.included_at);
        if let (Some(next), Some(at)) = (done.others.pop_front(), included_at) {
            self.open_file(next, done.others, at);
        }
    }

    /// Carries out the line if it is an include.
    pub(super) fn included(&mut self, line: &Line) -> bool {
        let bytes = line.text.bytes();
        let Some(keyword) = include_keyword(bytes) else {
            return false;
        };
        let start = keyword + count_while(&bytes[keyword..], is_blank);
        let kind = match bytes.get(7) {
            Some(b'r') => IncludeKind::Readable,
            Some(b'm') => IncludeKind::Match,
            Some(b'w') => IncludeKind::Wildcard,
            Some(b'b') => IncludeKind::Brace,
            Some(b'a') => IncludeKind::All,
            _ => IncludeKind::Lenient,
        };
        let at = line.text.location(start..bytes.len());
        if !line.is_plain {
            self.problem(ExpandProblem::BuiltInclude, at);
        }
        if self.open.len() > MAX_INCLUDE_DEPTH {
            self.problem(ExpandProblem::IncludesTooDeep, at);
            return true;
        }
        let directory = self
            .open
            .last()
            .map(|file| file.directory.clone())
            .unwrap_or_default();
        let request = IncludeRequest {
            pattern: bytes[start..].to_vec(),
            kind,
            directory,
            at,
        };
        let answer = (self.provider)(&request);
        if let Some(trouble) = answer.trouble {
            self.problem(ExpandProblem::IncludeFailed(trouble), at);
        }
        let mut files = VecDeque::from(answer.files);
        if let Some(first) = files.pop_front() {
            self.open_file(first, files, at);
        }
        true
    }

    fn open_file(&mut self, file: InputFile, others: VecDeque<InputFile>, at: Location) {
        let mut next = Some((file, others));
        while let Some((file, mut others)) = next.take() {
            if self.output.files.len() > MAX_INCLUDED_FILES {
                return self.problem(ExpandProblem::TooManyFiles, at);
            }
            if self.is_open(&file.name) {
                self.problem(ExpandProblem::IncludeLoop(file.name), at);
                next = others.pop_front().map(|file| (file, others));
                continue;
            }
            let id = FileId(offset(self.output.files.len()));
            let tree = Arc::new(syntax::parse(file.text));
            let source = SourceFile {
                name: file.name,
                tree,
                included_at: Some(at),
            };
            self.output.files.push(source);
            self.open.push(OpenFile {
                id,
                directory: file.directory,
                at: 0,
                others,
            });
        }
    }

    fn is_open(&self, name: &str) -> bool {
        let names = self
            .open
            .iter()
            .filter_map(|file| self.output.files.get(file.id.index()));
        names.into_iter().any(|file| file.name == name)
    }
}
