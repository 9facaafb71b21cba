//! All instances of a scope on all nodes, and the adverts between them, in simulated time.
//!
//! The rules are those of keepalived 2.2.7 `vrrp_scheduler.c`, `vrrp.c` and `vrrp_sync.c`. Adverts
//! take 50 µs, so that two nodes can become master in the same moment, as they do.

mod sync;

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::check::{Standing, standing};
use super::machine::{InstanceState, Machine};
use super::outcome::{Cause, NodeState};
use super::setup::Setup;
use crate::model::{Priority, VrrpVersion};

/// How long an advert is on its way.
const LATENCY: u64 = 50;

/// How many events one case may take before it counts as never settling.
const MAX_EVENTS: usize = 100_000;

/// An advert, or with no priority a resignation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Advert {
    from: usize,
    priority: Option<Priority>,
}

/// An instance became MASTER.
#[derive(Debug, Clone, Copy)]
pub(super) struct Takeover {
    pub(super) at: u64,
    pub(super) machine: usize,
    pub(super) cause: Cause,
}

/// The world at one moment. Cloning it is how a case starts from the common beginning.
#[derive(Debug, Clone)]
pub(super) struct World<'s, 'm> {
    setup: &'s Setup<'m>,
    pub(super) now: u64,
    pub(super) machines: Vec<Machine>,
    pub(super) positions: Vec<bool>,
    pub(super) nodes: Vec<NodeState>,
    /// Whether each sync group is master together.
    groups: Vec<InstanceState>,
    flying: BinaryHeap<Reverse<(u64, usize, Advert)>>,
    sent: usize,
    pub(super) takeovers: Vec<Takeover>,
    pub(super) last_change: u64,
}

impl<'s, 'm> World<'s, 'm> {
    /// A world in which no node runs yet.
    pub(super) fn new(setup: &'s Setup<'m>) -> Self {
        Self {
            setup,
            now: 0,
            machines: setup.contenders.iter().map(Machine::absent).collect(),
            positions: setup
                .checks
                .iter()
                .map(|check| check.is_good_when_up)
                .collect(),
            nodes: vec![NodeState::Lost; setup.nodes],
            groups: vec![InstanceState::Backup; setup.groups],
            flying: BinaryHeap::new(),
            sent: 0,
            takeovers: Vec::new(),
            last_change: 0,
        }
    }

    /// What the trackers make of an instance now.
    pub(super) fn standing(&self, machine: usize) -> Standing {
        let contender = &self.setup.contenders[machine];
        standing(contender.priority, &contender.trackers, &self.positions)
    }

    /// Starts Keepalived on a node.
    pub(super) fn start(&mut self, node: usize) {
        self.nodes[node] = NodeState::Up;
        for index in self.setup.on_node(node) {
            let contender = &self.setup.contenders[index];
            let found = self.standing(index);
            let machine = &mut self.machines[index];
            *machine = Machine::absent(contender);
            machine.priority = found.priority;
            machine.is_faulty = contender.is_always_fault || !found.faults.is_empty();
        }
        for index in self.setup.on_node(node) {
            let contender = &self.setup.contenders[index];
            if self.group_is_faulty(index) {
                self.machines[index].state = InstanceState::Fault;
                self.set_group(index, InstanceState::Fault);
                continue;
            }
            let mut members = self.setup.members(index).iter().copied();
            let is_at_once = members.all(|member| self.setup.contenders[member].starts_as_master);
            let wait = if is_at_once {
                1
            } else {
                self.machines[index].down_wait(contender)
            };
            self.machines[index].listen(self.now, wait);
            self.set_group(index, InstanceState::Backup);
        }
    }

    /// Ends Keepalived on a node, with a resignation or without.
    pub(super) fn end(&mut self, node: usize, how: NodeState) {
        self.nodes[node] = how;
        for index in self.setup.on_node(node) {
            if how == NodeState::Stopped && self.machines[index].state == InstanceState::Master {
                self.send(index, None);
            }
            self.machines[index] = Machine::absent(&self.setup.contenders[index]);
            self.last_change = self.now;
        }
    }

    /// Moves checks to new positions and lets every instance that watches them know.
    pub(super) fn set_checks(&mut self, positions: &[bool]) {
        self.positions = positions.to_vec();
        for index in 0..self.machines.len() {
            if self.machines[index].state == InstanceState::Absent {
                continue;
            }
            let contender = &self.setup.contenders[index];
            let found = self.standing(index);
            if found.priority != self.machines[index].priority {
                self.machines[index].set_priority(contender, found.priority);
                self.last_change = self.now;
            }
            let was_faulty = self.machines[index].is_faulty;
            let is_faulty = contender.is_always_fault || !found.faults.is_empty();
            self.machines[index].is_faulty = is_faulty;
            match (was_faulty, is_faulty) {
                (false, true) => self.go_down(index),
                (true, false) => self.come_up(index),
                _ => {}
            }
        }
    }

    /// Lets time pass. False when too much happens for it ever to settle.
    pub(super) fn run_until(&mut self, end: u64) -> bool {
        for _ in 0..MAX_EVENTS {
            let timer = self.next_timer();
            let arrival = self.flying.peek().map(|Reverse((at, ..))| *at);
            let is_arrival = arrival.is_some_and(|at| timer.is_none_or(|(due, _)| at <= due));
            let due = if is_arrival {
                arrival
            } else {
                timer.map(|(due, _)| due)
            };
            let Some(due) = due.filter(|due| *due <= end) else {
                self.now = end;
                return true;
            };
            self.now = due;
            match (is_arrival, timer) {
                (true, _) => self.deliver(),
                (false, Some((_, index))) => self.expire(index),
                (false, None) => {}
            }
        }
        false
    }

