//! Interviews from the first question to the last.

use std::collections::BTreeMap;
use std::path::Path;

use keepalived_conf::expand::{Options, expand_text};
use keepalived_conf::model::Model;

use super::{Facts, Interface, Interview, Topic};
use crate::drain;
use crate::layout::Layout;
use crate::template::{Library, Order, Part, Secrets, Surroundings, Template};
use crate::{Lang, Messages};

fn facts(release: &str) -> Facts {
    let layout = Layout::prefix("/www/server");
    let secrets = Secrets::generate().unwrap();
    let interface = |name: &str, address: &str| Interface {
        name: name.to_owned(),
        addresses: vec![(address.parse().unwrap(), 24)],
    };
    Facts {
        interfaces: vec![
            interface("eth0", "192.0.2.7"),
            interface("eth1", "10.0.0.11"),
        ],
        release: Some(release.parse().unwrap()),
        surroundings: Surroundings::new(
            &layout,
            Some("eth0".to_owned()),
            "node-a",
            Path::new("/usr/bin/vipkeeper"),
            secrets,
        ),
    }
}

fn templates() -> Vec<Template> {
    let library = Library::new("/nonexistent").all().unwrap();
    library.into_iter().map(Result::unwrap).collect()
}

fn topic(topic: &Topic) -> String {
    match topic {
        Topic::Parameter(name) => name.clone(),
        other => format!("{other:?}"),
    }
}

/// Answers by topic, and empty lines for the rest; gives what was asked.
fn held(interview: &mut Interview<'_>, answers: &[(&str, &str)]) -> Vec<String> {
    let mut asked = Vec::new();
    while let Some(question) = interview.next() {
        let name = topic(&question.topic);
        let line = answers.iter().find(|(topic, _)| *topic == name);
        let answer = question.read(line.map_or("", |(_, line)| line));
        interview.take(&question, answer.unwrap());
        asked.push(name);
        assert!(asked.len() < 40, "no end: {asked:?}");
    }
    asked
}

#[test]
fn a_virtual_ip_is_all_that_must_be_told() {
    let (templates, facts) = (templates(), facts("2.3.4"));
    let mut interview = Interview::new(&templates, &facts);
    let asked = held(&mut interview, &[("VIP", "10.0.0.100/24")]);
    let expected = [
        "Template",
        "VIP",
        "INTERFACE",
        "Unicast",
        "Profile",
        "TARGET",
        "CREDENTIALS",
        "VRID",
        "NOPREEMPT",
    ];
    assert_eq!(asked, expected);
    let answers = interview.finish().unwrap();
    assert_eq!(answers.template, "mysql-pair");
    let is = |name: &str| answers.given.get(name).map(String::as_str);
    assert_eq!((is("vrid"), is("interface")), (Some("100"), Some("eth0")));
}

#[test]
fn unicast_asks_for_addresses_and_knows_its_own() {
    let (templates, facts) = (templates(), facts("2.3.4"));
    let mut interview = Interview::new(&templates, &facts);
    let answers = [
        ("VIP", "10.0.0.100/24"),
        ("INTERFACE", "2"),
        ("Unicast", "unicast"),
        ("PEER", "10.0.0.12"),
        ("NOPREEMPT", "yes"),
    ];
    held(&mut interview, &answers);
    let given = interview.finish().unwrap().given;
    let is = |name: &str| given.get(name).map(String::as_str);
    assert_eq!(
        (is("interface"), is("address"), is("peer"), is("nopreempt")),
        (
            Some("eth1"),
            Some("10.0.0.11"),
            Some("10.0.0.12"),
            Some("yes")
        )
    );
}

#[test]
fn a_number_that_others_use_is_not_proposed() {
    let (templates, facts) = (templates(), facts("2.3.4"));
    let mut interview = Interview::new(&templates, &facts);
    interview.avoid([100, 101]);
    held(&mut interview, &[("VIP", "10.0.0.100/24")]);
    assert_eq!(interview.given("VRID"), Some("102"));
}

#[test]
fn signing_is_offered_only_where_it_can_run() {
    let templates = templates();
    for (release, offered) in [("2.2.7", 2), ("2.4.3", 3)] {
        let facts = facts(release);
        let mut interview = Interview::new(&templates, &facts);
        while let Some(question) = interview.next() {
            if question.topic == Topic::Profile {
                assert_eq!(question.choices.len(), offered, "{release}");
            }
            let answer = question
                .read("")
                .or_else(|_| question.read("10.0.0.100/24"));
            interview.take(&question, answer.unwrap());
        }
    }
}

#[test]
fn what_is_no_answer_says_what_would_be() {
    let (templates, facts) = (templates(), facts("2.3.4"));
    let mut interview = Interview::new(&templates, &facts);
    let messages = Messages::new(Lang::En);
    let which = interview.next().unwrap();
    for line in ["0", "99", "nonsense"] {
        assert!(which.read(line).is_err(), "{line}");
    }
    interview.take(&which, which.read("1").unwrap());
    let vip = interview.next().unwrap();
    let said = |line: &str| messages.text(&vip.read(line).unwrap_err());
    assert_eq!(said(""), "this needs an answer");
    assert!(said("10.0.0.100").contains("prefix length"));
}

fn can_be_drained(text: &str) -> Result<drain::Plan, drain::DrainError> {
    let model = Model::read(&expand_text(text.to_owned(), &Options::default()));
    let mut files = model.track_files.iter();
    let lever = files.find(|file| file.name.value == "drain");
    let path = lever.and_then(|file| Some(file.path.as_ref()?.value.clone()));
    drain::Plan::of(&model, Path::new(&path.unwrap_or_default()))
}

/// Every template can be filled in with nothing but what it must be told.
#[test]
fn every_template_is_reached_and_renders_for_both_nodes() {
    let (templates, facts) = (templates(), facts("2.3.4"));
    let library = Library::new("/nonexistent");
    for template in &templates {
        let mut interview = Interview::new(&templates, &facts);
        let answers: BTreeMap<_, _> = [
            ("Template", template.name.as_str()),
            ("VIP", "10.0.0.100/24"),
            ("INTERFACE", "eth1"),
            ("PEER", "10.0.0.12"),
            ("TARGET", "127.0.0.1:80"),
            ("REAL_1", "10.0.0.21"),
            ("REAL_2", "10.0.0.22"),
        ]
        .into();
        let answers: Vec<_> = answers.into_iter().collect();
        held(&mut interview, &answers);
        let answers = interview.finish().unwrap();
        let filled = template.fill(&Order {
            given: &answers.given,
            profile: answers.profile,
            release: facts.release,
            surroundings: &facts.surroundings,
        });
        let filled = filled.unwrap_or_else(|error| panic!("{}: {error}", template.name));
        let counterpart = library.counterpart(template).unwrap();
        for node in [&filled, &filled.peer(&counterpart).unwrap()] {
            let text = node.render(Part::Config, Lang::En).unwrap().text;
            assert!(text.contains("10.0.0.100"), "{}", template.name);
            let drained = can_be_drained(&text);
            assert!(drained.is_ok(), "{}: {drained:?}", template.name);
        }
    }
}
