//! The verdict over what was seen.  Pure.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::expected::{Expected, ExpectedInstance};
use super::fault::Fault;
use super::observe::Snapshot;
use crate::observe::InstanceState;
use crate::observe::dump::RunningInstance;

/// What another sender on the wire may do once without having to do with us.
const CHANCE: u64 = 2;
/// After a change that the other node hears, one advert that we refuse is
/// proof: it sends none while it understands ours.  There may be no second
/// one, because a MASTER of keepalived 2.2.7 puts its own advert off whenever
/// one arrives, also one that it refuses; it then holds the addresses in
/// silence.
const PROOF: u64 = 1;
/// So many adverts of another MASTER are no election any more; after a change
/// that the other node hears, fewer are enough.
const ADVERTS: u32 = 3;
const ADVERTS_FELT: u32 = 2;

/// What keepalived 2.x counts when it throws an advert away (`vrrp_json.c`).
const REFUSALS: [&str; 8] = [
    "packet_len_err",
    "advert_interval_err",
    "ip_ttl_err",
    "invalid_type_rcvd",
    "addr_list_err",
    "invalid_authtype",
    "authtype_mismatch",
    "auth_failure",
];

/// What to think of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Judgement {
    /// Everything is as it should be.
    Well,
    /// It is not, and may become so.
    NotYet(Vec<Fault>),
    /// It is not, and time does not mend it.
    Bad(Vec<Fault>),
}

/// Compares what is seen now with what was seen before the change and what the
/// file asks for.
pub(super) fn judge(before: &Snapshot, now: &Snapshot, expected: &Expected) -> Judgement {
    let mut bad = engine(before, now);
    if !expected.peer_follows {
        bad.extend(understanding(before, now, !expected.quiet.is_zero()));
    }
    if !bad.is_empty() {
        return Judgement::Bad(bad);
    }
    let mut not_yet = Vec::new();
    if now.has_reloaded() == Some(false) {
        not_yet.push(Fault::NotReloaded);
    }
    match &now.instances {
        Some(running) => not_yet.extend(instances(before, now, running, expected)),
        None if now.can_dump && !expected.instances.is_empty() => not_yet.push(Fault::NoAnswer),
        None => {}
    }
    not_yet.extend(left(now, expected));
    match not_yet.is_empty() {
        true => Judgement::Well,
        false => Judgement::NotYet(not_yet),
    }
}

/// The process and what it says.
fn engine(before: &Snapshot, now: &Snapshot) -> Vec<Fault> {
    let mut faults: Vec<_> = now
        .complaints()
        .map(|line| Fault::Complaint {
            line: line.to_owned(),
        })
        .collect();
    match (before.pid, now.pid) {
        (_, None) => faults.push(Fault::Ended),
        (Some(before), Some(now)) if before != now => {
            faults.push(Fault::Restarted { before, now });
        }
        _ => {}
    }
    faults
}

/// Whether it and the other nodes understand each other.
fn understanding(before: &Snapshot, now: &Snapshot, is_felt: bool) -> Vec<Fault> {
    let growth = if is_felt { PROOF } else { CHANCE };
    let adverts = if is_felt { ADVERTS_FELT } else { ADVERTS };
    let mut faults = Vec::new();
    for running in now.instances.iter().flatten() {
        for counter in REFUSALS {
            let count = |snapshot: &Snapshot| {
                let found = snapshot.instance(&running.name);
                found
                    .and_then(|found| found.counters.get(counter).copied())
                    .unwrap_or_default()
            };
            let grown = count(now).saturating_sub(count(before));
            let is_noise = before
                .noise
                .contains(&(running.name.clone(), counter.to_owned()));
            if grown >= growth && !is_noise {
                faults.push(Fault::Deaf {
                    instance: running.name.clone(),
                    counter: counter.to_owned(),
                    count: grown,
                });
            }
        }
        if running.state == Some(InstanceState::Master) {
            faults.extend(other_master(running, now, adverts));
        }
    }
    faults
}

/// Another node that goes on advertising the same router, or one of its
/// addresses under another number, while we are MASTER.
fn other_master(running: &RunningInstance, now: &Snapshot, adverts: u32) -> Option<Fault> {
    let is_own = |address: IpAddr| now.held.iter().any(|held| held.address == address);
    let is_ours = |address: &IpAddr| running.addresses.iter().any(|vip| vip.address == *address);
    let other = now.heard.iter().find(|heard| {
        heard.interface == running.interface
            && (heard.vrid == running.vrid || heard.addresses.iter().any(is_ours))
            && heard.adverts >= adverts
            && !is_own(heard.source)
    })?;
    Some(Fault::TwoMasters {
        instance: running.name.clone(),
        source: other.source,
    })
}

