//! Why a change was not made.  Nothing has changed when one of these is given.

use std::io;
use std::path::PathBuf;

use host::atomic_file::WriteFile;
use jiff::Timestamp;

use super::intent::ReadIntent;
use super::lock::Holder;
use super::placement::Misplaced;
use crate::checks::wiring::Trouble;
use crate::config::{ConfigError, Examined};
use crate::engine::TestConfig;
use crate::message::{Explain, Explanation, Message};
use crate::service::ControlError;
use crate::store::StoreError;

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// Somebody else makes one.
    #[error("another change is being made")]
    Busy {
        /// Who, when it is known.
        holder: Option<Holder>,
    },
    /// One waits for being confirmed.
    #[error("a change waits to be confirmed until {until}")]
    AwaitsConfirmation {
        /// Until when.
        until: Timestamp,
    },
    /// There is nothing to confirm.
    #[error("no change waits to be confirmed")]
    NothingToConfirm,
    /// There is nothing that a rollback could lead to.
    #[error("there is no earlier revision")]
    NothingEarlier,
    /// The candidate could not be read.
    #[error(transparent)]
    Read(#[from] ConfigError),
    /// The linter finds errors.
    #[error("the configuration has errors")]
    Lint(Box<Examined>),
    /// A check of vipkeeper.toml would not do what it says.
    #[error("a check would not do what it says")]
    Wiring(Vec<Trouble>),
    /// Keepalived's own test could not be run.
    #[error(transparent)]
    Test(#[from] TestConfig),
    /// Keepalived rejects it.
    #[error("Keepalived rejects the configuration (exit status {status})")]
    Rejected {
        /// Keepalived's exit status.
        status: i32,
        /// What it says.
        lines: Vec<String>,
    },
    /// An address would be where its network is not.
    #[error("{} would be on {}", .0.address, .0.interface)]
    Misplaced(Misplaced),
    /// A file of ours or Keepalived's could not be written.
    #[error(transparent)]
    Write(#[from] WriteFile),
    /// Something of the state directory could not be used.
    #[error("cannot use {}", path.display())]
    State {
        /// What.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// What is under way cannot be told.
    #[error("cannot read {}", path.display())]
    Intent {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: ReadIntent,
    },
    /// The history is needed for this and cannot be used.
    #[error(transparent)]
    History(#[from] StoreError),
    /// Keepalived could not be found.
    #[error(transparent)]
    Control(#[from] ControlError),
}

impl Explain for ApplyError {
    fn explain(&self) -> Explanation {
        match self {
            Self::Busy { holder } => busy(holder.as_ref()),
            Self::AwaitsConfirmation { until } => {
                Explanation::new(Message::new("error-apply-awaits").with("until", local(*until)))
                    .hint(Message::new("hint-apply-awaits"))
            }
            Self::NothingToConfirm => Explanation::new(Message::new("error-apply-no-confirm")),
            Self::NothingEarlier => Explanation::new(Message::new("error-apply-no-earlier"))
                .hint(Message::new("hint-history-no-revision")),
            Self::Read(error) => error.explain(),
            Self::Lint(_) => Explanation::new(Message::new("error-apply-lint")),
            Self::Wiring(troubles) => wiring(troubles),
            Self::Test(error) => error.explain(),
            Self::Rejected { status, lines } => {
                let message = Message::new("error-apply-rejected").with("status", status);
                lines
                    .iter()
                    .fold(Explanation::new(message), Explanation::detail)
            }
            Self::Misplaced(found) => Explanation::new(
                Message::new("error-apply-misplaced")
                    .with("instance", &found.instance)
                    .with("address", found.address)
                    .with("interface", &found.interface)
                    .with("belongs", &found.belongs),
            ),
            Self::Write(error) => write(error),
            Self::State { path, source } => {
                Explanation::new(Message::new("error-apply-state").with("path", path.display()))
                    .cause(source)
            }
            Self::Intent { path, source } => {
                Explanation::new(Message::new("error-apply-intent").with("path", path.display()))
                    .cause(source)
                    .hint(Message::new("hint-apply-intent").with("path", path.display()))
            }
            Self::History(error) => error.explain(),
            Self::Control(error) => error.explain(),
        }
    }
}

/// The first in full; each of the others has the same cure.
fn wiring(troubles: &[Trouble]) -> Explanation {
    let error = troubles.iter().find(|trouble| trouble.is_error());
    let Some(error) = error else {
        return Explanation::new(Message::new("error-apply-lint"));
    };
    let explanation = Explanation::new(error.message());
    match error {
        Trouble::MovesNothing { .. } => explanation.hint(Message::new("hint-wiring-moves-nothing")),
        _ => explanation.hint(Message::new("hint-wiring-otherwise")),
    }
}

fn busy(holder: Option<&Holder>) -> Explanation {
    let Some(holder) = holder else {
        return Explanation::new(Message::new("error-apply-busy"));
    };
    Explanation::new(
        Message::new("error-apply-busy-by")
            .with("command", &holder.command)
            .with("author", &holder.author)
            .with("pid", holder.pid)
            .with("since", local(holder.since)),
    )
}

/// Says what stands in the way where the system's own words do not.
pub(super) fn write(error: &WriteFile) -> Explanation {
    let explanation =
        Explanation::new(Message::new("error-write-file").with("path", error.path.display()))
            .cause(error);
    let id = match error.source.kind() {
        io::ErrorKind::ReadOnlyFilesystem => "hint-write-read-only",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "hint-write-full",
        io::ErrorKind::PermissionDenied => "hint-write-immutable",
        _ => return explanation,
    };
    explanation.hint(Message::new(id).with("path", error.path.display()))
}

pub(super) fn local(time: Timestamp) -> String {
    let local = time.to_zoned(jiff::tz::TimeZone::system());
    local.strftime("%Y-%m-%d %H:%M:%S").to_string()
}
