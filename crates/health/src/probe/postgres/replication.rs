//! Whether the server recovers and how far it lags, held against what it
//! should.

use std::time::Duration;

use tokio_postgres::{SimpleQueryMessage, SimpleQueryRow};

use super::spec::{PostgresRole, PostgresSpec};
use crate::Reason;
use crate::probe::dialogue::Answer;

/// One row: in recovery or not, and the lag in seconds, null when unknown.
///
/// A standby that has replayed all it received lags by nothing, however long
/// ago the last transaction was, but only while it receives: without a receiver
/// nobody knows what it has missed, and the age of what it replayed last counts.
const STATE: &str = "SELECT pg_is_in_recovery(), CASE \
    WHEN NOT pg_is_in_recovery() THEN 0 \
    WHEN EXISTS (SELECT FROM pg_stat_wal_receiver) \
        AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0 \
    ELSE EXTRACT(EPOCH FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END";

/// What to ask for this spec.
pub(super) fn query(spec: &PostgresSpec) -> &'static str {
    match (spec.role, spec.lag_at_most) {
        (None, None) => "SELECT 1",
        _ => STATE,
    }
}

/// The answer to the spec's conditions.
pub(super) fn answer(
    messages: &[SimpleQueryMessage],
    spec: &PostgresSpec,
) -> Result<Answer, Reason> {
    let row = messages.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    let row = row.ok_or(Reason::Malformed {
        what: "the answer to a query has no row",
    })?;
    if spec.role.is_none() && spec.lag_at_most.is_none() {
        return Ok(Answer::Yes);
    }
    let is = match row.try_get(0) {
        Ok(Some("t")) => PostgresRole::Standby,
        _ => PostgresRole::Primary,
    };
    if let Some(expected) = spec.role
        && expected != is
    {
        return Ok(Answer::No(Reason::Role {
            is: is.name().to_owned(),
            expected: expected.name(),
        }));
    }
    Ok(match spec.lag_at_most {
        Some(at_most) => lag(row, at_most),
        None => Answer::Yes,
    })
}

fn lag(row: &SimpleQueryRow, at_most: Duration) -> Answer {
    let seconds: Option<f64> = row
        .try_get(1)
        .ok()
        .flatten()
        .and_then(|text| text.parse().ok());
    let lag = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds.max(0.0)).ok());
    match lag {
        Some(lag) if lag <= at_most => Answer::Yes,
        Some(lag) => Answer::No(Reason::Lag { lag, at_most }),
        None => Answer::No(Reason::LagUnknown),
    }
}
