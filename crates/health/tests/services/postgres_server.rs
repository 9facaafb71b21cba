//! A PostgreSQL server of one's own. It refuses to run as root, so it runs as
//! nobody.

use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use health::{Credentials, PostgresSpec, Session, Spec, Target};
use tempfile::TempDir;

use super::LONG;
use super::daemon::{Daemon, free_port, local};

pub(crate) const NOBODY: u32 = 65534;

pub(crate) struct PostgresServer {
    pub(crate) daemon: Daemon,
    folder: TempDir,
    port: u16,
}

impl PostgresServer {
    /// Starts it with the user `vk`, and waits until it answers.
    pub(crate) async fn start(options: &[&str]) -> PostgresServer {
        let folder = folder();
        let password = folder.path().join("password");
        std::fs::write(&password, "s3cret\n").unwrap();
        let mut initdb = program("initdb");
        initdb.args(["--auth=scram-sha-256", "--username=vk", "--no-sync"]);
        initdb.arg("--pwfile").arg(&password);
        succeed(initdb.arg("-D").arg(folder.path().join("data")));
        Self::run(folder, options).await
    }

    /// A standby of this one.
    pub(crate) async fn standby(&self) -> PostgresServer {
        let folder = folder();
        let mut copy = program("pg_basebackup");
        copy.args(["-h", "127.0.0.1", "-U", "vk", "-p", &self.port.to_string()]);
        copy.args(["--write-recovery-conf", "--checkpoint=fast", "--no-sync"]);
        copy.env("PGPASSWORD", "s3cret");
        succeed(copy.arg("-D").arg(folder.path().join("data")));
        Self::run(folder, &["hot_standby=on"]).await
    }

    async fn run(folder: TempDir, options: &[&str]) -> PostgresServer {
        let port = free_port();
        let mut command = program("postgres");
        command.arg("-D").arg(folder.path().join("data"));
        command.arg("-k").arg(folder.path());
        command.args(["-p", &port.to_string()]);
        let usual = ["listen_addresses=127.0.0.1", "fsync=off"];
        for option in usual.iter().chain(options) {
            command.args(["-c", option]);
        }
        let daemon = Daemon::start(&mut command, &folder.path().join("log"));
        let mut server = PostgresServer {
            daemon,
            folder,
            port,
        };
        let mut session = Session::new(Spec::Postgres(server.spec()), LONG);
        while !session.probe().await.is_success() {
            server.daemon.expect_alive();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }

    pub(crate) fn spec(&self) -> PostgresSpec {
        PostgresSpec {
            target: local(self.port),
            credentials: Credentials {
                user: "vk".into(),
                password: "s3cret".into(),
            },
            database: "postgres".into(),
            tls: None,
            role: None,
            lag_at_most: None,
        }
    }

    pub(crate) fn unix_target(&self) -> Target {
        let name = format!(".s.PGSQL.{}", self.port);
        Target::UnixSocket(self.folder.path().join(name))
    }

    pub(crate) fn query(&self, sql: &str) {
        let mut psql = program("psql");
        psql.args(["-h", "127.0.0.1", "-U", "vk", "-d", "postgres", "-c", sql]);
        psql.args(["-p", &self.port.to_string()]);
        succeed(psql.env("PGPASSWORD", "s3cret"));
    }
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
    folder
}

/// One of the server's programs, which Debian keeps in a folder by version.
fn program(name: &str) -> Command {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let found: Option<PathBuf> = versions
        .flatten()
        .map(|version| version.path().join("bin").join(name))
        .filter(|path| path.exists())
        .max();
    let path = found.unwrap_or_else(|| Path::new(name).to_owned());
    let mut command = Command::new(path);
    command.uid(NOBODY).gid(NOBODY).current_dir("/");
    command
}

fn succeed(command: &mut Command) {
    let output = command
        .output()
        .expect("postgresql is missing: cargo xtask test installs it");
    assert!(output.status.success(), "{command:?}: {output:?}");
}
