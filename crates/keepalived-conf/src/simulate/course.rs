//! The course of one case: from a world at rest through a failure to the next rest.

use std::time::Duration;

use super::check::CheckId;
use super::machine::InstanceState;
use super::outcome::{Case, Conditions, NodeState, Outcome, Standing, Takeover};
use super::setup::Setup;
use super::world::World;

/// The nodes started one after the other, in their order, everything good. The order decides between
/// equal priorities and where nobody preempts.
pub(super) fn cold_start<'s, 'm>(setup: &'s Setup<'m>) -> World<'s, 'm> {
    let mut world = World::new(setup);
    for node in 0..setup.nodes {
        world.start(node);
        world.run_until(world.now + setup.patience);
    }
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
    let course = Course {
        from,
        world: &world,
        before: &before,
        begin,
    };
    let case = Case {
        conditions: to.clone(),
        outcomes: outcomes(setup, &course),
        is_settled,
    };
    (world, case)
}

/// How long it takes at most until the node that had the addresses knows that it should not have
/// them; where nobody had them, until the new master knows that it may.
fn detection(setup: &Setup<'_>, course: &Course<'_, '_, '_>, master: usize) -> Duration {
    let same = |index: &&usize| setup.elections[**index] == setup.elections[master];
    let judge = *course.before.iter().find(same).unwrap_or(&master);
    let node = setup.contenders[judge].node;
    if course.world.nodes[node] != NodeState::Up {
        return Duration::ZERO;
    }
    let faults = course.world.standing(judge).faults;
    let checks = setup.checks.iter().enumerate();
    let changed = checks.filter(|(index, check)| {
        check.node == node && course.from.positions[*index] != course.world.positions[*index]
    });
    let (fatal, other): (Vec<_>, Vec<_>) =
        changed.partition(|(index, _)| faults.contains(&CheckId(*index)));
    // One fault is enough, weights add up.
    let first = fatal.iter().map(|(_, check)| check.detection).min();
    let last = other.iter().map(|(_, check)| check.detection).max();
    first.or(last).unwrap_or_default()
}

/// What a case went through.
struct Course<'w, 's, 'm> {
    from: &'w World<'s, 'm>,
    world: &'w World<'s, 'm>,
    /// Who was master when it began.
    before: &'w [usize],
    begin: u64,
}

fn outcomes(setup: &Setup<'_>, course: &Course<'_, '_, '_>) -> Vec<Outcome> {
    let world = course.world;
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
            takeover: takeover(setup, course, &masters),
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
fn takeover(setup: &Setup<'_>, course: &Course<'_, '_, '_>, masters: &[usize]) -> Option<Takeover> {
    let [master] = masters else {
        return None;
    };
    if course.before.contains(master) {
        return None;
    }
    let mut events = course.world.takeovers.iter().rev();
    let last = events.find(|takeover| takeover.machine == *master)?;
    let is_delayed = course.world.machines[*master].preempt_at.is_some();
    let cut = if is_delayed {
        setup.cut_delay(*master)
    } else {
        Duration::ZERO
    };
    Some(Takeover {
        to: setup.contenders[*master].node,
        cause: last.cause,
        within: Duration::from_micros(last.at - course.begin) + cut,
        detection: detection(setup, course, *master),
    })
}
