//! From a check as it is written to a check as it is done.

use std::num::NonZeroU32;
use std::path::Path;
use std::time::Duration;

use health::{OptionFileError, Policy, Spec, TargetError, TlsError};

use crate::message::{Explain, Explanation, Message};
use crate::settings::{Check, Scope};

/// What is asked, how often, and how answers become a verdict.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What is asked.
    pub spec: Spec,
    /// How often, and how many answers make a verdict.
    pub policy: Policy,
}

/// Why a check cannot be done as it is written.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The target names nothing that can be asked.
    #[error("{target} cannot be asked")]
    Target {
        /// As it is written.
        target: String,
        /// What is wrong with it.
        #[source]
        source: TargetError,
    },
    /// The credentials cannot be used.
    #[error("the credentials cannot be used")]
    Credentials(#[source] OptionFileError),
    /// systemd did not hand over a credential of this name.
    #[error("there is no credential {name}")]
    CredentialMissing {
        /// The name.
        name: String,
    },
    /// What cannot be the name of a credential.
    #[error("{name:?} cannot be the name of a credential")]
    CredentialName {
        /// As it is written.
        name: String,
    },
    /// TLS cannot be spoken as it is asked for.
    #[error("TLS cannot be spoken as it is asked for")]
    Tls(#[source] TlsError),
}

impl Plan {
    /// The plan of a check.
    pub fn of(check: &Check) -> Result<Self, PlanError> {
        let spec = check.question.spec()?;
        let policy = policy(check, &spec);
        Ok(Self { spec, policy })
    }
}

/// What `interval_when_down` is at least and at most without the user's word: a
/// login that is refused is a line in the server's log.
const WHEN_DOWN: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(1));

/// `interval` and `fall` of a check that says who may take over: a replica loses
/// its primary in the moment that it is needed, and stays fit to take over for as
/// long as that may take.
const PATIENT: (Duration, NonZeroU32) = (Duration::from_secs(1), NonZeroU32::MIN.saturating_add(4));

/// A check that cannot keep its connection leaves a line in the server's log
/// each time, so without an interval of the user's own it asks less often.
fn policy(check: &Check, spec: &Spec) -> Policy {
    let default = Policy::default();
    let (pause, fall) = match check.only_on {
        Scope::Always => (spec.suggested_interval(), default.fall),
        Scope::Backup => PATIENT,
    };
    let interval = check.interval.unwrap_or(pause);
    Policy {
        interval,
        interval_when_down: check
            .interval_when_down
            .unwrap_or_else(|| interval.clamp(WHEN_DOWN.0, WHEN_DOWN.1)),
        timeout: check.timeout.unwrap_or(default.timeout),
        rise: check.rise.unwrap_or(default.rise),
        fall: check.fall.unwrap_or(fall),
        fast_down: check.fast_down.unwrap_or(default.fast_down),
        grace: check.grace.unwrap_or(default.grace),
        damping: check.damping.unwrap_or(default.damping),
    }
}

impl Explain for PlanError {
    fn explain(&self) -> Explanation {
        match self {
            Self::Target { target, .. } => {
                Explanation::new(Message::new("error-check-target").with("target", target))
                    .hint(Message::new("expect-target"))
            }
            Self::Credentials(source) => credentials(source),
            Self::CredentialMissing { name } => {
                Explanation::new(Message::new("error-credential-missing").with("name", name))
                    .hint(Message::new("hint-credential-missing").with("name", name))
            }
            Self::CredentialName { name } => {
                Explanation::new(Message::new("error-credential-name").with("name", name))
                    .hint(Message::new("hint-credential-name"))
            }
            Self::Tls(source) => Explanation::new(Message::new("error-check-tls")).detail(source),
        }
    }
}

/// What is wrong with an option file.
fn credentials(error: &OptionFileError) -> Explanation {
    let told = |id, path: &Path| Message::new(id).with("path", path.display());
    match error {
        OptionFileError::Read { path, source } => {
            Explanation::new(told("error-read-file", path)).cause(source)
        }
        OptionFileError::TooOpen { path, mode } => {
            let mode = format!("{mode:04o}");
            Explanation::new(told("error-credentials-open", path).with("mode", mode))
                .hint(told("hint-credentials-open", path))
        }
        OptionFileError::BadPort { path, line, value } => Explanation::new(
            told("error-credentials-port", path)
                .with("line", line)
                .with("value", value),
        ),
        OptionFileError::NoUser { path } => Explanation::new(told("error-credentials-user", path))
            .hint(Message::new("hint-credentials-user")),
    }
}
