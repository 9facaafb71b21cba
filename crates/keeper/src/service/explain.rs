//! What a service command that failed has to say.

use super::{ControlError, ServiceError};
use crate::message::{Explain, Explanation, Message};

impl Explain for ControlError {
    fn explain(&self) -> Explanation {
        match self {
            Self::NotInstalled => Explanation::new(Message::new("error-not-installed"))
                .hint(Message::new("hint-not-installed")),
            Self::Test(error) => error.explain(),
            Self::Rejected {
                path,
                status,
                lines,
            } => {
                let message = Message::new("error-config-rejected")
                    .with("path", path.display())
                    .with("status", status);
                let explanation = Explanation::new(message);
                lines.iter().fold(explanation, Explanation::detail)
            }
            Self::Prepare { path, source } => {
                Explanation::new(Message::new("error-make-path").with("path", path.display()))
                    .cause(source)
            }
            Self::RunsSupervised { manager } => {
                Explanation::new(Message::new("error-runs-supervised").with("manager", manager))
                    .hint(Message::new("hint-runs-supervised"))
            }
            Self::Manager(error) => error.explain(),
        }
    }
}

impl Explain for ServiceError {
    fn explain(&self) -> Explanation {
        match self {
            Self::Reach { manager, source } => {
                Explanation::new(Message::new("error-manager-reach").with("manager", manager))
                    .cause(source.as_ref())
            }
            Self::NoSuchUnit { manager, unit } => Explanation::new(
                Message::new("error-manager-unit")
                    .with("manager", manager)
                    .with("unit", unit),
            )
            .hint(Message::new("hint-not-installed")),
            Self::Failed {
                action,
                result,
                log,
            } => {
                let message = Message::new("error-manager-failed")
                    .with("action", action)
                    .with("result", result);
                log.iter()
                    .fold(Explanation::new(message), Explanation::detail)
            }
            Self::Timeout { action, seconds } => Explanation::new(
                Message::new("error-manager-timeout")
                    .with("action", action)
                    .with("seconds", seconds),
            ),
            Self::NoAutostart { manager } => {
                Explanation::new(Message::new("error-no-autostart").with("manager", manager))
                    .hint(Message::new("hint-no-autostart"))
            }
            Self::Run { program, source } => {
                Explanation::new(Message::new("error-program-run").with("program", program))
                    .cause(source)
            }
            Self::Foreign { path } => {
                Explanation::new(Message::new("error-unit-foreign").with("path", path.display()))
                    .hint(Message::new("hint-unit-foreign"))
            }
            Self::Masked { path } => {
                Explanation::new(Message::new("error-unit-masked").with("path", path.display()))
                    .hint(Message::new("hint-unit-masked"))
            }
            Self::Path { path } => {
                Explanation::new(Message::new("error-unit-path").with("path", path.display()))
            }
            Self::Write(error) => Explanation::new(
                Message::new("error-write-file").with("path", error.path.display()),
            )
            .cause(error),
            Self::Change { path, source } => {
                Explanation::new(Message::new("error-write-file").with("path", path.display()))
                    .cause(source)
            }
            Self::NotRunning => Explanation::new(Message::new("error-not-running"))
                .hint(Message::new("hint-not-running")),
        }
    }
}
