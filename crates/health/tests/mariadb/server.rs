//! A mariadbd of one's own: data, socket and port, gone when dropped.

use std::ffi::OsString;
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use health::{Credentials, MysqlConditions, MysqlSpec, Session, Spec, Target};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

const SMALL: &[&str] = &[
    "--innodb-buffer-pool-size=8M",
    "--innodb-log-file-size=4M",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--skip-log-bin",
    "--skip-name-resolve",
];

const ACCOUNTS: &str = "
CREATE USER vk@'%' IDENTIFIED BY 's3cret', vk@localhost IDENTIFIED BY 's3cret';
CREATE USER vk_old@'%' IDENTIFIED BY 's3cret', vk_old@localhost IDENTIFIED BY 's3cret';
CREATE USER vk_nopassword@'%', vk_nopassword@localhost;
";

const ED25519_ACCOUNTS: &str = "
CREATE USER vk_ed25519@'%' IDENTIFIED VIA ed25519 USING PASSWORD('s3cret');
CREATE USER vk_ed25519@localhost IDENTIFIED VIA ed25519 USING PASSWORD('s3cret');
";

/// A running server.
pub(crate) struct Server {
    folder: TempDir,
    child: Child,
    port: u16,
}

impl Server {
    /// Starts it and waits until it greets.
    pub(crate) async fn start(arguments: &[&str]) -> Server {
        Self::start_in(tempfile::tempdir().unwrap(), arguments, &[]).await
    }

    /// The same, with a small disk of its own, which its arguments call `{disk}`
    /// and which nobody outside its mount namespace sees.
    pub(crate) async fn start_with_disk(arguments: &[&str]) -> Server {
        let folder = tempfile::tempdir().unwrap();
        let disk = folder.path().join("disk");
        std::fs::create_dir(&disk).unwrap();
        let arguments: Vec<String> = arguments
            .iter()
            .map(|argument| argument.replace("{disk}", &disk.display().to_string()))
            .collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mount = format!(
            "mount -t tmpfs -o size=1m none '{}' && exec \"$@\"",
            disk.display()
        );
        let wrapper = ["unshare", "--mount", "sh", "-c", &mount, "sh"];
        Self::start_in(folder, &arguments, &wrapper).await
    }

    /// That disk, as it is seen from here.
    pub(crate) fn disk(&self) -> PathBuf {
        let disk = self.folder.path().join("disk");
        let inside = format!("/proc/{}/root{}", self.pid(), disk.display());
        inside.into()
    }

    async fn start_in(folder: TempDir, arguments: &[&str], wrapper: &[&str]) -> Server {
        install(&folder.path().join("data"));
        let mut accounts = ACCOUNTS.to_owned();
        if arguments
            .iter()
            .any(|argument| argument.contains("ed25519"))
        {
            accounts.push_str(ED25519_ACCOUNTS);
        }
        std::fs::write(folder.path().join("accounts.sql"), accounts).unwrap();
        let port = free_port();
        let child = spawn(folder.path(), port, arguments, wrapper);
        let mut server = Server {
            folder,
            child,
            port,
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
        Command::new("mariadb")
            .args(["--no-defaults", "--user=root", "--execute", sql])
            .arg(format!("--socket={}/s", self.folder.path().display()))
            .output()
            .expect("mariadb is missing: apt-get install mariadb-server")
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
                "mariadbd did not come up ({outcome:?}, {exit:?}):\n{}",
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

fn install(data: &Path) {
    let tmp = data.with_file_name("tmp");
    std::fs::create_dir_all(&tmp).unwrap();
    let output = Command::new("mariadb-install-db")
        .args(["--no-defaults", "--auth-root-authentication-method=normal"])
        .args(["--skip-test-db", "--user=root"])
        .arg(format!("--datadir={}", data.display()))
        // A server that starts deletes the temporary files of all others.
        .arg(format!("--tmpdir={}", tmp.display()))
        .output()
        .expect("mariadb-install-db is missing: apt-get install mariadb-server");
    assert!(output.status.success(), "mariadb-install-db: {output:?}");
}

fn spawn(folder: &Path, port: u16, arguments: &[&str], wrapper: &[&str]) -> Child {
    let log = File::create(log_of(folder)).unwrap();
    let in_folder = |option: &str, name: &str| format!("{option}={}/{name}", folder.display());
    // Each of the wrapper's programs takes the next one's place.
    let wrapper = wrapper.iter().map(OsString::from);
    let mut words = wrapper.chain([program().into_os_string()]);
    Command::new(words.next().unwrap_or_default())
        .args(words)
        .args(["--no-defaults", "--user=root", "--bind-address=127.0.0.1"])
        .arg(format!("--port={port}"))
        .arg(in_folder("--datadir", "data"))
        .arg(in_folder("--tmpdir", "tmp"))
        .arg(in_folder("--socket", "s"))
        .arg(in_folder("--pid-file", "pid"))
        .arg(in_folder("--init-file", "accounts.sql"))
        .args(SMALL)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("mariadbd is missing: apt-get install mariadb-server")
}

/// Root's daemons are not on everyone's path.
fn program() -> PathBuf {
    let usual = Path::new("/usr/sbin/mariadbd");
    if usual.exists() {
        usual.to_owned()
    } else {
        "mariadbd".into()
    }
}

fn log_of(folder: &Path) -> PathBuf {
    folder.join("error.log")
}

/// Free at this moment; if another takes it, the server says so in its log.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}
