//! A daemon and a real MariaDB that cannot agree on TLS.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use lab::Service;

use crate::administrator::Administrator;
use crate::check::Host;
use crate::resident::Resident;

const LIMIT: Duration = Duration::from_secs(60);

fn mysql(host: &Host, more: &str) -> String {
    format!(
        "[checks.db]\nkind = 'mysql'\ntarget = '127.0.0.1:3306'\ncredentials = '{}'\n\
         interval = '20ms'\ninterval_when_down = '20ms'\ntimeout = '30s'\n{more}",
        host.server.option_file().display()
    )
}

#[test]
fn a_server_without_tls_is_told_as_such() -> Result<()> {
    let mut host = Host::start("tls-none")?;
    let net = format!("--net=/proc/{}/ns/net", host.server.process().pid());
    let settings = mysql(&host, "tls = true\n");
    let daemon = Resident::start(&settings, &["nsenter", &net, "--"])?;
    expect_down(
        &daemon,
        "the server does not offer TLS, and the check asks for it",
    )?;
    let mut admin = Administrator::start(&host.server)?;
    leaves_nothing(&daemon, &mut admin)?;
    daemon.set(&mysql(&host, ""))?;
    daemon.until_health("db", "up")?;
    Ok(())
}

#[test]
fn a_certificate_or_an_account_that_refuses_is_told_as_such() -> Result<()> {
    let mut host = Host::start("tls-refused")?;
    let own = certificate(host.node().dir(), "own")?;
    let other = certificate(host.node().dir(), "other")?;
    let mut server = with_certificate(&mut host, &own)?;
    let net = format!("--net=/proc/{}/ns/net", server.id());
    let believing = |host: &Host, ca: &Path| {
        let more = format!("tls = true\nca_file = '{}'\n", ca.display());
        mysql(host, &more)
    };
    let daemon = Resident::start(&believing(&host, &own.0), &["nsenter", &net, "--"])?;
    daemon.until_health("db", "up")?;
    daemon.until_holds(&daemon.track_file("db"), "1\n")?;

    daemon.set(&believing(&host, &other.0))?;
    expect_down(&daemon, "the certificate is not accepted: ")?;
    let mut admin = Administrator::start(&host.server)?;
    leaves_nothing(&daemon, &mut admin)?;

    admin.tells("ALTER USER vipkeeper@127.0.0.1 REQUIRE SSL")?;
    daemon.set(&mysql(&host, "tls = true\n"))?;
    daemon.until_health("db", "up")?;
    daemon.set(&mysql(&host, ""))?;
    expect_down(&daemon, "access denied for user vipkeeper (1045): ")?;
    leaves_nothing(&daemon, &mut admin)?;
    server.kill()?;
    server.wait()?;
    Ok(())
}

fn expect_down(daemon: &Resident, reason: &str) -> Result<()> {
    let told = daemon.until_health("db", "down")?;
    let expected = format!("mysql 127.0.0.1:3306: {reason}");
    ensure!(told.starts_with(&expected), "{told}");
    daemon.until_holds(&daemon.track_file("db"), "0\n")?;
    ensure!(!daemon.backstop("db")?);
    Ok(())
}

fn leaves_nothing(daemon: &Resident, admin: &mut Administrator) -> Result<()> {
    let mut reach = |count: u64| {
        daemon.until("many tries", || {
            Ok(admin.status("Aborted_connects")? >= count)
        })
    };
    reach(50)?;
    let (files, memory) = (daemon.open_files()?, daemon.memory()?);
    reach(150)?;
    ensure!(daemon.open_files()? <= files + 3, "descriptors pile up");
    ensure!(daemon.memory()? <= memory + (2 << 20), "memory piles up");
    Ok(())
}

/// A certificate for 127.0.0.1 that signs itself, and its key.
fn certificate(directory: &Path, name: &str) -> Result<(PathBuf, PathBuf)> {
    let path = |end: &str| directory.join(format!("{name}.{end}"));
    let (certificate, key) = (path("pem"), path("key"));
    let mut command = Command::new("openssl");
    command.args(["req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=db"]);
    command.args(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]);
    command.args(["-addext", "subjectAltName=IP:127.0.0.1"]);
    command.args(["-addext", "basicConstraints=critical,CA:FALSE"]);
    command
        .arg("-out")
        .arg(&certificate)
        .arg("-keyout")
        .arg(&key);
    let made = command.output().context("run openssl")?;
    ensure!(made.status.success(), "{made:?}");
    Ok((certificate, key))
}

/// The same server, started once more with TLS.
fn with_certificate(host: &mut Host, own: &(PathBuf, PathBuf)) -> Result<Child> {
    let words = fs::read(format!("/proc/{}/cmdline", host.server.process().pid()))?;
    let words = String::from_utf8(words)?;
    host.server.process().kill()?;
    let mut words = words.split_terminator('\0');
    let mut command = Command::new(words.next().context("the server has a name")?);
    command.args(words);
    command.arg(format!("--ssl-cert={}", own.0.display()));
    command.arg(format!("--ssl-key={}", own.1.display()));
    // Ended with the lab.
    let mut server = host.node().spawn(command)?;
    let begun = Instant::now();
    while std::os::unix::net::UnixStream::connect(host.server.socket()).is_err() {
        ensure!(server.try_wait()?.is_none(), "the server has ended");
        ensure!(begun.elapsed() < LIMIT, "not ready after {LIMIT:?}");
    }
    Ok(server)
}
