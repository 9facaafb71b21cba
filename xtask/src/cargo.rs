//! Cargo as a child process, with the environment of a shell.
//!
//! `cargo run` describes the package it runs in `CARGO_PKG_*` and
//! `CARGO_MANIFEST_*`.  Handed on to another cargo they make build scripts that
//! watch those names (ring's does) run again at every change between
//! `cargo xtask test` and `cargo test`.

use std::path::Path;
use std::process::Command;

use crate::programs;

/// A `cargo ARGUMENTS…` in the root of the repository, without input.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments);
    command.current_dir(repository_root());
    command.stdin(std::process::Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(describes_the_running_package) {
            command.env_remove(name);
        }
    }
    command
}

/// Run `cargo ARGUMENTS…` to its end; a failure names the command.
pub(crate) fn run(arguments: &[&str]) -> anyhow::Result<()> {
    programs::succeed(&mut command(arguments))
}

/// The directory of the workspace's own `Cargo.toml`.
pub(crate) fn repository_root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

fn describes_the_running_package(name: &str) -> bool {
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_cargo_is_not_told_about_this_package() {
        let command = command(&["metadata"]);
        let removed: Vec<_> = command
            .get_envs()
            .filter(|(_, value)| value.is_none())
            .filter_map(|(name, _)| name.to_str())
            .collect();
        assert!(removed.contains(&"CARGO_MANIFEST_DIR"), "{removed:?}");
        assert!(!removed.contains(&"CARGO_TARGET_DIR"), "{removed:?}");
    }

    #[test]
    fn the_repository_root_holds_the_workspace() {
        assert!(repository_root().join("crates/vipkeeper").is_dir());
    }
}
