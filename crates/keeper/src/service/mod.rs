//! Starting, stopping and asking after Keepalived.
//!
//! Owns what must be true before Keepalived is told anything: its program is
//! there, the configuration passes its own test, and the directories that the
//! configuration speaks of exist.  Which service manager is told is decided in
//! [`choice`].

mod choice;
mod explain;
mod overview;
mod prepare;
mod stopped;

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use host::service::supervised::supervisor;
use host::service::{Definition, ServiceManager};

pub use host::service::{Autostart, ServiceError, ServiceStatus};
/// Telling the service manager how the daemon is.
pub use host::{limits, notify};
pub use overview::{ConfigState, InstanceNow, Origin, Overview};
pub use prepare::prepare;

use crate::engine::{ConfigTest, Engine, TestConfig};
use crate::layout::Layout;
use crate::settings::Settings;
pub(crate) use choice::is_systemd;

use choice::Choice;

/// Keepalived on this node.
pub struct Service {
    layout: Layout,
    program: PathBuf,
    definition: Definition,
    choice: Choice,
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
    /// A directory or file that the service needs could not be made.
    #[error("cannot make {}", path.display())]
    Prepare {
        /// The directory, the FIFO or the file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Our own supervisor runs Keepalived, and another manager is to.
    #[error("Keepalived runs under the supervisor and not under {manager}")]
    RunsSupervised {
        /// The other manager.
        manager: &'static str,
    },
    /// The service manager did not do it.
    #[error(transparent)]
    Manager(#[from] ServiceError),
}

impl Service {
    /// Keepalived of this layout.  `program` is our own program, for the
    /// service manager to run.
    pub fn new(
        layout: Layout,
        settings: &Settings,
        program: OsString,
    ) -> Result<Self, ControlError> {
        let engine = layout.keepalived().ok_or(ControlError::NotInstalled)?;
        let definition = choice::definition(&layout, engine.clone(), program);
        let choice = Choice::of(&layout, settings.service.manager, &definition);
        Ok(Self {
            layout,
            program: engine,
            definition,
            choice,
        })
    }

    /// The service manager's name.
    #[must_use]
    pub fn manager(&self) -> &'static str {
        self.current().name()
    }

    /// Keepalived's program.
    #[must_use]
    pub fn engine(&self) -> Engine {
        Engine::new(&self.program)
    }

    /// Starts Keepalived and waits until it runs.
    pub fn start(&self) -> Result<(), ControlError> {
        self.make_ready()?;
        stopped::forget(&self.layout)?;
        Ok(self.current().start()?)
    }

    /// Stops it and waits until it has given up its addresses and ended.  It
    /// stays stopped: [`heal`](crate::heal) does not start what was stopped by
    /// hand.
    pub fn stop(&self) -> Result<(), ControlError> {
        // Before the stop: heal may look at any moment.
        stopped::remember(&self.layout)?;
        self.stop_for_now()
    }

    /// Stops it without the wish that it stays stopped.
    pub(crate) fn stop_for_now(&self) -> Result<(), ControlError> {
        Ok(self.current().stop()?)
    }

    /// Stops it if it runs, and starts it, once the configuration passes the
    /// test: what is rejected must not end what runs.
    pub fn restart(&self) -> Result<(), ControlError> {
        self.make_ready()?;
        stopped::forget(&self.layout)?;
        Ok(self.current().restart()?)
    }

    /// Makes it read its configuration again, once that passes the test: a
    /// mistake that is reloaded goes live.
    pub fn reload(&self) -> Result<(), ControlError> {
        self.make_ready()?;
        Ok(self.current().reload()?)
    }

    /// What the service manager knows.
    pub fn status(&self) -> Result<ServiceStatus, ControlError> {
        Ok(self.current().status()?)
    }

    /// Whether it was stopped by hand since it last ran.
    pub(crate) fn is_stopped_by_hand(&self) -> bool {
        stopped::is_remembered(&self.layout)
    }

    /// Whether it comes back by itself after a boot.
    pub fn autostart(&self) -> Result<Autostart, ControlError> {
        if self.choice.is_native() {
            return Ok(self.current().autostart()?);
        }
        // The machine's manager has not been told of this node yet.
        Ok(Autostart::Disabled)
    }

    /// Makes it come back after a boot, or not.  What is missing of the
    /// service's definition is written first; what runs now goes on.
    pub fn set_autostart(&self, on: bool) -> Result<(), ControlError> {
        let native = self.choice.native();
        if !on {
            return match self.choice.is_native() {
                true => Ok(native.set_autostart(false)?),
                false => Ok(()),
            };
        }
        self.require_unsupervised()?;
        if native.autostart()? == Autostart::Unsupported {
            return Ok(native.set_autostart(true)?);
        }
        native.define(&self.definition)?;
        Ok(native.set_autostart(true)?)
    }

    /// The files that [`define`](Self::define) would write.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        self.choice.native().files(&self.definition)
    }

    /// Tells the machine's service manager of this node; starts nothing.
    pub fn define(&self) -> Result<(), ControlError> {
        self.require_unsupervised()?;
        Ok(self.choice.native().define(&self.definition)?)
    }

    /// Takes that back; what the distribution defines stays.
    pub fn undefine(&self) -> Result<(), ControlError> {
        Ok(self.choice.native().undefine(&self.definition)?)
    }

    fn current(&self) -> &dyn ServiceManager {
        self.choice.current()
    }

    /// Two managers that each hold one Keepalived would be two Keepalived.
    fn require_unsupervised(&self) -> Result<(), ControlError> {
        if !self.choice.is_native() && self.current().status()?.pid.is_some() {
            return Err(ControlError::RunsSupervised {
                manager: self.choice.native().name(),
            });
        }
        Ok(())
    }

    fn make_ready(&self) -> Result<(), ControlError> {
        prepare(&self.layout)?;
        self.require_valid_config()
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
