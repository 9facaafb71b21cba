//! A daemon whose name service takes every question and answers none.

use std::fs;
use std::net::UdpSocket;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::network_of;
use crate::resident::{Resident, tcp};

/// The resolver waits so long before it asks once more (resolv.conf(5)).
const RESOLVER_PAUSE: Duration = Duration::from_secs(5);

const NAMES: usize = 3;

/// Its own network and its own resolv.conf, in place of the machine's.
const SETTING: &str = "ip link set lo up && mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"";

fn named(number: usize) -> String {
    format!(
        "[checks.name{number}]\nkind = 'tcp'\ntarget = 'db{number}.vipkeeper.test:3306'\n\
         interval = '50ms'\ntimeout = '200ms'\n"
    )
}

#[test]
fn names_that_do_not_resolve_hold_up_nobody_and_pile_up_nothing() -> Result<()> {
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let conf = directory.path().join("resolv.conf");
    fs::write(&conf, "nameserver 127.0.0.1\n")?;
    let conf = conf.display().to_string();
    let wrap = ["unshare", "--net", "--mount", "sh", "-c", SETTING, &conf];
    let daemon = Resident::start_in(directory, "", &wrap)?;
    daemon.until("the panel answers", || Ok(daemon.check("web").is_ok()))?;
    let resolver = network_of::receive(daemon.pid(), "127.0.0.1:53")?;
    let service = network_of::listen(daemon.pid(), "127.0.0.1:0")?;
    let address = service.local_addr()?;
    let names: String = (0..NAMES).map(named).collect();
    daemon.set(&format!("{}{names}", tcp("web", address)))?;

    daemon.until_health("web", "up")?;
    let reason = daemon.until_health("name0", "down")?;
    assert_eq!(
        reason,
        "tcp db0.vipkeeper.test:3306: no answer from the name service within 200 ms"
    );
    ensure!(!daemon.backstop("name0")?);
    asked_twice(&resolver)?;
    // One for each name, one that keeps the track files fresh, and the daemon's
    // own.
    let threads = daemon.threads()?;
    ensure!(threads <= NAMES + 3, "{threads} threads");
    one_try_ends_in_time(&daemon)?;

    service.set_nonblocking(true)?;
    while service.accept().is_ok() {}
    let begun = Instant::now();
    let mut tries = 0;
    daemon.until("ten tries of the other check", || {
        tries += usize::from(service.accept().is_ok());
        Ok(tries == 10)
    })?;
    let took = begun.elapsed();
    ensure!(took < RESOLVER_PAUSE, "ten tries took {took:?}");
    drop(service);
    daemon.until_holds(&daemon.track_file("web"), "0\n")?;

    // Nobody listens there any more: the system says so, and so do we.
    drop(resolver);
    daemon.until("another reason is told", || {
        let check = daemon.check("name0")?.context("name0")?;
        let reason = check["reason"]["en"].as_str().unwrap_or_default();
        Ok(reason.contains("the name db0.vipkeeper.test does not resolve"))
    })
}

/// Returns when a question has come for the second time: by then a thread for
/// each try would be many.
fn asked_twice(resolver: &UdpSocket) -> Result<()> {
    resolver.set_read_timeout(Some(4 * RESOLVER_PAUSE))?;
    let mut question = [0; 512];
    let mut seen = Vec::new();
    loop {
        let length = resolver.recv(&mut question).context("a question")?;
        let number = question[..length.min(2)].to_owned();
        if seen.contains(&number) {
            return Ok(());
        }
        seen.push(number);
    }
}

/// A command must not wait for the thread that it leaves behind.
fn one_try_ends_in_time(daemon: &Resident) -> Result<()> {
    let target = daemon.pid().to_string();
    let inside = ["nsenter", "--target", &target, "--net", "--mount", "--"];
    let begun = Instant::now();
    let said = daemon.asks(&["check", "name1"], &inside)?;
    let took = begun.elapsed();
    ensure!(said.status == 1, "{said:?}");
    ensure!(said.out.contains("within 200 ms"), "{said:?}");
    ensure!(took < RESOLVER_PAUSE, "it took {took:?}");
    Ok(())
}
