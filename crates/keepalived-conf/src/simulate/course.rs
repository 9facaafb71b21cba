//! The course of one case: from a world at rest through a failure to the next rest.

use std::time::Duration;

use super::machine::InstanceState;
use super::outcome::{Case, Conditions, NodeState, Outcome, Standing, Takeover};
use super::setup::Setup;
use super::world::World;

/// All nodes started together, everything good.
pub(super) fn cold_start<'s, 'm>(setup: &'s Setup<'m>) -> World<'s, 'm> {
    let mut world = World::new(setup);
    for node in 0..setup.nodes {
        world.start(node);
    }
    world.run_until(setup.patience);
    world
}

/// The conditions that hold in a world.
pub(super) fn conditions(world: &World<'_, '_>) -> Conditions {
    Conditions {
        nodes: world.nodes.clone(),
        is_up: world.positions.clone(),
    }
}

/// Brings new conditions over a world at rest, at the worst moment: right after an advert, when a
/// down interval has just begun anew.
pub(super) fn follow<'s, 'm>(
    setup: &'s Setup<'m>,
    from: &World<'s, 'm>,
    to: &Conditions,
) -> (World<'s, 'm>, Case) {
    let mut world = from.clone();
    let masters = |world: &World<'_, '_>| -> Vec<usize> {
        let all = world.machines.iter().enumerate();
        let found = all.filter(|(_, machine)| machine.state == InstanceState::Master);
        found.map(|(index, _)| index).collect()
    };
    let before = masters(&world);
    if let Some(master) = before.first() {
        world.run_past_advert(*master, setup.patience);
    }
    let begin = world.now;
    world.takeovers.clear();
    world.last_change = begin;
    for (node, state) in to.nodes.iter().enumerate() {
        match (world.nodes[node], state) {
            (NodeState::Up, NodeState::Stopped | NodeState::Lost) => world.end(node, *state),
            (NodeState::Stopped | NodeState::Lost, NodeState::Up) => world.start(node),
            _ => {}
        }
    }
    if to.is_up != world.positions {
        world.set_checks(&to.is_up);
    }
    let is_bounded = world.run_until(begin + setup.patience);
    // At rest: nothing changed for the last quarter, which is longer than any election.
    let is_settled = is_bounded && world.now - world.last_change >= setup.patience / 8;
    let detection = detection(setup, from, to);
    let case = Case {
        conditions: to.clone(),
        outcomes: outcomes(setup, &world, &before, begin, detection),
        is_settled,
    };
    (world, case)
}

/// The slowest of the checks that changed on nodes that are there to notice.
fn detection(setup: &Setup<'_>, from: &World<'_, '_>, to: &Conditions) -> Duration {
    let checks = setup.checks.iter().enumerate();
    let changed = checks.filter(|(index, check)| {
        from.positions[*index] != to.is_up[*index] && to.nodes[check.node] == NodeState::Up
    });
    changed
        .map(|(_, check)| check.detection)
        .max()
        .unwrap_or_default()
}

fn outcomes(
    setup: &Setup<'_>,
    world: &World<'_, '_>,
    before: &[usize],
    begin: u64,
    detection: Duration,
) -> Vec<Outcome> {
    let count = setup
        .elections
        .iter()
        .map(|number| number + 1)
        .max()
        .unwrap_or(0);
    let outcome = |election: usize| {
        let seats: Vec<usize> = (0..setup.contenders.len())
            .filter(|index| setup.elections[*index] == election)
            .collect();
        let is_master = |index: &usize| world.machines[*index].state == InstanceState::Master;
        let masters: Vec<usize> = seats.iter().copied().filter(is_master).collect();
        let mut standings = vec![None; setup.nodes];
        for index in &seats {
            standings[setup.contenders[*index].node] = Some(standing(world, *index));
        }
        Outcome {
            takeover: takeover(setup, world, before, &masters, (begin, detection)),
            holders: masters
                .iter()
                .map(|index| setup.contenders[*index].node)
                .collect(),
            standings,
        }
    };
    (0..count).map(outcome).collect()
}

fn standing(world: &World<'_, '_>, index: usize) -> Standing {
    let found = world.standing(index);
    Standing {
        state: world.machines[index].state,
        priority: world.machines[index].priority,
        faults: found.faults,
        changes: found.changes,
    }
}

/// How the one master that was none before became it.
fn takeover(
    setup: &Setup<'_>,
    world: &World<'_, '_>,
    before: &[usize],
    masters: &[usize],
    (begin, detection): (u64, Duration),
) -> Option<Takeover> {
    let [master] = masters else {
        return None;
    };
    if before.contains(master) {
        return None;
    }
    let last = world
        .takeovers
        .iter()
        .rev()
        .find(|takeover| takeover.machine == *master)?;
    let delayed = world.machines[*master].preempt_at.is_some();
    let cut = if delayed {
        setup.cut_delay(*master)
    } else {
        Duration::ZERO
    };
    Some(Takeover {
        to: setup.contenders[*master].node,
        cause: last.cause,
        within: Duration::from_micros(last.at - begin) + cut,
        detection,
    })
}
