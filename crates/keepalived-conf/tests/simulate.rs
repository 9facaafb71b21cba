//! The simulation against the scenarios that Keepalived itself is held against too.

mod scenario;

use std::collections::BTreeMap;

use keepalived_conf::expand;
use keepalived_conf::model::Model;
use keepalived_conf::simulate::{Case, Node, Scope, Step, play, simulate};
use scenario::{ADDRESSES, NODES, Scenario};

fn models(scenario: &Scenario) -> [Model; 2] {
    let options = expand::Options::default();
    let texts = scenario.configs.clone();
    texts.map(|text| Model::read(&expand::expand_text(text, &options)))
}

fn nodes(models: &[Model; 2]) -> Vec<Node<'_>> {
    let all = models.iter().zip(NODES).zip(ADDRESSES);
    all.map(|((model, name), address)| {
        let mut node = Node::new(name, model);
        node.address = address.parse().ok();
        node
    })
    .collect()
}

/// Who holds each VRID in one moment.
fn holders(scopes: &[Scope], cases: &[Case]) -> BTreeMap<u8, Vec<usize>> {
    let pairs = scopes.iter().zip(cases).flat_map(|(scope, case)| {
        let elections = scope.elections.iter().zip(&case.outcomes);
        elections.map(|(election, outcome)| (election.vrid.value(), outcome.holders.clone()))
    });
    pairs.collect()
}

#[test]
fn every_scenario_goes_as_keepalived_lets_it_go() {
    let scenarios = scenario::all();
    assert!(scenarios.len() >= 8, "{} scenarios", scenarios.len());
    for scenario in scenarios {
        let models = models(&scenario);
        let nodes = nodes(&models);
        let steps: Vec<Step> = scenario
            .moments
            .iter()
            .filter_map(|(step, _)| step.clone())
            .collect();
        let scopes = simulate(&nodes, &Default::default()).scopes;
        let played = play(&nodes, &steps);
        for (at, ((step, expected), cases)) in scenario.moments.iter().zip(&played).enumerate() {
            assert_eq!(
                holders(&scopes, cases),
                *expected,
                "{}, moment {at}: {step:?}\n{cases:#?}",
                scenario.name
            );
            assert!(
                cases.iter().all(|case| case.is_settled),
                "{} rests",
                scenario.name
            );
        }
    }
}
