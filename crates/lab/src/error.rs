//! What can go wrong with a lab; removal has [`crate::RemoveError`], the prober
//! [`crate::ProberError`].

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use host::exec::{Ending, ExecError};
use host::netns::NetNsError;
use thiserror::Error;

/// Why a lab, or something in it, could not be made or changed.
#[derive(Debug, Error)]
pub enum LabError {
    /// Namespaces can only be made by root.
    #[error("a lab needs root: it makes network namespaces (effective user id is {uid})")]
    NotRoot {
        /// The caller's effective user id.
        uid: u32,
    },
    /// A lab has between one node and [`crate::Lab::MAX_NODES`].
    #[error("a lab has 1 to {max} nodes, not {asked}")]
    NodeCount {
        /// The number asked for.
        asked: usize,
        /// The largest that is possible.
        max: usize,
    },
    /// The `ip` command of iproute2 is not installed.
    #[error("the command ip was not found; it comes with the package iproute2")]
    IpMissing,
    /// A network namespace of that name is already there and is not ours.
    #[error("the network namespace {name} already exists")]
    NameTaken {
        /// As in `ip netns list`.
        name: String,
    },
    /// The `ip` command refused.
    #[error("cannot {action}: ip {ending}: {stderr}")]
    Ip {
        /// What was to be done, as an imperative.
        action: &'static str,
        /// How the command ended.
        ending: Ending,
        /// What it said.
        stderr: String,
    },
    /// A command could not be run.
    #[error("cannot {action}")]
    Exec {
        /// What was to be done, as an imperative.
        action: &'static str,
        /// Why not.
        source: ExecError,
    },
    /// The record of a lab could not be read or written.
    #[error("cannot use the lab's record {}", path.display())]
    Record {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file in a node's directory could not be made.
    #[error("cannot write {}", path.display())]
    WriteFile {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A namespace could not be opened, entered or searched.
    #[error(transparent)]
    NetNs(#[from] NetNsError),
    /// A network setting of a namespace could not be written.
    #[error("cannot set {setting} in the network namespace {namespace}")]
    Setting {
        /// The path below `/proc/sys`.
        setting: &'static str,
        /// As in `ip netns list`.
        namespace: String,
        /// What the system said.
        source: io::Error,
    },
    /// Whether a node holds an address could not be found out.
    #[error("cannot find out whether {node} holds {address}")]
    Holds {
        /// The node's name.
        node: String,
        /// The address asked about.
        address: std::net::IpAddr,
        /// What the system said.
        source: io::Error,
    },
    /// A process could not be started in a node.
    #[error("cannot start {program} in {node}")]
    Spawn {
        /// As it was asked for.
        program: String,
        /// The node's name.
        node: String,
        /// What the system said.
        source: io::Error,
    },
    /// A process in a node could not be signalled or waited for.
    #[error("cannot {action} process {pid} in {node}")]
    Signal {
        /// What was to be done, as an imperative.
        action: &'static str,
        /// The process.
        pid: u32,
        /// The node's name.
        node: String,
        /// What the system said.
        source: io::Error,
    },
    /// The database's initial files could not be made.
    #[error("mariadb-install-db {ending}: {output}")]
    InstallData {
        /// How the command ended.
        ending: Ending,
        /// The end of what it said.
        output: String,
    },
    /// A database server refused a statement of the lab's.
    #[error("the server in {node} refused a statement: {said}")]
    Statement {
        /// The node's name.
        node: String,
        /// What it said.
        said: String,
    },
    /// A service ended before it greeted.
    #[error("the service in {node} ended before it greeted ({status}); its log ends with: {log}")]
    ServiceEnded {
        /// The node's name.
        node: String,
        /// The exit status in words.
        status: String,
        /// The last lines of its log.
        log: String,
    },
    /// A service did not greet in time.
    #[error("the service in {node} did not greet within {} ms", limit.as_millis())]
    NotReady {
        /// The node's name.
        node: String,
        /// The limit given.
        limit: Duration,
    },
}
