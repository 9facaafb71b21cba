//! vipkeeper.toml edited under a running daemon.

use std::net::TcpListener;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::resident::{Resident, tcp};

#[test]
fn an_edit_is_taken_in_and_one_that_is_broken_changes_nothing() -> Result<()> {
    let one = TcpListener::bind("127.0.0.1:0")?;
    let two = TcpListener::bind("127.0.0.1:0")?;
    let first = tcp("one", one.local_addr()?);
    let both = format!("{first}{}", tcp("two", two.local_addr()?));
    let daemon = Resident::start(&first, &[])?;
    daemon.until_health("one", "up")?;
    let since = daemon.check("one")?.map(|check| check["since"].clone());

    daemon.set(&both)?;
    daemon.until_health("two", "up")?;
    daemon.set(&format!("{both}[checks.three]\nkind = 'nonsense'\n"))?;
    daemon.until("the mistake is told", || {
        let log = daemon.log()?;
        Ok(log.contains("nonsense") && log.contains("what was read before stays in force"))
    })?;
    let still = daemon.check("one")?.map(|check| check["since"].clone());
    ensure!(still == since, "the verdict was not lost");
    drop(two);
    daemon.until_health("two", "down")?;
    daemon.set(&first)?;
    daemon.until("two is gone", || Ok(daemon.check("two")?.is_none()))?;
    let still = daemon.check("one")?.map(|check| check["since"].clone());
    ensure!(still == since, "the verdict was not lost");
    Ok(())
}

#[test]
fn hangup_is_no_end_and_the_file_is_read_again() -> Result<()> {
    let one = TcpListener::bind("127.0.0.1:0")?;
    let daemon = Resident::start(&tcp("one", one.local_addr()?), &[])?;
    daemon.until_health("one", "up")?;
    let before = daemon.log()?.matches("read again").count();
    let sent = Command::new("kill")
        .args(["-HUP", &daemon.pid().to_string()])
        .status()?;
    ensure!(sent.success());
    daemon.until("it is read again", || {
        Ok(daemon.log()?.matches("read again").count() > before)
    })?;
    daemon.until_health("one", "up")?;
    Ok(())
}

#[test]
fn a_check_that_only_tells_leaves_the_file_and_the_backstop_alone() -> Result<()> {
    let closed = TcpListener::bind("127.0.0.1:0")?;
    let fault = tcp("web", closed.local_addr()?);
    drop(closed);
    let daemon = Resident::start(&fault, &[])?;
    daemon.until_health("web", "down")?;
    daemon.until_holds(&daemon.track_file("web"), "0\n")?;
    ensure!(!daemon.backstop("web")?);
    daemon.set(&format!("{fault}policy = 'alert-only'\n"))?;
    daemon.until_holds(&daemon.track_file("web"), "1\n")?;
    ensure!(daemon.backstop("web")?);
    daemon.set(&format!("{fault}policy = 'weight -20'\n"))?;
    daemon.until_holds(&daemon.track_file("web"), "1\n")?;
    ensure!(daemon.backstop("web")?, "a weight is no fault");
    Ok(())
}
