//! The server's settings that more than one condition needs, in one query.

use crate::probe::mysql::query::Table;

/// What the server is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variables {
    /// Whether it refuses the writes of ordinary users. `super_read_only` cannot
    /// be on while this is off.
    pub(super) is_read_only: bool,
    pub(super) max_connections: u64,
    /// The name of the machine it runs on.
    pub(super) host: String,
}

impl Variables {
    /// No user needs a right for it.
    pub(super) const QUERY: &str =
        "SELECT @@global.read_only, @@global.max_connections, @@hostname";

    pub(super) fn read(table: &Table) -> Option<Self> {
        let [Some(read_only), Some(max_connections), Some(host)] = table.rows.first()?.as_slice()
        else {
            return None;
        };
        Some(Variables {
            // MariaDB 12 has more values than on and off; all but off refuse writes.
            is_read_only: !matches!(read_only.as_str(), "0" | "OFF"),
            max_connections: max_connections.parse().ok()?,
            host: host.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_but_off_refuses_writes() {
        for (value, is_read_only) in [
            ("0", false),
            ("OFF", false),
            ("1", true),
            ("ON", true),
            ("NO_LOCK", true),
        ] {
            let table = Table {
                columns: ["a", "b", "c"].map(str::to_owned).to_vec(),
                rows: vec![[value, "151", "db1"].map(|text| Some(text.into())).to_vec()],
            };
            let variables = Variables::read(&table).unwrap();
            assert_eq!(variables.is_read_only, is_read_only, "{value}");
            assert_eq!(variables.max_connections, 151);
        }
        assert_eq!(Variables::read(&Table::default()), None);
    }
}
