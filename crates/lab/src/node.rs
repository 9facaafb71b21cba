//! One host of a lab: what runs in it, its cable, the addresses it holds.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use host::netns::{self, NetNs};

use crate::error::LabError;
use crate::ip;
use crate::network::{self, Host, INTERFACE, SWITCH};
use crate::site::namespace;

/// A signal takes effect in microseconds unless a process hangs in the kernel.
const SIGNAL_LIMIT: Duration = Duration::from_secs(10);

/// A host of the lab. A clone is another handle to the same host; it ends with the lab.
#[derive(Debug, Clone)]
pub struct Node {
    host: Host,
    switch: String,
    dir: PathBuf,
    ns: NetNs,
}

impl Node {
    pub(crate) fn new(id: &str, records: &Path, host: Host, ns: NetNs) -> Result<Self, LabError> {
        let dir = records.join(&host.name);
        match fs::create_dir(&dir) {
            Ok(()) => Ok(Self {
                host,
                switch: namespace(id, SWITCH),
                dir,
                ns,
            }),
            Err(source) => Err(LabError::WriteFile { path: dir, source }),
        }
    }

    /// `node-a`, `node-b` … or `client`.
    pub fn name(&self) -> &str {
        &self.host.name
    }

    /// Its own address on the lab network.
    pub fn address(&self) -> Ipv4Addr {
        self.host.address
    }

    /// The name of its one Ethernet interface, which is also that of its default route.
    pub fn interface(&self) -> &'static str {
        INTERFACE
    }

    /// A directory for this node's files, removed with the lab. Fits as a server path.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Its network namespace.
    pub fn ns(&self) -> &NetNs {
        &self.ns
    }

    /// Makes `command` start inside this node; its streams stay as they are.
    pub fn enter(&self, command: Command) -> Command {
        netns::command_in(&self.ns, command)
    }

    /// A command inside this node whose output goes to [`Self::log_path`] unless the caller says
    /// otherwise.
    pub fn command(&self, program: &str) -> Result<Command, LabError> {
        self.logged(Command::new(program))
    }

    /// Starts `command` inside this node, its output appended to [`Self::log_path`]. It gets a process
    /// group of its own, so that an interrupt at the terminal reaches only the lab's owner.
    pub fn spawn(&self, command: Command) -> Result<Child, LabError> {
        let program = command.get_program().to_string_lossy().into_owned();
        self.logged(command)?
            .spawn()
            .map_err(|source| LabError::Spawn {
                program,
                node: self.name().to_owned(),
                source,
            })
    }

    /// Where the output of `program` goes: `<program>.log` in [`Self::dir`].
    pub fn log_path(&self, program: &str) -> PathBuf {
        let name = Path::new(program).file_name().unwrap_or(program.as_ref());
        let mut file = name.to_os_string();
        file.push(".log");
        self.dir.join(file)
    }

    fn logged(&self, command: Command) -> Result<Command, LabError> {
        let path = self.log_path(&command.get_program().to_string_lossy());
        let fail = |source| LabError::WriteFile {
            path: path.clone(),
            source,
        };
        let log = File::options()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(fail)?;
        let copy = log.try_clone().map_err(fail)?;
        let mut command = self.enter(command);
        command
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(copy)
            .process_group(0);
        Ok(command)
    }

    /// Pulls the cable at the switch: the node's interface loses its carrier.
    pub fn cut_link(&self) -> Result<(), LabError> {
        let lines = format!("link set {} down\n", self.name());
        ip::batch_in(&self.switch, "cut a node's link", &lines)
    }

    /// Puts the cable back.
    pub fn restore_link(&self) -> Result<(), LabError> {
        let lines = format!("link set {} up\n", self.name());
        ip::batch_in(&self.switch, "restore a node's link", &lines)
    }

    /// Stops every process here as a machine would that swaps itself to death: its kernel goes on to
    /// hold the addresses and to answer for them.
    pub fn freeze(&self) -> Result<(), LabError> {
        Ok(netns::freeze_processes_in(&self.ns, SIGNAL_LIMIT)?)
    }

    /// Lets them go on.
    pub fn thaw(&self) -> Result<(), LabError> {
        Ok(netns::thaw_processes_in(&self.ns)?)
    }

    /// Takes the power away. The cable goes first: a machine without power sends no farewell for its
    /// connections, and the kernel would, for processes that it only kills.
    pub fn power_off(&self) -> Result<(), LabError> {
        let lines = format!("link del {}\n", self.name());
        ip::batch_in(&self.switch, "take a node off the switch", &lines)?;
        netns::kill_processes_in(&self.ns, SIGNAL_LIMIT)?;
        Ok(())
    }

    /// Boots it as far as its network; its files are those that it had. Starting its services is the
    /// business of who started them before.
    pub fn power_on(&self) -> Result<(), LabError> {
        let cable = network::cable_lines(self.name(), self.ns.name());
        ip::batch_in(&self.switch, "put a node on the switch", &cable)?;
        let lines = network::host_lines(&self.host);
        ip::batch_in(self.ns.name(), "boot a node's network", &lines)
    }

    /// Whether an interface of this node has `address` now: a socket can be bound to exactly the
    /// addresses that its namespace holds. Takes well under a millisecond, fit for polling.
    pub fn holds(&self, address: IpAddr) -> Result<bool, LabError> {
        match netns::within(&self.ns, || UdpSocket::bind((address, 0)))? {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AddrNotAvailable => Ok(false),
            Err(source) => Err(LabError::Holds {
                node: self.name().to_owned(),
                address,
                source,
            }),
        }
    }
}
