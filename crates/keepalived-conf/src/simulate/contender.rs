//! An instance as it really takes part: what Keepalived makes of the file before it starts
//! (keepalived 2.2.7 `vrrp.c`, `vrrp_complete_instance`).

use std::net::IpAddr;
use std::time::Duration;

use super::Node;
use super::check::Tracker;
use crate::model::{
    AdvertInterval, Family, InitialState, Model, Priority, Spanned, SyncGroup, Vrid, VrrpInstance,
    VrrpVersion,
};

/// One instance on one node.
#[derive(Debug, Clone)]
pub(super) struct Contender<'m> {
    pub(super) node: usize,
    pub(super) model: &'m Model,
    pub(super) instance: &'m VrrpInstance,
    pub(super) vrid: Vrid,
    pub(super) family: Family,
    pub(super) version: VrrpVersion,
    pub(super) interval: AdvertInterval,
    pub(super) adverts: u32,
    pub(super) priority: Priority,
    pub(super) starts_as_master: bool,
    pub(super) nopreempt: bool,
    pub(super) preempt_delay: Duration,
    pub(super) answers_lower: bool,
    pub(super) answers_higher: bool,
    /// Where adverts come from, as far as it is known.
    pub(super) source: Option<IpAddr>,
    /// A fault in the configuration, which no check can heal.
    pub(super) is_always_fault: bool,
    /// The sync group within its node.
    pub(super) group: Option<&'m SyncGroup>,
    pub(super) trackers: Vec<Tracker>,
    /// The position of its own interface among the checks.
    pub(super) link: Option<usize>,
}

impl<'m> Contender<'m> {
    /// `None` when Keepalived would not start the instance at all: it has no VRID, or nowhere to send.
    pub(super) fn read(index: usize, node: &Node<'m>, instance: &'m VrrpInstance) -> Option<Self> {
        let model = node.model;
        let globals = &model.globals;
        let vrid = instance.vrid.as_ref()?.value;
        let source = instance.source.as_ref().map(|source| source.value);
        if instance.interface.is_none() && source.is_none() {
            return None;
        }
        let priority = instance.priority();
        let wants_master = instance.initial_state() == InitialState::Master;
        let is_strict = instance.is_strict(globals);
        let nopreempt = instance.nopreempt.is_some() && !priority.is_owner() && !wants_master;
        let delay = instance
            .preempt_delay
            .as_ref()
            .map_or(Duration::ZERO, |delay| delay.value);
        let has_delay = !wants_master && !is_strict && !nopreempt;
        let wants_unicast = instance.unicast_fault_no_peer.is_some();
        Some(Self {
            node: index,
            model,
            instance,
            vrid,
            family: instance.family(),
            version: instance.version(globals),
            interval: instance.advert_interval(globals),
            adverts: instance.down_timer_adverts(globals),
            priority,
            starts_as_master: wants_master && priority.is_owner(),
            nopreempt,
            preempt_delay: if has_delay { delay } else { Duration::ZERO },
            answers_lower: !(is_strict
                || is_on(
                    &instance.lower_prio_no_advert,
                    &globals.lower_prio_no_advert,
                )),
            answers_higher: !is_strict
                && is_on(
                    &instance.higher_prio_send_advert,
                    &globals.higher_prio_send_advert,
                ),
            source: source.or(node.address),
            is_always_fault: wants_unicast && !instance.is_unicast(),
            group: model.sync_group(instance),
            trackers: Vec::new(),
            link: None,
        })
    }

    /// Whether a sync group of their node keeps both in the same state.
    pub(super) fn is_grouped_with(&self, other: &Self) -> bool {
        let number = |one: &Self| one.group.map(|group| group.node);
        self.node == other.node && number(self).is_some() && number(self) == number(other)
    }
}

fn is_on(own: &Option<Spanned<bool>>, global: &Option<Spanned<bool>>) -> bool {
    let setting = own.as_ref().or(global.as_ref());
    setting.is_some_and(|setting| setting.value)
}
