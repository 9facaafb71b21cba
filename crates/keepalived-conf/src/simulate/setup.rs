//! What does not change while time passes: the contenders, who hears whom, which belong together.

use std::cmp::Ordering;
use std::time::Duration;

use super::check::Check;
use super::contender::Contender;
use super::election::Entry;
use super::hearing::{Deafness, deafness};
use super::machine::micros;
use super::watch::watch;
use crate::model::{Priority, down_interval};

/// How many times the longest election a preempt delay is simulated for.
const DELAY_ELECTIONS: u64 = 8;

/// One scope: elections that depend on each other through sync groups, on all nodes.
#[derive(Debug, Clone)]
pub(super) struct Setup<'m> {
    pub(super) nodes: usize,
    pub(super) contenders: Vec<Contender<'m>>,
    pub(super) checks: Vec<Check>,
    /// The election of each contender, counted from 0 within the scope.
    pub(super) elections: Vec<usize>,
    /// How many sync groups there are on all nodes.
    pub(super) groups: usize,
    group_of: Vec<Option<usize>>,
    members: Vec<Vec<usize>>,
    hearers: Vec<Vec<usize>>,
    /// Preempt delays in microseconds, cut short: beyond a few elections nothing happens but waiting.
    pub(super) preempt_delays: Vec<u64>,
    /// How long it takes at most until nothing is undecided any more.
    pub(super) patience: u64,
}

impl<'m> Setup<'m> {
    pub(super) fn new(nodes: usize, entries: Vec<Entry<'m>>) -> Self {
        let numbers: Vec<usize> = entries.iter().map(|entry| entry.election).collect();
        let mut contenders: Vec<Contender<'m>> =
            entries.into_iter().map(|entry| entry.contender).collect();
        let checks = watch(&mut contenders);
        let longest = contenders.iter().map(longest_election).max().unwrap_or(0);
        let delays = contenders.iter().map(|one| micros(one.preempt_delay));
        let preempt_delays: Vec<u64> = delays
            .map(|delay| delay.min(longest * DELAY_ELECTIONS))
            .collect();
        let patience = longest * 4 + preempt_delays.iter().max().unwrap_or(&0);
        let (groups, group_of) = groups(&contenders);
        Self {
            nodes,
            elections: renumber(&numbers),
            hearers: hearers(&contenders, &numbers),
            contenders,
            checks,
            members: members(&groups, &group_of),
            groups: groups.len(),
            group_of,
            preempt_delays,
            patience,
        }
    }

    /// The contenders on a node.
    pub(super) fn on_node(&self, node: usize) -> Vec<usize> {
        let all = self.contenders.iter().enumerate();
        let here = all.filter(|(_, contender)| contender.node == node);
        here.map(|(index, _)| index).collect()
    }

    /// The contenders that a contender changes state with, itself included.
    pub(super) fn members(&self, index: usize) -> &[usize] {
        &self.members[index]
    }

    /// The number of its sync group.
    pub(super) fn group_of(&self, index: usize) -> Option<usize> {
        self.group_of[index]
    }

    /// Who takes the adverts of a contender.
    pub(super) fn hearers(&self, index: usize) -> &[usize] {
        &self.hearers[index]
    }

    /// What was cut from a contender's preempt delay.
    pub(super) fn cut_delay(&self, index: usize) -> Duration {
        let kept = Duration::from_micros(self.preempt_delays[index]);
        self.contenders[index].preempt_delay.saturating_sub(kept)
    }

    /// How the sender's address compares with the receiver's; where one is not known, the later node
    /// counts as the higher.
    pub(super) fn by_address(&self, from: usize, to: usize) -> Ordering {
        let (from, to) = (&self.contenders[from], &self.contenders[to]);
        match (from.source, to.source) {
            (Some(from), Some(to)) if from != to => from.cmp(&to),
            _ => from.node.cmp(&to.node),
        }
    }

    /// Why contenders of one election do not hear each other: sender, receiver, reason.
    pub(super) fn deafnesses(&self) -> Vec<(usize, usize, Deafness)> {
        let all = 0..self.contenders.len();
        let pairs = all
            .clone()
            .flat_map(|from| all.clone().map(move |to| (from, to)));
        let meet = pairs.filter(|(from, to)| {
            self.elections[*from] == self.elections[*to]
                && self.contenders[*from].node != self.contenders[*to].node
        });
        meet.filter_map(|(from, to)| {
            let reason = deafness(&self.contenders[from], &self.contenders[to])?;
            Some((from, to, reason))
        })
        .collect()
    }
}

fn longest_election(contender: &Contender<'_>) -> u64 {
    let lowest = Priority::clamped(1);
    let (version, interval) = (contender.version, contender.interval);
    micros(down_interval(version, interval, lowest, contender.adverts))
}

/// The same elections counted from 0.
fn renumber(numbers: &[usize]) -> Vec<usize> {
    let mut seen: Vec<usize> = Vec::new();
    let position = |number: &usize| {
        seen.iter()
            .position(|known| known == number)
            .unwrap_or_else(|| {
                seen.push(*number);
                seen.len() - 1
            })
    };
    numbers.iter().map(position).collect()
}

fn hearers(contenders: &[Contender<'_>], elections: &[usize]) -> Vec<Vec<usize>> {
    let hears = |from: usize, to: usize| {
        elections[from] == elections[to]
            && contenders[from].node != contenders[to].node
            && deafness(&contenders[from], &contenders[to]).is_none()
    };
    let all = 0..contenders.len();
    let of = |from: usize| all.clone().filter(|to| hears(from, *to)).collect();
    all.clone().map(of).collect()
}

fn groups(contenders: &[Contender<'_>]) -> (Vec<Vec<usize>>, Vec<Option<usize>>) {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of = Vec::new();
    for (index, contender) in contenders.iter().enumerate() {
        let known = groups.iter().position(|members| {
            members
                .iter()
                .any(|member| contenders[*member].is_grouped_with(contender))
        });
        let group = contender.group.is_some().then(|| {
            known.unwrap_or_else(|| {
                groups.push(Vec::new());
                groups.len() - 1
            })
        });
        if let Some(group) = group {
            groups[group].push(index);
        }
        group_of.push(group);
    }
    (groups, group_of)
}

fn members(groups: &[Vec<usize>], group_of: &[Option<usize>]) -> Vec<Vec<usize>> {
    let of = |(index, group): (usize, &Option<usize>)| match group {
        Some(group) => groups[*group].clone(),
        None => vec![index],
    };
    group_of.iter().enumerate().map(of).collect()
}
