//! The keys of kind `exec`.

use health::{ExecSpec, Spec};
use serde::{Deserialize, Deserializer};

/// A command of the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// The program and its arguments, which no shell sees.
    #[serde(deserialize_with = "words")]
    pub command: Vec<String>,
}

impl Keys {
    pub(super) fn spec(&self) -> Spec {
        let mut words = self.command.iter().cloned();
        Spec::Exec(ExecSpec {
            program: words.next().unwrap_or_default(),
            arguments: words.collect(),
        })
    }
}

fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    match words.first() {
        Some(program) if !program.is_empty() => Ok(words),
        _ => Err(serde::de::Error::custom("`command` names no program")),
    }
}
