//! What a server must be beside alive, and the queries that tell.

use std::time::Duration;

use super::query::{self, Table};
use super::wire::Wire;
use crate::Reason;
use crate::probe::budget::Budget;
use crate::probe::held::Answer;

/// What a MySQL or MariaDB server must be; nothing, by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MysqlConditions {
    /// Whether it must refuse writes (`read_only`), or take them.
    pub is_read_only: Option<bool>,
    /// Whether both of a replica's threads must run.
    pub replica_running: bool,
    /// How far a replica may lag behind.
    pub lag_at_most: Option<Duration>,
    /// How much of `max_connections` may be in use, in percent.
    pub connections_at_most: Option<u8>,
}

/// Newer servers know the first, older ones the second; MariaDB both.
const REPLICA_STATUS: [&str; 2] = ["SHOW REPLICA STATUS", "SHOW SLAVE STATUS"];

/// ER_PARSE_ERROR
const SYNTAX: u16 = 1064;

impl MysqlConditions {
    /// Asks for each of them, and stops at the first that is not met.
    pub(super) async fn check(&self, wire: &mut Wire, budget: &Budget) -> Result<Answer, Reason> {
        if let Some(expected) = self.is_read_only {
            let is = read_only(wire, budget).await?;
            if is != expected {
                return Ok(Answer::No(Reason::Role {
                    is: mode(is).to_owned(),
                    expected: mode(expected),
                }));
            }
        }
        if let Some(at_most) = self.connections_at_most {
            let (used, most) = connections(wire, budget).await?;
            if used * 100 > most * u64::from(at_most) {
                return Ok(Answer::No(Reason::ConnectionsUsed {
                    used,
                    most,
                    at_most,
                }));
            }
        }
        match self.replica_running || self.lag_at_most.is_some() {
            true => self.check_replica(wire, budget).await,
            false => Ok(Answer::Yes),
        }
    }

    async fn check_replica(&self, wire: &mut Wire, budget: &Budget) -> Result<Answer, Reason> {
        let status = replica_status(wire, budget).await?;
        if status.rows.is_empty() {
            return Ok(Answer::No(Reason::NoReplica));
        }
        // MariaDB has one row here, the unnamed connection; MySQL one a channel.
        for row in 0..status.rows.len() {
            let field = |name: &str| status.value(row, name).unwrap_or_default();
            for thread in ["IO", "SQL"] {
                if self.replica_running && field(&format!("_{thread}_Running")) != "Yes" {
                    return Ok(Answer::No(Reason::ReplicaStopped {
                        thread,
                        message: field(&format!("Last_{thread}_Error")).to_owned(),
                    }));
                }
            }
            let lag = status.value_starting(row, "Seconds_Behind");
            if let Some(reason) = self.lag_at_most.and_then(|at_most| lags(lag, at_most)) {
                return Ok(Answer::No(reason));
            }
        }
        Ok(Answer::Yes)
    }
}

fn lags(seconds: Option<&str>, at_most: Duration) -> Option<Reason> {
    match seconds
        .and_then(|text| text.parse().ok())
        .map(Duration::from_secs)
    {
        Some(lag) if lag <= at_most => None,
        Some(lag) => Some(Reason::Lag { lag, at_most }),
        None => Some(Reason::LagUnknown),
    }
}

fn mode(is_read_only: bool) -> &'static str {
    if is_read_only {
        "read-only"
    } else {
        "writable"
    }
}

async fn read_only(wire: &mut Wire, budget: &Budget) -> Result<bool, Reason> {
    let table = query::run(wire, "SELECT @@global.read_only", budget).await?;
    let value = table.first().ok_or(NO_ROW)?;
    // MariaDB 12 has more values than on and off; all but off refuse writes.
    Ok(!matches!(value, "0" | "OFF"))
}

async fn connections(wire: &mut Wire, budget: &Budget) -> Result<(u64, u64), Reason> {
    let used = query::run(wire, "SHOW GLOBAL STATUS LIKE 'Threads_connected'", budget).await?;
    let most = query::run(wire, "SELECT @@global.max_connections", budget).await?;
    let used = used.value(0, "Value").and_then(|text| text.parse().ok());
    let most = most.first().and_then(|text| text.parse().ok());
    used.zip(most).ok_or(NO_ROW)
}

async fn replica_status(wire: &mut Wire, budget: &Budget) -> Result<Table, Reason> {
    let [newer, older] = REPLICA_STATUS;
    match query::run(wire, newer, budget).await {
        Err(Reason::ServerError { code: SYNTAX, .. }) => query::run(wire, older, budget).await,
        outcome => outcome,
    }
}

const NO_ROW: Reason = Reason::Malformed {
    what: "the answer to a query is not what was asked for",
};
