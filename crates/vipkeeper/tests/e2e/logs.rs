//! `vipkeeper logs`: words, data, and a log that is followed.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::cli_said::PROGRAM;
use crate::cli_session::Session;

const LOG: &str = "\
Sun Nov 22 23:31:58 2026: Starting Keepalived v2.2.7 (01/16,2022)
Sun Nov 22 23:31:58 2026: (/etc/keepalived/keepalived.conf: Line 27) Unknown keyword 'prioritee'
Sun Nov 22 23:31:59 2026: Startup complete
Sun Nov 22 23:32:02 2026: (VI_1) Receive advertisement timeout
Sun Nov 22 23:32:02 2026: (VI_1) Entering MASTER STATE
mysqladmin: connect to server at '127.0.0.1' failed
Sun Nov 22 23:32:07 2026: VRRP_Script(chk_mysql) failed (exited with status 1)
";

#[test]
fn a_log_is_shown_with_its_meaning() -> Result<()> {
    let mut session = Session::new()?;
    session.set("TZ", "UTC");
    session.types("logs")?;
    session.file("keepalived.log", LOG)?;
    session.types("logs")?;
    session.types("logs -n 1 --json")?;
    session.types("logs --grep master")?;
    session.types("logs --grep nothing")?;
    session.types("logs --since yesterday")?;
    insta::assert_snapshot!(session.transcript());
    Ok(())
}

#[test]
fn a_followed_log_ends_with_its_reader() -> Result<()> {
    let session = Session::new()?;
    let path = session.file("keepalived.log", LOG)?;
    let mut follower = Command::new(PROGRAM)
        .arg("--server-path")
        .arg(session.server())
        .args(["logs", "--follow", "-n", "1", "--json"])
        .stdout(Stdio::piped())
        .spawn()?;
    let result = read_followed(&mut follower, || {
        let mut log = File::options().append(true).open(&path)?;
        Ok(log.write_all(b"Sun Nov 22 23:33:00 2026: (VI_1) Entering FAULT STATE\n")?)
    });
    if result.is_err() {
        follower.kill()?;
    }
    // It ends by itself, because nobody reads any more.
    let status = follower.wait()?;
    result?;
    ensure!(status.success(), "{status}");
    Ok(())
}

fn read_followed(follower: &mut Child, write: impl Fn() -> Result<()>) -> Result<()> {
    let stdout = follower.stdout.take().context("its standard output")?;
    let mut lines = BufReader::new(stdout).lines();
    let mut next = || -> Result<Value> {
        let line = lines.next().context("it has ended")??;
        Ok(serde_json::from_str(&line)?)
    };
    assert_eq!(next()?["event"]["kind"], "script-failed");
    write()?;
    assert_eq!(next()?["event"]["values"]["state"], "fault");
    Ok(())
}
