//! Running Keepalived as a service, whatever this machine uses for that.
//!
//! Owns the question "who supervises Keepalived, and how is it told to start,
//! stop and reload".  What must be true before a start is the caller's.

pub mod supervised;
mod systemd;

pub use supervised::Supervised;
pub use systemd::Systemd;

use jiff::Timestamp;

/// A service manager that can run Keepalived.
pub trait ServiceManager {
    /// Its name as the user knows it: `systemd`, `supervised`.
    fn name(&self) -> &'static str;

    /// Starts Keepalived and waits until it runs; no error if it runs already.
    fn start(&self) -> Result<(), ServiceError>;

    /// Stops it and waits until it has ended; no error if it does not run.
    ///
    /// Keepalived gives up its addresses on the way out (priority 0), so the
    /// peer takes over within its skew time.
    fn stop(&self) -> Result<(), ServiceError>;

    /// Makes it read its configuration again without giving anything up.
    fn reload(&self) -> Result<(), ServiceError>;

    /// What is true now.
    fn status(&self) -> Result<ServiceStatus, ServiceError>;
}

/// What the service manager knows of Keepalived.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceStatus {
    /// Process id of Keepalived's parent process, when it runs.
    pub pid: Option<u32>,
    /// Since when it runs.
    pub since: Option<Timestamp>,
    /// The manager's own word for the state: `active`, `failed`, `stopped`, …
    pub state: String,
}

/// Why the service manager did not do as told.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// It could not be reached.
    #[error("cannot reach {manager}")]
    Reach {
        /// Its name.
        manager: &'static str,
        /// What went wrong.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// There is no such service.
    #[error("{manager} knows no service {unit}")]
    NoSuchUnit {
        /// Its name.
        manager: &'static str,
        /// The service's name.
        unit: String,
    },
    /// The service ended, or never came up.
    #[error("Keepalived did not {action}: {result}")]
    Failed {
        /// `start`, `stop`, `reload`.
        action: &'static str,
        /// The manager's word for what happened.
        result: String,
        /// The last lines of its log.
        log: Vec<String>,
    },
    /// It was told and did not finish in time.
    #[error("Keepalived did not {action} within {seconds} s")]
    Timeout {
        /// `start`, `stop`, `reload`.
        action: &'static str,
        /// The limit.
        seconds: u64,
    },
    /// A reload of something that does not run.
    #[error("Keepalived is not running")]
    NotRunning,
}
