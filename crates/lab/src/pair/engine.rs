//! What can happen to Keepalived itself: two processes, of which one, the other or both are killed.
//!
//! Nobody but vipkeeper and Keepalived repairs it, so this has no counterpart that heals.

use std::time::Duration;

use host::process::Process;
use rustix::process::Signal;

use super::error::PairError;
use super::member::Member;
use crate::error::LabError;

/// Which of Keepalived's processes is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EngineFault {
    /// The one that watches the other: the other ends too, in good order.
    Parent,
    /// The one that speaks VRRP: its parent starts another.
    Vrrp,
    /// Both at once: the one case in which Keepalived leaves its addresses behind.
    Both,
}

/// The processes of a Keepalived.
pub(super) struct Engine {
    parent: Process,
    /// The one that speaks VRRP. Its file is no way to it: one that ends late, after its parent's death,
    /// takes the file of its successor along.
    vrrp: Process,
}

impl EngineFault {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Parent, Self::Vrrp, Self::Both];

    /// A stable name for reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Parent => "keepalived_parent_killed",
            Self::Vrrp => "keepalived_vrrp_killed",
            Self::Both => "keepalived_both_killed",
        }
    }

    fn kills_parent(self) -> bool {
        self != Self::Vrrp
    }

    fn kills_vrrp(self) -> bool {
        self != Self::Parent
    }
}

impl Engine {
    /// Whether `now` runs in its place after `fault`, and nothing of it is left. Without its parent the
    /// one that speaks VRRP takes its time to end, and then still has addresses to remove.
    pub(super) fn is_replaced_by(&self, now: &Self, fault: EngineFault) -> bool {
        let parent_is_right = fault.kills_parent() == (self.parent.id() != now.parent.id());
        parent_is_right && self.vrrp.id() != now.vrrp.id() && !self.vrrp.is_alive()
    }
}

impl Member {
    /// Kills Keepalived, or a part of it, as a crash would.
    pub fn kill_engine(&mut self, fault: EngineFault) -> Result<(), PairError> {
        // Both are found before the first dies: its death ends the other.
        let engine = self.engine()?;
        if fault.kills_parent() {
            self.kill_process(&engine.parent)?;
        }
        if fault.kills_vrrp() {
            self.kill_process(&engine.vrrp)?;
        }
        Ok(())
    }

    fn kill_process(&self, process: &Process) -> Result<(), PairError> {
        process.signal(Signal::KILL).map_err(|source| {
            PairError::Lab(LabError::Signal {
                action: "kill",
                pid: process.id(),
                node: self.node().name().to_owned(),
                source,
            })
        })
    }

    /// The Keepalived that runs here.
    pub(super) fn engine(&self) -> Result<Engine, PairError> {
        let path = self.file("vipkeeper/run/keepalived.pid");
        let find = || {
            let parent = Process::from_pid_file(&path, PROGRAM)?;
            let mut children = parent.children().into_iter();
            let vrrp = children.find(|child| child.program().as_deref() == Some(PROGRAM))?;
            Some(Engine { parent, vrrp })
        };
        find().ok_or(PairError::NoEngine { path: path.clone() })
    }
}

const PROGRAM: &str = "keepalived";

/// Longer than `down_interval`, so that no advertisement which was missed can still move the VIP.
pub(super) fn settled_after(down_interval: Duration) -> Duration {
    down_interval * 3 / 2
}
