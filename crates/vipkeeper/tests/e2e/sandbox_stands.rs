//! The sandbox itself: what is done in it is seen there and nowhere else.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::file_tree::{self, Entry};
use crate::mirror::{Mirror, Request};
use crate::sandbox::Sandbox;
use crate::stand_in::StandIns;

const CHANGES: &str = "
set -e
echo new >/etc/vipkeeper-sandbox-test
rm /etc/hostname
mkdir /srv/made
";

#[test]
fn a_change_is_seen_and_stays_inside() -> Result<()> {
    let releases = StandIns::make(&["9.9.1"])?;
    let sandbox = Sandbox::start(releases.path())?;
    let before = sandbox.changes()?;
    sandbox.run(&["sh", "-c", CHANGES])?;
    let after = sandbox.changes()?;
    let changed = file_tree::differences(&before, &after);
    let expected = ["etc/hostname", "etc/vipkeeper-sandbox-test", "srv/made"];
    assert_eq!(changed, expected.map(Path::new));
    assert_eq!(after[Path::new("etc/hostname")], Entry::Removed);
    ensure!(Path::new("/etc/hostname").exists());
    ensure!(!Path::new("/etc/vipkeeper-sandbox-test").exists());
    Ok(())
}

#[test]
fn its_processes_end_with_it() -> Result<()> {
    let releases = StandIns::make(&[])?;
    let sandbox = Sandbox::start(releases.path())?;
    let mut staying = sandbox.command(&["sleep", "infinity"]).spawn()?;
    ensure!(staying.try_wait()?.is_none());
    drop(sandbox);
    ensure!(!staying.wait()?.success());
    Ok(())
}

#[test]
fn its_mirror_breaks_off_and_goes_on() -> Result<()> {
    let releases = StandIns::make(&["9.9.1"])?;
    let sandbox = Sandbox::start(releases.path())?;
    let mirror = Mirror::serve(sandbox.listen()?, releases.path())?;
    mirror.break_after(&[100]);
    let url = format!("{}/keepalived-9.9.1.tar.gz", mirror.url());
    let broken = sandbox
        .command(&["curl", "-s", "-o", "/tmp/got", &url])
        .status()?;
    assert_eq!(broken.code(), Some(18));
    sandbox.run(&["curl", "-s", "-C", "-", "-o", "/tmp/got", &url])?;
    sandbox.run(&["cmp", "/tmp/got", "/run/releases/keepalived-9.9.1.tar.gz"])?;
    let path = "/keepalived-9.9.1.tar.gz".to_owned();
    let second = Request {
        path: path.clone(),
        from: 100,
    };
    assert_eq!(mirror.requests(), [Request { path, from: 0 }, second]);
    Ok(())
}
