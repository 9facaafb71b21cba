//! The keys of kind `process`.

use std::path::PathBuf;

use health::{ProcessSpec, Spec};
use serde::Deserialize;

/// A process: by its program's name, by a pid file, or by both.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Keys(ProcessSpec);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The program's name, without its directory.
    name: Option<String>,
    /// The file that its number is in.
    pid_file: Option<PathBuf>,
}

impl TryFrom<Written> for Keys {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        match (written.name, written.pid_file) {
            (name, Some(path)) => Ok(Keys(ProcessSpec::PidFile { path, name })),
            (Some(name), None) if name.contains('/') => {
                Err("`name` is a program's name without its directory")
            }
            (Some(name), None) if !name.is_empty() => Ok(Keys(ProcessSpec::Name(name))),
            _ => Err("`name` or `pid_file` is missing"),
        }
    }
}

impl Keys {
    pub(super) fn spec(&self) -> Spec {
        Spec::Process(self.0.clone())
    }
}
