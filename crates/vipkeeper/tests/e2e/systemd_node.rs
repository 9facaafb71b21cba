//! A machine with a real systemd as PID 1: a container on an overlay of the
//! base system that `cargo xtask systemd-base` makes.
//!
//! Owns boot, power and commands inside.  Does not know how
//! the container is put together (`node_plan`) nor what is tested on it.
//!
//! The overlay is mounted in a mount namespace of the node's supervisor alone,
//! the node's only link, `host0` with 192.0.2.11/24, leads to a bridge in a
//! network namespace of the supervisor's, and every process is in one control
//! group: what kills that group ends all of it (`node_end`), also when the test is
//! killed.

use std::fs;
use std::net::TcpListener;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Child, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

use crate::node_cgroup::NodeCgroup;
use crate::node_end::NodeEnd;
use crate::node_plan::{NodePlan, SYSTEM_PATH};
use crate::{network_of, prepared};

/// A boot takes about a second; a machine that is busy with a build, ten.
const BOOT_LIMIT: Duration = Duration::from_secs(60);

/// A running node.  Dropping it ends every process in it and removes its files.
pub(crate) struct SystemdNode {
    plan: NodePlan,
    cgroup: NodeCgroup,
    running: Option<Running>,
    /// Taken by the drop.
    end: Option<NodeEnd>,
}

struct Running {
    /// systemd-nspawn.
    supervisor: Child,
    /// The node's PID 1 as the host numbers it; 0 until it has started.
    leader: u32,
}

impl SystemdNode {
    /// Make the node's group, start it and wait until its systemd has booted.
    pub(crate) fn start_planned(plan: NodePlan) -> anyhow::Result<Self> {
        let cgroup = NodeCgroup::make(plan.name())?;
        // Before anything runs: from here on nothing is left behind.
        let end = Some(NodeEnd::prepare(&cgroup, plan.directory())?);
        let mut node = Self {
            plan,
            cgroup,
            running: None,
            end,
        };
        node.start()?;
        Ok(node)
    }

    /// Boot a node with nothing but the base system.
    pub(crate) fn boot(base: &Path, name: &str) -> anyhow::Result<Self> {
        NodePlan::new(base, name)?.boot()
    }

    /// The base system that `cargo xtask test` names in the environment.
    pub(crate) fn base() -> anyhow::Result<PathBuf> {
        prepared::systemd_base()
    }

    /// Run a command in the node as root and wait for its end.
    ///
    /// It runs in a group below the node's own, so that it ends with the node.
    pub(crate) fn run(&self, words: &[&str]) -> anyhow::Result<Output> {
        let leader = self.running.as_ref().context("the node is off")?.leader;
        let mut command = self.cgroup.inside_command();
        command.args(["nsenter", "--target", &leader.to_string()]);
        command.args([
            "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd", "--",
        ]);
        command.args(words).stdin(Stdio::null());
        command
            .env_clear()
            .env("PATH", SYSTEM_PATH)
            .env("LANG", "C.UTF-8");
        command
            .output()
            .with_context(|| format!("run {words:?} in node {}", self.plan.name()))
    }

    /// A port of the node's own loopback interface, served by the test.
    pub(crate) fn listen(&self) -> anyhow::Result<TcpListener> {
        let leader = self.running.as_ref().context("the node is off")?.leader;
        network_of::listen(leader, "127.0.0.1:0")
    }

    /// Everything that exists on the host only for this node.
    pub(crate) fn paths_on_host(&self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = self.cgroup.directories().map(Path::to_owned).collect();
        paths.push(self.plan.directory().to_owned());
        paths
    }

    /// Cut the node from power and boot it again with the files it had.
    pub(crate) fn power_cycle(&mut self) -> anyhow::Result<()> {
        self.cut_power()?;
        self.start()
    }

    fn start(&mut self) -> anyhow::Result<()> {
        let notify_path = self.plan.directory().join("notify");
        // The socket of an earlier boot is still there after a power cycle.
        if notify_path.exists() {
            fs::remove_file(&notify_path).context("remove the notify socket")?;
        }
        let notifications = UnixDatagram::bind(&notify_path).context("make the notify socket")?;
        let supervisor = self
            .plan
            .command(&self.cgroup, &notify_path)?
            .spawn()
            .context("start the node")?;
        // Kept before the wait: dropping a node that did not boot tears it down as well.
        let running = self.running.insert(Running {
            supervisor,
            leader: 0,
        });
        running.await_boot(&notifications).with_context(|| {
            format!(
                "boot node {}; its console:\n{}",
                self.plan.name(),
                self.plan.console()
            )
        })
    }

    fn cut_power(&mut self) -> anyhow::Result<()> {
        self.cgroup.kill()?;
        if let Some(mut running) = self.running.take() {
            running
                .supervisor
                .wait()
                .context("wait for the container's end")?;
        }
        Ok(())
    }
}

impl Drop for SystemdNode {
    fn drop(&mut self) {
        let result = self.end.take().map_or(Ok(()), NodeEnd::come);
        // A test that has failed already tells its own reason, not this one.
        if !std::thread::panicking() {
            assert!(result.is_ok(), "node {}: {result:?}", self.plan.name());
        }
    }
}

impl Running {
    /// The container tells twice: its leader's number when that has started,
    /// and READY when the leader's own boot is complete.
    fn await_boot(&mut self, notifications: &UnixDatagram) -> anyhow::Result<()> {
        notifications.set_read_timeout(Some(Duration::from_millis(200)))?;
        let deadline = Instant::now() + BOOT_LIMIT;
        let mut buffer = [0; 4096];
        loop {
            if let Some(status) = self.supervisor.try_wait()? {
                bail!("the container ended: {status}");
            }
            ensure!(Instant::now() < deadline, "not ready after {BOOT_LIMIT:?}");
            let Ok(length) = notifications.recv(&mut buffer) else {
                continue;
            };
            let text = String::from_utf8_lossy(&buffer[..length]);
            for line in text.lines() {
                if let Some(pid) = line.strip_prefix("X_NSPAWN_LEADER_PID=") {
                    self.leader = pid.parse().context("read the leader's number")?;
                }
                if line == "READY=1" && self.leader != 0 {
                    return Ok(());
                }
            }
        }
    }
}
