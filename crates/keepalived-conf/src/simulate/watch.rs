//! Which checks a contender watches, and with what weight, once Keepalived has thrown out what does not
//! fit: weights in sync groups and of address owners (keepalived 2.2.7 `vrrp.c`,
//! `vrrp_complete_instance` and `sync_group_tracking_init`).

use std::time::Duration;

use super::check::{Check, CheckId, CheckKind, Tracker, is_good_when_up};
use super::contender::Contender;
use crate::expand::Location;
use crate::model::{Model, Track, Trackers, Weight};

/// A tracking line with what it refers to.
struct Watched {
    kind: CheckKind,
    name: String,
    weight: Weight,
    detection: Duration,
    at: Location,
    is_switch: bool,
}

/// Gives each contender its trackers; the checks are those that any of them watches.
pub(super) fn watch(contenders: &mut [Contender<'_>]) -> Vec<Check> {
    let mut checks = Vec::new();
    let has_owner = |one: &Contender<'_>| {
        let mut owners = contenders.iter().filter(|other| other.priority.is_owner());
        owners.any(|owner| owner.is_grouped_with(one))
    };
    let owners: Vec<bool> = contenders.iter().map(has_owner).collect();
    for (contender, group_has_owner) in contenders.iter_mut().zip(owners) {
        let watched = all_watched(contender, group_has_owner);
        contender.trackers = watched
            .into_iter()
            .map(|watched| tracker(contender.node, watched, &mut checks))
            .collect();
        contender.link = link(contender, &mut checks);
    }
    checks
}

fn all_watched(contender: &Contender<'_>, group_has_owner: bool) -> Vec<Watched> {
    let model = contender.model;
    let mut watched = lines(model, &contender.instance.trackers);
    let own = contender
        .instance
        .interface
        .as_ref()
        .map(|name| name.value.as_str());
    watched.retain(|line| line.kind != CheckKind::Interface || Some(line.name.as_str()) != own);
    let is_held_together = contender
        .group
        .is_some_and(|group| group.tracking_weight.is_none());
    if is_held_together || contender.priority.is_owner() {
        watched.retain_mut(|line| keeps_without_weight(line, is_held_together));
    }
    implied(contender, &mut watched);
    let group = contender
        .group
        .map_or_else(Vec::new, |group| lines(model, &group.trackers));
    for mut line in group {
        if group_has_owner {
            line.weight.value = 0;
        }
        add(&mut watched, line);
    }
    watched
}

/// Whether a tracker of a member, or of an owner, stays; some stay without their weight.
fn keeps_without_weight(line: &mut Watched, in_group: bool) -> bool {
    match (line.kind, line.weight.value) {
        (_, 0) | (CheckKind::Process, _) => true,
        (CheckKind::Interface, _) if in_group => {
            line.weight.value = 0;
            true
        }
        (CheckKind::File, 1) => {
            line.weight.value = 0;
            true
        }
        _ => false,
    }
}

/// Interfaces that are watched without being asked: the instance's own, those of its addresses, routes
/// and rules.
fn implied(contender: &Contender<'_>, watched: &mut Vec<Watched>) {
    let instance = contender.instance;
    let own = instance.interface.as_ref();
    let is_own_watched = instance.dont_track_primary.is_none();
    let addresses = instance.addresses.iter().chain(&instance.excluded);
    let routes = instance.routes.iter().chain(&instance.rules);
    let of_addresses = addresses
        .filter(|address| !address.is_untracked)
        .filter_map(|address| address.interface.as_ref());
    let of_routes = routes
        .filter(|route| !route.is_untracked)
        .flat_map(|route| &route.interfaces);
    let others = of_addresses.chain(of_routes);
    let others =
        others.filter(|name| is_own_watched || own.is_none_or(|own| own.value != name.value));
    for name in own.filter(|_| is_own_watched).into_iter().chain(others) {
        add(watched, interface(&name.value, Weight::plain(0), name.at));
    }
}

/// A second line about the same thing replaces a weight, but not its absence.
fn add(watched: &mut Vec<Watched>, line: Watched) {
    let same = |other: &&mut Watched| other.kind == line.kind && other.name == line.name;
    match watched.iter_mut().find(same) {
        Some(first) if first.weight.value != 0 => first.weight = line.weight,
        Some(_) => {}
        None => watched.push(line),
    }
}

fn lines(model: &Model, trackers: &Trackers) -> Vec<Watched> {
    let scripts = trackers.scripts.iter().filter_map(|track| {
        let script = model.script(track)?;
        let detection = script.interval() * script.fall();
        Some(watched(
            CheckKind::Script,
            track,
            script.weight(),
            detection,
        ))
    });
    let files = trackers.files.iter().filter_map(|track| {
        let file = model.track_file(track)?;
        let line = watched(CheckKind::File, track, file.weight(), Duration::ZERO);
        Some(Watched {
            is_switch: file.is_switch(),
            ..line
        })
    });
    let processes = trackers.processes.iter().filter_map(|track| {
        let process = model.track_process(track)?;
        let delay = process.terminate_delay();
        Some(watched(CheckKind::Process, track, process.weight(), delay))
    });
    let bfds = trackers.bfds.iter().filter_map(|track| {
        let bfd = model.bfd(track)?;
        Some(watched(CheckKind::Bfd, track, bfd.weight(), Duration::ZERO))
    });
    let interfaces = trackers.interfaces.iter();
    let interfaces = interfaces.map(|track| {
        watched(
            CheckKind::Interface,
            track,
            Weight::plain(0),
            Duration::ZERO,
        )
    });
    let mut found: Vec<Watched> = Vec::new();
    for line in scripts
        .chain(files)
        .chain(processes)
        .chain(bfds)
        .chain(interfaces)
    {
        // A line that repeats one of the same list is ignored.
        if !found
            .iter()
            .any(|other| other.kind == line.kind && other.name == line.name)
        {
            found.push(line);
        }
    }
    found
}

fn watched(kind: CheckKind, track: &Track, own: Weight, detection: Duration) -> Watched {
    Watched {
        kind,
        name: track.name.value.clone(),
        weight: track.weight(own),
        detection,
        at: track.name.at,
        is_switch: false,
    }
}

fn interface(name: &str, weight: Weight, at: Location) -> Watched {
    Watched {
        kind: CheckKind::Interface,
        name: name.to_owned(),
        weight,
        detection: Duration::ZERO,
        at,
        is_switch: false,
    }
}

/// The check that a watched thing is on its node; instances of a node share it.
fn tracker(node: usize, watched: Watched, checks: &mut Vec<Check>) -> Tracker {
    let same = |check: &Check| {
        check.node == node && check.kind == watched.kind && check.name == watched.name
    };
    let found = checks.iter().position(same).unwrap_or_else(|| {
        checks.push(Check {
            node,
            kind: watched.kind,
            is_good_when_up: is_good_when_up(watched.kind, watched.weight),
            name: watched.name,
            detection: watched.detection,
            at: watched.at,
            is_switch: watched.is_switch,
        });
        checks.len() - 1
    });
    Tracker {
        check: CheckId(found),
        kind: watched.kind,
        weight: watched.weight,
    }
}

/// The instance's own interface carries its adverts, watched or not.
fn link(contender: &Contender<'_>, checks: &mut Vec<Check>) -> Option<usize> {
    let name = contender.instance.interface.as_ref()?;
    let own = interface(&name.value, Weight::plain(0), name.at);
    Some(tracker(contender.node, own, checks).check.0)
}
