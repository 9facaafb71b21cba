//! Scenarios: two nodes, a course of events, and who holds which VRID after each.
//!
//! One file serves two tests: the simulation must say what the file says, and so must Keepalived.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use keepalived_conf::simulate::{CheckKind, Step};

/// The names of the nodes, in order.
pub(crate) const NODES: [&str; 2] = ["a", "b"];
/// Their addresses.
pub(crate) const ADDRESSES: [&str; 2] = ["192.0.2.1", "192.0.2.2"];

/// A scenario file, read.
pub(crate) struct Scenario {
    pub(crate) name: String,
    pub(crate) configs: [String; 2],
    pub(crate) moments: Vec<Moment>,
}

/// What happens, nothing at the start, and the nodes that hold each VRID afterwards.
pub(crate) type Moment = (Option<Step>, BTreeMap<u8, Vec<usize>>);

/// All scenarios, by name.
pub(crate) fn all() -> Vec<Scenario> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/conf/simulate");
    let entries = std::fs::read_dir(&directory).expect("the scenarios are there");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the directory is readable").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "scenario"))
        .collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Scenario {
    let text = std::fs::read_to_string(path).expect("a scenario is text");
    let name = path.file_stem().expect("it has a name").to_string_lossy();
    let mut parts: BTreeMap<&str, String> = BTreeMap::new();
    let mut part = "";
    for line in text.lines() {
        match line.strip_prefix("=== ") {
            Some(next) => part = next,
            None => {
                let text = parts.entry(part).or_default();
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    let common = parts.get("both").cloned().unwrap_or_default();
    let config = |node: &str| {
        let own = parts.get(node).cloned().unwrap_or_default();
        format!("{common}{own}")
    };
    let steps = parts["steps"]
        .lines()
        .filter(|line| !line.trim().is_empty());
    Scenario {
        name: name.into_owned(),
        configs: NODES.map(config),
        moments: steps.map(moment).collect(),
    }
}

/// `a script db down => 51:b 52:a,b`
fn moment(line: &str) -> Moment {
    let (event, holders) = line.split_once("=>").expect("a step says who holds what");
    let holders = holders.split_whitespace().map(|word| {
        let (vrid, nodes) = word.split_once(':').expect("VRID:NODES");
        let nodes = nodes.split(',').filter(|node| !node.is_empty());
        let nodes = nodes.map(|name| node(name).expect("a or b"));
        (vrid.parse().expect("a VRID is a number"), nodes.collect())
    });
    let words: Vec<&str> = event.split_whitespace().collect();
    let step = (words != ["start"]).then(|| step(&words).expect("a known step"));
    (step, holders.collect())
}

fn step(words: &[&str]) -> Option<Step> {
    Some(match words {
        [who, "stop"] => Step::Stop(node(who)?),
        [who, "lose"] => Step::Lose(node(who)?),
        [who, "start"] => Step::Start(node(who)?),
        [who, kind, name, way] => Step::Check {
            node: node(who)?,
            kind: match *kind {
                "script" => CheckKind::Script,
                "file" => CheckKind::File,
                "interface" => CheckKind::Interface,
                _ => return None,
            },
            name: (*name).to_owned(),
            is_up: match *way {
                "up" => true,
                "down" => false,
                _ => return None,
            },
        },
        _ => return None,
    })
}

fn node(name: &str) -> Option<usize> {
    NODES.iter().position(|node| *node == name)
}
