//! MariaDB in a node, made to start fast: small files, no performance schema, a binary log only for
//! a replication.
//!
//! Its settings serve failover rehearsals, not data: a power cut may lose transactions.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use host::exec::{self, Finished};

use crate::error::LabError;
use crate::greeting::Greeting;
use crate::lab::Lab;
use crate::network::SERVICE_PORT;
use crate::node::Node;
use crate::replication::Replication;
use crate::service::{Process, Service};

/// Far above the second that it takes.
const INSTALL_LIMIT: Duration = Duration::from_secs(120);

/// The files' shape; a server refuses files that were made with another.
const SHAPE: [&str; 3] = [
    "--innodb-data-file-path=ibdata1:4M:autoextend",
    "--innodb-autoextend-increment=1",
    "--innodb-log-file-size=4M",
];

const NO_BINARY_LOG: &str = "--skip-log-bin";

/// Only while the files are made: nothing is lost that could not be made again.
const INSTALL: [&str; 9] = [
    "--no-defaults",
    "--user=root",
    "--skip-test-db",
    "--skip-name-resolve",
    "--auth-root-authentication-method=normal",
    "--innodb-flush-method=nosync",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-doublewrite=0",
    "--innodb-buffer-pool-size=16M",
];

/// A prober that never logs in counts as a connection error each time: with the usual limit the
/// server would block its host after a hundred.
const SERVE: [&str; 14] = [
    "--user=root",
    "--bind-address=0.0.0.0",
    "--skip-name-resolve",
    "--max-connect-errors=4294967295",
    "--max-connections=4000",
    "--log-warnings=1",
    "--performance-schema=off",
    "--innodb-buffer-pool-size=16M",
    "--innodb-log-buffer-size=2M",
    "--innodb-flush-log-at-trx-commit=2",
    "--innodb-buffer-pool-dump-at-shutdown=off",
    "--innodb-buffer-pool-load-at-startup=off",
    "--key-buffer-size=1M",
    "--aria-pagecache-buffer-size=2M",
];

/// The files of a fresh database, made once for a lab and copied for each node.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
}

impl DataDir {
    /// Makes them with `mariadb-install-db`; about a second. It runs inside the lab, so that the
    /// lab's removal ends it too.
    pub fn prepare(lab: &Lab) -> Result<Self, LabError> {
        let path = lab.dir().join("mariadb-data");
        let mut command = Command::new("mariadb-install-db");
        command
            .args(INSTALL)
            .args(SHAPE)
            .arg(NO_BINARY_LOG)
            .arg(option("datadir", &path))
            // A server that starts elsewhere deletes what lies in the common one.
            .arg(option("tmpdir", lab.dir()));
        let done =
            exec::run(&mut lab.client().enter(command), INSTALL_LIMIT).map_err(|source| {
                LabError::Exec {
                    action: "make the database's files",
                    source,
                }
            })?;
        if done.succeeded() {
            Ok(Self { path })
        } else {
            Err(install_error(&done))
        }
    }
}

fn install_error(done: &Finished) -> LabError {
    let text = format!("{}{}", done.stdout_text(), done.stderr_text());
    let last = text
        .lines()
        .rev()
        .filter(|line| !line.is_empty())
        .take(5)
        .collect::<Vec<_>>();
    let output = last.into_iter().rev().collect::<Vec<_>>().join("; ");
    LabError::InstallData {
        ending: done.ending,
        output,
    }
}

/// A MariaDB server in a node, on [`SERVICE_PORT`] of all its addresses.
pub struct Mariadb {
    process: Process,
    dir: PathBuf,
}

impl Mariadb {
    /// The account made for checks, known from `localhost` and 127.0.0.1.
    pub const USER: &'static str = "vipkeeper";

    /// Copies `data` into `node` and starts the server on the copy. It greets later:
    /// [`Service::wait_ready`].
    pub fn start(node: &Node, data: &DataDir) -> Result<Self, LabError> {
        Self::start_with(node, data, None)
    }

    /// The same as a part of a replication, ready to be either side of it.
    pub(crate) fn start_with(
        node: &Node,
        data: &DataDir,
        replication: Option<&Replication>,
    ) -> Result<Self, LabError> {
        let dir = node.dir().join("mariadb");
        let fail = |source| LabError::WriteFile {
            path: dir.clone(),
            source,
        };
        fs::create_dir(&dir).map_err(fail)?;
        copy_tree(&data.path, &dir.join("data")).map_err(fail)?;
        let grants = replication.map(Replication::grants).unwrap_or_default();
        write_account(&dir, &grants).map_err(fail)?;
        let home = dir.clone();
        let more = replication.map(|replication| replication.options(node, &dir));
        let more = more.unwrap_or_else(|| vec![NO_BINARY_LOG.to_owned()]);
        let process = Process::start(node, move || server(&home, &more))?;
        Ok(Self { process, dir })
    }

    /// A file of mode 600 with the user, the password and the address for a client in the node.
    pub fn option_file(&self) -> PathBuf {
        self.dir.join("client.cnf")
    }

    /// The server's socket.
    pub fn socket(&self) -> PathBuf {
        socket(&self.dir)
    }
}

impl Service for Mariadb {
    fn process(&mut self) -> &mut Process {
        &mut self.process
    }

    fn greeting(&self) -> Greeting {
        Greeting::MySql
    }
}

fn server(dir: &Path, more: &[String]) -> Command {
    let mut command = Command::new("mariadbd");
    command
        // It has to be the first.
        .arg("--no-defaults")
        .args(SERVE)
        .args(SHAPE)
        .arg(format!("--port={SERVICE_PORT}"))
        .arg(option("datadir", &dir.join("data")))
        .arg(option("tmpdir", dir))
        .arg(option("socket", &socket(dir)))
        .arg(option("pid-file", &dir.join("mariadbd.pid")))
        .arg(option("init-file", &dir.join("account.sql")))
        .args(more);
    command
}

fn socket(dir: &Path) -> PathBuf {
    dir.join("mariadb.sock")
}

pub(crate) fn option(name: &str, path: &Path) -> String {
    format!("--{name}={}", path.display())
}

/// The account, once as the statements that the server runs at each start and once as an option file.
///
/// To a host that no account may come from, MariaDB sends an error in place of the greeting. The
/// locked account lets every host be greeted and nobody in.
fn write_account(dir: &Path, grants: &str) -> io::Result<()> {
    let (user, password) = (Mariadb::USER, random_password()?);
    let statements = format!(
        "SET SESSION sql_log_bin = OFF;\n\
         CREATE OR REPLACE USER '{user}'@'localhost' IDENTIFIED BY '{password}';\n\
         CREATE OR REPLACE USER '{user}'@'127.0.0.1' IDENTIFIED BY '{password}';\n\
         CREATE OR REPLACE USER 'nobody'@'%' IDENTIFIED BY '{password}' ACCOUNT LOCK;\n\
         {grants}"
    );
    write_secret(&dir.join("account.sql"), &statements)?;
    let options = format!(
        "[client]\nuser={user}\npassword={password}\nhost=127.0.0.1\nport={SERVICE_PORT}\n"
    );
    write_secret(&dir.join("client.cnf"), &options)
}

/// 128 random bits as hexadecimal digits, which need no quoting anywhere.
fn random_password() -> io::Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn write_secret(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())
}

/// Directories and plain files: a fresh data directory has nothing else.
fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
