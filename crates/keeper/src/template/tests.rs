//! A template as its user meets it: values in, text or an error out.

use std::collections::BTreeMap;
use std::path::Path;

use super::{
    Library, Order, Part, Profile, Rendered, Secrets, Surroundings, Template, TemplateError,
};
use crate::layout::Layout;
use crate::message::Lang;

const VIP: (&str, &str) = ("vip", "10.0.0.77/24");

fn surroundings(layout: &Layout, interface: Option<&str>) -> Surroundings {
    let secrets = Secrets {
        password: "k8sT2x9q".to_owned(),
        key: format!("hex:{}", "0f".repeat(32)),
    };
    let program = Path::new("/usr/bin/vipkeeper");
    Surroundings::new(
        layout,
        interface.map(str::to_owned),
        "node-a",
        program,
        secrets,
    )
}

fn given(values: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = values.iter();
    pairs
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// How a test fills a template in.
struct Try<'a> {
    values: &'a [(&'a str, &'a str)],
    profile: Option<Profile>,
    part: Part,
    is_peer: bool,
    interface: Option<&'a str>,
}

impl Default for Try<'_> {
    fn default() -> Self {
        Self {
            values: &[VIP],
            profile: None,
            part: Part::Config,
            is_peer: false,
            interface: Some("ens3"),
        }
    }
}

impl Try<'_> {
    fn of(&self, name: &str) -> Result<Rendered, TemplateError> {
        self.with(&Library::new("/nonexistent").find(name)?)
    }

    fn with(&self, template: &Template) -> Result<Rendered, TemplateError> {
        let surroundings = surroundings(&Layout::prefix("/www/server"), self.interface);
        let order = Order {
            given: &given(self.values),
            profile: self.profile,
            release: None,
            surroundings: &surroundings,
        };
        let counterpart = Library::new("/nonexistent").counterpart(template)?;
        let mut filled = template.fill(&order)?;
        if self.is_peer {
            filled = filled.peer(&counterpart)?;
        }
        filled.render(self.part, Lang::En)
    }
}

fn assert_has(text: &str, lines: &[&str]) {
    for line in lines {
        let is_there = text.lines().any(|have| have.trim() == *line);
        assert!(is_there, "no {line:?} in\n{text}");
    }
}

#[test]
fn defaults_come_from_the_machine_and_from_the_vip() {
    let text = Try::default().of("mysql-pair").unwrap().text;
    let script = "script \"/usr/bin/vipkeeper --server-path /www/server check mysql --backstop\"";
    let lines = [
        "router_id node-a",
        "interface ens3",
        "virtual_router_id 77",
        "priority 250",
        "10.0.0.77/24 dev ens3",
        "file /www/server/keepalived/vipkeeper/track/mysql",
        script,
    ];
    assert_has(&text, &lines);
    assert!(!text.contains("{$") && !text.contains("#:") && !text.contains("#>"));
}

#[test]
fn lines_and_blocks_of_an_optional_value_come_and_go_with_it() {
    let without = Try::default().of("mysql-pair").unwrap().text;
    for keyword in ["unicast", "nopreempt", "authentication", "auth_hmac"] {
        assert!(!without.contains(keyword), "{keyword} in\n{without}");
    }
    let values = [
        VIP,
        ("address", "10.0.0.1"),
        ("peer", "10.0.0.2"),
        ("nopreempt", "yes"),
    ];
    let values = Try {
        values: &values,
        ..Try::default()
    };
    let with = values.of("mysql-pair").unwrap().text;
    assert_has(
        &with,
        &[
            "unicast_peer {",
            "10.0.0.2",
            "unicast_src_ip 10.0.0.1",
            "nopreempt",
        ],
    );
}

#[test]
fn a_line_can_stand_in_the_place_of_a_value_that_is_left_out() {
    let stale = [VIP, ("serve-stale", "yes")];
    for (values, has, lacks) in [
        (&stale[..], "weight -20", "nopreempt"),
        (&stale[..1], "nopreempt", "weight -20"),
    ] {
        let order = Try {
            values,
            ..Try::default()
        };
        let text = order.of("mysql-replicated-pair").unwrap().text;
        assert_has(
            &text,
            &[
                has,
                "# MASTER.  A primary may, and so may a replica that has what it should.",
            ],
        );
        assert!(!text.contains(lacks) && !text.contains('!'), "{text}");
    }
}

#[test]
fn a_profile_changes_version_interval_and_authentication_together() {
    let of = |profile| {
        let profile = Try {
            profile: Some(profile),
            ..Try::default()
        };
        profile.of("mysql-pair").unwrap()
    };
    let classic = of(Profile::Classic);
    let lines = [
        "vrrp_version 2",
        "advert_int 1",
        "auth_type PASS",
        "auth_pass k8sT2x9q",
    ];
    assert_has(&classic.text, &lines);
    assert_eq!(classic.warnings[0].id(), super::NEW_SECRET);
    let fast = of(Profile::Fast);
    assert_has(&fast.text, &["vrrp_version 3", "advert_int 0.1"]);
    assert!(!fast.text.contains("auth") && fast.warnings.is_empty());
    let hmac = of(Profile::Hmac);
    assert_has(
        &hmac.text,
        &["vrrp_version 3", "auth_hmac {", "active_key 1"],
    );
    assert!(!hmac.text.contains("auth_pass"));
}

