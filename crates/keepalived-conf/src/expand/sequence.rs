//! `~SEQ` and `~LST`: a line that is read again and again with other values.
//!
//! Parsing follows keepalived 2.2.7 `lib/parser.c`, `add_seq` and `add_lst`, numbers included: base 0
//! as in C, so that `010` is eight.

use super::line_buf::LineBuf;
use crate::syntax::line::{count_while, is_blank};

/// How many bytes the numbers of a `~SEQ` may take, their closing parenthesis included.
const MAX_NUMBERS_BYTES: usize = 63;

/// A repetition that is under way.
#[derive(Debug, Clone)]
pub(super) struct Sequence {
    /// The rest of the line.
    pub(super) text: LineBuf,
    values: Values,
}

#[derive(Debug, Clone)]
enum Values {
    Numbers {
        name: Vec<u8>,
        next: i64,
        last: i64,
        step: i64,
        hex: bool,
    },
    Lists {
        names: Vec<Vec<u8>>,
        rows: std::vec::IntoIter<Vec<Vec<u8>>>,
    },
}

/// The head of a `~SEQ`, its numbers not yet read because they may hold names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SeqHead {
    pub(super) hex: bool,
    pub(super) name: Vec<u8>,
    /// Where the numbers are in the line, their closing parenthesis included.
    pub(super) numbers: std::ops::Range<usize>,
}

/// Reads `~SEQ(name, …)` up to the parenthesis.
pub(super) fn seq_head(line: &[u8]) -> Option<SeqHead> {
    let mut rest = line.strip_prefix(b"~SEQ")?;
    let hex = rest.first() == Some(&b'x');
    rest = skip_blanks(&rest[usize::from(hex)..]);
    rest = skip_blanks(rest.strip_prefix(b"(")?);
    let len = count_while(rest, |byte| !matches!(byte, b' ' | b'\t' | b',' | b')'));
    let (name, rest) = rest.split_at(len);
    let rest = skip_blanks(rest);
    if name.is_empty() || rest.is_empty() || rest.starts_with(b")") {
        return None;
    }
    let rest = skip_blanks(&rest[1..]);
    let start = line.len() - rest.len();
    let end = start + rest.iter().position(|byte| *byte == b')')? + 1;
    Some(SeqHead {
        hex,
        name: name.to_vec(),
        numbers: start..end,
    })
}

impl Sequence {
    /// A `~SEQ` whose names have been replaced in `numbers`, which ends in a parenthesis.
    pub(super) fn of_numbers(head: SeqHead, numbers: &[u8], text: LineBuf) -> Option<Self> {
        if numbers.len() > MAX_NUMBERS_BYTES {
            return None;
        }
        let (next, step, last) = bounds(numbers)?;
        if head.hex && (next < 0 || last < 0) {
            return None;
        }
        let values = Values::Numbers {
            name: head.name,
            next,
            last,
            step,
            hex: head.hex,
        };
        Some(Self { text, values })
    }

    /// A `~LST`; its text begins at the offset that [`list_head`] returns.
    pub(super) fn of_lists(names: Vec<Vec<u8>>, rows: Vec<Vec<Vec<u8>>>, text: LineBuf) -> Self {
        Self {
            text,
            values: Values::Lists {
                names,
                rows: rows.into_iter(),
            },
        }
    }

    /// The names and values of the next turn.
    pub(super) fn next_values(&mut self) -> Option<Vec<(Vec<u8>, Vec<u8>)>> {
        match &mut self.values {
            Values::Numbers {
                name,
                next,
                last,
                step,
                hex,
            } => {
                let value = *next;
                if (*step > 0 && value > *last) || (*step < 0 && value < *last) {
                    return None;
                }
                *next = value.saturating_add(*step);
                if *next == value {
                    *step = 0;
                }
                let text = if *hex {
                    format!("{value:x}")
                } else {
                    value.to_string()
                };
                Some(vec![(name.clone(), text.into_bytes())])
            }
            Values::Lists { names, rows } => {
                let row = rows.next()?;
                Some(names.iter().cloned().zip(row).collect())
            }
        }
    }

    /// Whether no turn is left.
    pub(super) fn is_done(&self) -> bool {
        match &self.values {
            Values::Numbers {
                next, last, step, ..
            } => *step == 0 || (*step > 0 && next > last) || (*step < 0 && next < last),
            Values::Lists { rows, .. } => rows.as_slice().is_empty(),
        }
    }
}

/// Start, step and end of `end)`, `start, end)` or `start, step, end)`.
fn bounds(numbers: &[u8]) -> Option<(i64, i64, i64)> {
    let (one, rest) = number(numbers)?;
    if rest.starts_with(b")") {
        return Some((
            if one < 0 { -1 } else { 1 },
            if one < 1 { -1 } else { 1 },
            one,
        ));
    }
    let (two, rest) = number(rest.strip_prefix(b",")?)?;
    if rest.starts_with(b")") {
        return Some((one, if one <= two { 1 } else { -1 }, two));
    }
    let (three, rest) = number(rest.strip_prefix(b",")?)?;
    let runs = two != 0 && !(one < three && two < 0) && !(one > three && two > 0);
    (rest.starts_with(b")") && runs).then_some((one, two, three))
}

