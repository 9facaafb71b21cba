//! A daemon beside a real MariaDB that lets it in no more.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::os::unix::net::UnixStream;

use anyhow::{Context, Result, ensure};
use lab::Service;

use crate::administrator::Administrator;
use crate::check::Host;
use crate::resident::{Resident, tcp};

const UP: &str = "1\n";
const DOWN: &str = "0\n";

/// How many tries show that a try leaves nothing behind.
const MANY: u64 = 100;

/// What a daemon may hold more after many tries than before: the try at work.
const SPARE_FILES: usize = 3;
const SPARE_MEMORY: usize = 2 << 20;

/// Dropped in this order.
struct Scene {
    daemon: Resident,
    admin: Administrator,
    host: Host,
}

impl Scene {
    /// A daemon that is logged in, and an administrator who is.
    fn start(label: &str) -> Result<Self> {
        let mut host = Host::start(label)?;
        let net = format!("--net=/proc/{}/ns/net", host.server.process().pid());
        let right = host.server.option_file().display().to_string();
        let daemon = Resident::start(&mysql(&right), &["nsenter", &net, "--"])?;
        daemon.until_health("db", "up")?;
        daemon.until_holds(&daemon.track_file("db"), UP)?;
        let admin = Administrator::start(&host.server)?;
        Ok(Self {
            daemon,
            admin,
            host,
        })
    }

    /// The check goes down for this reason, and stays so without a trace while
    /// the server counts many more failures of this name.
    fn expect_down(&mut self, reason: &str, counter: &str) -> Result<()> {
        let told = self.daemon.until_health("db", "down")?;
        assert_eq!(told, format!("mysql 127.0.0.1:3306: {reason}"));
        self.daemon
            .until_holds(&self.daemon.track_file("db"), DOWN)?;
        ensure!(!self.daemon.backstop("db")?);
        let mut failures_reach = |count: u64| {
            let (daemon, admin) = (&self.daemon, &mut self.admin);
            daemon.until("many tries", || Ok(admin.status(counter)? >= count))
        };
        failures_reach(MANY / 2)?;
        let (files, memory) = (self.daemon.open_files()?, self.daemon.memory()?);
        failures_reach(MANY / 2 + MANY)?;
        ensure!(self.daemon.open_files()? <= files + SPARE_FILES);
        ensure!(self.daemon.memory()? <= memory + SPARE_MEMORY);
        let check = self.daemon.check("db")?.context("it is still asked")?;
        assert_eq!(check["reason"]["en"], told.as_str());
        Ok(())
    }

    fn expect_up(&self) -> Result<()> {
        self.daemon.until_health("db", "up")?;
        self.daemon.until_holds(&self.daemon.track_file("db"), UP)
    }
}

fn mysql(credentials: &str) -> String {
    format!(
        "[checks.db]\nkind = 'mysql'\ntarget = '127.0.0.1:3306'\ncredentials = '{credentials}'\n\
         interval = '20ms'\ninterval_when_down = '20ms'\ntimeout = '30s'\n"
    )
}

#[test]
fn a_wrong_password_is_told_and_one_that_is_mended_is_taken() -> Result<()> {
    let mut scene = Scene::start("wrong-password")?;
    let right = scene.host.server.option_file();
    let wrong = scene.host.wrong_password()?;
    scene.daemon.set(&mysql(&wrong))?;
    scene.expect_down(
        "access denied for user vipkeeper (1045)",
        "Aborted_connects",
    )?;
    let text = std::fs::read_to_string(&right)?;
    let password = text.split_once("password=").context("a password")?.1;
    let password = password.lines().next().context("a password")?;
    ensure!(!scene.daemon.log()?.contains(password), "it is in the log");
    // Mended where it stands: vipkeeper.toml says the same as before.
    std::fs::write(&wrong, &text)?;
    scene.expect_up()
}

#[test]
fn a_locked_account_is_told_as_such() -> Result<()> {
    let mut scene = Scene::start("locked")?;
    let account = "vipkeeper@127.0.0.1";
    scene.admin.tells(&format!(
        "ALTER USER {account} ACCOUNT LOCK; KILL USER {account}"
    ))?;
    scene.expect_down(
        "the account vipkeeper cannot be used (4151): \
         Access denied, this account is locked",
        "Aborted_connects",
    )?;
    scene
        .admin
        .tells(&format!("ALTER USER {account} ACCOUNT UNLOCK"))?;
    scene.expect_up()
}

/// Whoever is in stays in, also when vipkeeper.toml changes elsewhere.
#[test]
fn too_many_connections_keep_out_but_do_not_throw_out() -> Result<()> {
    let mut scene = Scene::start("too-many")?;
    scene
        .admin
        .tells("SET GLOBAL max_connections = 10; SET GLOBAL connect_timeout = 3600")?;
    let mut guests = Vec::new();
    while scene.admin.status("Connection_errors_max_connections")? == 0 {
        guests.push(UnixStream::connect(scene.host.server.socket())?);
    }
    let since = scene
        .daemon
        .check("db")?
        .map(|check| check["since"].clone());
    let service = TcpListener::bind("127.0.0.1:0")?;
    let right = scene.host.server.option_file().display().to_string();
    let more = tcp("more", service.local_addr()?);
    scene.daemon.set(&format!("{}{more}", mysql(&right)))?;
    // In the daemon's network nothing listens there.
    scene.daemon.until_health("more", "down")?;
    let mut latencies = BTreeSet::new();
    scene.daemon.until("some more tries", || {
        let check = scene.daemon.check("db")?.context("db")?;
        latencies.insert(check["latency_us"].as_u64());
        Ok(latencies.len() >= 5)
    })?;
    let check = scene.daemon.check("db")?.context("db")?;
    assert_eq!(check["health"], "up");
    assert_eq!(Some(check["since"].clone()), since);

    // The place that becomes free is the one above the limit, for whoever turns
    // out to be an administrator.
    scene.admin.tells("KILL USER vipkeeper@127.0.0.1")?;
    scene.expect_down("too many connections (1040)", "Aborted_connects")?;
    drop(guests);
    scene.expect_up()
}
