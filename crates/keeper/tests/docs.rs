//! The examples in the documentation are ones that vipkeeper takes.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use keeper::Settings;

/// Every block of TOML in docs/checks.md is a vipkeeper.toml.
#[test]
fn every_example_of_a_check_can_be_used() -> Result<()> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/checks.md");
    let text = fs::read_to_string(&page)?;
    let directory = tempfile::tempdir()?;
    let path = directory.path().join("vipkeeper.toml");
    let mut kinds = std::collections::BTreeSet::new();
    for block in blocks(&text) {
        fs::write(&path, block)?;
        let settings = Settings::read(&path)
            .map_err(|error| anyhow::anyhow!("{error}: {:?}", std::error::Error::source(&error)))
            .with_context(|| format!("in this example:\n{block}"))?;
        ensure!(!settings.checks.is_empty(), "no check in:\n{block}");
        let lines = block
            .lines()
            .filter_map(|line| line.strip_prefix("kind = "));
        kinds.extend(lines.map(|kind| kind.trim_matches('"').to_owned()));
    }
    let known = keeper::checks::KINDS.iter().map(|kind| (*kind).to_owned());
    assert_eq!(kinds, known.collect(), "each kind has an example");
    Ok(())
}

fn blocks(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.split("```toml\n").skip(1);
    starts.filter_map(|rest| rest.split("```").next())
}
