//! How much of `max_connections` is in use.

use super::round::{NOT_WHAT_WAS_ASKED_FOR, Obstacle, Round};
use crate::Reason;

pub(super) async fn check(at_most: u8, round: &mut Round<'_>) -> Result<(), Obstacle> {
    let most = round.variables().await?.max_connections;
    let status = round
        .query("SHOW GLOBAL STATUS LIKE 'Threads_connected'")
        .await?;
    let used: u64 = status
        .value(0, "Value")
        .and_then(|text| text.parse().ok())
        .ok_or(NOT_WHAT_WAS_ASKED_FOR)?;
    match used * 100 > most * u64::from(at_most) {
        false => Ok(()),
        true => Err(Obstacle::Unmet(Reason::ConnectionsUsed {
            used,
            most,
            at_most,
        })),
    }
}
