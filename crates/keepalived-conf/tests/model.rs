//! The typed view of whole texts.

use std::time::Duration;

use proptest::prelude::*;

use keepalived_conf::expand::{self, Expansion, Location};
use keepalived_conf::lint::{self, Options};
use keepalived_conf::model::{
    Family, InitialState, Model, Probe, VirtualService, VrrpVersion, Weight,
};
use keepalived_conf::simulate::{Node, simulate};

const PAIR: &str = r#"
global_defs {
    router_id node_a
    notify_fifo /run/events
    script_user keepalived_script
    vrrp_version 3
}
$VRID=51
vrrp_script check_mysql {
    script "/usr/bin/check --port 3306" nobody
    interval 2
    fall 3
    weight -20
}
track_file mysql_health { file /run/health/mysql
    weight 0 reverse
}
vrrp_instance VI_MYSQL {
    state BACKUP
    interface eth0
    virtual_router_id $VRID
    priority 250
    advert_int 0.1
    nopreempt
    unicast_src_ip 192.0.2.1
    unicast_peer { 192.0.2.2 }
    virtual_ipaddress {
        192.0.2.10/24 dev eth0 label eth0:vip
        192.0.2.11
    }
    virtual_ipaddress_excluded { 2001:db8::10 }
    track_script {
        check_mysql weight -30
        later
    }
    track_file { mysql_health }
    track_interface { eth1 weight -5 reverse }
    notify_master "/etc/keepalived/notify.sh master"
    authentication { auth_type PASS
        auth_pass secret
    }
    colour blue
}
vrrp_script later { script /bin/true
}
virtual_server 192.0.2.10 3306 {
    delay_loop 6
    lb_algo wlc
    real_server 192.0.2.21 3306 {
        weight 2
        MISC_CHECK {
            misc_path "/bin/check one"
            misc_timeout 5
            misc_dynamic
        }
        TCP_CHECK { connect_timeout 1.5
        }
    }
}
"#;

fn expand(text: &str) -> Expansion {
    expand::expand_text(text, &expand::Options::default())
}

fn said(expansion: &Expansion, at: Location) -> String {
    let file = &expansion.files[at.file.index()];
    String::from_utf8_lossy(file.tree.slice(at.span)).into_owned()
}

#[test]
fn an_instance_is_read_with_all_it_depends_on() {
    let expansion = expand(PAIR);
    let model = Model::read(&expansion);
    let instance = model.instance("VI_MYSQL").unwrap();
    assert_eq!(instance.initial_state(), InitialState::Backup);
    assert_eq!(instance.priority().value(), 250);
    assert_eq!(instance.family(), Family::V4);
    assert_eq!(instance.version(&model.globals), VrrpVersion::V3);
    assert_eq!(instance.advert_interval(&model.globals).centis(), 10);
    assert_eq!(instance.down_timer_adverts(&model.globals), 3);
    assert!(instance.nopreempt.is_some());
    assert!(instance.is_unicast());
    assert_eq!(instance.addresses.len(), 2);
    assert_eq!(instance.addresses[0].prefix, 24);
    assert_eq!(instance.addresses[1].prefix, 32);
    assert!(!instance.addresses[1].has_prefix);
    assert_eq!(instance.excluded[0].prefix, 128);
    let command = &instance.notifies[0].command.value;
    assert_eq!(command.words, ["/etc/keepalived/notify.sh", "master"]);
}

#[test]
fn every_value_knows_where_it_was_written() {
    let expansion = expand(PAIR);
    let model = Model::read(&expansion);
    let instance = model.instance("VI_MYSQL").unwrap();
    let vrid = instance.vrid.as_ref().unwrap();
    assert_eq!(vrid.value.value(), 51);
    assert_eq!(said(&expansion, vrid.at), "$VRID");
    assert_eq!(said(&expansion, instance.at), "vrrp_instance VI_MYSQL");
    let label = instance.addresses[0].label.as_ref().unwrap();
    assert_eq!(said(&expansion, label.at), "eth0:vip");
    let fifo = model.globals.fifos[0].path.as_ref().unwrap();
    let user = model.globals.script_user.as_ref().unwrap();
    assert!(fifo.read_at < user.read_at, "the order of lines is kept");
}

#[test]
fn a_tracker_means_what_is_defined_before_it() {
    let expansion = expand(PAIR);
    let model = Model::read(&expansion);
    let trackers = &model.instance("VI_MYSQL").unwrap().trackers;
    let (checked, later) = (&trackers.scripts[0], &trackers.scripts[1]);
    let script = model.script(checked).unwrap();
    assert_eq!(checked.weight(script.weight()), Weight::plain(-30));
    assert_eq!(script.weight(), Weight::plain(-20));
    assert_eq!((script.fall(), script.rise()), (3, 1));
    assert_eq!(script.timeout(), Duration::from_secs(2), "the interval");
    let command = &script.command.as_ref().unwrap().value;
    assert_eq!(command.words, ["/usr/bin/check", "--port", "3306"]);
    assert_eq!(command.user.as_deref(), Some("nobody"));
    assert!(model.script(later).is_none(), "it is defined too late");
    let file = model.track_file(&trackers.files[0]).unwrap();
    assert_eq!(
        trackers.files[0].weight(file.weight()),
        Weight {
            value: 0,
            reverse: true
        }
    );
    assert_eq!(trackers.interfaces[0].reverse, Some(true));
}

