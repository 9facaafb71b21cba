//! A server process in a folder of its own, gone when dropped.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use health::Target;
use rustix::process::{Pid, Signal, kill_process};

/// A child that is killed when it is dropped.
pub(crate) struct Daemon {
    child: Child,
    log: PathBuf,
}

impl Daemon {
    /// Starts it; what it says goes to `log`.
    pub(crate) fn start(command: &mut Command, log: &Path) -> Daemon {
        let said = File::options().create(true).append(true).open(log).unwrap();
        let child = command
            .stdin(Stdio::null())
            .stdout(said.try_clone().unwrap())
            .stderr(said)
            .spawn()
            .expect("a package is missing: cargo xtask test installs it");
        Daemon {
            child,
            log: log.to_owned(),
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
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

    /// Panics with the server's own words when it has ended.
    pub(crate) fn expect_alive(&mut self) {
        let exit = self.child.try_wait().unwrap();
        let said = std::fs::read_to_string(&self.log).unwrap_or_default();
        assert!(exit.is_none(), "it has ended ({exit:?}):\n{said}");
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // Both fail only when it is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Free at this moment; if another takes it, the server says so in its log.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

pub(crate) fn local(port: u16) -> Target {
    Target::Address(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}
