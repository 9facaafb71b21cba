//! Which crate of the workspace may depend on which.
//!
//! The same arrows hold for dev-dependencies: the program's own tests reach the
//! lab and the use cases, because the program does.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::tree;

/// Every crate and all it may depend on.  The picture is in ARCHITECTURE.md;
/// an arrow is added to both in one commit.
const ARROWS: &[(&str, &[&str])] = &[
    ("keepalived-conf", &[]),
    ("vrrp", &[]),
    ("health", &[]),
    ("host", &["vrrp"]),
    ("keeper", &["keepalived-conf", "vrrp", "health", "host"]),
    ("panel", &["keeper"]),
    ("lab", &["host"]),
    ("vipkeeper", &["panel", "lab", "keeper"]),
    ("bench", &["lab", "host"]),
    ("xtask", &[]),
];

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    from: String,
    to: String,
}

#[test]
fn no_crate_depends_on_another_against_the_arrows() -> anyhow::Result<()> {
    let metadata = metadata()?;
    let found = edges(&metadata);
    // The reading itself is checked by an arrow that will always be there.
    assert!(found.contains(&edge("keeper", "host")), "{found:?}");
    let forbidden: Vec<&Edge> = found.iter().filter(|edge| !is_allowed(edge)).collect();
    assert!(forbidden.is_empty(), "against the arrows: {forbidden:?}");
    Ok(())
}

#[test]
fn every_crate_has_its_place_in_the_picture() -> anyhow::Result<()> {
    let metadata = metadata()?;
    let strangers: Vec<&str> = packages(&metadata)
        .filter_map(|package| package["name"].as_str())
        .filter(|name| ARROWS.iter().all(|(known, _)| known != name))
        .collect();
    assert!(strangers.is_empty(), "not in ARROWS: {strangers:?}");
    Ok(())
}

#[test]
fn an_arrow_against_the_picture_is_seen() {
    let metadata = serde_json::json!({ "packages": [
        { "name": "vrrp", "dependencies": [
            { "name": "serde", "path": null },
            { "name": "host", "path": "/crates/host", "kind": "dev" },
        ] },
        { "name": "host", "dependencies": [{ "name": "vrrp", "path": "/crates/vrrp" }] },
    ] });
    let found = edges(&metadata);
    assert_eq!(
        found,
        BTreeSet::from([edge("host", "vrrp"), edge("vrrp", "host")])
    );
    assert!(is_allowed(&edge("host", "vrrp")));
    assert!(!is_allowed(&edge("vrrp", "host")));
}

fn edge(from: &str, to: &str) -> Edge {
    Edge {
        from: from.to_owned(),
        to: to.to_owned(),
    }
}

fn is_allowed(edge: &Edge) -> bool {
    ARROWS
        .iter()
        .any(|(from, to)| *from == edge.from && to.contains(&edge.to.as_str()))
}

/// The dependencies by path: those inside the workspace.
fn edges(metadata: &Value) -> BTreeSet<Edge> {
    let mut found = BTreeSet::new();
    for package in packages(metadata) {
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let (Some(from), Some(to)) = (package["name"].as_str(), dependency["name"].as_str())
            else {
                continue;
            };
            if dependency["path"].is_string() {
                found.insert(edge(from, to));
            }
        }
    }
    found
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

fn metadata() -> anyhow::Result<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(tree::root())
        .output()
        .context("start cargo metadata")?;
    ensure!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).context("read what cargo metadata printed")
}
