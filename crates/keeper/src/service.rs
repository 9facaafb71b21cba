//! Starting, stopping and asking after Keepalived.
//!
//! Owns what must be true before Keepalived is told anything: its program is
//! there, the configuration passes its own test, and the directories that the
//! configuration speaks of exist.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use host::service::supervised::supervisor;
use host::service::{ServiceManager, Supervised, Systemd};

pub use host::service::{ServiceError, ServiceStatus};

use crate::engine::{ConfigTest, Engine, TestConfig};
use crate::layout::Layout;
use crate::message::{Explain, Explanation, Message};
use crate::observe::fifo;
use crate::settings::{Manager, Settings};

/// The unit that the distributions call Keepalived by.
const UNIT: &str = "keepalived.service";

/// Keepalived on this node.
pub struct Service {
    layout: Layout,
    program: PathBuf,
    manager: Box<dyn ServiceManager>,
}

/// Why Keepalived was not started, stopped or reloaded.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// Keepalived's program is not on this machine.
    #[error("Keepalived is not installed")]
    NotInstalled,
    /// The configuration could not be tested.
    #[error(transparent)]
    Test(#[from] TestConfig),
    /// Keepalived itself rejects the configuration.
    #[error("Keepalived rejects {} (exit status {status})", path.display())]
    Rejected {
        /// keepalived.conf.
        path: PathBuf,
        /// Keepalived's exit status.
        status: i32,
        /// What it said.
        lines: Vec<String>,
    },
    /// A directory that Keepalived needs could not be made.
    #[error("cannot make {}", path.display())]
    Prepare {
        /// The directory or FIFO.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The service manager did not do it.
    #[error(transparent)]
    Manager(#[from] ServiceError),
}

impl Service {
    /// Keepalived of this layout.  `program` is our own program, for the
    /// supervisor to run.
    pub fn new(
        layout: Layout,
        settings: &Settings,
        program: OsString,
    ) -> Result<Self, ControlError> {
        let engine = layout.keepalived().ok_or(ControlError::NotInstalled)?;
        let is_systemd = match settings.service.manager {
            Manager::Auto => layout.server_path().is_none() && Systemd::is_booted(),
            Manager::Systemd => true,
            Manager::Supervised => false,
        };
        let manager: Box<dyn ServiceManager> = if is_systemd {
            Box::new(Systemd::new(UNIT))
        } else {
            let mut launch = vec![program];
            launch.extend(layout.arguments());
            launch.push("supervise".into());
            Box::new(Supervised::new(layout.supervised(engine.clone()), launch))
        };
        Ok(Self {
            layout,
            program: engine,
            manager,
        })
    }

    /// The service manager's name.
    #[must_use]
    pub fn manager(&self) -> &'static str {
        self.manager.name()
    }

    /// Keepalived's program.
    #[must_use]
    pub fn engine(&self) -> Engine {
        Engine::new(&self.program)
    }

    /// Starts Keepalived and waits until it runs.
    pub fn start(&self) -> Result<(), ControlError> {
        self.prepare()?;
        self.require_valid_config()?;
        Ok(self.manager.start()?)
    }

    /// Stops it and waits until it has given up its addresses and ended.
    pub fn stop(&self) -> Result<(), ControlError> {
        Ok(self.manager.stop()?)
    }

    /// Makes it read its configuration again, once that passes the test: a
    /// mistake that is reloaded goes live.
    pub fn reload(&self) -> Result<(), ControlError> {
        self.prepare()?;
        self.require_valid_config()?;
        Ok(self.manager.reload()?)
    }

    /// What the service manager knows.
    pub fn status(&self) -> Result<ServiceStatus, ControlError> {
        Ok(self.manager.status()?)
    }

    /// Keepalived silently drops a tracker whose directory is missing, and a
    /// notification whose FIFO is missing, so both must be there first.
    fn prepare(&self) -> Result<(), ControlError> {
        for path in [self.layout.run_dir(), self.layout.track_dir()] {
            std::fs::create_dir_all(&path)
                .map_err(|source| ControlError::Prepare { path, source })?;
        }
        let path = self.layout.notify_fifo();
        fifo::make(&path).map_err(|source| ControlError::Prepare { path, source })
    }

    /// A test that came to no verdict does not stand in the way: on some
    /// releases Keepalived's test kills itself over a perfectly good file.
    fn require_valid_config(&self) -> Result<(), ControlError> {
        let path = self.layout.config();
        match self.engine().test(&path)? {
            ConfigTest::Accepted => Ok(()),
            ConfigTest::NotTested { ending } => {
                tracing::warn!(?ending, path = %path.display(), "configuration not tested");
                Ok(())
            }
            ConfigTest::Rejected { status, lines } => Err(ControlError::Rejected {
                path,
                status,
                lines,
            }),
        }
    }
}

/// Why the supervisor ended.
#[derive(Debug, thiserror::Error)]
pub enum Supervise {
    /// There is nothing to run.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// It could not go on.
    #[error("the supervisor ended")]
    Run(#[source] io::Error),
}

/// Is the supervisor: keeps Keepalived running until told to stop.
pub fn supervise(layout: &Layout) -> Result<(), Supervise> {
    let program = layout.keepalived().ok_or(ControlError::NotInstalled)?;
    supervisor::run(&layout.supervised(program)).map_err(Supervise::Run)
}

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
            Self::NotRunning => Explanation::new(Message::new("error-not-running"))
                .hint(Message::new("hint-not-running")),
        }
    }
}
