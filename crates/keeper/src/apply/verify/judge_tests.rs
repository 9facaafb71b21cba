//! Each thing that can be wrong, one at a time.

use host::net::HeldAddress;
use keepalived_conf::model::Weight;

use super::*;
use crate::apply::verify::expected::TrackedFile;
use crate::apply::verify::wire::Heard;
use crate::observe::dump::RunningAddress;

const VIP: &str = "10.0.0.100";

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn held(address: &str, interface: &str) -> HeldAddress {
    HeldAddress {
        interface: interface.to_owned(),
        address: ip(address),
        prefix: 24,
    }
}

/// A MASTER that is well.
fn well() -> Snapshot {
    Snapshot {
        pid: Some(100),
        can_dump: true,
        instances: Some(vec![RunningInstance {
            name: "VI".to_owned(),
            interface: "eth0".to_owned(),
            vrid: 51,
            state: Some(InstanceState::Master),
            base_priority: 250,
            master_priority: 0,
            version: 3,
            advert_centis: 10,
            addresses: vec![RunningAddress {
                address: ip(VIP),
                interface: Some("eth0".to_owned()),
            }],
            counters: [("auth_failure".to_owned(), 7)].into(),
        }]),
        held: vec![held("10.0.0.1", "eth0"), held(VIP, "eth0")],
        log: Some(vec!["Reload complete".to_owned()]),
        ..Snapshot::default()
    }
}

fn expected() -> Expected {
    Expected {
        instances: vec![ExpectedInstance {
            name: "VI".to_owned(),
            interface: Some("eth0".to_owned()),
            vrid: Some(51),
            priority: 250,
            version: 3,
            advert_centis: 10,
            addresses: vec![(ip(VIP), Some("eth0".to_owned()))],
            track_files: vec![TrackedFile {
                path: "/track".to_owned(),
                weight: Weight {
                    value: 0,
                    reverse: true,
                },
            }],
        }],
        ..Expected::default()
    }
}

fn after(change: impl FnOnce(&mut Snapshot)) -> Judgement {
    let mut now = well();
    change(&mut now);
    judge(&well(), &now, &expected())
}

fn instance(snapshot: &mut Snapshot) -> &mut RunningInstance {
    &mut snapshot.instances.as_mut().unwrap()[0]
}

#[test]
fn what_has_not_changed_is_well() {
    assert_eq!(after(|_| {}), Judgement::Well);
}

#[test]
fn an_end_a_restart_and_a_complaint_do_not_mend() {
    type Case = (fn(&mut Snapshot), Fault);
    let cases: [Case; 3] = [
        (|now| now.pid = None, Fault::Ended),
        (
            |now| now.pid = Some(101),
            Fault::Restarted {
                before: 100,
                now: 101,
            },
        ),
        (
            |now| {
                now.log = Some(vec![
                    "pid 9 exited with permanent error CONFIG. Terminating".to_owned(),
                ]);
            },
            Fault::Complaint {
                line: "pid 9 exited with permanent error CONFIG. Terminating".to_owned(),
            },
        ),
    ];
    for (change, fault) in cases {
        assert_eq!(after(change), Judgement::Bad(vec![fault]));
    }
}

#[test]
fn a_reload_that_has_not_finished_is_waited_for() {
    let not_yet = after(|now| now.log = Some(vec!["Reloading ...".to_owned()]));
    assert_eq!(not_yet, Judgement::NotYet(vec![Fault::NotReloaded]));
    // Without a log there is nothing to wait for.
    assert_eq!(after(|now| now.log = None), Judgement::Well);
    let silent = after(|now| now.instances = None);
    assert_eq!(silent, Judgement::NotYet(vec![Fault::NoAnswer]));
}

