//! A write now and then: only a write shows that the server can still write.
//!
//! A server whose disk is full answers every question, and lets writes wait
//! until somebody makes room. Each server writes a row of its own, because the
//! rows of a cluster's nodes would collide otherwise, and a server that is
//! read-only is not asked: the same check stands on a primary and its replica.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use tokio::time::Instant;

use super::round::{Obstacle, Round};

/// Where to write, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heartbeat {
    /// The table: `host` is its key, `beat_at` a time.
    pub table: HeartbeatTable,
    /// The pause between two writes. Each is an entry in the binary log, so
    /// they are fewer than the tries.
    pub every: Duration,
}

/// `schema.table`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeartbeatTable {
    schema: String,
    table: String,
}

/// A text that names no table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no `schema.table` of letters, digits, `_`, `$` and `-`")]
pub struct HeartbeatTableError {
    text: String,
}

impl FromStr for HeartbeatTable {
    type Err = HeartbeatTableError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_name = |name: &str| {
            let mut characters = name.chars();
            !name.is_empty() && characters.all(|c| c.is_alphanumeric() || "_$-".contains(c))
        };
        match text.split_once('.') {
            Some((schema, table)) if is_name(schema) && is_name(table) => Ok(HeartbeatTable {
                schema: schema.to_owned(),
                table: table.to_owned(),
            }),
            _ => Err(HeartbeatTableError {
                text: text.to_owned(),
            }),
        }
    }
}

impl fmt::Display for HeartbeatTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`.`{}`", self.schema, self.table)
    }
}

impl Heartbeat {
    pub(super) async fn check(&self, round: &mut Round<'_>) -> Result<(), Obstacle> {
        let is_recent = |beat_at: Instant| beat_at.elapsed() < self.every;
        if round.memory.beat_at.is_some_and(is_recent) {
            return Ok(());
        }
        let variables = round.variables().await?;
        if !variables.is_read_only {
            round.write(&self.statement(&variables.host)).await?;
            round.memory.beat_at = Some(Instant::now());
        }
        Ok(())
    }

    fn statement(&self, host: &str) -> String {
        // A name with a backslash would mean another one to some servers.
        let host = host.replace('\\', "").replace('\'', "''");
        format!(
            "INSERT INTO {} (host, beat_at) VALUES ('{host}', NOW()) \
             ON DUPLICATE KEY UPDATE beat_at = NOW()",
            self.table
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_schema_and_nothing_that_ends_its_quotes() {
        let table: HeartbeatTable = "ops.heart-beat".parse().unwrap();
        assert_eq!(table.to_string(), "`ops`.`heart-beat`");
        for text in ["", "a", "a.", ".b", "a.b.c", "a.`b", "a b.c"] {
            let error = text.parse::<HeartbeatTable>().unwrap_err();
            assert!(error.to_string().contains(text), "{error}");
        }
    }

    #[test]
    fn a_host_stays_within_its_quotes() {
        let beat = Heartbeat {
            table: "a.b".parse().unwrap(),
            every: Duration::from_secs(1),
        };
        assert!(beat.statement(r"d\'b").contains("VALUES ('d''b', NOW())"));
    }
}
