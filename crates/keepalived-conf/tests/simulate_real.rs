//! The scenarios on Keepalived itself: who is MASTER after each step must be what the simulation
//! says.
//!
//! Needs root, network namespaces and an installed Keepalived; without them it says so and passes.

mod real;
mod scenario;

use std::time::{Duration, Instant};

use keepalived_conf::expand;
use keepalived_conf::model::{Model, down_interval};
use keepalived_conf::simulate::{Case, CheckKind, Node, Scope, Step, play, simulate};
use real::Pair;
use scenario::{ADDRESSES, NODES, Scenario};

/// A script runs once a second, so a second may pass before Keepalived knows.
const SCRIPT_DELAY: Duration = Duration::from_millis(1300);
/// How long a moment may take to come; a busy machine needs it.
const PATIENCE: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(20);

#[test]
fn keepalived_does_what_the_simulation_says() {
    let scenarios = scenario::all();
    let threads: Vec<_> = scenarios
        .into_iter()
        .map(|scenario| std::thread::spawn(move || run(&scenario)))
        .collect();
    let mut compared = 0;
    let mut failures = Vec::new();
    for thread in threads {
        // Every scenario is waited for, so that each takes its namespaces away.
        match thread.join() {
            Ok(Ok(moments)) => compared += moments,
            Ok(Err(failure)) => failures.push(failure),
            Err(_) => failures.push("a scenario broke off".to_owned()),
        }
    }
    if compared == 0 && failures.is_empty() {
        println!("skipped: needs root, network namespaces and keepalived");
        return;
    }
    println!("{compared} moments compared with keepalived");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Plays one scenario; the number of moments that agreed, or what differed.
fn run(scenario: &Scenario) -> Result<usize, String> {
    let Some(mut pair) = Pair::new(&scenario.name) else {
        return Ok(0);
    };
    let options = expand::Options::default();
    let texts = scenario.configs.clone();
    let models = texts.map(|text| Model::read(&expand::expand_text(text, &options)));
    let nodes = nodes(&models);
    let scopes = simulate(&nodes, &Default::default()).scopes;
    let steps = scenario.moments.iter();
    let steps: Vec<Step> = steps.filter_map(|(step, _)| step.clone()).collect();
    let played = play(&nodes, &steps);
    prepare(&pair, scenario, &models, &scopes);
    for (at, (step, _)) in scenario.moments.iter().enumerate() {
        let begin = Instant::now();
        match step {
            Some(step) => pair.apply(step),
            None => start_all(&mut pair),
        }
        let expected = masters(&scopes, &played[at]);
        let hold = hold(&models, step.as_ref());
        let came = wait(&pair, &expected, hold).ok_or_else(|| {
            let logs: Vec<String> = (0..NODES.len()).map(|node| pair.log(node)).collect();
            format!(
                "{}, moment {at}, {step:?}: expected {expected:?}\n{}",
                scenario.name,
                logs.join("\n--\n")
            )
        })?;
        addresses(&pair, &scopes, &played[at])
            .map_err(|why| format!("{}: {why}", scenario.name))?;
        report(scenario, step.as_ref(), &played[at], came - begin);
    }
    Ok(scenario.moments.len())
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

/// Every check good, before anything starts.
fn prepare(pair: &Pair, scenario: &Scenario, models: &[Model; 2], scopes: &[Scope]) {
    for (node, (config, model)) in scenario.configs.iter().zip(models).enumerate() {
        pair.configure(node, config);
        for script in &model.scripts {
            pair.set_check(node, CheckKind::Script, &script.name.value, true);
        }
    }
    for check in scopes.iter().flat_map(|scope| &scope.checks) {
        pair.set_check(check.node, check.kind, &check.name, check.is_good_when_up);
    }
}

/// One node after the other, as the simulation does: the first is MASTER of something when the next
/// starts.
fn start_all(pair: &mut Pair) {
    for node in 0..NODES.len() {
        pair.start(node);
        let begin = Instant::now();
        while node == 0 && pair.masters(node).is_empty() && begin.elapsed() < PATIENCE {
            std::thread::sleep(POLL);
        }
    }
}

/// The instances that each node should be MASTER of, sorted.
fn masters(scopes: &[Scope], cases: &[Case]) -> [Vec<String>; 2] {
    let mut found = [Vec::new(), Vec::new()];
    for (scope, case) in scopes.iter().zip(cases) {
        for (election, outcome) in scope.elections.iter().zip(&case.outcomes) {
            for holder in &outcome.holders {
                let seat = election.seats[*holder].as_ref();
                found[*holder].push(seat.expect("a holder has a seat").name.clone());
            }
        }
    }
    found.iter_mut().for_each(|names| names.sort());
    found
}

/// How long nothing may change until a moment counts as settled: longer than any election that could
/// still be under way.
fn hold(models: &[Model; 2], step: Option<&Step>) -> Duration {
    let elections = models.iter().flat_map(|model| {
        model.instances.iter().map(|instance| {
            let (version, interval) = (
                instance.version(&model.globals),
                instance.advert_interval(&model.globals),
            );
            let delay = instance.preempt_delay.as_ref().map(|delay| delay.value);
            down_interval(version, interval, instance.priority(), 3) + delay.unwrap_or_default()
        })
    });
    let longest = elections.max().unwrap_or_default();
    match step {
        Some(Step::Check {
            kind: CheckKind::Script,
            ..
        }) => longest + SCRIPT_DELAY,
        _ => longest,
    }
}

/// Waits until the nodes are MASTER of just these instances and stay so; when it first was so.
fn wait(pair: &Pair, expected: &[Vec<String>; 2], hold: Duration) -> Option<Instant> {
    let begin = Instant::now();
    let mut since: Option<Instant> = None;
    while begin.elapsed() < PATIENCE + hold {
        let found = [0, 1].map(|node| pair.masters(node));
        let now = Instant::now();
        match (found == *expected, since) {
            (true, None) => since = Some(now),
            (true, Some(first)) if now - first >= hold => return Some(first),
            (true, Some(_)) => {}
            (false, _) => since = None,
        }
        std::thread::sleep(POLL);
    }
    None
}

/// The kernels must hold the addresses that the simulation gives the nodes.
fn addresses(pair: &Pair, scopes: &[Scope], cases: &[Case]) -> Result<(), String> {
    for (scope, case) in scopes.iter().zip(cases) {
        for (election, outcome) in scope.elections.iter().zip(&case.outcomes) {
            for holder in &outcome.holders {
                let seat = election.seats[*holder]
                    .as_ref()
                    .expect("a holder has a seat");
                for address in &seat.addresses {
                    if !pair.has_address(*holder, &address.to_string()) {
                        return Err(format!("{address} is not on {}", NODES[*holder]));
                    }
                }
            }
        }
    }
    Ok(())
}

/// Prints how long a takeover took beside what the simulation allows for it.
#[expect(
    clippy::print_stdout,
    reason = "a figure for whoever runs it with --nocapture"
)]
fn report(scenario: &Scenario, step: Option<&Step>, cases: &[Case], took: Duration) {
    let takeovers = cases.iter().flat_map(|case| &case.outcomes);
    let slowest = takeovers
        .filter_map(|outcome| outcome.takeover)
        .max_by_key(|takeover| takeover.within + takeover.detection);
    if let Some(takeover) = slowest {
        let bound = takeover.within + takeover.detection;
        println!(
            "{:22} {:<60} {took:>9.2?}, simulated at most {bound:>9.2?} {:?}",
            scenario.name,
            format!("{step:?}"),
            takeover.cause
        );
    }
}
