//! Places in a text: byte spans and the lines they lie on.
//!
//! Offsets are bytes, because a configuration is bytes: it need not be UTF-8. Lines and columns are
//! computed only when somebody is to read them.

use std::ops::Range;

/// A range of bytes in one text, `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers no byte; such a span still names a place.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range to index a slice with.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether the byte at `offset` lies in it.
    pub const fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }
}

/// A line and a column, both counted from 1; the column counts bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Byte column, from 1.
    pub column: u32,
}

/// Where each line of a text begins.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
}

impl LineIndex {
    /// Reads the line starts of `text`; the work is linear.
    pub fn new(text: &[u8]) -> Self {
        let newlines = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let starts = std::iter::once(0)
            .chain(newlines.map(|(at, _)| offset(at + 1)))
            .collect();
        Self {
            starts,
            len: offset(text.len()),
        }
    }

    /// The line and column of a byte offset; offsets past the end give the end.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(self.len);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        Position {
            line: line as u32,
            column: offset - start + 1,
        }
    }

    /// The span of a line (from 1) with its newline, if there is such a line.
    pub fn line(&self, line: u32) -> Option<Span> {
        let at = (line as usize).checked_sub(1)?;
        let start = *self.starts.get(at)?;
        let end = self.starts.get(at + 1).copied().unwrap_or(self.len);
        Some(Span::new(start, end))
    }

    /// The number of lines; a text that ends in a newline has an empty last one.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }
}

/// A byte offset as stored in spans. Texts above 4 GiB saturate: the lexer has long stopped reading
/// there, see [`MAX_SOURCE_BYTES`](super::MAX_SOURCE_BYTES).
pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, Position, Span};

    #[test]
    fn positions_count_from_one_and_stop_at_the_end() {
        let index = LineIndex::new(b"ab\ncd");
        assert_eq!(index.position(0), Position { line: 1, column: 1 });
        assert_eq!(index.position(2), Position { line: 1, column: 3 });
        assert_eq!(index.position(3), Position { line: 2, column: 1 });
        assert_eq!(index.position(99), Position { line: 2, column: 3 });
        assert_eq!(index.line(1), Some(Span::new(0, 3)));
        assert_eq!(index.line(2), Some(Span::new(3, 5)));
        assert_eq!(index.line(0), None);
    }
}
