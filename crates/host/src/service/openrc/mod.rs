//! OpenRC: Alpine, Gentoo.
//!
//! Tested with stand-ins for its programs, against openrc-run(8),
//! rc-service(8) and rc-update(8).

use std::path::PathBuf;

use super::definition::{self, Definition, fill, is_made_for};
use super::init_script::{define_scripts, is_foreign, lines, run, shell_word, with_process};
use super::{Autostart, Machine, ServiceError, ServiceManager, ServiceStatus};
use crate::exec::{Ending, Finished};

const MANAGER: &str = "openrc";
const SCRIPT: &str = "/etc/init.d/keepalived";
/// Starts with everything else that a running machine serves.
const RUNLEVEL: &str = "default";

/// Keepalived as a service of OpenRC.
#[derive(Debug, Clone)]
pub struct Openrc {
    machine: Machine,
    pid_files: Vec<PathBuf>,
}

impl Openrc {
    /// The OpenRC of this machine.  The first of `pid_files` that names a
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

    fn act(&self, action: &'static str) -> Result<(), ServiceError> {
        if !self.script().is_file() {
            return Err(ServiceError::NoSuchUnit {
                manager: MANAGER,
                unit: SCRIPT.to_owned(),
            });
        }
        let finished = self.program("rc-service", &["keepalived", action])?;
        succeeded(action, &finished)
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

impl ServiceManager for Openrc {
    fn name(&self) -> &'static str {
        MANAGER
    }

    fn start(&self) -> Result<(), ServiceError> {
        // Told to start what it takes for running, OpenRC warns and exits 0
        // even when Keepalived has crashed; a restart is then what is meant.
        match self.status()?.state.as_str() {
            "crashed" => self.act("restart"),
            _ => self.act("start"),
        }
    }

    fn stop(&self) -> Result<(), ServiceError> {
        self.act("stop")
    }

    fn restart(&self) -> Result<(), ServiceError> {
        self.act("restart")
    }

    fn reload(&self) -> Result<(), ServiceError> {
        if self.status()?.state != "started" {
            return Err(ServiceError::NotRunning);
        }
        self.act("reload")
    }

    /// The exit statuses are those of openrc-run's own `status`.
    fn status(&self) -> Result<ServiceStatus, ServiceError> {
        let finished = self.program("rc-service", &["keepalived", "status"])?;
        let state = match finished.ending {
            Ending::Exited(0) => "started",
            Ending::Exited(3) => "stopped",
            Ending::Exited(4) => "stopping",
            Ending::Exited(8) => "starting",
            Ending::Exited(16) => "inactive",
            Ending::Exited(32) => "crashed",
            _ if !self.script().is_file() => {
                return Err(ServiceError::NoSuchUnit {
                    manager: MANAGER,
                    unit: SCRIPT.to_owned(),
                });
            }
            _ => "unknown",
        };
        Ok(with_process(state, &self.pid_files))
    }

    fn autostart(&self) -> Result<Autostart, ServiceError> {
        // A runlevel is a directory of links (rc-update(8)).
        let runlevels = self.machine.file("/etc/runlevels");
        let is_in_one = std::fs::read_dir(runlevels)
            .into_iter()
            .flatten()
            .flatten()
            .any(|level| level.path().join("keepalived").symlink_metadata().is_ok());
        Ok(match is_in_one {
            true => Autostart::Enabled,
            false => Autostart::Disabled,
        })
    }

    fn set_autostart(&self, on: bool) -> Result<(), ServiceError> {
        let (action, words): (_, &[&str]) = match on {
            true => ("enable", &["add", "keepalived", RUNLEVEL]),
            false => ("disable", &["--all", "del", "keepalived"]),
        };
        let wanted = if on {
            Autostart::Enabled
        } else {
            Autostart::Disabled
        };
        // What is so already is a warning with an exit status of its own.
        if self.autostart()? == wanted {
            return Ok(());
        }
        succeeded(action, &self.program("rc-update", words)?)
    }

    fn files(&self, definition: &Definition) -> Vec<PathBuf> {
        // The distribution's own script serves the distribution's program.
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
