//! Spans of time as vipkeeper.toml writes them: `250ms`, `2s`, `1m`.

use std::time::Duration;

use serde::{Deserialize, Deserializer};

pub(crate) fn duration<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Duration>, D::Error> {
    use serde::de::Error;
    let text = String::deserialize(deserializer)?;
    let span: jiff::SignedDuration = text.parse().map_err(D::Error::custom)?;
    match Duration::try_from(span) {
        Ok(duration) if !duration.is_zero() => Ok(Some(duration)),
        _ => Err(D::Error::custom(format!("{text} is not longer than zero"))),
    }
}
