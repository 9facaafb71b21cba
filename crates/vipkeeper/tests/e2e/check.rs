//! `vipkeeper check` against a real MariaDB.
//!
//! What a server can answer besides is the probes' own tests' business.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, ensure};
use lab::{DataDir, Lab, Mariadb, Node, Service};

use crate::cli_said::{PROGRAM, Said};

const LIMIT: Duration = Duration::from_secs(60);

/// A machine that is busy with other tests is no reason to call a server down.
const PATIENCE: [&str; 2] = ["--timeout", "30s"];

const SETTINGS: &str = "\
[checks.mysql]
kind = 'mysql'
target = '127.0.0.1:3306'
timeout = '30s'
";

/// A machine with a database server on it.
pub(crate) struct Host {
    // Dropped in this order: nothing runs in a lab that is gone.
    pub(crate) server: Mariadb,
    lab: Lab,
}

impl Host {
    pub(crate) fn start(label: &str) -> Result<Self> {
        let lab = Lab::with_nodes(label, 1)?;
        let data = DataDir::prepare(&lab)?;
        let mut server = Mariadb::start(&lab.nodes()[0], &data)?;
        server.wait_ready(LIMIT)?;
        Ok(Self { server, lab })
    }

    pub(crate) fn node(&self) -> &Node {
        &self.lab.nodes()[0]
    }

    fn check(&self, words: &[&str]) -> Result<Said> {
        let mut command = Command::new(PROGRAM);
        command.arg("--server-path").arg(self.node().dir());
        command.arg("check").args(words);
        if !words.contains(&"--timeout") && !words.contains(&"--backstop") {
            command.args(PATIENCE);
        }
        Said::by(&mut self.node().enter(command))
    }

    fn expect_healthy(&self, words: &[&str]) -> Result<()> {
        let said = self.check(words)?;
        ensure!(said.status == 0, "{words:?}: {said:?}");
        // In these tests a check has the name of its kind.
        let kind = format!("{} ", words[0]);
        ensure!(said.out.starts_with(&kind), "{said:?}");
        ensure!(!said.out.contains('$'), "a value is missing: {said:?}");
        ensure!(said.out.contains(": healthy, answered in "), "{said:?}");
        Ok(())
    }

    fn expect_down(&self, words: &[&str], reason: &str) -> Result<()> {
        let said = self.check(words)?;
        ensure!(said.status == 1, "{words:?}: {said:?}");
        assert_eq!((said.out, said.err), (format!("{reason}\n"), String::new()));
        Ok(())
    }

    fn file(&self, relative: &str) -> PathBuf {
        self.node()
            .dir()
            .join("keepalived/vipkeeper")
            .join(relative)
    }

    /// Another option file with the same user.
    pub(crate) fn wrong_password(&self) -> Result<String> {
        let path = self.node().dir().join("wrong.cnf");
        let text = fs::read_to_string(self.server.option_file())?;
        fs::copy(self.server.option_file(), &path)?;
        fs::write(&path, text.replace("password=", "password=not-"))?;
        Ok(path.display().to_string())
    }
}

#[test]
fn a_mysql_server_is_judged_by_its_answer() -> Result<()> {
    let mut host = Host::start("check")?;
    let right = host.server.option_file().display().to_string();
    let wrong = host.wrong_password()?;
    host.expect_healthy(&["mysql"])?;
    host.expect_healthy(&["tcp", "127.0.0.1:3306"])?;
    host.expect_healthy(&["mysql", &host.server.socket().display().to_string()])?;
    host.expect_healthy(&["mysql", "--credentials", &right])?;
    host.expect_down(
        &["mysql", "--credentials", &wrong],
        "mysql 127.0.0.1:3306: access denied for user vipkeeper (1045)",
    )?;
    host.server.process().freeze()?;
    host.expect_down(
        &["mysql", "--timeout", "300ms"],
        "mysql 127.0.0.1:3306: no greeting within 300 ms",
    )?;
    host.server.process().thaw()?;
    host.expect_healthy(&["mysql"])?;
    host.server.process().kill()?;
    let refused = "127.0.0.1:3306: connection refused";
    host.expect_down(&["mysql"], &format!("mysql {refused}"))?;
    host.expect_down(&["tcp", "127.0.0.1:3306"], &format!("tcp {refused}"))?;
    Ok(())
}

