//! Writing: lines that are copied, and lines that were built.
//!
//! Of a built line only what Keepalived sees is written, signs that would start a comment escaped, so
//! that the result can be parsed again.

use super::{Line, Machine};
use crate::expand::source_map::{FileId, Location};
use crate::syntax::Span;
use crate::syntax::line::{count_while, is_blank};
use crate::syntax::source::offset;

impl Machine<'_> {
    /// Writes a line of a file as it stands.
    pub(super) fn copy(&mut self, file: FileId, start: usize, line: &[u8]) {
        self.finish_line();
        let span = Span::new(offset(start), offset(start + line.len()));
        self.output
            .map
            .push(Location { file, span }, line.len(), true, None);
        self.output.text.extend_from_slice(line);
        self.at_line_start = line.ends_with(b"\n");
    }

    /// Writes the line up to its first brace; what stands behind is the next line to read.
    pub(super) fn write(&mut self, line: Line) {
        let (end, rest) = cut_at_brace(line.text.bytes());
        if line.is_residue && !self.at_line_start {
            self.put(b" ", line.text.location(0..1), line.used_at);
        } else {
            self.finish_line();
        }
        let part = line.text.part(0..end);
        let mut quoted = false;
        let mut escaped = false;
        for (byte, origin) in part.pairs() {
            let sign = matches!(byte, b'#' | b'!') && !quoted && !escaped;
            if sign {
                self.put(b"\\", origin, line.used_at);
            }
            quoted ^= byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            self.put_copy(byte, origin, line.used_at);
        }
        let text = line.text.part(rest..line.text.bytes().len());
        if text.is_empty() {
            self.finish_line();
        } else {
            self.residue = Some(Line {
                text,
                is_residue: true,
                is_plain: false,
                ..line
            });
        }
    }

    pub(super) fn put(&mut self, bytes: &[u8], origin: Location, used_at: Option<Location>) {
        self.output.map.push(origin, bytes.len(), false, used_at);
        self.output.text.extend_from_slice(bytes);
        self.at_line_start = false;
    }

    pub(super) fn put_copy(&mut self, byte: u8, origin: Location, used_at: Option<Location>) {
        self.output
            .map
            .push(origin, 1, origin.span.len() == 1, used_at);
        self.output.text.push(byte);
        self.at_line_start = false;
    }

    pub(super) fn finish_line(&mut self) {
        if self.at_line_start {
            return;
        }
        let end = self.output.map.locate(Span::new(u32::MAX, u32::MAX));
        self.put(b"\n", end, None);
        self.at_line_start = true;
    }
}

/// Where the text before the first brace ends and where the next line begins. A line that starts
/// with a brace is that brace alone.
pub(super) fn cut_at_brace(text: &[u8]) -> (usize, usize) {
    if matches!(text.first(), Some(b'{' | b'}')) {
        let blanks = count_while(&text[1..], is_blank);
        return (1, 1 + blanks);
    }
    let mut at = 0;
    while let Some(found) = text[at..]
        .iter()
        .position(|byte| matches!(byte, b'{' | b'}' | b'"'))
    {
        let here = at + found;
        if text[here] != b'"' {
            let blanks = text[..here]
                .iter()
                .rev()
                .take_while(|byte| is_blank(**byte))
                .count();
            return (here - blanks, here);
        }
        let Some(close) = text[here + 1..].iter().position(|byte| *byte == b'"') else {
            break;
        };
        at = here + close + 2;
    }
    (text.len(), text.len())
}