fn instances(
    before: &Snapshot,
    now: &Snapshot,
    running: &[RunningInstance],
    expected: &Expected,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    for wanted in &expected.instances {
        match running.iter().find(|running| running.name == wanted.name) {
            None => faults.push(Fault::InstanceMissing {
                instance: wanted.name.clone(),
            }),
            Some(running) => {
                faults.extend(values(wanted, running));
                faults.extend(state(before, now, wanted, running));
                faults.extend(places(wanted, running, now));
            }
        }
    }
    let is_wanted = |name: &str| expected.instances.iter().any(|wanted| wanted.name == name);
    let left = running.iter().filter(|running| !is_wanted(&running.name));
    faults.extend(left.map(|running| Fault::InstanceLeft {
        instance: running.name.clone(),
    }));
    faults
}

/// The running values that are not the file's.
fn values(wanted: &ExpectedInstance, running: &RunningInstance) -> Vec<Fault> {
    let addresses = |list: &mut dyn Iterator<Item = IpAddr>| {
        let sorted: BTreeSet<_> = list.collect();
        let texts: Vec<_> = sorted.iter().map(IpAddr::to_string).collect();
        texts.join(" ")
    };
    let pairs = [
        (
            "interface",
            wanted
                .interface
                .clone()
                .unwrap_or_else(|| running.interface.clone()),
            running.interface.clone(),
        ),
        (
            "virtual_router_id",
            wanted.vrid.unwrap_or(running.vrid).to_string(),
            running.vrid.to_string(),
        ),
        (
            "priority",
            wanted.priority.to_string(),
            running.base_priority.to_string(),
        ),
        (
            "version",
            wanted.version.to_string(),
            running.version.to_string(),
        ),
        (
            "advert_int",
            seconds(wanted.advert_centis),
            seconds(running.advert_centis),
        ),
        (
            "virtual_ipaddress",
            addresses(&mut wanted.addresses.iter().map(|(address, _)| *address)),
            addresses(&mut running.addresses.iter().map(|vip| vip.address)),
        ),
    ];
    let differing = pairs
        .into_iter()
        .filter(|(_, file, running)| file != running);
    differing
        .map(|(keyword, file, running_value)| Fault::Value {
            instance: wanted.name.clone(),
            keyword,
            file,
            running: running_value,
        })
        .collect()
}

fn seconds(centis: u16) -> String {
    format!("{}.{:02}", centis / 100, centis % 100)
}

/// FAULT is no fault of the change where it was FAULT before, or where a check
/// or a drain says that this node must not serve.
fn state(
    before: &Snapshot,
    now: &Snapshot,
    wanted: &ExpectedInstance,
    running: &RunningInstance,
) -> Option<Fault> {
    let was_fault = before
        .instance(&wanted.name)
        .is_some_and(|old| old.state == Some(InstanceState::Fault));
    let says_fault = wanted
        .track_files
        .iter()
        .any(|file| now.fault_files.contains(&file.path));
    let word = match running.state {
        Some(InstanceState::Master | InstanceState::Backup) => return None,
        Some(InstanceState::Fault) if was_fault || says_fault => return None,
        Some(InstanceState::Fault) => "FAULT",
        Some(InstanceState::Init) => "INIT",
        Some(InstanceState::Stop) => "STOP",
        None => "?",
    };
    Some(Fault::NotSettled {
        instance: wanted.name.clone(),
        state: word,
    })
}

/// The addresses are on their interface exactly when the instance is MASTER.
/// An address owner (priority 255) may have them as its own.
fn places(wanted: &ExpectedInstance, running: &RunningInstance, now: &Snapshot) -> Vec<Fault> {
    let is_master = running.state == Some(InstanceState::Master);
    let mut faults = Vec::new();
    for (address, interface) in &wanted.addresses {
        let found = now.held.iter().find(|held| {
            held.address == *address
                && interface
                    .as_ref()
                    .is_none_or(|name| held.interface == *name)
        });
        match found {
            None if is_master => faults.push(Fault::AddressMissing {
                instance: wanted.name.clone(),
                address: *address,
                interface: interface
                    .clone()
                    .unwrap_or_else(|| running.interface.clone()),
            }),
            Some(held) if !is_master && wanted.priority != u8::MAX => {
                faults.push(Fault::AddressLeft {
                    address: *address,
                    interface: held.interface.clone(),
                });
            }
            _ => {}
        }
    }
    faults
}

/// Addresses that the file no longer has and the kernel still does.
fn left(now: &Snapshot, expected: &Expected) -> Vec<Fault> {
    let left = now
        .held
        .iter()
        .filter(|held| expected.gone.contains(&held.address));
    left.map(|held| Fault::AddressLeft {
        address: held.address,
        interface: held.interface.clone(),
    })
    .collect()
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
