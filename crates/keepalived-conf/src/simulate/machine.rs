//! One instance's state and timers.
//!
//! Owns what a single instance remembers and how long it waits; who hears whom, groups and the queue
//! of events are `world.rs`. All times are microseconds since the start of the world.

use super::contender::Contender;
use super::outcome::Cause;
use crate::model::{AdvertInterval, Priority, down_interval, skew_time};

/// The state of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InstanceState {
    /// Its node is not there.
    Absent,
    /// Disqualified: something it depends on is down.
    Fault,
    /// Listening.
    Backup,
    /// Holding the addresses.
    Master,
}

/// What an instance remembers.
#[derive(Debug, Clone)]
pub(super) struct Machine {
    pub(super) state: InstanceState,
    /// What it would be without its sync group.
    pub(super) wants_master: bool,
    pub(super) priority: Priority,
    pub(super) is_faulty: bool,
    /// The interval of the master that it last heard (version 3), else its own.
    pub(super) master_interval: AdvertInterval,
    /// When its timer runs out: to take over as a backup, to send as a master.
    pub(super) deadline: Option<u64>,
    /// Until when a lower master is left in peace.
    pub(super) preempt_at: Option<u64>,
    /// Why it would take over if its timer ran out now.
    pub(super) cause: Cause,
}

impl Machine {
    pub(super) fn absent(contender: &Contender<'_>) -> Self {
        Self {
            state: InstanceState::Absent,
            wants_master: false,
            priority: contender.priority,
            is_faulty: false,
            master_interval: contender.interval,
            deadline: None,
            preempt_at: None,
            cause: Cause::Silence,
        }
    }

    /// Starts to listen; `wait` until it takes over.
    pub(super) fn listen(&mut self, now: u64, wait: u64) {
        self.state = InstanceState::Backup;
        self.preempt_at = None;
        self.cause = Cause::Silence;
        self.deadline = Some(now + wait);
    }

    /// How long silence must last.
    pub(super) fn down_wait(&self, contender: &Contender<'_>) -> u64 {
        let wait = down_interval(
            contender.version,
            self.master_interval,
            self.priority,
            contender.adverts,
        );
        micros(wait)
    }

    /// How long it waits after a resignation.
    pub(super) fn skew_wait(&self, contender: &Contender<'_>) -> u64 {
        micros(skew_time(
            contender.version,
            self.master_interval,
            self.priority,
        ))
    }

    /// A new priority lengthens or shortens the timer that a backup has running.
    pub(super) fn set_priority(&mut self, contender: &Contender<'_>, priority: Priority) {
        let before = self.down_wait(contender);
        self.priority = priority;
        if self.state == InstanceState::Backup {
            let after = self.down_wait(contender);
            self.deadline = self.deadline.map(|at| (at + after).saturating_sub(before));
        }
    }
}

/// A time in microseconds.
pub(super) fn micros(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