#[test]
fn the_peer_has_the_same_pair_with_the_two_nodes_swapped() {
    let values = [
        VIP,
        ("address", "10.0.0.1"),
        ("peer", "10.0.0.2"),
        ("priority", "240"),
        ("peer-router-id", "node-b"),
        ("peer-interface", "eth9"),
    ];
    let peer = Try {
        values: &values,
        profile: Some(Profile::Classic),
        is_peer: true,
        ..Try::default()
    };
    let text = peer.of("mysql-pair").unwrap().text;
    let lines = [
        "router_id node-b",
        "interface eth9",
        "virtual_router_id 77",
        "priority 250",
        "unicast_src_ip 10.0.0.2",
        "10.0.0.1",
        "auth_pass k8sT2x9q",
        "10.0.0.77/24 dev eth9",
    ];
    assert_has(&text, &lines);
}

#[test]
fn the_peer_of_the_master_is_the_backup() {
    let own = Try::default().of("mysql-master").unwrap().text;
    assert_has(&own, &["priority 250"]);
    let peer = Try {
        is_peer: true,
        ..Try::default()
    };
    let text = peer.of("mysql-master").unwrap().text;
    assert_has(&text, &["priority 240"]);
    assert!(
        text.starts_with("# The MySQL server that takes the virtual IP when"),
        "{text}"
    );
}

#[test]
fn the_checks_part_is_toml_without_its_marks() {
    let checks = Try {
        values: &[VIP, ("credentials", "/etc/vk.cnf")],
        part: Part::Checks,
        ..Try::default()
    };
    let expected = "[checks.mysql]\nkind = \"mysql\"\ntarget = \"127.0.0.1:3306\"\n\
                    credentials = \"/etc/vk.cnf\"\n";
    assert_eq!(checks.of("mysql-pair").unwrap().text, expected);
}

#[test]
fn without_a_default_route_eth1_is_assumed_and_said() {
    let unconnected = |values, part| {
        let values = Try {
            values,
            part,
            interface: None,
            ..Try::default()
        };
        values.of("mysql-pair").unwrap()
    };
    let told = unconnected(&[VIP, ("interface", "eth7")], Part::Config);
    assert_eq!(told.warnings, []);
    let assumed = unconnected(&[VIP], Part::Config);
    assert_has(&assumed.text, &["interface eth1"]);
    assert_eq!(assumed.warnings[0].id(), "warning-no-default-route");
    let unused = unconnected(&[VIP], Part::Checks);
    assert_eq!(unused.warnings, [], "checks name no interface");
}

#[test]
fn errors_name_the_thing() {
    let fails = |name: &str, profile, values: &[(&str, &str)]| {
        let values = Try {
            values,
            profile,
            ..Try::default()
        };
        values.of(name).unwrap_err().to_string()
    };
    let classic = Some(Profile::Classic);
    type Case<'a> = (&'a str, Option<Profile>, &'a [(&'a str, &'a str)], &'a str);
    let cases: [Case<'_>; 8] = [
        ("mysql", None, &[], "there is no template mysql"),
        ("mysql-pair", None, &[], "needs a value for vip"),
        (
            "mysql-pair",
            None,
            &[VIP, ("prioritee", "1")],
            "no parameter prioritee",
        ),
        (
            "mysql-pair",
            None,
            &[("vip", "10.0.0.1")],
            "10.0.0.1 cannot be the value of vip",
        ),
        (
            "mysql-pair",
            None,
            &[VIP, ("peer", "10.0.0.2")],
            "peer is given without address",
        ),
        (
            "mysql-pair",
            None,
            &[VIP, ("auth-pass", "x")],
            "profile fast has no auth-pass",
        ),
        (
            "mysql-pair",
            classic,
            &[VIP, ("advert-int", "0.1")],
            "0.1 cannot be the value of advert-int",
        ),
        ("tcp-pair", None, &[VIP], "needs a value for target"),
    ];
    for (name, profile, values, expected) in cases {
        let error = fails(name, profile, values);
        assert!(error.contains(expected), "{values:?}: {error}");
    }
}

#[test]
fn an_unknown_placeholder_is_named_with_its_line() {
    let text = "#: title = { en = \"t\", zh-CN = \"t\" }\nrouter_id {$NOPE}\n";
    let template = Template::parse("own", text).unwrap();
    let own = Try {
        values: &[],
        ..Try::default()
    };
    let error = own.with(&template).unwrap_err();
    assert!(
        matches!(&error, TemplateError::UnknownPlaceholder { template, name, line: 2 }
            if template == "own" && name == "NOPE"),
        "{error}"
    );
}

#[test]
fn a_plain_text_with_the_panels_placeholders_is_a_template() {
    let text = "script \"{$SERVER_PATH}/keepalived/scripts/chk.sh mysql\"\ninterface {$ETH_XX}\n";
    let template = Template::parse("own", text).unwrap();
    let own = Try {
        values: &[],
        ..Try::default()
    };
    let expected = "script \"/www/server/keepalived/scripts/chk.sh mysql\"\ninterface ens3\n";
    assert_eq!(own.with(&template).unwrap().text, expected);

    let system = surroundings(&Layout::system(), None);
    let order = Order {
        given: &BTreeMap::new(),
        profile: None,
        release: None,
        surroundings: &system,
    };
    let filled = template.fill(&order).unwrap();
    let error = filled.render(Part::Config, Lang::En).unwrap_err();
    assert!(
        matches!(&error, TemplateError::NothingHere { name } if name == "SERVER_PATH"),
        "{error}"
    );
}
