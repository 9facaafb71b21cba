//! Keepalived without an init system: containers, test hosts, panels in a
//! prefix of their own.
//!
//! A small process of ours, the *supervisor*, keeps Keepalived running in the
//! foreground.  It is a process apart from the daemon on purpose: the daemon
//! may die and Keepalived goes on.  The supervisor may die too; Keepalived
//! goes on, and the next `start` adopts it.
//!
//! This file is the side that tells the supervisor what to do;
//! [`supervisor`] is the process itself.

mod backoff;
mod lock;
pub mod supervisor;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rustix::process::Signal;

use super::definition::Definition;
use super::{Autostart, ServiceError, ServiceManager, ServiceStatus};
use crate::detached;
use crate::process::Process;
use lock::Lock;

const MANAGER: &str = "supervised";
const START_LIMIT: Duration = Duration::from_secs(10);
/// Keepalived takes about a second to give up its addresses; a supervisor
/// that had to kill it needs [`supervisor::STOP_LIMIT`] more.
const STOP_LIMIT: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(5);
const LOG_LINES: usize = 8;

/// Where a supervised Keepalived and its files are.
#[derive(Debug, Clone)]
pub struct SupervisedPaths {
    /// Keepalived's program.
    pub program: PathBuf,
    /// keepalived.conf.
    pub config: PathBuf,
    /// keepalived.log, appended to.
    pub log: PathBuf,
    /// Pid files, the lock and Keepalived's dumps; made when missing.
    pub run_dir: PathBuf,
}

impl SupervisedPaths {
    /// The parent process's pid file.
    #[must_use]
    pub fn pid_file(&self) -> PathBuf {
        self.run_dir.join("keepalived.pid")
    }

    /// The VRRP child's pid file: written once the configuration is read.
    #[must_use]
    pub fn vrrp_pid_file(&self) -> PathBuf {
        self.run_dir.join("keepalived-vrrp.pid")
    }

    fn lock_file(&self) -> PathBuf {
        self.run_dir.join("supervisor.lock")
    }

    /// The running Keepalived, by pid file and program name.
    fn engine(&self) -> Option<Process> {
        Process::from_pid_file(&self.pid_file(), "keepalived")
    }

    /// Whether Keepalived runs and its VRRP child has read the configuration.
    fn is_ready(&self) -> bool {
        self.engine().is_some()
            && Process::from_pid_file(&self.vrrp_pid_file(), "keepalived").is_some()
    }
}

/// Keepalived under our own supervisor.
#[derive(Debug, Clone)]
pub struct Supervised {
    paths: SupervisedPaths,
    launch: Vec<OsString>,
}

impl Supervised {
    /// `launch` is the command line that runs [`supervisor::run`] with the
    /// same paths.
    #[must_use]
    pub fn new(paths: SupervisedPaths, launch: Vec<OsString>) -> Self {
        Self { paths, launch }
    }

    fn launch_supervisor(&self) -> io::Result<Process> {
        fs::create_dir_all(&self.paths.run_dir)?;
        if let Some(parent) = self.paths.log.parent() {
            fs::create_dir_all(parent)?;
        }
        let log = File::options()
            .append(true)
            .create(true)
            .open(&self.paths.log)?;
        let (program, arguments) = self
            .launch
            .split_first()
            .ok_or(io::ErrorKind::InvalidInput)?;
        detached::spawn(Command::new(program).args(arguments), log)
    }

    fn failure(&self, action: &'static str, result: &str) -> ServiceError {
        ServiceError::Failed {
            action,
            result: result.to_owned(),
            log: self.log_tail(),
        }
    }

    fn log_tail(&self) -> Vec<String> {
        let text = fs::read(&self.paths.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines[lines.len().saturating_sub(LOG_LINES)..].to_vec()
    }
}

fn reach(source: io::Error) -> ServiceError {
    ServiceError::Reach {
        manager: MANAGER,
        source: Box::new(source),
    }
}

impl ServiceManager for Supervised {
    fn name(&self) -> &'static str {
        MANAGER
    }

    fn start(&self) -> Result<(), ServiceError> {
        if Lock::holder(&self.paths.lock_file()).is_some() && self.paths.is_ready() {
            return Ok(());
        }
        let supervisor = match Lock::holder(&self.paths.lock_file()) {
            Some(running) => running,
            None => self.launch_supervisor().map_err(reach)?,
        };
        // One that waits before it tries again need not; one that is just
        // starting does not know the signal yet, and would end over it.
        if self.paths.engine().is_none() && supervisor.survives(Signal::HUP) {
            supervisor.signal(Signal::HUP).map_err(reach)?;
        }
        let deadline = Instant::now() + START_LIMIT;
        while !self.paths.is_ready() {
            if supervisor.wait(POLL) {
                return Err(self.failure("start", "it ended at once"));
            }
            if Instant::now() > deadline {
                return Err(ServiceError::Timeout {
                    action: "start",
                    seconds: START_LIMIT.as_secs(),
                });
            }
        }
        Ok(())
    }

    fn stop(&self) -> Result<(), ServiceError> {
        // Without a supervisor an orphaned Keepalived may still run.
        let processes = [Lock::holder(&self.paths.lock_file()), self.paths.engine()];
        for process in processes.iter().flatten() {
            process.signal(Signal::TERM).map_err(reach)?;
        }
        for process in processes.iter().flatten() {
            if !process.wait(STOP_LIMIT) {
                return Err(ServiceError::Timeout {
                    action: "stop",
                    seconds: STOP_LIMIT.as_secs(),
                });
            }
        }
        Ok(())
    }

    fn restart(&self) -> Result<(), ServiceError> {
        self.stop()?;
        self.start()
    }

    fn reload(&self) -> Result<(), ServiceError> {
        let engine = self.paths.engine().ok_or(ServiceError::NotRunning)?;
        engine.signal(Signal::HUP).map_err(reach)
    }

    fn status(&self) -> Result<ServiceStatus, ServiceError> {
        let engine = self.paths.engine();
        let is_supervised = Lock::holder(&self.paths.lock_file()).is_some();
        let state = match (&engine, is_supervised) {
            (Some(_), true) => "running",
            (Some(_), false) => "running without its supervisor",
            (None, true) => "restarting",
            (None, false) => "stopped",
        };
        let since = engine.as_ref().and_then(|_| {
            let written = fs::metadata(self.paths.pid_file()).ok()?.modified().ok()?;
            Timestamp::try_from(written).ok()
        });
        Ok(ServiceStatus {
            pid: engine.map(|process| process.id()),
            since,
            state: state.to_owned(),
            last_exit: None,
        })
    }

    /// There is no boot to come back after: what starts us is the container's
    /// or the user's.
    fn autostart(&self) -> Result<Autostart, ServiceError> {
        Ok(Autostart::Unsupported)
    }

    fn set_autostart(&self, _on: bool) -> Result<(), ServiceError> {
        Err(ServiceError::NoAutostart { manager: MANAGER })
    }

    fn files(&self, _definition: &Definition) -> Vec<PathBuf> {
        Vec::new()
    }

    /// The supervisor needs no definition: its command line says everything.
    fn define(&self, _definition: &Definition) -> Result<(), ServiceError> {
        Ok(())
    }

    fn defines(&self, _definition: &Definition) -> bool {
        true
    }

    fn undefine(&self, _definition: &Definition) -> Result<(), ServiceError> {
        Ok(())
    }
}
