//! The shape of the commands that change keepalived.conf and tell of it.

use std::path::PathBuf;
use std::time::Duration;

use clap::Subcommand;
use keeper::store::RevisionNumber;

#[derive(Debug, clap::Args)]
pub(crate) struct ApplyArgs {
    pub(crate) file: PathBuf,
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[arg(long)]
    pub(crate) peer_follows: bool,
    #[command(flatten)]
    pub(crate) consent: Consent,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RollbackArgs {
    pub(crate) revision: Option<RevisionNumber>,
    #[command(flatten)]
    pub(crate) consent: Consent,
}

/// What apply and rollback have in common.
#[derive(Debug, clap::Args)]
pub(crate) struct Consent {
    #[arg(long, value_name = "TIME", value_parser = super::duration)]
    pub(crate) confirm_within: Option<Duration>,
    #[arg(short, long, value_name = "TEXT")]
    pub(crate) message: Option<String>,
    #[arg(short, long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum HistoryCommand {
    Show {
        revision: RevisionNumber,
    },
    Diff {
        revision: RevisionNumber,
        with: Option<RevisionNumber>,
    },
    Export {
        file: PathBuf,
    },
    Import {
        file: PathBuf,
    },
}
