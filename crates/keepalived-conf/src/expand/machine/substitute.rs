//! Replacing `$NAME` in a line (keepalived 2.2.7 `lib/parser.c`, `replace_param`).
//!
//! The text that was put in is looked at again, so that values may use names; that is what makes a
//! name that uses itself dangerous, and why the rounds are counted.

use super::{Line, Machine, Unfolding};
use crate::expand::definitions::{BuiltIn, Value};
use crate::expand::line_buf::LineBuf;
use crate::expand::{ExpandProblem, Location, MAX_NESTED, MAX_SUBSTITUTIONS};
use crate::syntax::MAX_LINE_BYTES;
use crate::syntax::line::{count_while, is_blank};
use crate::syntax::name::{Use, use_at};

impl Machine<'_> {
    /// Replaces the names in the line; false if none was or the line grew too long.
    pub(super) fn substitute(&mut self, line: &mut Line) -> bool {
        let mut at = 0;
        let mut count = 0;
        while let Some(found) = line.text.bytes()[at..]
            .iter()
            .position(|byte| *byte == b'$')
        {
            at += found;
            let Some(found) = use_at(line.text.bytes(), at) else {
                at += 1;
                continue;
            };
            let range = found.range.clone();
            let name = String::from_utf8_lossy(found.name).into_owned();
            let place = line.text.location(range.clone());
            let Some(value) = self.value_of(&found, place, line.text.location(0..usize::MAX))
            else {
                at += 1;
                continue;
            };
            count += 1;
            let length = line.text.bytes().len() + value.bytes().len() - range.len();
            let is_growing = value.bytes().contains(&b'$') && count > 1;
            if count > MAX_SUBSTITUTIONS || (length > MAX_LINE_BYTES && is_growing) {
                // Once is enough: a thousand rounds for each line that uses it would take minutes.
                self.definitions.set(found.name, Value::Endless);
                self.problem(ExpandProblem::SelfExpanding(name), place);
                return false;
            }
            if length > MAX_LINE_BYTES {
                self.problem(ExpandProblem::LineOverflow, place);
                return false;
            }
            line.text.replace(range, &value);
            let blanks = count_while(value.bytes(), is_blank);
            if value.bytes().get(blanks) == Some(&b'~') {
                break;
            }
        }
        count > 0
    }

    /// The text for one use of a name; of several lines the first, the others being queued.
    fn value_of(&mut self, found: &Use<'_>, place: Location, line: Location) -> Option<LineBuf> {
        let name = || String::from_utf8_lossy(found.name).into_owned();
        match self.definitions.find(found.name).cloned() {
            None => {
                self.problem(ExpandProblem::Undefined(name()), place);
                None
            }
            Some(Value::Endless) => None,
            Some(Value::Text(text)) => Some(LineBuf::made(text.bytes(), place)),
            Some(Value::BuiltIn(built_in)) => Some(LineBuf::made(
                &self.built_in(built_in, found.params, place),
                place,
            )),
            Some(Value::Lines(_)) if !found.is_last => {
                self.problem(ExpandProblem::ManyLinesInside(name()), place);
                None
            }
            Some(Value::Lines(_)) if self.suspended.len() >= MAX_NESTED => {
                self.problem(ExpandProblem::NestedTooDeep, place);
                None
            }
            Some(Value::Lines(lines)) => {
                let first = lines.first().cloned().unwrap_or_default();
                self.unfold(Unfolding {
                    lines,
                    next: 1,
                    used_at: line,
                });
                Some(first)
            }
        }
    }

    fn unfold(&mut self, unfolding: Unfolding) {
        let waiting = self.waiting_sequences;
        self.waiting_sequences = self.sequences.len();
        if let Some(around) = self.unfolding.take() {
            self.suspended.push((around, waiting));
        }
        if unfolding.lines.len() > 1 {
            self.unfolding = Some(unfolding);
        } else {
            self.unfolded();
        }
    }

    fn built_in(&mut self, name: BuiltIn, params: &[u8], place: Location) -> Vec<u8> {
        match name {
            BuiltIn::Directory => self
                .open
                .last()
                .map(|file| file.directory.clone().into_bytes())
                .unwrap_or_default(),
            BuiltIn::Instance => self
                .options
                .config_id
                .clone()
                .map(String::into_bytes)
                .unwrap_or_default(),
            BuiltIn::Random => {
                let first = params
                    .split(|byte| *byte == b' ')
                    .next()
                    .unwrap_or_default();
                if first.is_empty() {
                    b"0".to_vec()
                } else {
                    first.to_vec()
                }
            }
            BuiltIn::Hash => b"#".to_vec(),
            BuiltIn::Bang => b"!".to_vec(),
            BuiltIn::Environment => self.variable(params, place),
        }
    }

    fn variable(&mut self, name: &[u8], place: Location) -> Vec<u8> {
        let name = String::from_utf8_lossy(name).into_owned();
        match self.options.environment.get(&name) {
            Some(value) => value.clone().into_bytes(),
            None => {
                self.problem(ExpandProblem::UnsetVariable(name), place);
                Vec::new()
            }
        }
    }
}
