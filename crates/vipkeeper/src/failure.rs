//! How a command fails: what is told, and the exit status.

use std::process::ExitCode;

use keeper::message::Explain;
use keeper::{Explanation, Message};

/// The exit statuses that scripts may rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// It failed, or the answer is no.
    Failed = 1,
    /// The command line is wrong.
    Usage = 2,
    /// What was examined has findings.
    Findings = 3,
    /// The user may not do this.
    NotPermitted = 4,
    /// Something that should answer does not.
    Unreachable = 5,
    /// Something that should not happen.
    Internal = 70,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Why a command did not do what it should.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What is told; `None` when the command has told it already.
    pub(crate) explanation: Option<Explanation>,
    /// The exit status.
    pub(crate) status: Status,
}

impl Failure {
    /// A failure with this status.
    pub(crate) fn new(status: Status, explanation: Explanation) -> Self {
        Self {
            explanation: Some(explanation),
            status,
        }
    }

    /// The answer is no, and it has been told.
    pub(crate) fn told() -> Self {
        Self {
            explanation: None,
            status: Status::Failed,
        }
    }

    /// Something was found, and it has been told.
    pub(crate) fn found() -> Self {
        Self {
            explanation: None,
            status: Status::Findings,
        }
    }

    /// Only root may do this.  The hint has the whole command line as it was
    /// typed: without its options it would do something else.
    pub(crate) fn needs_root() -> Self {
        let words: Vec<_> = std::env::args_os()
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        Self::new(
            Status::NotPermitted,
            Explanation::new(Message::new("error-root"))
                .hint(Message::new("hint-root").with("command", words.join(" "))),
        )
    }
}

/// A library's error that needs no status of its own.
macro_rules! plain_failure {
    ($($error:ty),+ $(,)?) => {$(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::new(Status::Failed, error.explain())
            }
        }
    )+};
}

plain_failure!(
    keeper::checks::PlanError,
    keeper::install::InstallError,
    keeper::install::InstallFailed,
    keeper::orphan::ReleaseError,
    keeper::logs::LogError,
    keeper::role::RoleError,
    keeper::settings::ReadSettings,
    keeper::template::Unknowable,
    keeper::template::WriteRendered,
);

impl From<keeper::template::TemplateError> for Failure {
    /// What was asked for, and not what we did, is wrong.
    fn from(error: keeper::template::TemplateError) -> Self {
        Self::new(Status::Usage, error.explain())
    }
}
