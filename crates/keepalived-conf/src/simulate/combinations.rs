//! Which conditions are looked at: all of them, or when they are too many a sample that is the same
//! every time.

use std::collections::BTreeSet;

use super::outcome::{Conditions, NodeState};
use super::setup::Setup;

/// The combinations of a scope. A node is up with some of its checks bad, or stopped, or lost.
pub(super) struct Combinations<'s, 'm> {
    setup: &'s Setup<'m>,
    /// The checks of each node.
    checks: Vec<Vec<usize>>,
}

/// How one node fares: `Up` with the numbers of its bad checks, or gone.
type NodeChoice = (NodeState, BTreeSet<usize>);

impl<'s, 'm> Combinations<'s, 'm> {
    pub(super) fn new(setup: &'s Setup<'m>) -> Self {
        let of_node = |node: usize| {
            let all = setup.checks.iter().enumerate();
            let here = all.filter(|(_, check)| check.node == node);
            here.map(|(index, _)| index).collect()
        };
        Self {
            setup,
            checks: (0..setup.nodes).map(of_node).collect(),
        }
    }

    /// How many there are; saturates.
    pub(super) fn count(&self) -> u128 {
        let of_node = |checks: &Vec<usize>| {
            let checks = u32::try_from(checks.len()).unwrap_or(u32::MAX);
            2u128
                .checked_pow(checks)
                .unwrap_or(u128::MAX)
                .saturating_add(2)
        };
        self.checks
            .iter()
            .map(of_node)
            .fold(1, u128::saturating_mul)
    }

    /// All of them, or at most `most`: every single failure, then pairs and more drawn by a fixed
    /// sequence. Fewer failures come first.
    pub(super) fn list(&self, most: usize) -> Vec<Conditions> {
        let mut chosen: Vec<Vec<NodeChoice>> = if self.count() <= most as u128 {
            self.all()
        } else {
            self.sample(most)
        };
        chosen.sort_by_cached_key(|nodes| nodes.iter().map(badness).sum::<usize>());
        chosen.iter().map(|nodes| self.conditions(nodes)).collect()
    }

    fn all(&self) -> Vec<Vec<NodeChoice>> {
        let mut found: Vec<Vec<NodeChoice>> = vec![Vec::new()];
        for checks in &self.checks {
            let choices: Vec<NodeChoice> = choices(checks);
            let extend = |before: &Vec<NodeChoice>| {
                let before = before.clone();
                let more = choices.iter().map(move |choice| {
                    let mut nodes = before.clone();
                    nodes.push(choice.clone());
                    nodes
                });
                more.collect::<Vec<_>>()
            };
            found = found.iter().flat_map(extend).collect();
        }
        found
    }

    fn sample(&self, most: usize) -> Vec<Vec<NodeChoice>> {
        let healthy: Vec<NodeChoice> = vec![(NodeState::Up, BTreeSet::new()); self.setup.nodes];
        let mut seen = BTreeSet::from([healthy.clone()]);
        let mut found = vec![healthy.clone()];
        for (node, checks) in self.checks.iter().enumerate() {
            for choice in singles(checks) {
                let mut nodes = healthy.clone();
                nodes[node] = choice;
                seen.insert(nodes.clone());
                found.push(nodes);
            }
        }
        let mut dice = Dice(0x5eed);
        // Draws may repeat; the bound keeps a small space from being searched for ever.
        for _ in 0..most * 4 {
            if found.len() >= most {
                break;
            }
            let nodes: Vec<NodeChoice> = self.checks.iter().map(|all| dice.choice(all)).collect();
            if seen.insert(nodes.clone()) {
                found.push(nodes);
            }
        }
        found.truncate(most);
        found
    }

    fn conditions(&self, nodes: &[NodeChoice]) -> Conditions {
        let bad = |index: usize| nodes.iter().any(|(_, bad)| bad.contains(&index));
        let checks = self.setup.checks.iter().enumerate();
        Conditions {
            nodes: nodes.iter().map(|(state, _)| *state).collect(),
            is_up: checks
                .map(|(index, check)| check.is_good_when_up != bad(index))
                .collect(),
        }
    }
}

fn badness((state, bad): &NodeChoice) -> usize {
    bad.len() + usize::from(*state != NodeState::Up)
}

fn choices(checks: &[usize]) -> Vec<NodeChoice> {
    let sets = 0..1u64 << checks.len().min(63);
    let set = |bits: u64| {
        let bad = checks.iter().enumerate();
        let bad = bad.filter(|(bit, _)| bits >> bit & 1 == 1);
        (NodeState::Up, bad.map(|(_, check)| *check).collect())
    };
    let gone = [NodeState::Stopped, NodeState::Lost];
    sets.map(set)
        .chain(gone.map(|state| (state, BTreeSet::new())))
        .collect()
}

fn singles(checks: &[usize]) -> Vec<NodeChoice> {
    let bad = checks
        .iter()
        .map(|check| (NodeState::Up, BTreeSet::from([*check])));
    let gone = [NodeState::Stopped, NodeState::Lost];
    bad.chain(gone.map(|state| (state, BTreeSet::new())))
        .collect()
}

/// A fixed sequence of numbers (SplitMix64), so that a sample is the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn choice(&mut self, checks: &[usize]) -> NodeChoice {
        match self.roll() % 8 {
            0 => (NodeState::Stopped, BTreeSet::new()),
            1 => (NodeState::Lost, BTreeSet::new()),
            _ => {
                let bad = checks.iter().filter(|_| self.roll().is_multiple_of(2));
                (NodeState::Up, bad.copied().collect())
            }
        }
    }
}
