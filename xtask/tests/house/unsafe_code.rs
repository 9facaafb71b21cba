//! `unsafe` stands in the crate `host` only.
//!
//! The workspace's lints deny it, but an attribute in a file can allow it again
//! and a crate can leave the lints out; neither gets past a look at the text.

use std::path::Path;

use crate::tree;

const HOME: &str = "crates/host";

#[test]
fn unsafe_code_stands_in_one_crate_only() -> anyhow::Result<()> {
    let mut found = Vec::new();
    for path in tree::files("crates")?
        .into_iter()
        .chain(tree::files("xtask")?)
    {
        if path.starts_with(HOME) || path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = tree::read(&path)?;
        found.extend(unsafe_lines(&text).map(|line| format!("{}:{line}", path.display())));
    }
    assert!(found.is_empty(), "unsafe outside {HOME}: {found:?}");
    Ok(())
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() -> anyhow::Result<()> {
    let mut without = Vec::new();
    for path in tree::files("crates")?
        .into_iter()
        .chain(tree::files("xtask")?)
    {
        let is_manifest = path.file_name() == Some("Cargo.toml".as_ref());
        if is_manifest && !tree::read(&path)?.contains("[lints]\nworkspace = true") {
            without.push(path);
        }
    }
    assert!(
        without.is_empty(),
        "without the workspace's lints: {without:?}"
    );
    Ok(())
}

#[test]
fn the_keyword_is_told_from_the_word() {
    let keyword = "unsafe";
    let lines = |text: &str| unsafe_lines(text).collect::<Vec<_>>();
    assert_eq!(
        lines(&format!("fn a() {{\n    {keyword} {{ b() }}\n}}")),
        [2]
    );
    assert_eq!(lines(&format!("pub {keyword} fn a() {{}}")), [1]);
    assert_eq!(lines(&format!("{keyword} impl Send for A {{}}")), [1]);
    assert_eq!(
        lines(&format!("// {keyword} {{ }}\n#![forbid({keyword}_code)]")),
        [0; 0]
    );
    assert!(tree::root().join(Path::new(HOME)).is_dir());
}

/// The lines, from 1, on which the keyword opens a block or an item.
fn unsafe_lines(text: &str) -> impl Iterator<Item = usize> {
    let opens = |line: &str| {
        let code = line.split("//").next().unwrap_or_default();
        let words: Vec<&str> = code.split_whitespace().collect();
        words.windows(2).any(|pair| {
            pair[0].ends_with("unsafe") && ["{", "fn", "impl", "extern", "trait"].contains(&pair[1])
        }) || words.iter().any(|word| word.ends_with("unsafe{"))
            || words.last() == Some(&"unsafe")
    };
    text.lines()
        .zip(1..)
        .filter(move |(line, _)| opens(line))
        .map(|(_, number)| number)
}
