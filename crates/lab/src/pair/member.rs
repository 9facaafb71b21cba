//! One node of a pair: its service, its Keepalived, its daemon.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::os::fd::OwnedFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use host::exec;

use super::error::PairError;
use super::plan::{Design, PairPlan};
use crate::error::LabError;
use crate::faults::Fault;
use crate::mariadb::{DataDir, Mariadb};
use crate::network::{PREFIX_LENGTH, SERVICE_PORT, VIRTUAL_IP};
use crate::node::Node;
use crate::replication::{Replication, statement};
use crate::service::Service;
use crate::tcp_service::TcpService;

/// Above what any of vipkeeper's commands takes.
const COMMAND_LIMIT: Duration = Duration::from_secs(30);
const READY_LIMIT: Duration = Duration::from_secs(60);

/// A node of a pair.
pub struct Member {
    node: Node,
    program: PathBuf,
    design: Design,
    service: Box<dyn Service>,
    daemon: Option<Child>,
    panel: Option<TcpListener>,
    faults: Vec<Fault>,
}

impl Member {
    /// Starts the service and writes the node's files, rendered by vipkeeper in the node itself.
    pub(super) fn prepare(
        plan: &PairPlan,
        index: usize,
        node: &Node,
        program: &Path,
        data: Option<&DataDir>,
        replication: Option<&Replication>,
    ) -> Result<Self, PairError> {
        let (service, credentials): (Box<dyn Service>, _) = match data {
            Some(data) => {
                let mariadb = Mariadb::start_with(node, data, replication)?;
                let credentials = mariadb.option_file();
                (Box::new(mariadb), Some(credentials))
            }
            None => (Box::new(tcp_service(node, program)?), None),
        };
        let panel = plan.panels.get(index).map(TcpListener::try_clone);
        let member = Self {
            node: node.clone(),
            program: program.to_owned(),
            design: plan.design,
            service,
            daemon: None,
            panel: panel.transpose().map_err(|source| LabError::Spawn {
                program: "vipkeeper serve".to_owned(),
                node: node.name().to_owned(),
                source,
            })?,
            faults: Vec::new(),
        };
        let priority = plan.design.priority(index);
        match plan.design {
            Design::Resident => {
                member.write_rendered(plan, priority, credentials.as_deref())?;
            }
            Design::Classic => member.write_classic(priority)?,
        }
        Ok(member)
    }

    fn write_rendered(
        &self,
        plan: &PairPlan,
        priority: u8,
        credentials: Option<&Path>,
    ) -> Result<(), PairError> {
        let mut set = vec![
            format!("vip={VIRTUAL_IP}/{PREFIX_LENGTH}"),
            format!("priority={priority}"),
            format!("router-id={}", self.node.name()),
            format!("target=127.0.0.1:{SERVICE_PORT}"),
        ];
        set.extend(
            credentials
                .into_iter()
                .flat_map(|path| plan.protects.values(path)),
        );
        let (template, timing) = (plan.protects.template(), plan.timing.arguments());
        let render = |part: &str| {
            let mut arguments = vec!["template", "render", template, "--part", part];
            arguments.extend(timing.iter().map(String::as_str));
            for pair in &set {
                arguments.extend(["--set", pair.as_str()]);
            }
            self.vipkeeper(&arguments)
        };
        let config = render("config")?;
        let checks = render("checks")?;
        self.write(&self.config_path(), &config, 0o644)?;
        let settings = self.settings() + &checks;
        self.write(&self.settings_path(), &settings, 0o644)
    }

    fn write_classic(&self, priority: u8) -> Result<(), PairError> {
        let script = self.node.dir().join("chk_port.sh");
        let text =
            format!("#!/bin/sh\nss -Hltn 'sport = :{SERVICE_PORT}' | grep -q ':{SERVICE_PORT} '\n");
        self.write(&script, &text, 0o755)?;
        let config = include_str!("classic.conf")
            .replace("@NODE@", self.node.name())
            .replace("@SCRIPT@", &script.display().to_string())
            .replace("@PRIORITY@", &priority.to_string())
            .replace("@VIP@", &format!("{VIRTUAL_IP}/{PREFIX_LENGTH}"));
        self.write(&self.config_path(), &config, 0o644)?;
        self.write(&self.settings_path(), &self.settings(), 0o644)
    }

    /// There is no init system in a network namespace.
    fn settings(&self) -> String {
        let name = self.node.name();
        format!("[node]\nname = \"{name}\"\n\n[service]\nmanager = \"supervised\"\n\n")
    }

    fn write(&self, path: &Path, text: &str, mode: u32) -> Result<(), PairError> {
        let write = || {
            if let Some(directory) = path.parent() {
                fs::create_dir_all(directory)?;
            }
            fs::write(path, text)?;
            fs::set_permissions(path, fs::Permissions::from_mode(mode))
        };
        write().map_err(|source| PairError::WriteFile {
            path: path.to_owned(),
            source,
        })
    }

    /// Lets its server take writes, as somebody does once for the first primary.
    pub(super) fn lead(&mut self) -> Result<(), PairError> {
        self.service.wait_ready(READY_LIMIT)?;
        statement(&self.node, "SET GLOBAL read_only = OFF")?;
        Ok(())
    }

