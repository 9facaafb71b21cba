//! One thing after the other: a course of events that somebody wants to see.

use super::check::CheckKind;
use super::outcome::{Case, Conditions, NodeState};
use super::setup::Setup;
use super::{Node, course, election};

/// Something that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A check of a node goes up or down; for a file: it now holds 1, or 0.
    Check {
        /// The node, counted from 0.
        node: usize,
        /// What kind of check.
        kind: CheckKind,
        /// Its name.
        name: String,
        /// Where it goes.
        is_up: bool,
    },
    /// Keepalived is stopped on this node.
    Stop(usize),
    /// This node is lost.
    Lose(usize),
    /// Keepalived starts again on this node.
    Start(usize),
}

/// The cases after a cold start and after each step, for every scope in the order of
/// [`Simulation::scopes`](super::Simulation::scopes). Each step waits until the one before has settled.
pub fn play(nodes: &[Node<'_>], steps: &[Step]) -> Vec<Vec<Case>> {
    let scopes = election::scopes(election::enter(nodes));
    let mut moments: Vec<Vec<Case>> = vec![Vec::new(); steps.len() + 1];
    for entries in scopes {
        let setup = Setup::new(nodes.len(), entries);
        let mut world = course::cold_start(&setup);
        let mut conditions = course::conditions(&world);
        let (settled, case) = course::follow(&setup, &world, &conditions);
        world = settled;
        moments[0].push(case);
        for (moment, step) in moments.iter_mut().skip(1).zip(steps) {
            apply(&setup, &mut conditions, step);
            let (settled, case) = course::follow(&setup, &world, &conditions);
            world = settled;
            moment.push(case);
        }
    }
    moments
}

fn apply(setup: &Setup<'_>, conditions: &mut Conditions, step: &Step) {
    match step {
        Step::Stop(node) => conditions.nodes[*node] = NodeState::Stopped,
        Step::Lose(node) => conditions.nodes[*node] = NodeState::Lost,
        Step::Start(node) => conditions.nodes[*node] = NodeState::Up,
        Step::Check {
            node,
            kind,
            name,
            is_up,
        } => {
            let watched = setup.checks.iter().position(|check| {
                check.node == *node && check.kind == *kind && check.name == *name
            });
            if let Some(index) = watched {
                conditions.is_up[index] = *is_up;
            }
        }
    }
}
