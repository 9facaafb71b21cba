//! Programs that something needs, from the packages of the distribution.
//!
//! Owns the question what is missing.  A program that is there is used
//! and nothing about it is changed.

use std::io::Write;

use host::package::{PackageError, PackageManager, find_program};

use crate::message::{Explain, Explanation, Message};

/// Something that is needed: a program, and the package that brings it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// The program's file name.
    pub program: &'static str,
    /// The package's name on Debian and Ubuntu.
    pub package: &'static str,
}

/// Keepalived itself.
pub const KEEPALIVED: Requirement = Requirement {
    program: "keepalived",
    package: "keepalived",
};

/// A database server to protect, for the demo: the package with the program
/// and without the service, so that nothing is started on this machine.
pub const MARIADB: Requirement = Requirement {
    program: "mariadbd",
    package: "mariadb-server-core",
};

/// `ip`, which builds the demo's network.
pub const IPROUTE: Requirement = Requirement {
    program: "ip",
    package: "iproute2",
};

/// Why a requirement could not be met.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// Something is missing and there is nothing to bring it with.
    #[error("{} is missing and no package manager was found", programs.join(", "))]
    NoPackageManager {
        /// The programs that are missing.
        programs: Vec<&'static str>,
    },
    /// The package manager failed.
    #[error("cannot install {}", packages.join(", "))]
    Install {
        /// What was to be installed.
        packages: Vec<&'static str>,
        /// What went wrong.
        #[source]
        source: PackageError,
    },
}

/// Installs what is missing; `announce` is told the packages before anything
/// is installed, and is not called when nothing is missing.
pub fn ensure(
    requirements: &[Requirement],
    announce: impl FnOnce(&[&'static str]),
) -> Result<(), InstallError> {
    let missing: Vec<_> = requirements
        .iter()
        .filter(|requirement| find_program(requirement.program).is_none())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let Some(manager) = PackageManager::detect() else {
        return Err(InstallError::NoPackageManager {
            programs: missing.iter().map(|needed| needed.program).collect(),
        });
    };
    let packages: Vec<_> = missing.iter().map(|needed| needed.package).collect();
    announce(&packages);
    let mut aside = std::io::stderr();
    // A closed standard error must not keep anything from being installed.
    let mut said = |line: &str| drop(writeln!(aside, "{line}"));
    manager
        .install(&packages, &mut said)
        .map_err(|source| InstallError::Install { packages, source })
}

impl Explain for InstallError {
    fn explain(&self) -> Explanation {
        match self {
            Self::NoPackageManager { programs } => Explanation::new(
                Message::new("error-install-no-manager").with("programs", programs.join(", ")),
            )
            .hint(Message::new("hint-install-by-hand")),
            Self::Install { packages, source } => Explanation::new(
                Message::new("error-install-failed").with("packages", packages.join(", ")),
            )
            .cause(source)
            .hint(Message::new("hint-install-failed")),
        }
    }
}
