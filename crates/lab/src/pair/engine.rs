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

/// The processes of a Keepalived that runs: the parent and the one that speaks VRRP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Engine {
    parent: u32,
    vrrp: u32,
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

    /// Whether `now` runs in place of `before` after this fault.
    pub(super) fn is_repaired(self, before: Engine, now: Engine) -> bool {
        let parent_is_new = before.parent != now.parent;
        let vrrp_is_new = before.vrrp != now.vrrp;
        match self {
            Self::Vrrp => vrrp_is_new,
            Self::Parent | Self::Both => parent_is_new && vrrp_is_new,
        }
    }

    fn files(self) -> &'static [&'static str] {
        match self {
            Self::Parent => &[PARENT],
            Self::Vrrp => &[VRRP],
            Self::Both => &[PARENT, VRRP],
        }
    }
}

const PARENT: &str = "keepalived.pid";
const VRRP: &str = "keepalived-vrrp.pid";

impl Member {
    /// Kills Keepalived, or a part of it, as a crash would.
    pub fn kill_engine(&mut self, fault: EngineFault) -> Result<(), PairError> {
        let found = fault.files().iter().map(|file| self.engine_process(file));
        // All are found before the first dies: its death ends the other.
        let processes = found.collect::<Result<Vec<_>, _>>()?;
        for process in processes {
            process.signal(Signal::KILL).map_err(|source| {
                PairError::Lab(LabError::Signal {
                    action: "kill",
                    pid: process.id(),
                    node: self.node().name().to_owned(),
                    source,
                })
            })?;
        }
        Ok(())
    }

    /// The Keepalived that runs here.
    pub(super) fn engine(&self) -> Result<Engine, PairError> {
        Ok(Engine {
            parent: self.engine_process(PARENT)?.id(),
            vrrp: self.engine_process(VRRP)?.id(),
        })
    }

    fn engine_process(&self, file: &str) -> Result<Process, PairError> {
        let path = self.file("vipkeeper/run").join(file);
        Process::from_pid_file(&path, "keepalived").ok_or(PairError::NoEngine { path })
    }
}

/// Longer than `down_interval`, so that no advertisement which was missed can still move the VIP.
pub(super) fn settled_after(down_interval: Duration) -> Duration {
    down_interval * 3 / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_process_that_was_killed_has_to_be_another() {
        let before = Engine { parent: 1, vrrp: 2 };
        let other_vrrp = Engine { parent: 1, vrrp: 3 };
        let both_other = Engine { parent: 4, vrrp: 5 };
        assert!(EngineFault::Vrrp.is_repaired(before, other_vrrp));
        for fault in [EngineFault::Parent, EngineFault::Both] {
            assert!(!fault.is_repaired(before, other_vrrp));
            assert!(fault.is_repaired(before, both_other));
        }
        assert!(!EngineFault::Vrrp.is_repaired(before, before));
    }
}
