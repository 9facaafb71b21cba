//! Running Keepalived as a service, whatever this machine uses for that.
//!
//! Owns the question "who supervises Keepalived, and how is it told to start,
//! stop, reload and come back after a boot".  What must be true before a start
//! is the caller's.
//!
//! Which manager a machine has is probed at run time ([`detect`]), never
//! compiled in: one program fits a Debian with systemd, one without, an Alpine.

mod definition;
mod detect;
mod init_script;
mod machine;
mod openrc;
mod rcd;
pub mod supervised;
mod systemd;

pub use definition::{Definition, is_made_for};
pub use detect::{Kind, detect};
pub use init_script::InitScript;
pub use machine::Machine;
pub use openrc::Openrc;
pub use rcd::Rcd;
pub use supervised::Supervised;
pub use systemd::Systemd;

use std::path::PathBuf;

use jiff::Timestamp;

use crate::atomic_file::WriteFile;
use crate::exec::ExecError;

/// A service manager that can run Keepalived.
pub trait ServiceManager: Send + Sync {
    /// Its name as the user knows it: `systemd`, `supervised`.
    fn name(&self) -> &'static str;

    /// Starts Keepalived and waits until it runs; no error if it runs already.
    fn start(&self) -> Result<(), ServiceError>;

    /// Stops it and waits until it has ended; no error if it does not run.
    ///
    /// Keepalived gives up its addresses on the way out (priority 0), so the
    /// peer takes over within its skew time.
    fn stop(&self) -> Result<(), ServiceError>;

    /// Stops it if it runs, and starts it.
    fn restart(&self) -> Result<(), ServiceError>;

    /// Makes it read its configuration again without giving anything up.
    fn reload(&self) -> Result<(), ServiceError>;

    /// What is true now.
    fn status(&self) -> Result<ServiceStatus, ServiceError>;

    /// Whether it comes back by itself after a boot.
    fn autostart(&self) -> Result<Autostart, ServiceError>;

    /// Makes it come back after a boot, or not; what runs now goes on.
    fn set_autostart(&self, on: bool) -> Result<(), ServiceError>;

    /// Every file that [`define`](Self::define) would write, known before
    /// anything is written.
    fn files(&self, definition: &Definition) -> Vec<PathBuf>;

    /// Writes the service's definition and makes the manager read it.  May be
    /// called again at any time; a file that somebody else wrote is an error
    /// and stays.
    fn define(&self, definition: &Definition) -> Result<(), ServiceError>;

    /// Whether what is defined here runs this node and no other.
    fn defines(&self, definition: &Definition) -> bool;

    /// Removes what `define` wrote, and only what still carries our mark.
    fn undefine(&self, definition: &Definition) -> Result<(), ServiceError>;
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
    /// How it ended the last time, in the manager's words; `None` while it
    /// runs, when it never ran, or when the manager does not keep that.
    pub last_exit: Option<String>,
}

/// Whether Keepalived comes back by itself after a boot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Autostart {
    /// It does.
    Enabled,
    /// It does not.
    Disabled,
    /// This manager has no such thing.
    Unsupported,
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
        /// `start`, `stop`, `restart`, `reload`, `enable`, `disable`.
        action: &'static str,
        /// The manager's word for what happened.
        result: String,
        /// The last lines of its log.
        log: Vec<String>,
    },
    /// It was told and did not finish in time.
    #[error("Keepalived did not {action} within {seconds} s")]
    Timeout {
        /// As in [`ServiceError::Failed`].
        action: &'static str,
        /// The limit.
        seconds: u64,
    },
    /// A reload of something that does not run.
    #[error("Keepalived is not running")]
    NotRunning,
    /// This manager starts nothing at boot.
    #[error("{manager} does not start services at boot")]
    NoAutostart {
        /// Its name.
        manager: &'static str,
    },
    /// A program of the manager's could not be run.
    #[error("cannot run {program}")]
    Run {
        /// The program.
        program: String,
        /// What the system said.
        #[source]
        source: ExecError,
    },
    /// A definition of somebody else's is where ours must go.
    #[error("{} was not made by vipkeeper for this node", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The service has been masked, so that nothing can start it.
    #[error("{} masks the service", path.display())]
    Masked {
        /// The link to /dev/null.
        path: PathBuf,
    },
    /// A path cannot stand in a definition: it is not text, or has a line
    /// break in it.
    #[error("{path:?} cannot be written into a service's definition")]
    Path {
        /// The path.
        path: PathBuf,
    },
    /// The definition could not be written.
    #[error(transparent)]
    Write(#[from] WriteFile),
    /// A directory could not be made, or a file not removed.
    #[error("cannot change {}", path.display())]
    Change {
        /// The directory or file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
}
