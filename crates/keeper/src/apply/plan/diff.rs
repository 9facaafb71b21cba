//! The statements in which two configurations differ.

use std::collections::BTreeMap;

use keepalived_conf::expand::Expansion;
use keepalived_conf::syntax::{Node, Word};

use crate::message::Message;

/// Keywords whose values are nobody's business on a screen.
const SECRETS: [&str; 4] = ["auth_pass", "key", "password", "hmac_key"];

/// One statement that comes, goes or changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The block: an instance's name, else its header; empty at the top.
    pub block: String,
    /// The keyword, and where it is nested the keyword of the inner block.
    pub keyword: String,
    /// The words after it; `None` when it was not there.
    pub from: Option<String>,
    /// The words after it; `None` when it will not be there.
    pub to: Option<String>,
}

impl Difference {
    pub(super) fn message(&self) -> Message {
        let id = match (&self.from, &self.to, self.keyword.is_empty()) {
            (None, _, true) => "plan-block-added",
            (_, _, true) => "plan-block-removed",
            (Some(_), Some(_), false) => "plan-changed",
            (None, _, false) => "plan-added",
            (Some(_), None, false) => "plan-removed",
        };
        let value = |text: &Option<String>| text.clone().unwrap_or_default();
        Message::new(id)
            .with("block", &self.block)
            .with("keyword", &self.keyword)
            .with("from", value(&self.from))
            .with("to", value(&self.to))
    }
}

/// A block's statements in order: keyword and the words after it.
type Statements = Vec<(String, String)>;

/// What differs between two texts; comments, spacing and the order of blocks
/// do not count.
pub(super) fn differences(before: &Expansion, after: &Expansion) -> Vec<Difference> {
    let (old, new) = (Blocks::of(before), Blocks::of(after));
    let mut found = Vec::new();
    let gone = old
        .order
        .iter()
        .filter(|name| !new.blocks.contains_key(*name));
    found.extend(gone.map(|name| whole(name, Some(String::new()), None)));
    for name in &new.order {
        match old.blocks.get(name) {
            None => found.push(whole(name, None, Some(String::new()))),
            Some(before) => compare(name, before, &new.blocks[name], &mut found),
        }
    }
    found
}

/// Every block of a text that replaces nothing.
pub(super) fn everything(after: &Expansion) -> Vec<Difference> {
    let blocks = Blocks::of(after);
    let names = blocks.order.iter().filter(|name| !name.is_empty());
    names
        .map(|name| whole(name, None, Some(String::new())))
        .collect()
}

fn whole(name: &str, from: Option<String>, to: Option<String>) -> Difference {
    Difference {
        block: shown(name),
        keyword: String::new(),
        from,
        to,
    }
}

/// `VI_1` says enough where everybody knows what it is.
fn shown(header: &str) -> String {
    header
        .strip_prefix("vrrp_instance ")
        .unwrap_or(header)
        .to_owned()
}

/// The statements that only one of the two has; one of each with the same
/// keyword is a change.
fn compare(block: &str, before: &Statements, after: &Statements, found: &mut Vec<Difference>) {
    let gone = without(before, after);
    let mut came = without(after, before);
    for (keyword, from) in gone {
        let same = came.iter().position(|(other, _)| *other == keyword);
        let to = same.map(|index| came.remove(index).1);
        found.push(difference(block, &keyword, Some(from), to));
    }
    for (keyword, to) in came {
        found.push(difference(block, &keyword, None, Some(to)));
    }
}

fn difference(block: &str, keyword: &str, from: Option<String>, to: Option<String>) -> Difference {
    let is_secret = keyword.split(' ').any(|word| SECRETS.contains(&word));
    let hide =
        |text: Option<String>| text.map(|text| if is_secret { "…".to_owned() } else { text });
    Difference {
        block: shown(block),
        keyword: keyword.to_owned(),
        from: hide(from),
        to: hide(to),
    }
}

/// The statements of `one` that `other` has not, or has fewer times.
fn without(one: &Statements, other: &Statements) -> Statements {
    let mut counts: BTreeMap<&(String, String), usize> = BTreeMap::new();
    for statement in other {
        *counts.entry(statement).or_default() += 1;
    }
    let is_missing = |statement: &&(String, String)| match counts.get_mut(*statement) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    one.iter().filter(is_missing).cloned().collect()
}