#[test]
fn each_running_value_is_compared() {
    type Case = (fn(&mut RunningInstance), &'static str);
    let cases: [Case; 6] = [
        (|now| now.interface = "eth1".to_owned(), "interface"),
        (|now| now.vrid = 52, "virtual_router_id"),
        (|now| now.base_priority = 100, "priority"),
        (|now| now.version = 2, "version"),
        (|now| now.advert_centis = 100, "advert_int"),
        (|now| now.addresses.clear(), "virtual_ipaddress"),
    ];
    for (change, wanted) in cases {
        let Judgement::NotYet(faults) = after(|now| change(instance(now))) else {
            panic!("{wanted} is not compared");
        };
        let is_it =
            |fault: &Fault| matches!(fault, Fault::Value { keyword, .. } if *keyword == wanted);
        assert!(
            faults.len() == 1 && is_it(&faults[0]),
            "{wanted}: {faults:?}"
        );
    }
    let renamed = after(|now| {
        instance(now).name = "OLD".to_owned();
        instance(now).counters.clear();
    });
    let faults = [("VI", true), ("OLD", false)].map(|(name, is_missing)| {
        let instance = name.to_owned();
        match is_missing {
            true => Fault::InstanceMissing { instance },
            false => Fault::InstanceLeft { instance },
        }
    });
    assert_eq!(renamed, Judgement::NotYet(faults.to_vec()));
}

#[test]
fn fault_counts_unless_it_was_there_or_a_check_says_so() {
    let to_fault = |now: &mut Snapshot| {
        instance(now).state = Some(InstanceState::Fault);
        now.held.pop();
    };
    let not_settled = Fault::NotSettled {
        instance: "VI".to_owned(),
        state: "FAULT",
    };
    assert_eq!(after(to_fault), Judgement::NotYet(vec![not_settled]));
    let by_check = after(|now| {
        to_fault(now);
        now.fault_files.insert("/track".to_owned());
    });
    assert_eq!(by_check, Judgement::Well);
    let mut fault = well();
    to_fault(&mut fault);
    assert_eq!(judge(&fault, &fault, &expected()), Judgement::Well);
}

#[test]
fn an_address_is_on_its_interface_exactly_when_master() {
    let missing = Fault::AddressMissing {
        instance: "VI".to_owned(),
        address: ip(VIP),
        interface: "eth0".to_owned(),
    };
    for change in [
        |now: &mut Snapshot| drop(now.held.pop()),
        |now: &mut Snapshot| {
            now.held[1].interface = "eth1".to_owned();
        },
    ] {
        assert_eq!(after(change), Judgement::NotYet(vec![missing.clone()]));
    }
    let left = Fault::AddressLeft {
        address: ip(VIP),
        interface: "eth0".to_owned(),
    };
    let backup = after(|now| instance(now).state = Some(InstanceState::Backup));
    assert_eq!(backup, Judgement::NotYet(vec![left]));
    let gone = Expected {
        gone: BTreeSet::from([ip("10.0.0.1")]),
        ..expected()
    };
    assert!(matches!(
        judge(&well(), &well(), &gone),
        Judgement::NotYet(_)
    ));
}

#[test]
fn refused_adverts_and_another_master_are_bad() {
    let refuse = |count: u64| {
        move |now: &mut Snapshot| {
            let counters = &mut instance(now).counters;
            *counters.entry("auth_failure".to_owned()).or_default() += count;
        }
    };
    assert_eq!(after(refuse(1)), Judgement::Well, "somebody else's");
    let felt = Expected {
        quiet: std::time::Duration::from_millis(700),
        ..expected()
    };
    let mut one = well();
    refuse(1)(&mut one);
    assert!(matches!(judge(&well(), &one, &felt), Judgement::Bad(_)));
    assert!(matches!(after(refuse(2)), Judgement::Bad(faults)
        if matches!(&faults[..], [Fault::Deaf { count: 2, .. }])));
    let heard = |adverts: u32, vrid: u8, source: &str| Heard {
        interface: "eth0".to_owned(),
        source: ip(source),
        vrid,
        addresses: vec![ip("10.0.0.200")],
        adverts,
    };
    let hears = |heard: Heard| after(|now| now.heard.push(heard));
    assert!(matches!(hears(heard(3, 51, "10.0.0.2")), Judgement::Bad(_)));
    assert_eq!(hears(heard(2, 51, "10.0.0.2")), Judgement::Well);
    assert_eq!(hears(heard(9, 52, "10.0.0.2")), Judgement::Well);
    assert_eq!(hears(heard(9, 51, "10.0.0.1")), Judgement::Well, "our own");
    let mut same_address = heard(3, 52, "10.0.0.2");
    same_address.addresses.push(ip(VIP));
    assert!(matches!(hears(same_address), Judgement::Bad(_)));
}

#[test]
fn what_was_refused_before_the_change_or_is_expected_does_not_count() {
    let mut before = well();
    before
        .noise
        .insert(("VI".to_owned(), "auth_failure".to_owned()));
    let mut now = well();
    instance(&mut now)
        .counters
        .insert("auth_failure".to_owned(), 99);
    assert_eq!(judge(&before, &now, &expected()), Judgement::Well);
    let follows = Expected {
        peer_follows: true,
        ..expected()
    };
    assert_eq!(judge(&well(), &now, &follows), Judgement::Well);
}
