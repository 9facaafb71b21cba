//! What a pair is to be.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::error::PairError;
use super::timing::Timing;
use crate::greeting::Greeting;
use crate::prober::ProbeConfig;

/// How to build a pair.
#[derive(Debug)]
pub struct PairPlan {
    /// For people who find the lab's record.
    pub label: String,
    /// vipkeeper's program; copied into the lab, so that Keepalived's script security finds a path
    /// that only root can write.
    pub program: PathBuf,
    /// The service on each node.
    pub protects: Protects,
    /// How failures reach Keepalived.
    pub design: Design,
    /// How quick Keepalived is itself, in vipkeeper's design; the classic one has its own.
    pub timing: Timing,
    /// Between two connections of the client that measures.
    pub probe_period: Duration,
    /// Listening sockets for the nodes' panels, from the namespace in which they shall be reached.
    pub panels: Vec<TcpListener>,
    /// Set from outside to make every wait end soon.
    pub interrupted: Arc<AtomicBool>,
}

impl PairPlan {
    /// vipkeeper's design as its templates have it, without panels.
    pub fn new(label: impl Into<String>, program: impl Into<PathBuf>, protects: Protects) -> Self {
        Self {
            label: label.into(),
            program: program.into(),
            protects,
            design: Design::Resident,
            timing: Timing::default(),
            probe_period: ProbeConfig::PERIOD,
            panels: Vec::new(),
            interrupted: Arc::default(),
        }
    }

    /// For how long the other node waits for a peer that says nothing more.
    pub(super) fn down_interval(&self) -> Duration {
        match self.design {
            Design::Resident => self.timing.down_interval(),
            Design::Classic => Timing::CLASSIC.advert_interval * 4,
        }
    }
}

/// The service behind the virtual IP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protects {
    /// A real MariaDB.
    Mysql,
    /// A real MariaDB on each node, the second one the first one's replica.
    Replicated {
        /// Whether a replica that may not take over serves when nobody else can.
        serve_stale: bool,
        /// Whether the servers' roles follow the virtual IP.
        roles: bool,
    },
    /// The lab's own small service.
    Tcp,
}

impl Protects {
    pub(crate) fn greeting(self) -> Greeting {
        match self {
            Self::Mysql | Self::Replicated { .. } => Greeting::MySql,
            Self::Tcp => Greeting::Line220,
        }
    }

    /// The template that fits.
    pub(super) fn template(self) -> &'static str {
        match self {
            Self::Mysql => "mysql-pair",
            Self::Replicated { .. } => "mysql-replicated-pair",
            Self::Tcp => "tcp-pair",
        }
    }

    /// The values that its template takes beside every template's; `credentials` is an option file.
    pub(super) fn values(self, credentials: &Path) -> Vec<String> {
        let credentials = credentials.display();
        let mut values = Vec::new();
        if self != Self::Tcp {
            values.push(format!("credentials={credentials}"));
        }
        if let Self::Replicated { serve_stale, roles } = self {
            let word = if serve_stale { "yes" } else { "no" };
            values.push(format!("serve-stale={word}"));
            values.extend(roles.then(|| format!("admin={credentials}")));
        }
        values
    }
}

/// How a failure of the service reaches Keepalived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Design {
    /// vipkeeper's: a resident check, a track file, priorities 250/240.
    Resident,
    /// What is usual: a script every 2 s that looks for the listening port, `fall 2`, a weight,
    /// VRRP version 2 every second, priorities 100/99. It is a working version of that design.
    Classic,
}

impl Design {
    /// The priority of a node, the preferred one first.
    pub(super) fn priority(self, index: usize) -> u8 {
        let (first, step) = match self {
            Self::Resident => (250, 10),
            Self::Classic => (100, 1),
        };
        u8::try_from(index).map_or(1, |index| first - step * index)
    }
}

/// Puts the program where only root can write.
pub(super) fn install(program: &Path, directory: &Path) -> Result<PathBuf, PairError> {
    let path = directory.join("vipkeeper");
    let copy = || {
        fs::copy(program, &path)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))
    };
    copy().map_err(|source| PairError::WriteFile {
        path: path.clone(),
        source,
    })?;
    Ok(path)
}