/// The blocks of a text by their headers; blocks of one header count as one.
struct Blocks {
    order: Vec<String>,
    blocks: BTreeMap<String, Statements>,
}

impl Blocks {
    fn of(expansion: &Expansion) -> Self {
        let mut blocks = Self {
            order: Vec::new(),
            blocks: BTreeMap::new(),
        };
        for node in expansion.tree.root().statements() {
            match node.has_block() {
                true => collect(node, "", blocks.entry(words(node.words()))),
                false => blocks.entry(String::new()).push(split(node)),
            }
        }
        blocks
    }

    fn entry(&mut self, header: String) -> &mut Statements {
        if !self.blocks.contains_key(&header) {
            self.order.push(header.clone());
        }
        self.blocks.entry(header).or_default()
    }
}

/// A list such as `virtual_ipaddress` has values where other blocks have
/// keywords, so inner statements go by the inner block's keyword and, where
/// there is one, their own.
fn collect(block: Node<'_>, prefix: &str, into: &mut Statements) {
    for node in block.statements() {
        let (keyword, rest) = split(node);
        if node.has_block() {
            let prefix = join(prefix, &keyword);
            into.push((prefix.clone(), rest));
            collect(node, &prefix, into);
        } else if prefix.is_empty() || node.args().next().is_some() && is_word(&keyword) {
            into.push((join(prefix, &keyword), rest));
        } else {
            into.push((prefix.to_owned(), join(&keyword, &rest)));
        }
    }
}

/// Whether it can be a keyword, and not an address or a path.
fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

fn split(node: Node<'_>) -> (String, String) {
    let keyword = node.keyword().map(|word| word.text().into_owned());
    (keyword.unwrap_or_default(), words(node.args()))
}

fn words<'t>(words: impl Iterator<Item = Word<'t>>) -> String {
    let words: Vec<_> = words.map(|word| word.text().into_owned()).collect();
    words.join(" ")
}

fn join(one: &str, other: &str) -> String {
    format!("{one} {other}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepalived_conf::expand::{Options, expand_text};

    fn lines(before: &str, after: &str) -> Vec<String> {
        let [before, after] = [before, after].map(|text| expand_text(text, &Options::default()));
        let line = |found: Difference| {
            let value = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
            let (from, to) = (value(found.from), value(found.to));
            format!("{}|{}|{from}|{to}", found.block, found.keyword)
        };
        differences(&before, &after).into_iter().map(line).collect()
    }

    const BASE: &str = "vrrp_instance VI_1 {\n  priority 250\n  authentication {\n    auth_type PASS\n    \
         auth_pass old\n  }\n  virtual_ipaddress {\n    10.0.0.1/24\n    10.0.0.2/24\n  }\n}\n";

    #[test]
    fn a_value_an_address_and_a_secret() {
        let after = BASE
            .replace("250", "240")
            .replace("10.0.0.2/24", "10.0.0.3/24 dev eth1")
            .replace("auth_pass old", "auth_pass new");
        let expected = [
            "VI_1|priority|250|240",
            "VI_1|authentication auth_pass|…|…",
            "VI_1|virtual_ipaddress|10.0.0.2/24|10.0.0.3/24 dev eth1",
        ];
        assert_eq!(lines(BASE, &after), expected);
    }

    #[test]
    fn blocks_that_come_and_go_and_what_does_not_count() {
        let after = BASE.replace("vrrp_instance VI_1", "vrrp_instance VI_2");
        assert_eq!(lines(BASE, &after), ["VI_1|||-", "VI_2||-|"]);
        let comment = format!(
            "# why\n\n{}",
            BASE.replace("  priority 250", "\tpriority   250 # x")
        );
        assert_eq!(lines(BASE, &comment), Vec::<String>::new());
        let gone = BASE.replace("    10.0.0.2/24\n", "");
        assert_eq!(lines(BASE, &gone), ["VI_1|virtual_ipaddress|10.0.0.2/24|-"]);
    }
}
