//! Python's web server, which keeps connections open (HTTP/1.1) or closes them (HTTP/1.0).

use std::process::Command;

use health::{HttpSpec, Method, Session, Spec};
use tempfile::TempDir;

use super::LONG;
use super::daemon::{Daemon, free_port, local};

pub(crate) struct WebServer {
    pub(crate) daemon: Daemon,
    pub(crate) folder: TempDir,
    pub(crate) port: u16,
}

impl WebServer {
    pub(crate) async fn start(version: &str) -> WebServer {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("health"), "state: ready\n").unwrap();
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        let port = free_port();
        let mut command = Command::new("python3");
        command.args(["-m", "http.server", "--bind", "127.0.0.1", "-p", version]);
        command.arg(port.to_string()).current_dir(folder.path());
        let daemon = Daemon::start(&mut command, &folder.path().join("log"));
        let mut server = WebServer {
            daemon,
            folder,
            port,
        };
        let mut session = Session::new(Spec::Tcp(local(port)), LONG);
        while !session.probe().await.is_success() {
            server.daemon.expect_alive();
            tokio::task::yield_now().await;
        }
        server
    }

    pub(crate) fn spec(&self, path: &str) -> HttpSpec {
        HttpSpec {
            target: local(self.port),
            tls: None,
            method: Method::GET,
            path: path.into(),
            host: "www.test".into(),
            status: "200-399".parse().unwrap(),
            body: None,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Spec {
        Spec::Http(self.spec(path))
    }

    /// How many requests it has answered.
    pub(crate) fn answered(&self) -> usize {
        let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap();
        log.lines()
            .filter(|line| line.contains(" HTTP/1.1\" "))
            .count()
    }
}
