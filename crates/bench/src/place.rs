//! Where the program under test is, and where results go: in the target directory that this program
//! was built in.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

/// The program given, or the one beside this one.
pub(crate) fn program(given: Option<&Path>) -> anyhow::Result<PathBuf> {
    let program = match given {
        Some(path) => path.to_owned(),
        None => beside()?.join("vipkeeper"),
    };
    ensure!(
        program.is_file(),
        "{} is missing: cargo build --release -p vipkeeper",
        program.display()
    );
    Ok(program)
}

/// An example that was built in the same directory.
pub(crate) fn example(name: &str) -> anyhow::Result<PathBuf> {
    Ok(beside()?.join("examples").join(name))
}

/// The file given, or `name` among the results.
pub(crate) fn results(given: Option<&Path>, name: &str) -> anyhow::Result<PathBuf> {
    match given {
        Some(path) => Ok(path.to_owned()),
        None => Ok(directory()?.join(name)),
    }
}

/// `bench/` in the target directory.
pub(crate) fn directory() -> anyhow::Result<PathBuf> {
    let profile = beside()?;
    let target = profile.parent().context("a program is in a directory")?;
    Ok(target.join("bench"))
}

/// Removes results that are not wanted any more.
pub(crate) fn forget(path: &Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

fn beside() -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let directory = own.parent().context("a program is in a directory")?;
    Ok(directory.to_owned())
}