    /// Makes its server a replica of another one's.
    pub(super) fn follow(
        &mut self,
        replication: &Replication,
        source: &Self,
    ) -> Result<(), PairError> {
        self.service.wait_ready(READY_LIMIT)?;
        Ok(replication.follow(&self.node, source.node.address())?)
    }

    /// Starts the daemon, so that a verdict is there when Keepalived asks, and Keepalived.
    pub(super) fn start(&mut self) -> Result<(), PairError> {
        self.service.wait_ready(READY_LIMIT)?;
        self.start_daemon()?;
        self.vipkeeper(&["start"])?;
        Ok(())
    }

    /// Runs one of vipkeeper's commands in this node and gives what it printed.
    pub fn vipkeeper(&self, arguments: &[&str]) -> Result<String, PairError> {
        let command = format!("vipkeeper {}", arguments.join(" "));
        let mut process = Command::new(&self.program);
        process
            .arg("--server-path")
            .arg(self.node.dir())
            .args(arguments);
        let mut process = self.node.enter(process);
        let finished = exec::run(&mut process, COMMAND_LIMIT).map_err(|source| PairError::Run {
            command: command.clone(),
            source,
        })?;
        if finished.succeeded() {
            return Ok(finished.stdout_text().into_owned());
        }
        Err(PairError::Command {
            command,
            said: format!("{}{}", finished.stdout_text(), finished.stderr_text()),
        })
    }

    /// Starts the daemon when it does not run; the classic design has none.
    pub fn start_daemon(&mut self) -> Result<(), PairError> {
        if self.design == Design::Classic || self.daemon_runs() {
            return Ok(());
        }
        let fail = |source| LabError::Spawn {
            program: "vipkeeper serve".to_owned(),
            node: self.node.name().to_owned(),
            source,
        };
        let mut command = self.node.command(&self.program.display().to_string())?;
        command
            .arg("--server-path")
            .arg(self.node.dir())
            .arg("serve");
        if let Some(panel) = &self.panel {
            let socket = OwnedFd::from(panel.try_clone().map_err(fail)?);
            command
                .args(["--listen", "stdin"])
                .stdin(Stdio::from(socket));
        }
        self.daemon = Some(command.spawn().map_err(fail)?);
        Ok(())
    }

    /// A power cut ends it behind our back.
    fn daemon_runs(&mut self) -> bool {
        let daemon = self.daemon.as_mut();
        daemon.is_some_and(|daemon| matches!(daemon.try_wait(), Ok(None)))
    }

    /// Kills the daemon as a crash would.
    pub fn kill_daemon(&mut self) -> Result<(), PairError> {
        let Some(mut daemon) = self.daemon.take() else {
            return Ok(());
        };
        let killed = daemon.kill().and_then(|()| daemon.wait());
        killed.map(drop).map_err(|source| {
            PairError::Lab(LabError::Signal {
                action: "kill",
                pid: daemon.id(),
                node: self.node.name().to_owned(),
                source,
            })
        })
    }

    /// The daemon's process, when it runs.
    pub fn daemon_pid(&self) -> Option<u32> {
        self.daemon.as_ref().map(Child::id)
    }

    /// What the daemon keeps in memory, in KiB (`VmRSS` of proc(5)); `None` when it does not run.
    pub fn daemon_memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.daemon_pid()?)).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().strip_suffix("kB")?.trim().parse().ok()
    }

    /// Makes a fault happen here; [`Self::heal`] undoes it.
    pub fn inject(&mut self, fault: Fault) -> Result<(), PairError> {
        self.faults.push(fault);
        Ok(fault.inject(self.service.as_mut())?)
    }

    /// Undoes every fault, and starts what no longer runs.
    pub fn heal(&mut self) -> Result<(), PairError> {
        let faults = std::mem::take(&mut self.faults);
        for fault in &faults {
            fault.heal(self.service.as_mut())?;
        }
        self.start_daemon()?;
        if faults.contains(&Fault::NodeLost) {
            self.vipkeeper(&["start"])?;
        }
        Ok(())
    }

    /// The host itself.
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// The service behind the virtual IP.
    pub fn service(&mut self) -> &mut dyn Service {
        self.service.as_mut()
    }

    /// Where its panel is reached.
    pub fn panel(&self) -> Option<SocketAddr> {
        self.panel.as_ref()?.local_addr().ok()
    }

    /// A file of Keepalived or vipkeeper in this node's server path.
    pub fn file(&self, relative: &str) -> PathBuf {
        self.node.dir().join("keepalived").join(relative)
    }

    fn config_path(&self) -> PathBuf {
        self.file("etc/keepalived/keepalived.conf")
    }

    fn settings_path(&self) -> PathBuf {
        self.file("vipkeeper/vipkeeper.toml")
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        // The lab's removal kills whatever is left; this only takes the exit status.
        let _ = self.kill_daemon();
    }
}

fn tcp_service(node: &Node, program: &Path) -> Result<TcpService, LabError> {
    let arguments = [
        "lab-tcp-service",
        "--listen",
        &format!("0.0.0.0:{SERVICE_PORT}"),
        "--name",
        node.name(),
    ];
    TcpService::start(node, program.to_owned(), arguments.map(Into::into).to_vec())
}
