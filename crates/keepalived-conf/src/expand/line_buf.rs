//! A line under work: its bytes, and for each byte where it comes from.

use std::ops::Range;

use super::source_map::{FileId, Location};
use crate::syntax::Span;
use crate::syntax::line::{removable_backslashes, scan};
use crate::syntax::source::offset;

/// Bytes with their origins; both vectors have the same length.
#[derive(Debug, Clone, Default)]
pub(super) struct LineBuf {
    bytes: Vec<u8>,
    origins: Vec<Location>,
}

impl LineBuf {
    /// The bytes of `file` from `start` on.
    pub(super) fn copied(file: FileId, start: usize, bytes: &[u8]) -> Self {
        let at = |index: usize| Span::new(offset(start + index), offset(start + index + 1));
        let origins = (0..bytes.len())
            .map(|index| Location {
                file,
                span: at(index),
            })
            .collect();
        Self {
            bytes: bytes.to_vec(),
            origins,
        }
    }

    /// Bytes that all come from one place.
    pub(super) fn made(bytes: &[u8], origin: Location) -> Self {
        Self {
            bytes: bytes.to_vec(),
            origins: vec![origin; bytes.len()],
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The bytes with their origins.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u8, Location)> {
        self.bytes.iter().copied().zip(self.origins.iter().copied())
    }

    /// The place that a part comes from; of an empty part, of the line.
    pub(super) fn location(&self, part: Range<usize>) -> Location {
        let origins = self.origins.get(part).filter(|part| !part.is_empty());
        let origins = origins.unwrap_or(&self.origins);
        match (origins.first(), origins.last()) {
            (Some(first), Some(last)) => first.cover(*last),
            _ => Location {
                file: FileId::MAIN,
                span: Span::new(0, 0),
            },
        }
    }

    /// The part as a line of its own.
    pub(super) fn part(&self, part: Range<usize>) -> Self {
        Self {
            bytes: self.bytes[part.clone()].to_vec(),
            origins: self.origins[part].to_vec(),
        }
    }

    /// Puts `with` in the place of a part.
    pub(super) fn replace(&mut self, part: Range<usize>, with: &Self) {
        self.bytes.splice(part.clone(), with.bytes.iter().copied());
        self.origins.splice(part, with.origins.iter().copied());
    }

    /// Takes off blanks, the comment, and the backslash of `\#` and `\!`.
    pub(super) fn decomment(&mut self) {
        let found = scan(&self.bytes);
        *self = self.part(found.indent..found.text_end);
        for at in removable_backslashes(&self.bytes).into_iter().rev() {
            self.bytes.remove(at);
            self.origins.remove(at);
        }
    }
}
