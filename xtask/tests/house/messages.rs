//! The English and the Chinese catalogue say the same things.
//!
//! Reads only what is compared: identifiers, attributes and arguments.  Whether
//! a catalogue is valid Fluent is seen where the catalogues are loaded.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree;

/// A message or `message.attribute`, and the arguments it uses.
type Catalogue = BTreeMap<String, BTreeSet<String>>;

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() -> anyhow::Result<()> {
    let english = catalogue(&tree::read("messages/en.ftl")?);
    let chinese = catalogue(&tree::read("messages/zh-CN.ftl")?);
    assert!(!english.is_empty(), "no message was read");
    let differences = differences(&english, &chinese);
    assert!(differences.is_empty(), "{differences:#?}");
    Ok(())
}

#[test]
fn no_message_is_written_twice() -> anyhow::Result<()> {
    for path in ["messages/en.ftl", "messages/zh-CN.ftl"] {
        let text = tree::read(path)?;
        let mut seen = BTreeSet::new();
        let twice: Vec<&str> = text
            .lines()
            .filter_map(message_start)
            .filter(|id| !seen.insert(*id))
            .collect();
        assert!(twice.is_empty(), "twice in {path}: {twice:?}");
    }
    Ok(())
}

#[test]
fn a_missing_message_and_a_missing_argument_are_seen() {
    let english = catalogue("a = { $name }\n    .label = x\nb =\n    more { $count }\n");
    let chinese = catalogue("# c = comment\na = 名称\n    .label = x\n");
    assert_eq!(
        differences(&english, &chinese),
        [
            "a uses {\"name\"} in English and {} in Chinese",
            "b is in English only"
        ]
    );
}

fn differences(english: &Catalogue, chinese: &Catalogue) -> Vec<String> {
    let ids: BTreeSet<&String> = english.keys().chain(chinese.keys()).collect();
    ids.into_iter()
        .filter_map(|id| match (english.get(id), chinese.get(id)) {
            (Some(one), Some(other)) if one != other => Some(format!(
                "{id} uses {one:?} in English and {other:?} in Chinese"
            )),
            (Some(_), None) => Some(format!("{id} is in English only")),
            (None, Some(_)) => Some(format!("{id} is in Chinese only")),
            _ => None,
        })
        .collect()
}

fn catalogue(text: &str) -> Catalogue {
    let mut catalogue = Catalogue::new();
    let mut message = "";
    let mut current = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(id) = message_start(line) {
            message = id;
            current = id.to_owned();
        } else if let Some(attribute) = attribute_start(line) {
            current = format!("{message}.{attribute}");
        }
        if !current.is_empty() {
            catalogue
                .entry(current.clone())
                .or_default()
                .extend(arguments(line));
        }
    }
    catalogue
}

/// `key` of a line `key = …` that starts a message or a term.
fn message_start(line: &str) -> Option<&str> {
    let id = line.split_once('=')?.0.trim_end();
    is_identifier(id.strip_prefix('-').unwrap_or(id)).then_some(id)
}

/// `name` of an indented line `.name = …`.
fn attribute_start(line: &str) -> Option<&str> {
    let id = line
        .trim_start()
        .strip_prefix('.')?
        .split_once('=')?
        .0
        .trim_end();
    is_identifier(id).then_some(id)
}

fn arguments(line: &str) -> impl Iterator<Item = String> {
    line.split('$').skip(1).map(|rest| {
        rest.chars()
            .take_while(|c| is_identifier_part(*c))
            .collect()
    })
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_identifier_part)
}

fn is_identifier_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}
