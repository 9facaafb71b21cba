//! `COM_QUERY` and the rows that answer it, as text.
//!
//! ```text
//! columns (length-encoded) | a definition each | EOF | rows … | EOF
//! ```
//!
//! Source: "COM_QUERY Response", MySQL Source Code Documentation. Holds as much
//! as a status has, and refuses more.

use super::reader::Reader;
use super::server_error;
use super::wire::Wire;
use crate::probe::budget::Budget;
use crate::{Reason, Stage};

const COM_QUERY: u8 = 0x03;
const EOF: u8 = 0xfe;
const MOST_COLUMNS: u64 = 256;
const MOST_ROWS: usize = 64;

/// Rows under their columns' names; none where the value is null.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Option<String>>>,
}

impl Table {
    /// The first row's first value.
    pub(super) fn first(&self) -> Option<&str> {
        self.rows.first()?.first()?.as_deref()
    }

    /// The value of the column whose name ends so.
    pub(super) fn value(&self, row: usize, suffix: &str) -> Option<&str> {
        self.find(row, |name| name.ends_with(suffix))
    }

    /// The value of the column whose name starts so.
    pub(super) fn value_starting(&self, row: usize, prefix: &str) -> Option<&str> {
        self.find(row, |name| name.starts_with(prefix))
    }

    fn find(&self, row: usize, is_it: impl Fn(&str) -> bool) -> Option<&str> {
        let column = self.columns.iter().position(|name| is_it(name))?;
        self.rows.get(row)?.get(column)?.as_deref()
    }
}

/// Asks, and takes all of the answer. After a time-out the wire is of no
/// further use: how much is still to come is not known.
pub(super) async fn run(wire: &mut Wire, sql: &str, budget: &Budget) -> Result<Table, Reason> {
    let stage = Stage::Query;
    let command = [&[COM_QUERY], sql.as_bytes()].concat();
    wire.command(&command, stage, budget).await?;
    let first = receive(wire, budget).await?;
    let count = Reader(&first)
        .length()
        .filter(|count| (1..=MOST_COLUMNS).contains(count));
    let count = count.ok_or(malformed("the answer to a query has no columns"))?;
    let mut table = Table::default();
    for _ in 0..count {
        let definition = receive(wire, budget).await?;
        let name = column_name(&definition);
        table
            .columns
            .push(name.ok_or(malformed("a column's definition is cut"))?);
    }
    receive(wire, budget).await?;
    loop {
        let packet = receive(wire, budget).await?;
        if packet[0] == EOF && packet.len() < 9 {
            return Ok(table);
        }
        if table.rows.len() == MOST_ROWS {
            return Err(malformed("the answer to a query has too many rows"));
        }
        let values = row(&packet, table.columns.len());
        table.rows.push(values.ok_or(malformed("a row is cut"))?);
    }
}

async fn receive(wire: &mut Wire, budget: &Budget) -> Result<Vec<u8>, Reason> {
    let packet = wire.receive(Stage::Query, budget).await?;
    match packet[0] {
        server_error::ERR => Err(server_error::reason(&packet, "")),
        _ => Ok(packet),
    }
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

    proptest! {
        #[test]
        fn no_bytes_bring_it_down(bytes: Vec<u8>) {
            column_name(&bytes);
            row(&bytes, 3);
        }
    }
}
