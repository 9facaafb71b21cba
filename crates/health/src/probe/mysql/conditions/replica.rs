//! How a server follows another one: its threads and how far it is behind.

use std::time::Duration;

use super::gtid;
use super::round::{Obstacle, Round};
use crate::Reason;
use crate::probe::mysql::query::Table;

/// How a server must follow another one; by default it need not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplicaConditions {
    /// Whether both of a replica's threads must run.
    pub running: bool,
    /// How far a replica may lag behind.
    pub lag_at_most: Option<Duration>,
    /// How many transactions it may have received and not yet applied.
    pub gtid_gap_at_most: Option<u64>,
    /// Whether a server that takes writes and follows nobody, as the primary
    /// does, meets these conditions too.
    pub primary_passes: bool,
}

/// Which words the server has for the question, found out by asking.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dialect(usize);

/// MariaDB; MySQL since 8.0.22; MySQL before.
const QUESTIONS: [&str; 3] = [
    "SHOW ALL SLAVES STATUS",
    "SHOW REPLICA STATUS",
    "SHOW SLAVE STATUS",
];

/// ER_PARSE_ERROR
const SYNTAX: u16 = 1064;

impl ReplicaConditions {
    pub(super) async fn check(&self, round: &mut Round<'_>) -> Result<(), Obstacle> {
        if !self.has_any() {
            return Ok(());
        }
        let status = status(round).await?;
        if self.primary_passes && follows_nobody(&status) && !round.variables().await?.is_read_only
        {
            return Ok(());
        }
        self.judge(&status).map_err(Obstacle::Unmet)
    }

    fn has_any(&self) -> bool {
        self.running || self.lag_at_most.is_some() || self.gtid_gap_at_most.is_some()
    }

    /// A row is a connection to one source; each must be as it should.
    fn judge(&self, status: &Table) -> Result<(), Reason> {
        if status.rows.is_empty() {
            return Err(Reason::NoReplica);
        }
        for row in 0..status.rows.len() {
            if self.running {
                runs(status, row)?;
            }
            if let Some(at_most) = self.lag_at_most {
                keeps_up(status, row, at_most)?;
            }
            if let Some(at_most) = self.gtid_gap_at_most {
                has_applied(status, row, at_most)?;
            }
        }
        Ok(())
    }
}

async fn status(round: &mut Round<'_>) -> Result<Table, Reason> {
    loop {
        let Dialect(known) = round.memory.dialect;
        match round.query(QUESTIONS[known]).await {
            Err(Reason::ServerError { code: SYNTAX, .. }) if known + 1 < QUESTIONS.len() => {
                round.memory.dialect = Dialect(known + 1);
            }
            outcome => return outcome,
        }
    }
}

/// Nobody at all, or nobody since its threads were stopped, as they are when a
/// replica is promoted. A thread that looks for its source is not stopped.
fn follows_nobody(status: &Table) -> bool {
    (0..status.rows.len()).all(|row| {
        ["_IO_Running", "_SQL_Running"]
            .into_iter()
            .all(|thread| status.value(row, thread) == Some("No"))
    })
}

fn runs(status: &Table, row: usize) -> Result<(), Reason> {
    let field = |name: &str| status.value(row, name).unwrap_or_default();
    for thread in ["IO", "SQL"] {
        if field(&format!("_{thread}_Running")) != "Yes" {
            return Err(Reason::ReplicaStopped {
                thread,
                message: field(&format!("Last_{thread}_Error")).to_owned(),
            });
        }
    }
    Ok(())
}

fn keeps_up(status: &Table, row: usize, at_most: Duration) -> Result<(), Reason> {
    let lag = status
        .value_starting(row, "Seconds_Behind")
        .and_then(|text| text.parse().ok())
        .map(Duration::from_secs)
        .ok_or(Reason::LagUnknown)?;
    match lag <= at_most {
        true => Ok(()),
        false => Err(Reason::Lag { lag, at_most }),
    }
}

fn has_applied(status: &Table, row: usize, at_most: u64) -> Result<(), Reason> {
    match gap(status, row) {
        Some(gap) if gap <= at_most => Ok(()),
        Some(gap) => Err(Reason::GtidGap { gap, at_most }),
        None => Err(Reason::NoGtid),
    }
}

/// None when the source is followed by file and position. MariaDB says so; in
/// MySQL nothing was received by identifiers then.
fn gap(status: &Table, row: usize) -> Option<u64> {
    let field = |name: &str| status.value(row, name);
    if let Some(received) = field("Gtid_IO_Pos") {
        let is_used = field("Using_Gtid").is_some_and(|how| how != "No");
        let applied = field("Gtid_Slave_Pos")?;
        return is_used.then(|| gtid::missing_of_domains(received, applied))?;
    }
    let received = field("Retrieved_Gtid_Set")?;
    let is_used = !received.is_empty() || field("Auto_Position") == Some("1");
    is_used.then(|| gtid::missing_of_set(received, field("Executed_Gtid_Set")?))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(rows: &[(&str, &str)]) -> Table {
        let texts = |io: &str, sql: &str| vec![Some(io.to_owned()), Some(sql.to_owned())];
        Table {
            columns: vec!["Replica_IO_Running".into(), "Replica_SQL_Running".into()],
            rows: rows.iter().map(|(io, sql)| texts(io, sql)).collect(),
        }
    }

    #[test]
    fn a_primary_follows_nobody_on_any_channel() {
        for (rows, follows_nobody_at_all) in [
            (&[][..], true),
            (&[("No", "No")], true),
            (&[("Connecting", "No")], false),
            (&[("No", "Yes")], false),
            (&[("No", "No"), ("Yes", "Yes")], false),
        ] {
            assert_eq!(
                follows_nobody(&threads(rows)),
                follows_nobody_at_all,
                "{rows:?}"
            );
        }
    }
}
