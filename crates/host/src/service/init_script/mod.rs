//! An init script, run directly: System V's on Linux, and macOS, where nothing
//! else of a service manager fits Keepalived.
//!
//! Owns the script, and what its exit statuses mean (LSB Core, "Init Script
//! Actions").  The script does the work: it must serve without us too.

mod links;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use super::definition::{self, Definition, File, fill, is_made_for};
use super::{Autostart, Machine, ServiceError, ServiceManager, ServiceStatus};
use crate::exec::{self, Ending, Finished};
use crate::process::Process;

/// The script waits 15 s for Keepalived's end, and again for its start.
const LIMIT: Duration = Duration::from_secs(45);

/// Where a System V init looks for its scripts.
const SYSTEM_SCRIPT: &str = "/etc/init.d/keepalived";

/// Keepalived by an init script.
#[derive(Debug, Clone)]
pub struct InitScript {
    machine: Machine,
    name: &'static str,
    script: PathBuf,
    pid_files: Vec<PathBuf>,
    has_autostart: bool,
}

impl InitScript {
    /// System V's, at its place.  The first of `pid_files` that names a
    /// Keepalived tells the process.
    #[must_use]
    pub fn sysv(machine: Machine, pid_files: Vec<PathBuf>) -> Self {
        Self {
            script: machine.file(SYSTEM_SCRIPT),
            machine,
            name: "sysv",
            pid_files,
            has_autostart: true,
        }
    }

    /// macOS: the script is at `script`, and nothing starts it at boot.
    #[must_use]
    pub fn macos(machine: Machine, script: PathBuf, pid_files: Vec<PathBuf>) -> Self {
        Self {
            machine,
            name: "macos",
            script,
            pid_files,
            has_autostart: false,
        }
    }

    fn act(&self, action: &'static str) -> Result<(), ServiceError> {
        let finished = self.ask(action)?;
        match finished.ending {
            Ending::Exited(0) => Ok(()),
            // LSB: the program is not running.
            Ending::Exited(7) if action == "reload" => Err(ServiceError::NotRunning),
            Ending::TimedOut(limit) => Err(ServiceError::Timeout {
                action,
                seconds: limit.as_secs(),
            }),
            ending => Err(ServiceError::Failed {
                action,
                result: ending.to_string(),
                log: lines(&finished),
            }),
        }
    }

    fn ask(&self, action: &'static str) -> Result<Finished, ServiceError> {
        if !self.script.is_file() {
            return Err(ServiceError::NoSuchUnit {
                manager: self.name,
                unit: self.script.display().to_string(),
            });
        }
        run(&self.script, &[action])
    }
}

impl ServiceManager for InitScript {
    fn name(&self) -> &'static str {
        self.name
    }

    fn start(&self) -> Result<(), ServiceError> {
        self.act("start")
    }

    fn stop(&self) -> Result<(), ServiceError> {
        self.act("stop")
    }

    fn restart(&self) -> Result<(), ServiceError> {
        self.act("restart")
    }

    fn reload(&self) -> Result<(), ServiceError> {
        self.act("reload")
    }

    fn status(&self) -> Result<ServiceStatus, ServiceError> {
        let state = match self.ask("status")?.ending {
            Ending::Exited(0) => "running",
            Ending::Exited(1 | 2) => "dead",
            Ending::Exited(3) => "stopped",
            _ => "unknown",
        };
        Ok(with_process(state, &self.pid_files))
    }

    fn autostart(&self) -> Result<Autostart, ServiceError> {
        Ok(match self.has_autostart {
            false => Autostart::Unsupported,
            true if links::are_there(&self.machine) => Autostart::Enabled,
            true => Autostart::Disabled,
        })
    }

    fn set_autostart(&self, on: bool) -> Result<(), ServiceError> {
        match self.has_autostart {
            true => links::set(&self.machine, on),
            false => Err(ServiceError::NoAutostart { manager: self.name }),
        }
    }

    fn files(&self, definition: &Definition) -> Vec<PathBuf> {
        // The distribution's own script serves the distribution's program.
        match definition.is_ours || !is_foreign(&self.script, definition) {
            true => vec![self.script.clone()],
            false => Vec::new(),
        }
    }

    fn define(&self, definition: &Definition) -> Result<(), ServiceError> {
        definition.make_directories()?;
        define_scripts(&self.files(definition), definition, script(definition)?)
    }

    fn defines(&self, definition: &Definition) -> bool {
        is_made_for(&self.script, &definition.config)
    }

    fn undefine(&self, definition: &Definition) -> Result<(), ServiceError> {
        if self.has_autostart && self.defines(definition) {
            links::set(&self.machine, false)?;
        }
        definition::remove(&self.files(definition), definition)
    }
}

/// The script for this node.
pub(super) fn script(definition: &Definition) -> Result<String, ServiceError> {
    fill(include_str!("keepalived.sh"), definition, shell_word)
}

/// A word of a shell command: within single quotes everything is itself.
pub(super) fn shell_word(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

pub(super) fn is_foreign(script: &Path, definition: &Definition) -> bool {
    script.exists() && !is_made_for(script, &definition.config)
}

/// Writes one script to these places.
pub(super) fn define_scripts(
    paths: &[PathBuf],
    definition: &Definition,
    text: String,
) -> Result<(), ServiceError> {
    let files: Vec<_> = paths
        .iter()
        .map(|path| File {
            path: path.clone(),
            text: text.clone(),
            mode: 0o755,
        })
        .collect();
    definition::write(&files, definition)
}

/// A state, and the process that the pid files name.
pub(super) fn with_process(state: &str, pid_files: &[PathBuf]) -> ServiceStatus {
    let found = pid_files.iter().find_map(|path| {
        let process = Process::from_pid_file(path, "keepalived")?;
        let written = std::fs::metadata(path).and_then(|file| file.modified());
        Some((process.id(), written.ok()))
    });
    let since = |at: Option<SystemTime>| Timestamp::try_from(at?).ok();
    ServiceStatus {
        pid: found.map(|(pid, _)| pid),
        since: found.and_then(|(_, at)| since(at)),
        state: state.to_owned(),
        last_exit: None,
    }
}

/// Runs a program of the manager's to its end.
pub(super) fn run(program: &Path, arguments: &[&str]) -> Result<Finished, ServiceError> {
    exec::run(Command::new(program).args(arguments), LIMIT).map_err(|source| ServiceError::Run {
        program: program.display().to_string(),
        source,
    })
}

/// Its last words, for a failure.
pub(super) fn lines(finished: &Finished) -> Vec<String> {
    let text = finished.stdout_text().into_owned() + &finished.stderr_text();
    text.lines().map(str::to_owned).collect()
}