#[test]
fn servers_carry_their_checkers_in_order() {
    let expansion = expand(PAIR);
    let model = Model::read(&expansion);
    let server = &model.virtual_servers[0];
    assert_eq!(
        server.service,
        Some(VirtualService::Address {
            address: "192.0.2.10".parse().unwrap(),
            port: Some(3306),
        })
    );
    let real = &server.real_servers[0];
    assert_eq!(real.weight.as_ref().unwrap().value, 2);
    assert_eq!(real.checkers.len(), 2);
    let Probe::Misc {
        command,
        timeout,
        is_dynamic,
    } = &real.checkers[0].probe
    else {
        panic!("{:?}", real.checkers[0].probe);
    };
    assert_eq!(command.as_ref().unwrap().value.text(), "/bin/check one");
    assert_eq!(timeout.as_ref().unwrap().value, Duration::from_secs(5));
    assert!(is_dynamic.is_some());
    assert_eq!(real.checkers[1].probe, Probe::Tcp);
    let wait = real.checkers[1].connect_timeout.as_ref().unwrap();
    assert_eq!(wait.value, Duration::from_millis(1500));
}

#[test]
fn unknown_keywords_are_kept_with_the_block_they_stand_in() {
    let expansion = expand(PAIR);
    let unknown = Model::read(&expansion).unknown;
    assert_eq!(unknown.len(), 1);
    assert_eq!(unknown[0].block, "vrrp_instance");
    assert_eq!(unknown[0].keyword.value, "colour");
}

#[test]
fn a_value_that_does_not_fit_is_as_if_it_were_not_there() {
    let text = "vrrp_instance A {\n priority 300\n virtual_router_id 0\n advert_int \u{2013}1\n \
                state MASTER of all\n virtual_ipaddress { 10.0.0.300\n }\n}\n";
    let model = Model::read(&expand(text));
    let instance = &model.instances[0];
    assert_eq!(instance.priority, None);
    assert_eq!(instance.vrid, None);
    assert_eq!(instance.advert_interval, None);
    assert_eq!(instance.initial_state(), InitialState::Master);
    assert!(instance.addresses.is_empty());
}

#[test]
fn what_is_not_said_is_keepalived_s_default() {
    let bare = Model::read(&expand("vrrp_instance A {\n}\n"));
    let instance = &bare.instances[0];
    assert_eq!(instance.priority().value(), 100);
    assert_eq!(instance.advert_interval(&bare.globals).centis(), 100);
    assert_eq!(instance.version(&bare.globals), VrrpVersion::V2);
    let master = Model::read(&expand("vrrp_instance A {\n state MASTER\n}\n"));
    assert!(
        master.instances[0].priority().is_owner(),
        "state MASTER without a priority is the address owner"
    );
    let owner = Model::read(&expand("vrrp_instance A {\n priority 255\n}\n"));
    assert_eq!(owner.instances[0].initial_state(), InitialState::Master);
    let six = "vrrp_instance A {\n virtual_ipaddress { fe80::1\n }\n}\n";
    let six = Model::read(&expand(six));
    assert_eq!(six.instances[0].version(&six.globals), VrrpVersion::V3);
}

#[test]
fn the_last_word_counts_except_for_master() {
    let text = "vrrp_instance A {\n priority 10\n priority 20\n nopreempt\n preempt\n \
                state MASTER\n state BACKUP\n}\n";
    let model = Model::read(&expand(text));
    let instance = &model.instances[0];
    assert_eq!(instance.priority().value(), 20);
    assert!(instance.nopreempt.is_none());
    assert_eq!(instance.initial_state(), InitialState::Master);
}

proptest! {
    /// Whatever lines are left of a file, in whatever order: every layer above the tree copes.
    #[test]
    fn no_pile_of_lines_is_too_odd(
        picks in prop::collection::vec((0..PAIR.lines().count(), 0..6usize, 0..400u32), 0..80)
    ) {
        let lines: Vec<&str> = PAIR.lines().collect();
        let text: String = picks
            .iter()
            .map(|(line, kind, number)| match kind {
                0 => format!("priority {number}\n"),
                1 => format!("vrrp_instance I{number} {{\ninterface eth0\nvirtual_router_id {number}\n"),
                2 => "}\n".to_owned(),
                _ => format!("{}\n", lines[*line]),
            })
            .collect();
        let (mixed, whole) = (expand(&text), expand(PAIR));
        let (one, other) = (Model::read(&mixed), Model::read(&whole));
        let nodes = [Node::new("a", &one), Node::new("b", &other)];
        let simulation = simulate(&nodes, &Default::default());
        for scope in &simulation.scopes {
            prop_assert_eq!(scope.healthy.outcomes.len(), scope.elections.len());
        }
        let options = Options { peer: Some(&whole), ..Options::default() };
        let found = lint::lint(&mixed, &options);
        prop_assert!(found.is_sorted_by_key(|finding| finding.at));
    }
}
