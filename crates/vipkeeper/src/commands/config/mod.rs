//! `vipkeeper config`: check, fmt, get, set, diff.

mod check;
pub(super) mod data;
mod diff;
mod edit;
mod fmt;
mod sarif;
pub(super) mod text;

use std::path::PathBuf;

use keeper::config::{ConfigError, Source};
use keeper::message::Explain;

use crate::cli::ConfigCommand;
use crate::context::Context;
use crate::failure::{Failure, Status};

/// Runs one of the subcommands.
pub(crate) fn run(command: ConfigCommand, context: &Context) -> Result<(), Failure> {
    match command {
        ConfigCommand::Check(args) => check::run(args, context),
        ConfigCommand::Fmt { file, check } => fmt::run(file, check, context),
        ConfigCommand::Get { path, file } => edit::get(&path, file, context),
        ConfigCommand::Set { path, value, file } => edit::set(&path, &value, file, context),
        ConfigCommand::Diff { file, with } => diff::run(&file, with, context),
    }
}

/// The file that was named, or this node's keepalived.conf.
fn source(file: Option<PathBuf>, context: &Context) -> Source {
    file.map_or_else(
        || Source::File(context.layout.config()),
        Source::from_argument,
    )
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let status = match error {
            ConfigError::Path(_) | ConfigError::Edit(_) => Status::Usage,
            _ => Status::Failed,
        };
        Self::new(status, error.explain())
    }
}
