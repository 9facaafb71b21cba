//! What the installer does not do, and what it says then.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::installer::{self, Installation, Installer};
use crate::mirror::Mirror;
use crate::sandbox::Sandbox;
use crate::stand_in::StandIns;

const VERSION: &str = "9.9.1";
const KEEPALIVED: &str = "/www/server/keepalived";
const ARCHIVE: &str = "/www/server/source/keepalived/keepalived-9.9.1.tar.gz";

/// Neither a program nor a link to one.
fn nothing_is_installed(sandbox: &Sandbox) -> Result<()> {
    for name in ["current", "sbin", "versions/9.9.1"] {
        let path = sandbox.file(KEEPALIVED).join(name);
        ensure!(fs::symlink_metadata(&path).is_err(), "{name} is there");
    }
    Ok(())
}

/// It failed, and said why in these words.
fn refused(installation: &Installation, words: &[&str]) -> Result<()> {
    let said = &installation.said;
    ensure!(said.status == 1, "{installation:#?}");
    for word in words {
        ensure!(said.err.contains(word), "no {word:?} in {}", said.err);
    }
    ensure!(said.err.contains("hint: "), "no hint in {}", said.err);
    Ok(())
}

#[test]
fn one_wrong_byte_stops_it_and_costs_nothing_good() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start(releases.path())?;
    let sha256 = releases.sha256(VERSION)?;
    let good = Installer::of_stand_in(&sandbox, VERSION, &sha256);
    good.killed_at("unpack", &["started"])?;
    let verified = fs::read(sandbox.file(ARCHIVE))?;

    let mut bytes = fs::read(releases.tarball(VERSION))?;
    bytes[100_000] ^= 1;
    fs::write(sandbox.file("/tmp/wrong.tar.gz"), &bytes)?;
    let source = ["--method", "source", "--version", VERSION];
    let wrong = ["--sha256", &sha256, "--tarball", "/tmp/wrong.tar.gz"];
    let stopped = Installer::new(&sandbox, &[source, wrong].concat()).run()?;
    refused(&stopped, &["SHA-256", &sha256])?;
    assert_eq!(stopped.state("verify"), Some("failed"));
    nothing_is_installed(&sandbox)?;

    ensure!(
        fs::read(sandbox.file(ARCHIVE))? == verified,
        "the good archive is lost"
    );
    let cached = ["--sha256", &sha256];
    Installer::new(&sandbox, &[&source[..], &cached].concat())
        .run()?
        .is_well()
}

#[test]
fn a_release_without_a_known_sum_needs_one() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start(releases.path())?;
    let tarball = "/run/releases/keepalived-9.9.1.tar.gz";
    let words = [
        "--method",
        "source",
        "--version",
        VERSION,
        "--tarball",
        tarball,
    ];
    let stopped = Installer::new(&sandbox, &words).run()?;
    refused(&stopped, &[VERSION, "--sha256"])?;
    nothing_is_installed(&sandbox)
}

#[test]
fn a_download_that_breaks_goes_on_where_it_broke() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start(releases.path())?;
    let mirror = Mirror::serve(sandbox.listen()?, releases.path())?;
    let sha256 = releases.sha256(VERSION)?;
    mirror.break_after(&[70_000, 60_000]);
    let words = [
        "--method",
        "source",
        "--version",
        VERSION,
        "--sha256",
        &sha256,
    ];
    let mirrored = ["--mirror", &mirror.url()].map(str::to_owned);
    let words: Vec<&str> = words
        .into_iter()
        .chain(mirrored.iter().map(String::as_str))
        .collect();
    Installer::new(&sandbox, &words).run()?.is_well()?;
    let begun_at: Vec<usize> = mirror
        .requests()
        .iter()
        .map(|request| request.from)
        .collect();
    assert_eq!(begun_at, [0, 70_000, 130_000]);
    Ok(())
}

#[test]
fn too_little_room_is_told_before_anything_is_begun() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start_sized(releases.path(), "30m")?;
    let sha256 = releases.sha256(VERSION)?;
    let installer = Installer::of_stand_in(&sandbox, VERSION, &sha256);
    let stopped = installer.run()?;
    refused(&stopped, &[])?;
    assert_eq!(stopped.state("preflight"), Some("failed"));
    assert_eq!(stopped.steps.len(), 1, "{stopped:#?}");
    nothing_is_installed(&sandbox)?;
    sandbox.grow()?;
    installer.run()?.is_well()
}

#[test]
fn a_disk_that_fills_up_stops_it_and_room_lets_it_go_on() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start_sized(releases.path(), "400m")?;
    let sha256 = releases.sha256(VERSION)?;
    let installer = Installer::of_stand_in(&sandbox, VERSION, &sha256);
    installer.killed_at("build", &["started"])?;
    // Whatever else this machine does at the time.
    let _ = sandbox
        .command(&["dd", "if=/dev/zero", "of=/srv/full", "bs=1M"])
        .output()?;
    let full = installer.run()?;
    refused(&full, &[])?;
    nothing_is_installed(&sandbox)?;
    fs::remove_file(sandbox.file("/srv/full"))?;
    installer.run()?.is_well()
}

#[test]
fn without_a_compiler_and_a_way_to_get_one_it_says_so() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start(releases.path())?;
    let sha256 = releases.sha256(VERSION)?;
    let hide = "for name in cc gcc clang make apt-get dnf yum zypper apk pacman; do \
                rm -f $(which -a $name); done";
    sandbox.run(&["sh", "-c", hide])?;
    let stopped = Installer::of_stand_in(&sandbox, VERSION, &sha256).run()?;
    refused(&stopped, &["gcc", "make"])?;
    assert_eq!(stopped.state("preflight"), Some("failed"));
    nothing_is_installed(&sandbox)
}

#[test]
fn a_second_installer_names_the_first_and_leaves_it_alone() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start(releases.path())?;
    let sha256 = releases.sha256(VERSION)?;
    // Takes connections and never answers.
    let silent = sandbox.listen()?;
    let url = format!("http://{}", silent.local_addr()?);
    let words = ["--method", "source", "--version", VERSION];
    let slow = ["--sha256", &sha256, "--mirror", &url];
    let mut first = Installer::new(&sandbox, &[words, slow].concat()).start()?;
    let _connection = silent.accept().context("the first installer fetches")?;

    let installer = Installer::of_stand_in(&sandbox, VERSION, &sha256);
    let second = installer.run()?;
    let lock = fs::read_to_string(sandbox.file(KEEPALIVED).join("vipkeeper/install.lock"))?;
    refused(&second, &[lock.trim(), "install.lock"])?;
    ensure!(first.try_wait()?.is_none(), "the first has ended");
    installer::kill(&mut first)?;
    installer.run()?.is_well()
}

#[test]
fn a_build_writes_below_its_server_path_and_nowhere_else() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start(releases.path())?;
    let before = sandbox.changes()?;
    let sha256 = releases.sha256(VERSION)?;
    Installer::of_stand_in(&sandbox, VERSION, &sha256)
        .run()?
        .is_well()?;
    let after = sandbox.changes()?;
    let outside: Vec<_> = crate::file_tree::differences(&before, &after)
        .into_iter()
        .filter(|path| !path.starts_with("www"))
        .collect();
    ensure!(outside.is_empty(), "{outside:?}");
    Ok(())
}
