//! Whether a server takes writes.

use super::round::{Obstacle, Round};
use crate::Reason;

pub(super) async fn check(must_be_read_only: bool, round: &mut Round<'_>) -> Result<(), Obstacle> {
    let is = round.variables().await?.is_read_only;
    match is == must_be_read_only {
        true => Ok(()),
        false => Err(Obstacle::Unmet(Reason::Role {
            is: name(is).to_owned(),
            expected: name(must_be_read_only),
        })),
    }
}

fn name(is_read_only: bool) -> &'static str {
    if is_read_only {
        "read-only"
    } else {
        "writable"
    }
}
