//! A redis-server of one's own.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::Command;

use health::{Credentials, RedisRole, RedisSpec, Session, Spec, Target};
use tempfile::TempDir;

use super::LONG;
use super::daemon::{Daemon, free_port, local};

pub(crate) struct RedisServer {
    pub(crate) daemon: Daemon,
    pub(crate) folder: TempDir,
    port: u16,
}

impl RedisServer {
    /// Starts it with these options beside the usual, and waits until it speaks.
    pub(crate) async fn start(options: &[&str]) -> RedisServer {
        Self::start_in(tempfile::tempdir().unwrap(), options).await
    }

    /// The same, over the data of another that has ended.
    pub(crate) async fn start_in(folder: TempDir, options: &[&str]) -> RedisServer {
        let port = free_port();
        let mut command = Command::new("redis-server");
        command.args(["--bind", "127.0.0.1", "--port", &port.to_string()]);
        command.args(["--dir", folder.path().to_str().unwrap()]);
        command.arg("--unixsocket").arg(folder.path().join("s"));
        command.args(["--save", "", "--enable-debug-command", "yes"]);
        command.args(options);
        let daemon = Daemon::start(&mut command, &folder.path().join("log"));
        let mut server = RedisServer {
            daemon,
            folder,
            port,
        };
        server.wait_until_it_speaks().await;
        server
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.path().join("s")
    }

    pub(crate) fn spec(&self) -> Spec {
        spec(local(self.port), None, None, false)
    }

    pub(crate) fn login(&self, user: &str, password: &str) -> Spec {
        let credentials = Credentials {
            user: user.into(),
            password: password.into(),
        };
        spec(local(self.port), Some(credentials), None, false)
    }

    pub(crate) fn expecting(&self, role: Option<RedisRole>, link_up: bool) -> Spec {
        spec(local(self.port), None, role, link_up)
    }

    /// One command, and the first bytes of the answer.
    pub(crate) fn command(&self, line: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.write_all(format!("{line}\r\n").as_bytes()).unwrap();
        let mut answer = [0; 64];
        let length = stream.read(&mut answer).unwrap();
        String::from_utf8_lossy(&answer[..length]).into_owned()
    }

    async fn wait_until_it_speaks(&mut self) {
        let mut session = Session::new(Spec::Tcp(local(self.port)), LONG);
        while !session.probe().await.is_success() {
            self.daemon.expect_alive();
            tokio::task::yield_now().await;
        }
    }

    /// Kills it and gives its folder to another.
    pub(crate) fn into_folder(mut self) -> TempDir {
        self.daemon.kill();
        self.folder
    }
}

pub(crate) fn spec(
    target: Target,
    credentials: Option<Credentials>,
    role: Option<RedisRole>,
    link_up: bool,
) -> Spec {
    Spec::Redis(RedisSpec {
        target,
        credentials,
        role,
        link_up,
    })
}
