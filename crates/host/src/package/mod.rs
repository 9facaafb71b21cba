//! The distribution's packages: what is there, and bringing what is not.
//!
//! Owns how a package manager is called and how its answers are read.  It does
//! not decide what is needed.

mod family;
mod program;
#[cfg(test)]
mod tests;

pub use program::find_program;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::exec::{self, Ending, ExecError};
use crate::lines;
use family::{FAMILIES, Family};

/// A question needs no network, but may wait for a lock.
const QUESTION_LIMIT: Duration = Duration::from_secs(60);

/// A package manager that was found on this machine.
#[derive(Debug, Clone)]
pub struct PackageManager {
    family: &'static Family,
    directories: Vec<PathBuf>,
}

/// Why packages could not be installed, removed or asked after.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// One of the package manager's programs could not be run.
    #[error(transparent)]
    Run(#[from] ExecError),
    /// It ran and said no.
    #[error("{command} {ending}{}", last.as_deref().map(|line| format!(": {line}")).unwrap_or_default())]
    Failed {
        /// The command line.
        command: String,
        /// How it ended.
        ending: Ending,
        /// The last line that it said.
        last: Option<String>,
    },
}

impl PackageManager {
    /// The package manager of this machine, or `None` when it has none that
    /// we know how to call.
    #[must_use]
    pub fn detect() -> Option<Self> {
        Self::detect_in(program::directories())
    }

    /// The package manager whose programs lie in these directories.
    #[must_use]
    pub fn detect_in(directories: Vec<PathBuf>) -> Option<Self> {
        let family = FAMILIES
            .iter()
            .find(|family| program::find_in(&directories, family.name).is_some())?;
        Some(Self {
            family,
            directories,
        })
    }

    /// The command's name, as the user knows it: `apt-get`, `dnf`, `yum`,
    /// `zypper`, `apk` or `pacman`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.family.name
    }

    /// Installs packages by name; `said` gets what the manager prints, because
    /// installing is slow and silence looks like a hang.
    ///
    /// The package lists are fetched only when installing without them fails:
    /// on most machines they are there, and fetching takes seconds.
    pub fn install(
        &self,
        packages: &[&str],
        said: &mut dyn FnMut(&str),
    ) -> Result<(), PackageError> {
        let first = self.change(self.family.install, packages, said);
        match (first, self.family.refresh) {
            (Err(PackageError::Failed { .. }), Some(refresh)) => {
                self.change(refresh, &[], said)?;
                self.change(self.family.install, packages, said)
            }
            (result, _) => result,
        }
    }

    /// Removes packages by name; with `is_purge` also their configuration,
    /// where the manager makes that difference.
    pub fn remove(
        &self,
        packages: &[&str],
        is_purge: bool,
        said: &mut dyn FnMut(&str),
    ) -> Result<(), PackageError> {
        let purge = self.family.purge.filter(|_| is_purge);
        self.change(purge.unwrap_or(self.family.remove), packages, said)
    }

    /// The version that installing this package would bring; `None` when there
    /// is no such package.
    ///
    /// A machine that was never told what there is has its lists fetched.
    pub fn candidate_version(&self, package: &str) -> Result<Option<String>, PackageError> {
        if let Some(version) = self.candidate(package)? {
            return Ok(Some(version));
        }
        match self.family.refresh {
            Some(refresh) => {
                self.change(refresh, &[], &mut |_| {})?;
                self.candidate(package)
            }
            None => Ok(None),
        }
    }

    fn candidate(&self, package: &str) -> Result<Option<String>, PackageError> {
        let answer = self.ask(self.family.candidate, package)?;
        Ok((self.family.read_candidate)(&answer))
    }

    /// The version of an installed package.
    pub fn installed_version(&self, package: &str) -> Result<Option<String>, PackageError> {
        let answer = self.ask(self.family.installed, package)?;
        Ok((self.family.read_installed)(&answer))
    }

    /// The package that a file came with; `None` when it came with none.
    pub fn owner(&self, file: &Path) -> Result<Option<String>, PackageError> {
        let answer = self.ask(self.family.owner, &file.to_string_lossy())?;
        Ok((self.family.read_owner)(&answer))
    }

    fn change(
        &self,
        words: &[&str],
        packages: &[&str],
        said: &mut dyn FnMut(&str),
    ) -> Result<(), PackageError> {
        let mut command = self.command(words);
        command.args(packages);
        let mut last = None;
        let ending = lines::run(&mut command, None, &mut |line| {
            if !line.trim().is_empty() {
                last = Some(line.trim().to_owned());
            }
            said(line);
        })?;
        match ending {
            Ending::Exited(0) => Ok(()),
            ending => Err(PackageError::Failed {
                command: [words, packages].concat().join(" "),
                ending,
                last,
            }),
        }
    }

    /// The answer to a question; a manager that says no by its exit status has
    /// answered with nothing.
    fn ask(&self, words: &[&str], about: &str) -> Result<String, PackageError> {
        let mut command = self.command(words);
        let finished = exec::run(command.arg(about), QUESTION_LIMIT)?;
        Ok(match finished.succeeded() {
            true => finished.stdout_text().into_owned(),
            false => String::new(),
        })
    }

    /// The answers are read, so they must be in the language that is known; and
    /// nobody is there to answer questions.
    fn command(&self, words: &[&str]) -> Command {
        let (program, arguments) = words.split_first().unwrap_or((&self.family.name, &[]));
        let path = program::find_in(&self.directories, program);
        let mut command = Command::new(path.unwrap_or_else(|| PathBuf::from(program)));
        command
            .args(arguments)
            .env("LC_ALL", "C")
            .env("DEBIAN_FRONTEND", "noninteractive");
        command
    }
}