#[test]
fn json_names_the_reason_by_a_code() -> Result<()> {
    let host = Host::start("check-json")?;
    let mut healthy = host.check(&["mysql", "--json"])?.json()?;
    ensure!(
        healthy["latency_us"]
            .take()
            .as_u64()
            .is_some_and(|us| us > 0),
        "{healthy}"
    );
    let expected = serde_json::json!({
        "healthy": true, "code": null, "reason": null, "latency_us": null
    });
    assert_eq!(healthy, expected);
    let wrong = host.wrong_password()?;
    let denied = host.check(&["mysql", "--json", "--credentials", &wrong])?;
    assert_eq!(denied.status, 1);
    let denied = denied.json()?;
    assert_eq!(denied["healthy"], false);
    assert_eq!(denied["code"], "access-denied");
    Ok(())
}

/// A search for 3306 in a list of ports finds 33060 too.
#[test]
fn a_server_on_port_33060_is_not_one_on_3306() -> Result<()> {
    let mut host = Host::start("check-33060")?;
    let words = fs::read(format!("/proc/{}/cmdline", host.server.process().pid()))?;
    let words = String::from_utf8(words)?.replace("--port=3306", "--port=33060");
    host.server.process().kill()?;
    let mut words = words.split_terminator('\0');
    let mut moved = Command::new(words.next().context("the server has a name")?);
    moved.args(words);
    // Ended with the lab.
    let mut moved = host.node().spawn(moved)?;
    let begun = Instant::now();
    while host.expect_healthy(&["mysql", "127.0.0.1:33060"]).is_err() {
        ensure!(moved.try_wait()?.is_none(), "the server has ended");
        ensure!(begun.elapsed() < LIMIT, "not ready after {LIMIT:?}");
    }
    let refused = "mysql 127.0.0.1:3306: connection refused";
    host.expect_down(&["mysql"], refused)?;
    moved.kill()?;
    moved.wait()?;
    Ok(())
}

/// Keeps a file's time at now, as the daemon does.
struct Heartbeat {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<std::io::Result<()>>>,
}

impl Heartbeat {
    fn of(path: &Path) -> Result<Self> {
        let file = File::open(path)?;
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            loop {
                file.set_modified(SystemTime::now())?;
                match stopped.recv_timeout(Duration::from_millis(100)) {
                    Err(RecvTimeoutError::Timeout) => {}
                    Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
                }
            }
        });
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Lets the file grow old, at once.
    fn leave(mut self, path: &Path) -> Result<()> {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            thread.join().map_err(|_| anyhow::anyhow!("a panic"))??;
        }
        let long_ago = SystemTime::now() - Duration::from_secs(60);
        Ok(File::open(path)?.set_modified(long_ago)?)
    }
}

#[test]
fn the_backstop_trusts_the_daemon_while_it_lives_and_asks_when_it_is_gone() -> Result<()> {
    const BACKSTOP: &[&str] = &["mysql", "--backstop"];
    let mut host = Host::start("backstop-cli")?;
    let track_file = host.file("track/mysql");
    let verdict = || fs::read_to_string(&track_file);
    fs::create_dir_all(host.file(""))?;
    fs::write(host.file("vipkeeper.toml"), SETTINGS)?;
    // Nobody has looked after it yet, not even for a first time.
    ensure!(verdict().is_err_and(|error| error.kind() == ErrorKind::NotFound));
    host.expect_healthy(BACKSTOP)?;
    assert_eq!(verdict()?, "1\n");

    // The daemon's verdict stands, whatever the server would say.
    fs::write(&track_file, "0\n")?;
    let daemon = Heartbeat::of(&track_file)?;
    host.expect_down(BACKSTOP, "the daemon says: not healthy")?;
    assert_eq!(verdict()?, "0\n");
    daemon.leave(&track_file)?;
    host.expect_healthy(BACKSTOP)?;
    assert_eq!(verdict()?, "1\n");

    host.server.process().kill()?;
    let daemon = Heartbeat::of(&track_file)?;
    let said = host.check(BACKSTOP)?;
    assert_eq!(
        (said.status, said.out.as_str()),
        (0, "the daemon says: healthy\n")
    );
    assert_eq!(verdict()?, "1\n");
    daemon.leave(&track_file)?;
    host.expect_down(BACKSTOP, "mysql 127.0.0.1:3306: connection refused")?;
    assert_eq!(verdict()?, "0\n");
    Ok(())
}
