//! Faults, and what members of a sync group do to each other (keepalived 2.2.7 `vrrp_track.c`,
//! `down_instance`, and `vrrp_sync.c`).

use super::super::machine::InstanceState;
use super::World;

impl World<'_, '_> {
    /// Its own checks disqualify it, and its group with it.
    pub(super) fn go_down(&mut self, index: usize) {
        self.fall(index);
        for &other in self.setup.members(index) {
            if other != index && self.machines[other].state != InstanceState::Fault {
                self.fall(other);
            }
        }
        self.set_group(index, InstanceState::Fault);
    }

    fn fall(&mut self, index: usize) {
        if self.machines[index].state == InstanceState::Master {
            self.send(index, None);
        }
        let machine = &mut self.machines[index];
        machine.state = InstanceState::Fault;
        machine.wants_master = false;
        machine.deadline = None;
        self.last_change = self.now;
    }

    /// Its own checks are good again; in a group all members' must be.
    pub(super) fn come_up(&mut self, index: usize) {
        if self.group_is_faulty(index) {
            return;
        }
        for &member in self.setup.members(index) {
            if self.machines[member].state == InstanceState::Fault {
                self.machines[member].master_interval = self.setup.contenders[member].interval;
                self.go_backup(member);
            }
        }
        self.set_group(index, InstanceState::Backup);
    }

    pub(super) fn group_is_faulty(&self, index: usize) -> bool {
        let mut members = self.setup.members(index).iter().copied();
        members.any(|member| self.machines[member].is_faulty)
    }

    /// A group becomes master only when every other member wants to.
    pub(super) fn group_may_be_master(&self, index: usize) -> bool {
        let is_master = self
            .setup
            .group_of(index)
            .is_some_and(|group| self.groups[group] == InstanceState::Master);
        let members = self.setup.members(index).iter().copied();
        let mut others = members.filter(|other| *other != index);
        is_master || others.all(|other| self.machines[other].wants_master)
    }

    pub(super) fn sync_master(&mut self, index: usize) {
        if self.machines[index].state != InstanceState::Master {
            return;
        }
        let is_synced = self
            .setup
            .group_of(index)
            .is_none_or(|group| self.groups[group] == InstanceState::Master);
        if is_synced {
            return;
        }
        for &other in self.setup.members(index) {
            if self.machines[other].state == InstanceState::Backup {
                self.machines[other].cause = self.machines[index].cause;
                self.go_master(other);
            }
        }
        self.set_group(index, InstanceState::Master);
    }

    pub(super) fn sync_backup(&mut self, index: usize) {
        for &other in self.setup.members(index) {
            if other != index && self.machines[other].state == InstanceState::Master {
                self.go_backup(other);
            }
        }
        self.set_group(index, InstanceState::Backup);
    }

    pub(super) fn set_group(&mut self, index: usize, state: InstanceState) {
        if let Some(group) = self.setup.group_of(index) {
            self.groups[group] = state;
        }
    }
}
