//! The rc.d of FreeBSD, with sysrc.
//!
//! Tested with stand-ins for its programs, against rc.subr(8), service(8) and
//! sysrc(8).

use std::path::PathBuf;

use super::definition::{self, Definition, fill, is_made_for};
use super::init_script::{define_scripts, is_foreign, lines, run, shell_word, with_process};
use super::{Autostart, Machine, ServiceError, ServiceManager, ServiceStatus};
use crate::exec::{Ending, Finished};

const MANAGER: &str = "rcd";
const SCRIPT: &str = "/usr/local/etc/rc.d/keepalived";
const VARIABLE: &str = "keepalived_enable";

/// Keepalived as a script of FreeBSD's rc.d.
#[derive(Debug, Clone)]
pub struct Rcd {
    machine: Machine,
    pid_files: Vec<PathBuf>,
}

impl Rcd {
    /// The rc.d of this machine.  The first of `pid_files` that names a
    /// Keepalived tells the process.
    #[must_use]
    pub fn new(machine: Machine, pid_files: Vec<PathBuf>) -> Self {
        Self { machine, pid_files }
    }

    fn script(&self) -> PathBuf {
        self.machine.file(SCRIPT)
    }

    fn program(&self, name: &'static str, words: &[&str]) -> Result<Finished, ServiceError> {
        let program = self.machine.program(name);
        run(&program.unwrap_or_else(|| PathBuf::from(name)), words)
    }

    /// `one` does it whether or not it is enabled (rc.subr(8)): to start now
    /// and to start at boot are two wishes.
    fn act(&self, action: &'static str, word: &str) -> Result<(), ServiceError> {
        if !self.script().is_file() {
            return Err(ServiceError::NoSuchUnit {
                manager: MANAGER,
                unit: SCRIPT.to_owned(),
            });
        }
        let finished = self.program("service", &["keepalived", word])?;
        succeeded(action, &finished)
    }

    fn is_running(&self) -> Result<bool, ServiceError> {
        let finished = self.program("service", &["keepalived", "onestatus"])?;
        Ok(finished.succeeded())
    }
}

fn succeeded(action: &'static str, finished: &Finished) -> Result<(), ServiceError> {
    match finished.ending {
        Ending::Exited(0) => Ok(()),
        Ending::TimedOut(limit) => Err(ServiceError::Timeout {
            action,
            seconds: limit.as_secs(),
        }),
        ending => Err(ServiceError::Failed {
            action,
            result: ending.to_string(),
            log: lines(finished),
        }),
    }
}

impl ServiceManager for Rcd {
    fn name(&self) -> &'static str {
        MANAGER
    }

    fn start(&self) -> Result<(), ServiceError> {
        // Told to start what runs, or to stop what does not, rc.subr fails.
        match self.is_running()? {
            true => Ok(()),
            false => self.act("start", "onestart"),
        }
    }

    fn stop(&self) -> Result<(), ServiceError> {
        match self.is_running()? {
            true => self.act("stop", "onestop"),
            false => Ok(()),
        }
    }

    fn restart(&self) -> Result<(), ServiceError> {
        self.act("restart", "onerestart")
    }

    fn reload(&self) -> Result<(), ServiceError> {
        match self.is_running()? {
            true => self.act("reload", "onereload"),
            false => Err(ServiceError::NotRunning),
        }
    }

    fn status(&self) -> Result<ServiceStatus, ServiceError> {
        if !self.script().is_file() {
            return Err(ServiceError::NoSuchUnit {
                manager: MANAGER,
                unit: SCRIPT.to_owned(),
            });
        }
        let state = match self.is_running()? {
            true => "running",
            false => "stopped",
        };
        Ok(with_process(state, &self.pid_files))
    }

    fn autostart(&self) -> Result<Autostart, ServiceError> {
        // A variable that is not set is an error of sysrc's, and means no.
        let finished = self.program("sysrc", &["-n", VARIABLE])?;
        let value = finished.stdout_text().trim().to_ascii_lowercase();
        // What rc.subr's checkyesno takes for yes.
        let is_yes = matches!(value.as_str(), "yes" | "true" | "on" | "1");
        Ok(match finished.succeeded() && is_yes {
            true => Autostart::Enabled,
            false => Autostart::Disabled,
        })
    }

    fn set_autostart(&self, on: bool) -> Result<(), ServiceError> {
        let (action, value) = match on {
            true => ("enable", "YES"),
            false => ("disable", "NO"),
        };
        let assignment = format!("{VARIABLE}={value}");
        succeeded(action, &self.program("sysrc", &[&assignment])?)
    }

    fn files(&self, definition: &Definition) -> Vec<PathBuf> {
        match definition.is_ours || !is_foreign(&self.script(), definition) {
            true => vec![self.script()],
            false => Vec::new(),
        }
    }

    fn define(&self, definition: &Definition) -> Result<(), ServiceError> {
        let text = fill(include_str!("keepalived.sh"), definition, shell_word)?;
        definition.make_directories()?;
        define_scripts(&self.files(definition), definition, text)
    }

    fn defines(&self, definition: &Definition) -> bool {
        is_made_for(&self.script(), &definition.config)
    }

    fn undefine(&self, definition: &Definition) -> Result<(), ServiceError> {
        if self.defines(definition) {
            self.set_autostart(false)?;
        }
        definition::remove(&self.files(definition), definition)
    }
}
