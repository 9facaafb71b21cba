//! The distribution's packages: what is there, and bringing what is not.
//!
//! Owns how a package manager is called.  It does not decide what is needed.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// A package manager that was found on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackageManager {
    /// Debian, Ubuntu and their kin.
    Apt,
}

/// Why packages could not be installed.
#[derive(Debug, thiserror::Error)]
pub enum InstallPackages {
    /// The package manager's program could not be run.
    #[error("cannot run {program}")]
    Run {
        /// The program.
        program: &'static str,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// It ran and said no.
    #[error("{command} ended with {status}")]
    Failed {
        /// The command line.
        command: String,
        /// How it ended.
        status: ExitStatus,
    },
}

impl PackageManager {
    /// The package manager of this machine, or `None` when it has none that
    /// we know how to call.
    #[must_use]
    pub fn detect() -> Option<Self> {
        find_program("apt-get").map(|_| Self::Apt)
    }

    /// The command's name, as the user knows it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Apt => "apt-get",
        }
    }

    /// Installs packages by name; what the manager prints goes to our standard
    /// error, because installing is slow and silence looks like a hang.
    ///
    /// The package lists are fetched only when installing without them fails:
    /// on most machines they are there, and fetching takes seconds.
    pub fn install(self, packages: &[&str]) -> Result<(), InstallPackages> {
        match self {
            Self::Apt => {
                let mut install = vec!["install", "-y", "-q", "--no-install-recommends"];
                install.extend_from_slice(packages);
                if apt(&install).is_ok() {
                    return Ok(());
                }
                apt(&["update", "-q"])?;
                apt(&install)
            }
        }
    }
}

fn apt(arguments: &[&str]) -> Result<(), InstallPackages> {
    let status = Command::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .stdout(std::io::stderr())
        .status()
        .map_err(|source| InstallPackages::Run {
            program: "apt-get",
            source,
        })?;
    if status.success() {
        return Ok(());
    }
    Err(InstallPackages::Failed {
        command: format!("apt-get {}", arguments.join(" ")),
        status,
    })
}

/// Where a program lies: on `PATH`, or in the directories of the system's
/// daemons, which an ordinary user's `PATH` lacks.
#[must_use]
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/sbin", "/usr/local/sbin"].map(PathBuf::from))
        .map(|directory| directory.join(name))
        .find(|candidate| is_executable(candidate))
}

fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_by_name_and_a_missing_one_is_not() {
        assert!(find_program("sh").is_some_and(|path| path.ends_with("sh")));
        assert_eq!(find_program("no-such-program-here"), None);
    }
}
