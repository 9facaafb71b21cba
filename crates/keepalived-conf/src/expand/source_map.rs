//! From places in the expanded text to places in the files.

use crate::syntax::Span;
use crate::syntax::source::offset;

/// Which file of an expansion; counts from 0, the main file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

impl FileId {
    /// The main file.
    pub const MAIN: Self = Self(0);

    /// As an index into [`Expansion::files`](super::Expansion::files).
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A span in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub span: Span,
}

impl Location {
    /// The smallest location that covers both; of two files the first one's.
    pub fn cover(self, other: Self) -> Self {
        if self.file == other.file {
            Self {
                file: self.file,
                span: self.span.cover(other.span),
            }
        } else {
            self
        }
    }
}

/// A run of expanded bytes that come from one place.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: u32,
    origin: Location,
    /// Byte for byte the text of the origin, so that parts of the run map to parts of it.
    verbatim: bool,
    used_at: Option<Location>,
}

/// The map; built in order of the expanded text, read by binary search.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    runs: Vec<Run>,
    len: u32,
}

impl SourceMap {
    /// The map of a text that expands to itself.
    pub(super) fn identity(len: usize) -> Self {
        let mut map = Self::default();
        let span = Span::new(0, offset(len));
        map.push(
            Location {
                file: FileId::MAIN,
                span,
            },
            len,
            true,
            None,
        );
        map
    }

    /// Says where the next `len` bytes come from.
    pub(super) fn push(
        &mut self,
        origin: Location,
        len: usize,
        verbatim: bool,
        used_at: Option<Location>,
    ) {
        if len == 0 {
            return;
        }
        let start = self.len;
        self.len += offset(len);
        if let Some(last) = self.runs.last_mut() {
            let same = last.verbatim == verbatim
                && last.used_at == used_at
                && last.origin.file == origin.file;
            if same && !verbatim && last.origin == origin {
                return;
            }
            if same && verbatim && last.origin.span.end == origin.span.start {
                last.origin.span.end = origin.span.end;
                return;
            }
        }
        self.runs.push(Run {
            start,
            origin,
            verbatim,
            used_at,
        });
    }

    /// Where the bytes of `span` come from: the text they are copies of, or the `$NAME` that they
    /// replace. A span over several places gives what covers them, as far as it is one file.
    pub fn locate(&self, span: Span) -> Location {
        let first = self.locate_byte(span.start);
        if span.len() <= 1 {
            let end = if span.is_empty() {
                first.span.start
            } else {
                first.span.end
            };
            return Location {
                file: first.file,
                span: Span::new(first.span.start, end),
            };
        }
        first.cover(self.locate_byte(span.end - 1))
    }

    /// Where the definition or sequence is used that the byte at `at` comes from, if it comes from
    /// one of several lines.
    pub fn used_at(&self, at: u32) -> Option<Location> {
        self.run(at).and_then(|run| run.used_at)
    }

    fn run(&self, at: u32) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.start <= at);
        self.runs.get(after.checked_sub(1)?)
    }

    fn locate_byte(&self, at: u32) -> Location {
        let Some(run) = self.run(at) else {
            return Location {
                file: FileId::MAIN,
                span: Span::new(0, 0),
            };
        };
        if !run.verbatim {
            return run.origin;
        }
        let end = run.origin.span.end;
        let start = run
            .origin
            .span
            .start
            .saturating_add(at - run.start)
            .min(end);
        Location {
            file: run.origin.file,
            span: Span::new(start, (start + 1).min(end)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FileId, Location, SourceMap, Span};

    fn at(start: u32, end: u32) -> Location {
        Location {
            file: FileId::MAIN,
            span: Span::new(start, end),
        }
    }

    #[test]
    fn copies_map_byte_by_byte_and_replacements_as_a_whole() {
        let mut map = SourceMap::default();
        map.push(at(10, 14), 4, true, None);
        map.push(at(14, 19), 3, false, None);
        map.push(at(19, 21), 2, true, None);
        assert_eq!(map.locate(Span::new(1, 3)), at(11, 13));
        assert_eq!(map.locate(Span::new(5, 6)), at(14, 19));
        assert_eq!(map.locate(Span::new(3, 8)), at(13, 20));
        assert_eq!(map.locate(Span::new(9, 9)), at(21, 21));
    }
}
