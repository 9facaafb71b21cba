//! A server of one's own, MariaDB or MySQL: data, socket and port, gone when dropped.

mod mariadb;
mod mysql;

use std::ffi::OsString;
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use health::{Credentials, MysqlConditions, MysqlSpec, Session, Spec, Target, Tls, Trust};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// What is started, and what asks it as an administrator would: programs with
/// their first words.
struct Software {
    server: Vec<OsString>,
    options: &'static [&'static str],
    client: Vec<OsString>,
    accounts: String,
}

/// A running server.
pub(crate) struct Server {
    folder: TempDir,
    child: Child,
    port: u16,
    client: Vec<OsString>,
}

impl Server {
    /// Starts MariaDB and waits until it greets.
    pub(crate) async fn start(arguments: &[&str]) -> Server {
        let folder = room();
        let software = mariadb::install(folder.path(), arguments);
        Self::start_in(folder, software, arguments).await
    }

    /// Starts MySQL and waits until it greets.
    pub(crate) async fn start_mysql(arguments: &[&str]) -> Server {
        let folder = room();
        let software = mysql::install(folder.path());
        Self::start_in(folder, software, arguments).await
    }

    /// Starts MariaDB with a small disk of its own for its binary log, which
    /// nobody outside its mount namespace sees.
    pub(crate) async fn start_with_disk() -> Server {
        let folder = room();
        let disk = folder.path().join("disk");
        std::fs::create_dir(&disk).unwrap();
        let mount = format!(
            "mount -t tmpfs -o size=1m none '{}' && exec \"$@\"",
            disk.display()
        );
        let mut software = mariadb::install(folder.path(), &[]);
        // Each of these takes the next one's place.
        let wrapper = ["unshare", "--mount", "sh", "-c", &mount, "sh"];
        let wrapper = wrapper.into_iter().map(OsString::from);
        software.server.splice(0..0, wrapper);
        let log = format!("--log-bin={}/bin", disk.display());
        Self::start_in(folder, software, &[&log, "--sync-binlog=1"]).await
    }

    /// That disk, as it is seen from here.
    pub(crate) fn disk(&self) -> PathBuf {
        let disk = self.folder.path().join("disk");
        let inside = format!("/proc/{}/root{}", self.pid(), disk.display());
        inside.into()
    }

    async fn start_in(folder: TempDir, software: Software, arguments: &[&str]) -> Server {
        std::fs::write(folder.path().join("accounts.sql"), &software.accounts).unwrap();
        let port = free_port();
        let child = spawn(folder.path(), port, &software, arguments);
        let mut server = Server {
            folder,
            child,
            port,
            client: software.client,
        };
        server.wait_until_it_greets().await;
        server
    }

    pub(crate) fn tcp_target(&self) -> Target {
        Target::Address(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)))
    }

    pub(crate) fn unix_target(&self) -> Target {
        Target::UnixSocket(self.folder.path().join("s"))
    }

    pub(crate) fn greeting(&self) -> Spec {
        Spec::Mysql(MysqlSpec {
            target: self.tcp_target(),
            credentials: None,
            tls: None,
            conditions: MysqlConditions::default(),
        })
    }

    pub(crate) fn login(target: &Target, user: &str, password: &str) -> Spec {
        Spec::Mysql(MysqlSpec {
            target: target.clone(),
            credentials: Some(Credentials {
                user: user.into(),
                password: password.into(),
            }),
            tls: None,
            conditions: MysqlConditions::default(),
        })
    }

    /// Logged in inside TLS with who shows a certificate of this name.
    pub(crate) fn inside_tls(&self, user: &str, name: &str, trust: &Trust) -> Spec {
        Spec::Mysql(MysqlSpec {
            target: self.tcp_target(),
            credentials: Some(Credentials {
                user: user.into(),
                ..vk()
            }),
            tls: Some(Tls::new(name, trust, None).unwrap()),
            conditions: MysqlConditions::default(),
        })
    }

    /// Logged in, with something more to be.
    pub(crate) fn expecting(&self, conditions: MysqlConditions) -> Spec {
        Spec::Mysql(MysqlSpec {
            target: self.tcp_target(),
            credentials: Some(vk()),
            tls: None,
            conditions,
        })
    }

    /// Does what an administrator would.
    pub(crate) fn query(&self, sql: &str) {
        let output = self.try_query(sql);
        assert!(output.status.success(), "{sql}: {output:?}");
    }

    pub(crate) fn try_query(&self, sql: &str) -> Output {
        Command::new(&self.client[0])
            .args(&self.client[1..])
            .args(["--user=root", "--execute", sql])
            .arg(format!("--socket={}/s", self.folder.path().display()))
            .output()
            .expect("the server's client is missing: `cargo xtask environment` brings it")
    }

    /// The value of one of its status variables.
    pub(crate) fn status(&self, variable: &str) -> String {
        let output = self.try_query(&format!("SHOW GLOBAL STATUS LIKE '{variable}'"));
        let text = String::from_utf8(output.stdout).unwrap();
        text.split_whitespace()
            .last()
            .unwrap_or_default()
            .to_owned()
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Stops it, and waits until the last of its threads stands still: until
    /// then one that was already running may still answer.
    pub(crate) async fn freeze(&self) {
        self.signal(Signal::STOP);
        while !self.stands_still() {
            tokio::task::yield_now().await;
        }
    }

    fn stands_still(&self) -> bool {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.pid())).unwrap();
        tasks.into_iter().all(|task| {
            let stat = std::fs::read_to_string(task.unwrap().path().join("stat"));
            // The state follows the name, which stands in parentheses.
            let stat = stat.unwrap_or_default();
            stat.rsplit_once(") ")
                .is_none_or(|(_, rest)| rest.starts_with('T'))
        })
    }

    pub(crate) fn wait(&mut self) {
        self.child.wait().unwrap();
    }

    pub(crate) fn error_log(&self) -> String {
        std::fs::read_to_string(log_of(self.folder.path())).unwrap()
    }

    async fn wait_until_it_greets(&mut self) {
        let mut session = Session::new(self.greeting(), Duration::from_secs(5));
        let started_at = Instant::now();
        loop {
            let outcome = session.probe().await.outcome;
            if outcome.is_ok() {
                return;
            }
            let exit = self.child.try_wait().unwrap();
            let late = started_at.elapsed() > Duration::from_secs(60);
            assert!(
                exit.is_none() && !late,
                "the server did not come up ({outcome:?}, {exit:?}):\n{}",
                self.error_log()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// The account that every server here has.
pub(crate) fn vk() -> Credentials {
    Credentials {
        user: "vk".into(),
        password: "s3cret".into(),
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only when it is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn room() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("tmp")).unwrap();
    folder
}

fn spawn(folder: &Path, port: u16, software: &Software, arguments: &[&str]) -> Child {
    let log = File::create(log_of(folder)).unwrap();
    let in_folder = |option: &str, name: &str| format!("{option}={}/{name}", folder.display());
    Command::new(&software.server[0])
        .args(&software.server[1..])
        .args(["--user=root", "--bind-address=127.0.0.1"])
        .arg(format!("--port={port}"))
        .arg(in_folder("--datadir", "data"))
        .arg(in_folder("--tmpdir", "tmp"))
        .arg(in_folder("--socket", "s"))
        .arg(in_folder("--pid-file", "pid"))
        .arg(in_folder("--init-file", "accounts.sql"))
        .args(software.options)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("the server is missing: `cargo xtask environment` brings it")
}

fn log_of(folder: &Path) -> PathBuf {
    folder.join("error.log")
}

/// Free at this moment; if another takes it, the server says so in its log.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}
