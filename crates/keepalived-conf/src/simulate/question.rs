//! Which failure of one thing does not move the addresses?

use super::check::{CheckId, CheckKind};
use super::course::{conditions, follow};
use super::machine::InstanceState;
use super::outcome::{Conditions, NodeState, Outcome, Standing};
use super::setup::Setup;
use super::world::World;
use crate::model::Priority;

/// One thing that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Failure {
    /// A check goes bad.
    Check(CheckId),
    /// A track file disappears, or who writes it is gone and has left it empty.
    FileMissing(CheckId),
    /// Keepalived is stopped.
    Stopped(usize),
    /// The node is lost.
    Lost(usize),
}

/// What is wrong after a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The struck node still has the addresses.
    Stays,
    /// No node has them.
    Nobody,
    /// Several nodes have them.
    Several(Vec<usize>),
}

/// A failure that does not bring the addresses to another node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuck {
    /// The election, counted from 0 within its scope.
    pub election: usize,
    /// The node that had the addresses and was struck.
    pub node: usize,
    /// What failed.
    pub failure: Failure,
    /// What is wrong.
    pub verdict: Verdict,
    /// The priority of each node's instance after the failure.
    pub priorities: Vec<Option<Priority>>,
    /// Whether the struck node is master only because an earlier failure made it so and `nopreempt`
    /// keeps it there.
    pub after_failover: bool,
}

/// Every single failure of a master that leaves the addresses where they are, nowhere, or twice.
/// Looked at from a cold start, and from the state after the first master failed and came back.
pub(super) fn stuck_failures<'s, 'm>(setup: &'s Setup<'m>, cold: &World<'s, 'm>) -> Vec<Stuck> {
    let mut found = stuck_from(setup, cold, false);
    let masters = holders(setup, cold);
    for node in masters {
        let returned = away_and_back(setup, cold, node);
        if holders(setup, &returned) == holders(setup, cold) {
            continue;
        }
        for stuck in stuck_from(setup, &returned, true) {
            let is_known = found
                .iter()
                .any(|known| (known.election, known.failure) == (stuck.election, stuck.failure));
            if !is_known {
                found.push(stuck);
            }
        }
    }
    found
}

fn away_and_back<'s, 'm>(setup: &'s Setup<'m>, cold: &World<'s, 'm>, node: usize) -> World<'s, 'm> {
    let healthy = conditions(cold);
    let mut gone = healthy.clone();
    gone.nodes[node] = NodeState::Stopped;
    let (without, _) = follow(setup, cold, &gone);
    follow(setup, &without, &healthy).0
}

/// The nodes that are master of something, each once.
fn holders(setup: &Setup<'_>, world: &World<'_, '_>) -> Vec<usize> {
    let all = world.machines.iter().zip(&setup.contenders);
    let masters = all.filter(|(machine, _)| machine.state == InstanceState::Master);
    let mut nodes: Vec<usize> = masters.map(|(_, contender)| contender.node).collect();
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

fn stuck_from<'s, 'm>(
    setup: &'s Setup<'m>,
    world: &World<'s, 'm>,
    after_failover: bool,
) -> Vec<Stuck> {
    let mut found = Vec::new();
    let healthy = conditions(world);
    for failure in failures(setup) {
        let struck = struck_node(setup, failure);
        let elections = mastered(setup, world, struck, failure);
        if elections.is_empty() {
            continue;
        }
        let (_, case) = follow(setup, world, &with(setup, &healthy, failure));
        for election in elections {
            if let Some(verdict) = verdict(&case.outcomes[election], struck) {
                found.push(Stuck {
                    election,
                    node: struck,
                    failure,
                    verdict,
                    priorities: priorities(&case.outcomes[election]),
                    after_failover,
                });
            }
        }
    }
    found
}

fn priorities(outcome: &Outcome) -> Vec<Option<Priority>> {
    let standings = outcome.standings.iter();
    let priority = |standing: &Option<Standing>| standing.as_ref().map(|found| found.priority);
    standings.map(priority).collect()
}

fn failures(setup: &Setup<'_>) -> Vec<Failure> {
    let checks = setup.checks.iter().enumerate().flat_map(|(index, check)| {
        let missing = Failure::FileMissing(CheckId(index));
        let is_file = check.kind == CheckKind::File;
        // A file that is good with 1 is bad when it is missing; only the other needs a case. Nobody
        // expects a switch to be there.
        let needs_case = is_file && !check.is_good_when_up && !check.is_switch;
        let missing = needs_case.then_some(missing);
        [Some(Failure::Check(CheckId(index))), missing]
    });
    let nodes = 0..setup.nodes;
    let gone = nodes.flat_map(|node| [Failure::Stopped(node), Failure::Lost(node)]);
    checks.flatten().chain(gone).collect()
}

fn struck_node(setup: &Setup<'_>, failure: Failure) -> usize {
    match failure {
        Failure::Check(check) | Failure::FileMissing(check) => setup.checks[check.0].node,
        Failure::Stopped(node) | Failure::Lost(node) => node,
    }
}

/// The elections that the struck node has won and that the failure concerns, where another node could
/// take over at all.
fn mastered(setup: &Setup<'_>, world: &World<'_, '_>, node: usize, failure: Failure) -> Vec<usize> {
    let concerns = |index: &usize| match failure {
        Failure::Check(check) | Failure::FileMissing(check) => {
            let contender = &setup.contenders[*index];
            let mut trackers = contender.trackers.iter();
            contender.link == Some(check.0) || trackers.any(|tracker| tracker.check == check)
        }
        Failure::Stopped(_) | Failure::Lost(_) => true,
    };
    let won = (0..setup.contenders.len()).filter(|index| {
        let is_master = world.machines[*index].state == InstanceState::Master;
        is_master && setup.contenders[*index].node == node
    });
    let has_rival = |index: &usize| {
        let rivals = setup.elections.iter();
        rivals
            .filter(|election| **election == setup.elections[*index])
            .count()
            > 1
    };
    let found = won.filter(concerns).filter(has_rival);
    found.map(|index| setup.elections[index]).collect()
}

fn with(setup: &Setup<'_>, healthy: &Conditions, failure: Failure) -> Conditions {
    let mut conditions = healthy.clone();
    match failure {
        Failure::Check(check) => {
            conditions.is_up[check.0] = !setup.checks[check.0].is_good_when_up;
        }
        Failure::FileMissing(check) => conditions.is_up[check.0] = false,
        Failure::Stopped(node) => conditions.nodes[node] = NodeState::Stopped,
        Failure::Lost(node) => conditions.nodes[node] = NodeState::Lost,
    }
    conditions
}

fn verdict(outcome: &Outcome, struck: usize) -> Option<Verdict> {
    match outcome.holders.as_slice() {
        [] => Some(Verdict::Nobody),
        [holder] if *holder == struck => Some(Verdict::Stays),
        [_] => None,
        several => Some(Verdict::Several(several.to_vec())),
    }
}