    /// Runs until this instance has just sent an advert, for at most `limit`.
    pub(super) fn run_past_advert(&mut self, index: usize, limit: u64) {
        let due = self.machines[index].deadline.unwrap_or(self.now);
        let end = (due + 2 * LATENCY).min(self.now + limit);
        self.run_until(end);
    }

    fn next_timer(&self) -> Option<(u64, usize)> {
        let machines = self.machines.iter().enumerate();
        let timers = machines.filter_map(|(index, machine)| Some((machine.deadline?, index)));
        timers.min()
    }

    fn expire(&mut self, index: usize) {
        match self.machines[index].state {
            InstanceState::Backup => {
                self.go_master(index);
                self.sync_master(index);
            }
            InstanceState::Master => {
                self.advertise(index);
            }
            InstanceState::Absent | InstanceState::Fault => self.machines[index].deadline = None,
        }
    }

    fn send(&mut self, from: usize, priority: Option<Priority>) {
        if !self.has_link(from) {
            return;
        }
        self.sent += 1;
        let advert = Advert { from, priority };
        self.flying
            .push(Reverse((self.now + LATENCY, self.sent, advert)));
    }

    /// Sends an advert and waits for the next.
    fn advertise(&mut self, index: usize) {
        self.send(index, Some(self.machines[index].priority));
        self.restart_advert_timer(index);
    }

    fn restart_advert_timer(&mut self, index: usize) {
        let interval = self.setup.contenders[index].interval.duration();
        self.machines[index].deadline = Some(self.now + super::machine::micros(interval));
    }

    fn has_link(&self, index: usize) -> bool {
        let link = self.setup.contenders[index].link;
        link.is_none_or(|check| self.positions[check])
    }

    fn deliver(&mut self) {
        let Some(Reverse((_, _, advert))) = self.flying.pop() else {
            return;
        };
        for &to in self.setup.hearers(advert.from) {
            if !self.has_link(to) {
                continue;
            }
            match self.machines[to].state {
                InstanceState::Backup => self.hear_as_backup(to, advert),
                InstanceState::Master => self.hear_as_master(to, advert),
                InstanceState::Absent | InstanceState::Fault => {}
            }
        }
    }

    fn hear_as_backup(&mut self, index: usize, advert: Advert) {
        let contender = &self.setup.contenders[index];
        let now = self.now;
        let machine = &mut self.machines[index];
        let Some(priority) = advert.priority else {
            machine.deadline = Some(now + machine.skew_wait(contender));
            machine.cause = Cause::Resigned;
            return;
        };
        let is_lower = priority < machine.priority;
        let delay = self.setup.preempt_delays[index];
        let must_wait = delay > 0 && machine.preempt_at.is_none_or(|at| at > now);
        if is_lower && !contender.nopreempt && !must_wait {
            // The advert is thrown away and the timer runs on.
            machine.cause = Cause::Outranked;
            return;
        }
        if contender.version == VrrpVersion::V3 {
            machine.master_interval = self.setup.contenders[advert.from].interval;
        }
        if !is_lower {
            machine.preempt_at = None;
        } else if delay > 0 && machine.preempt_at.is_none() {
            machine.preempt_at = Some(now + delay);
        }
        machine.wants_master = false;
        machine.cause = Cause::Silence;
        machine.deadline = Some(now + machine.down_wait(contender));
    }

    fn hear_as_master(&mut self, index: usize, advert: Advert) {
        let contender = &self.setup.contenders[index];
        let own = self.machines[index].priority;
        let Some(priority) = advert.priority else {
            self.advertise(index);
            return;
        };
        let by_address = self.setup.by_address(advert.from, index);
        match priority.cmp(&own).then(by_address) {
            Ordering::Greater => {
                if contender.answers_higher {
                    self.send(index, Some(own));
                }
                if contender.version == VrrpVersion::V3 {
                    self.machines[index].master_interval =
                        self.setup.contenders[advert.from].interval;
                }
                self.go_backup(index);
                self.sync_backup(index);
            }
            Ordering::Less if contender.answers_lower => self.advertise(index),
            Ordering::Less | Ordering::Equal => {}
        }
    }

    fn go_master(&mut self, index: usize) {
        self.machines[index].wants_master = true;
        if !self.group_may_be_master(index) {
            let contender = &self.setup.contenders[index];
            let wait = self.machines[index].down_wait(contender);
            self.machines[index].deadline = Some(self.now + wait);
            return;
        }
        self.machines[index].state = InstanceState::Master;
        self.last_change = self.now;
        self.takeovers.push(Takeover {
            at: self.now,
            machine: index,
            cause: self.machines[index].cause,
        });
        self.advertise(index);
    }

    fn go_backup(&mut self, index: usize) {
        let contender = &self.setup.contenders[index];
        let wait = self.machines[index].down_wait(contender);
        self.machines[index].wants_master = false;
        self.machines[index].listen(self.now, wait);
        self.last_change = self.now;
    }
}