/// A number in the manner of C's `strtol` with base 0, and what follows it and its blanks. No digit
/// at all reads as 0.
fn number(text: &[u8]) -> Option<(i64, &[u8])> {
    let text = skip_blanks(text);
    let negative = text.first() == Some(&b'-');
    let signed = negative || text.first() == Some(&b'+');
    let digits = &text[usize::from(signed)..];
    let (radix, digits) = match digits {
        [b'0', b'x' | b'X', digit, ..] if digit.is_ascii_hexdigit() => (16, &digits[2..]),
        [b'0', ..] => (8, digits),
        _ => (10, digits),
    };
    let len = count_while(digits, |byte| char::from(byte).is_digit(radix));
    let value = std::str::from_utf8(&digits[..len]).ok()?;
    let value = if value.is_empty() {
        0
    } else {
        i64::from_str_radix(value, radix).ok()?
    };
    Some((
        if negative { -value } else { value },
        skip_blanks(&digits[len..]),
    ))
}

/// The names and rows of a `~LST`, and where the text after it begins.
pub(super) struct ListHead {
    pub(super) names: Vec<Vec<u8>>,
    pub(super) rows: Vec<Vec<Vec<u8>>>,
    pub(super) text_start: usize,
}

/// Reads `~LST(names, values, …)`.
pub(super) fn list_head(line: &[u8]) -> Option<ListHead> {
    let rest = skip_blanks(line.strip_prefix(b"~LST")?);
    let (names, rest) = group(skip_blanks(rest.strip_prefix(b"(")?), false)?;
    let mut rest = rest.strip_prefix(b",")?;
    let mut rows = Vec::new();
    loop {
        let (mut row, after) = group(skip_blanks(rest), true)?;
        if row.len() > names.len() {
            return None;
        }
        row.resize(names.len(), Vec::new());
        rows.push(row);
        match after.split_first()? {
            (b')', text) => {
                let text_start = line.len() - skip_blanks(text).len();
                return Some(ListHead {
                    names,
                    rows,
                    text_start,
                });
            }
            (b',', after) => rest = after,
            _ => return None,
        }
    }
}

/// One item, or several in braces; what follows them and their blanks.
fn group(text: &[u8], in_values: bool) -> Option<(Vec<Vec<u8>>, &[u8])> {
    let braced = text.starts_with(b"{");
    let mut rest = if braced {
        skip_blanks(&text[1..])
    } else {
        text
    };
    let mut items = Vec::new();
    loop {
        let ends = |byte| matches!(byte, b' ' | b'\t' | b',' | b'}') || (in_values && byte == b')');
        let (item, after) = rest.split_at(count_while(rest, |byte| !ends(byte)));
        items.push(item.to_vec());
        rest = skip_blanks(after);
        if !braced {
            return Some((items, rest));
        }
        match rest.split_first()? {
            (b'}', after) => return Some((items, skip_blanks(after))),
            (b',', after) => rest = skip_blanks(after),
            _ => return None,
        }
    }
}

fn skip_blanks(text: &[u8]) -> &[u8] {
    &text[count_while(text, is_blank)..]
}

#[cfg(test)]
mod tests {
    use super::{LineBuf, Sequence, bounds, list_head, seq_head};

    #[test]
    fn one_two_or_three_numbers_with_the_bases_of_c() {
        assert_eq!(bounds(b"3)"), Some((1, 1, 3)));
        assert_eq!(bounds(b"-3)"), Some((-1, -1, -3)));
        assert_eq!(bounds(b"0, 3)"), Some((0, 1, 3)));
        assert_eq!(bounds(b"3, 0)"), Some((3, -1, 0)));
        assert_eq!(bounds(b"0x90, 0x10, 0xc0)"), Some((0x90, 0x10, 0xc0)));
        assert_eq!(bounds(b"010)"), Some((1, 1, 8)));
        assert_eq!(bounds(b"1, -1, 3)"), None);
        assert_eq!(bounds(b"1, 0, 3)"), None);
        assert_eq!(bounds(b"a)"), None);
    }

    #[test]
    fn hexadecimal_values_are_written_so() {
        let line = b"~SEQx(A, 8, 10) x";
        let head = seq_head(line).unwrap();
        let numbers = line[head.numbers.clone()].to_vec();
        let mut turns = Sequence::of_numbers(head, &numbers, LineBuf::default()).unwrap();
        let values = std::iter::from_fn(|| turns.next_values()).map(|row| row[0].1.clone());
        assert_eq!(values.collect::<Vec<_>>(), [b"8", b"9", b"a"]);
    }

    #[test]
    fn lists_have_one_name_or_several_and_fill_up_with_nothing() {
        let head = list_head(b"~LST({A, B}, {1,2}, {3}) x").unwrap();
        assert_eq!(head.names, [b"A", b"B"]);
        assert_eq!(
            head.rows,
            [
                vec![b"1".to_vec(), b"2".to_vec()],
                vec![b"3".to_vec(), vec![]]
            ]
        );
        assert_eq!(head.text_start, 25);
        assert_eq!(list_head(b"~LST(A, 1, 2) x").unwrap().rows.len(), 2);
        assert!(list_head(b"~LST({A}, {1,2}) x").is_none());
        assert!(list_head(b"~LST(A) x").is_none());
    }
}
