//! Every template that vipkeeper brings, in every profile and language, for
//! both servers: nothing is found in it, each failure moves the VIP, and the
//! installed Keepalived takes it.

mod oracle;
mod sample;

use anyhow::Result;
use keeper::config::language::model::Model;
use keeper::config::language::simulate::{self, Failure, Node, Scope, Stuck};
use keeper::config::{self, Source};
use keeper::template::Profile;

use sample::{Pair, every_pair};

fn findings(pair: &Pair) -> Result<Vec<String>> {
    let [own, peer] = pair.files.clone().map(Source::File);
    let examined = config::check(&own, Some(&peer), None)?;
    let found = examined.findings.iter();
    let told = found.map(|found| format!("{}: {}: {}", pair.name, found.rule, found.message.en));
    Ok(told.collect())
}

#[test]
fn nothing_is_found_in_either_file_of_a_pair() {
    let (_directory, pairs) = every_pair().unwrap();
    let found: Vec<_> = pairs
        .iter()
        .flat_map(|pair| [findings(pair), findings(&pair.seen_from_the_peer())])
        .flat_map(Result::unwrap)
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_check_is_one_that_vipkeeper_takes() {
    let (_directory, pairs) = every_pair().unwrap();
    let mut kinds = std::collections::BTreeSet::new();
    for pair in &pairs {
        let read = keeper::Settings::read(&pair.checks);
        assert!(read.is_ok(), "{}: {read:?}", pair.name);
        let text = std::fs::read_to_string(&pair.checks).unwrap();
        let lines = text.lines().filter_map(|line| line.strip_prefix("kind = "));
        kinds.extend(lines.map(|kind| kind.trim_matches('"').to_owned()));
    }
    let kinds: Vec<_> = kinds.iter().map(String::as_str).collect();
    assert_eq!(kinds, ["http", "mysql", "postgres", "redis", "tcp"]);
}

#[test]
fn every_single_failure_moves_the_vip() {
    let (_directory, pairs) = every_pair().unwrap();
    for pair in &pairs {
        let [own, peer] = pair
            .files
            .clone()
            .map(|file| Model::read(&config::expand_source(&Source::File(file)).unwrap()));
        let nodes = [Node::new("own", &own), Node::new("peer", &peer)];
        let simulation = simulate::simulate(&nodes, &simulate::Options::default());
        assert!(
            !simulation.scopes.is_empty(),
            "{} has no instance",
            pair.name
        );
        let stuck = simulation.failures_that_do_not_move();
        let stuck: Vec<_> = stuck
            .filter(|(scope, stuck)| !is_weight_that_is_gone(scope, stuck))
            .map(|(_, stuck)| stuck.clone())
            .collect();
        assert!(stuck.is_empty(), "{}: {stuck:?}", pair.name);
    }
}

/// A file that carries a weight and is gone adds nothing, which is no verdict.
/// Its backstop writes it again, within two seconds.
fn is_weight_that_is_gone(scope: &Scope, stuck: &Stuck) -> bool {
    let Failure::FileMissing(file) = stuck.failure else {
        return false;
    };
    let name = &scope.checks[file.0].name;
    let backstop = format!("{name}_backstop");
    name == "replica" && scope.checks.iter().any(|check| check.name == backstop)
}

#[test]
fn the_installed_keepalived_takes_every_file() {
    let (directory, pairs) = every_pair().unwrap();
    // Signing came with a release that a distribution may not have yet.
    let pairs = pairs.iter().filter(|pair| pair.profile != Profile::Hmac);
    let files: Vec<_> = pairs.flat_map(|pair| pair.files.clone()).collect();
    assert!(!files.is_empty());
    let refused = oracle::refused(directory.path(), &files).unwrap();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn the_oracle_can_say_no() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("bad.conf");
    std::fs::write(
        &file,
        "vrrp_instance V {\n    interface eth0\n    prioritee 1\n}\n",
    )
    .unwrap();
    let refused = oracle::refused(directory.path(), &[file]).unwrap();
    assert!(
        refused.iter().any(|line| line.contains("prioritee")),
        "{refused:?}"
    );
}
