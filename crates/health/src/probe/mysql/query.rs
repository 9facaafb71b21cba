//! `COM_QUERY`'s answer: rows, as text, or a plain OK.
//!
//! ```text
//! columns (length-encoded) | a definition each | EOF | rows … | EOF
//! ```
//!
//! Pure: packets in, a [`Table`] out, so that an answer may come in as many
//! tries as it needs. Source: "COM_QUERY Response", MySQL Source Code
//! Documentation. Holds as much as a status has, and refuses more.

use super::reader::Reader;
use crate::Reason;

const OK: u8 = 0x00;
const EOF: u8 = 0xfe;
const MOST_COLUMNS: u64 = 256;
const MOST_ROWS: usize = 64;

/// Rows under their columns' names; none where the value is null. A statement
/// that has no rows to give, like `SET`, is answered by an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns' names.
    pub columns: Vec<String>,
    /// A value for each column, in each row.
    pub rows: Vec<Vec<Option<String>>>,
}

impl Table {
    /// The first row's first value.
    pub fn first(&self) -> Option<&str> {
        self.rows.first()?.first()?.as_deref()
    }

    /// The value of the column whose name ends so: newer servers say `Replica`
    /// and `Source` where older ones say `Slave` and `Master`.
    pub fn value(&self, row: usize, suffix: &str) -> Option<&str> {
        self.find(row, |name| name.ends_with(suffix))
    }

    /// The value of the column whose name starts so.
    pub fn value_starting(&self, row: usize, prefix: &str) -> Option<&str> {
        self.find(row, |name| name.starts_with(prefix))
    }

    fn find(&self, row: usize, is_it: impl Fn(&str) -> bool) -> Option<&str> {
        let column = self.columns.iter().position(|name| is_it(name))?;
        self.rows.get(row)?.get(column)?.as_deref()
    }
}

/// An answer of which a part has come.
#[derive(Debug, Default)]
pub(super) struct Reading {
    expects: Expects,
    table: Table,
}

#[derive(Clone, Copy, Debug, Default)]
enum Expects {
    /// How many columns there are, or that there is nothing to tell.
    #[default]
    Count,
    /// So many definitions, the next one's turn included.
    Columns(u64),
    EndOfColumns,
    Rows,
}

impl Reading {
    /// Takes the next packet, which is no error packet; the table, when it was
    /// the last.
    pub(super) fn take(&mut self, packet: &[u8]) -> Result<Option<Table>, Reason> {
        match self.expects {
            Expects::Count if packet[0] == OK => return Ok(Some(Table::default())),
            Expects::Count => self.expects = Expects::Columns(count(packet)?),
            Expects::Columns(left) => {
                let name = column_name(packet).ok_or(malformed("a column's definition is cut"))?;
                self.table.columns.push(name);
                self.expects = match left {
                    ..=1 => Expects::EndOfColumns,
                    _ => Expects::Columns(left - 1),
                };
            }
            Expects::EndOfColumns => self.expects = Expects::Rows,
            Expects::Rows if packet[0] == EOF && packet.len() < 9 => {
                return Ok(Some(std::mem::take(&mut self.table)));
            }
            Expects::Rows => self.take_row(packet)?,
        }
        Ok(None)
    }

    fn take_row(&mut self, packet: &[u8]) -> Result<(), Reason> {
        if self.table.rows.len() == MOST_ROWS {
            return Err(malformed("the answer to a query has too many rows"));
        }
        let values = row(packet, self.table.columns.len());
        self.table
            .rows
            .push(values.ok_or(malformed("a row is cut"))?);
        Ok(())
    }
}

fn count(packet: &[u8]) -> Result<u64, Reason> {
    Reader(packet)
        .length()
        .filter(|count| (1..=MOST_COLUMNS).contains(count))
        .ok_or(malformed("the answer to a query has no columns"))
}

/// Catalogue, schema, table and its original come before the name.
fn column_name(definition: &[u8]) -> Option<String> {
    let mut reader = Reader(definition);
    for _ in 0..4 {
        reader.text()?;
    }
    reader.text().map(lossy)
}

fn row(packet: &[u8], columns: usize) -> Option<Vec<Option<String>>> {
    const NULL: u8 = 0xfb;
    let mut reader = Reader(packet);
    let mut values = Vec::with_capacity(columns);
    for _ in 0..columns {
        values.push(match reader.0.first()? {
            &NULL => {
                reader.byte();
                None
            }
            _ => Some(lossy(reader.text()?)),
        });
    }
    Some(values)
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn malformed(what: &'static str) -> Reason {
    Reason::Malformed { what }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn a_row_has_texts_and_nulls() {
        let packet = [&b"\x03Yes\xfb\x00\xfc\x02\x00"[..], b"ab"].concat();
        let values = row(&packet, 4).unwrap();
        let shown: Vec<_> = values.iter().map(Option::as_deref).collect();
        assert_eq!(shown, [Some("Yes"), None, Some(""), Some("ab")]);
        for end in 0..packet.len() {
            assert_eq!(row(&packet[..end], 4), None, "{end} bytes");
        }
    }

    #[test]
    fn a_column_has_its_name_behind_four_others() {
        let packet = b"\x03def\x00\x01t\x01t\x0aThe_Column\x00\x0c";
        assert_eq!(column_name(packet).as_deref(), Some("The_Column"));
        assert_eq!(column_name(&packet[..12]), None);
    }

    #[test]
    fn an_answer_is_complete_with_its_last_packet() {
        let mut reading = Reading::default();
        let definition: &[u8] = b"\x03def\x00\x01t\x01t\x01a\x00\x0c";
        for packet in [
            &b"\x01"[..],
            definition,
            b"\xfe\0\0\0\0",
            b"\x011",
            b"\x012",
        ] {
            assert_eq!(reading.take(packet), Ok(None));
        }
        let table = reading.take(b"\xfe\0\0\0\0").unwrap().unwrap();
        assert_eq!((table.first(), table.rows.len()), (Some("1"), 2));
        assert_eq!(table.value(1, "a"), Some("2"));
        let nothing = Reading::default().take(b"\0\0\0\x02\0\0\0");
        assert_eq!(nothing, Ok(Some(Table::default())));
    }

    proptest! {
        #[test]
        fn no_bytes_bring_it_down(packets in vec(vec(any::<u8>(), 1..40), 0..20)) {
            let mut reading = Reading::default();
            for packet in packets {
                if reading.take(&packet).is_err() {
                    break;
                }
            }
        }
    }
}
