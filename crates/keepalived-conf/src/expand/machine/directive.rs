//! The directives of a line: conditions, definitions, repetitions.

use super::{Line, Machine};
use crate::expand::definitions::Value;
use crate::expand::line_buf::LineBuf;
use crate::expand::sequence::{Sequence, list_head, seq_head};
use crate::expand::{ExpandProblem, MAX_NESTED};
use crate::syntax::line::{count_while, is_blank};
use crate::syntax::name::definition_name;

impl Machine<'_> {
    /// Takes `@id` off the line if the line counts.
    pub(super) fn condition_holds(&self, line: &mut Line) -> bool {
        let bytes = line.text.bytes();
        let negated = bytes.get(1) == Some(&b'^');
        let start = 1 + usize::from(negated);
        let id = &bytes[start..start + count_while(&bytes[start..], |byte| !is_blank(byte))];
        let rest = start + id.len();
        let same = self
            .options
            .config_id
            .as_ref()
            .is_some_and(|own| own.as_bytes() == id);
        if rest == bytes.len() || same == negated {
            return false;
        }
        let rest = rest + count_while(&bytes[rest..], is_blank);
        line.text = line.text.part(rest..bytes.len());
        true
    }

    pub(super) fn definition(&mut self, text: &LineBuf, continues: bool) {
        let bytes = text.bytes();
        let Some(name) = definition_name(bytes) else {
            return;
        };
        let start = name + 1 + count_while(&bytes[name + 1..], is_blank);
        self.define(&bytes[1..name], text.part(start..bytes.len()), continues);
    }

    /// Sets a name, reading on in the file if its value does.
    pub(super) fn define(&mut self, name: &[u8], first: LineBuf, continues: bool) {
        if !continues {
            self.definitions.set(name, Value::Text(first));
            return;
        }
        let mut lines = vec![first];
        while let Some(line) = self.continuation() {
            lines.extend(line.text);
            if !line.continues {
                break;
            }
        }
        lines.retain(|line| !line.is_empty());
        let value = match lines.pop() {
            None => Value::Text(LineBuf::default()),
            Some(last) => {
                lines.push(last);
                Value::Lines(lines.into())
            }
        };
        self.definitions.set(name, value);
    }

    pub(super) fn sequence(&mut self, text: &LineBuf) {
        let bytes = text.bytes();
        let whole = text.location(0..bytes.len());
        if self.sequences.len() >= MAX_NESTED {
            return self.problem(ExpandProblem::NestedTooDeep, whole);
        }
        let is_list = bytes.starts_with(b"~LST");
        let sequence = if is_list {
            list(text)
        } else {
            self.numbers(text)
        };
        match sequence {
            Some(sequence) => self.sequences.push(sequence),
            None if is_list => self.problem(ExpandProblem::InvalidList, whole),
            None => self.problem(ExpandProblem::InvalidSequence, whole),
        }
    }

    /// A `~SEQ`; its numbers may be names.
    pub(super) fn numbers(&mut self, text: &LineBuf) -> Option<Sequence> {
        let head = seq_head(text.bytes())?;
        let mut numbers = Line::built(text.part(head.numbers.clone()), None);
        self.substitute(&mut numbers);
        let rest = &text.bytes()[head.numbers.end..];
        let start = head.numbers.end + count_while(rest, is_blank);
        Sequence::of_numbers(
            head,
            numbers.text.bytes(),
            text.part(start..text.bytes().len()),
        )
    }
}

fn list(text: &LineBuf) -> Option<Sequence> {
    let head = list_head(text.bytes())?;
    let rest = text.part(head.text_start..text.bytes().len());
    Some(Sequence::of_lists(head.names, head.rows, rest))
}
