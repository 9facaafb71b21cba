//! Taking away what was installed: exactly that, and whatever interrupts it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::cli_said::{Said, bare};
use crate::file_tree::{FileTree, differences};
use crate::installer::{self, Installer, SERVER};
use crate::sandbox::Sandbox;
use crate::stand_in::StandIns;

const VERSION: &str = "9.9.1";
const KEEPALIVED: &str = "/www/server/keepalived";

/// What makes a first configuration, and with it a running Keepalived.
const FIRST: [&str; 8] = [
    "--template",
    "tcp-pair",
    "--vip",
    "192.0.2.100/24",
    "--interface",
    "eth0",
    "--set",
    "target=127.0.0.1:3306",
];

fn install(sandbox: &Sandbox, releases: &StandIns) -> Result<()> {
    let sha256 = releases.sha256(VERSION)?;
    let tarball = "/run/releases/keepalived-9.9.1.tar.gz";
    let source = ["--method", "source", "--version", VERSION];
    let bytes = ["--sha256", &sha256, "--tarball", tarball];
    let words = [&source[..], &bytes, &FIRST].concat();
    Installer::new(sandbox, &words).run()?.is_well()
}

fn uninstall(sandbox: &Sandbox, more: &[&str]) -> Result<Said> {
    let words = ["--server-path", SERVER, "uninstall"];
    let said = sandbox.vipkeeper(&[&words, more].concat())?;
    ensure!(said.status == 0, "{said:?}");
    Ok(said)
}

fn is_running(sandbox: &Sandbox) -> Result<bool> {
    let status = sandbox.vipkeeper(&["--server-path", SERVER, "status"])?;
    Ok(status.status == 0)
}

/// The files, of which directories are none.
fn files(tree: &FileTree) -> Vec<&Path> {
    use crate::file_tree::Entry::Directory;
    let files = tree
        .iter()
        .filter(|(_, entry)| !matches!(entry, Directory { .. }));
    files.map(|(path, _)| path.as_path()).collect()
}

#[test]
fn a_purge_leaves_the_machine_as_it_was() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start(releases.path())?;
    let before = sandbox.changes()?;
    install(&sandbox, &releases)?;
    ensure!(is_running(&sandbox)?, "nothing runs that could be stopped");
    uninstall(&sandbox, &["--purge"])?;
    let left = differences(&before, &sandbox.changes()?);
    ensure!(left.is_empty(), "{left:?}");
    Ok(())
}

#[test]
fn without_a_purge_the_configuration_stays_and_is_used_again() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start(releases.path())?;
    install(&sandbox, &releases)?;
    let config = sandbox
        .file(KEEPALIVED)
        .join("etc/keepalived/keepalived.conf");
    let text = fs::read_to_string(&config)? + "# mine\n";
    fs::write(&config, &text)?;
    uninstall(&sandbox, &[])?;
    let changes = sandbox.changes()?;
    let left = files(&changes);
    let kept = Path::new("www/server/keepalived/etc/keepalived/keepalived.conf");
    ensure!(left.contains(&kept), "{left:?}");
    let programs: Vec<_> = left
        .iter()
        .filter(|path| path.ends_with("sbin/keepalived"))
        .collect();
    ensure!(programs.is_empty(), "{programs:?}");
    install(&sandbox, &releases)?;
    ensure!(
        fs::read_to_string(&config)? == text,
        "the configuration was replaced"
    );
    Ok(())
}

#[test]
fn a_file_of_somebody_else_is_named_and_left() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start(releases.path())?;
    install(&sandbox, &releases)?;
    let theirs = sandbox.file(KEEPALIVED).join("etc/keepalived/theirs.conf");
    fs::write(&theirs, "# theirs\n")?;
    let said = uninstall(&sandbox, &["--purge"])?;
    ensure!(theirs.exists(), "a file that was never ours is gone");
    let name = "/www/server/keepalived/etc/keepalived";
    ensure!(said.err.contains(name), "{}", said.err);
    Ok(())
}

#[test]
fn killed_on_the_way_it_comes_to_the_same_end() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start(releases.path())?;
    let before = sandbox.changes()?;
    install(&sandbox, &releases)?;
    for gone in ["sbin", "current", "versions/9.9.1", "version.pl", "scripts"] {
        kill_when_gone(&sandbox, &sandbox.file(KEEPALIVED).join(gone))?;
    }
    uninstall(&sandbox, &["--purge"])?;
    let left = differences(&before, &sandbox.changes()?);
    ensure!(left.is_empty(), "{left:?}");
    Ok(())
}

/// Runs a removal and kills it as soon as `path` is no longer there.
fn kill_when_gone(sandbox: &Sandbox, path: &PathBuf) -> Result<()> {
    let words = ["vipkeeper", "--server-path", SERVER, "uninstall", "--purge"];
    let mut command = sandbox.command(&words);
    let mut child = bare(&mut command).spawn()?;
    while fs::symlink_metadata(path).is_ok() {
        if child.try_wait()?.is_some() {
            return Ok(());
        }
    }
    // It may have come to its end in this moment, which is no failure.
    let _ = installer::kill(&mut child);
    child.wait()?;
    Ok(())
}
