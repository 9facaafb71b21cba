//! What holds for every text: arbitrary bytes, and a soup of the pieces that configurations and their
//! mistakes are made of.

use keepalived_conf::edit::{Path, Value, apply, get, remove, set};
use keepalived_conf::expand::{Expansion, Included, InputFile, Options, expand};
use keepalived_conf::format::{FormatOptions, format};
use keepalived_conf::syntax::{Node, Token, TokenKind, Tree, parse};
use proptest::prelude::*;

/// Pieces that meet each other in every order.
const PIECES: &[&str] = &[
    "vrrp_instance VI_1",
    "priority",
    "250",
    "{",
    "}",
    " { ",
    " }",
    "\n",
    "\n",
    "\r\n",
    " ",
    "\t",
    "  ",
    "\"",
    "\"a b\"",
    "\"{\"",
    "#",
    "!",
    " # comment",
    "\\",
    "\\\n",
    "\\#",
    "\\\"",
    "'",
    "'a  b'",
    "$A=",
    "$A=5\n",
    "$A",
    "${A}",
    "${A",
    "$M= \\\n x { \\\n y ${A} \\\n }\n",
    "$M\n",
    "$A=$B\n$B=$A\n",
    "@main ",
    "@^main ",
    "@",
    "~SEQ(X, 1, 3) ",
    "~LST({P,Q},{a,b}) ",
    "~SEQ(",
    "x${X}${P}",
    "include ",
    "include sub.conf\n",
    "\u{feff}",
    "\0",
    "–5",
    "，",
    "\u{b}",
    "\u{c}",
    "\r",
    "${_PWD}",
    "${_HASH}",
];

fn soup() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60)
        .prop_map(|pieces| pieces.concat().into_bytes())
}

fn text() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![4 => soup(), 1 => prop::collection::vec(any::<u8>(), 0..300)]
}

fn expanded(text: &[u8]) -> Expansion {
    let main = InputFile {
        name: "main".into(),
        directory: "/etc".into(),
        text: text.to_vec(),
    };
    let options = Options {
        config_id: Some("main".into()),
        max_lines: 2000,
        ..Options::default()
    };
    expand(main, &options, &mut |_| {
        let text = b"s1 ${A} {\n s2\n".to_vec();
        let file = InputFile {
            name: "sub.conf".into(),
            directory: "/etc/sub".into(),
            text,
        };
        Included {
            files: vec![file],
            trouble: None,
        }
    })
}

fn formatted(tree: &Tree) -> Vec<u8> {
    apply(tree.source(), &format(tree, FormatOptions::default())).expect("edits do not overlap")
}

/// All statements, as their depth and words.
fn statements(tree: &Tree) -> Vec<(usize, Vec<String>)> {
    fn walk(node: Node<'_>, depth: usize, found: &mut Vec<(usize, Vec<String>)>) {
        for child in node.statements() {
            found.push((
                depth,
                child.words().map(|word| word.text().into_owned()).collect(),
            ));
            walk(child, depth + 1, found);
        }
    }
    let mut found = Vec::new();
    walk(tree.root(), 0, &mut found);
    found
}

fn kept(tree: &Tree) -> Vec<(TokenKind, Vec<u8>)> {
    let white = |token: &&Token| !matches!(token.kind, TokenKind::Blank | TokenKind::Newline);
    let tokens = tree.tokens().iter().filter(white);
    tokens
        .map(|token| (token.kind, tree.slice(token.span).to_vec()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_tile_and_nodes_nest(text in text()) {
        let tree = parse(text.clone());
        prop_assert_eq!(tree.text(), text.clone());
        let mut at = 0;
        for token in tree.tokens() {
            prop_assert_eq!(token.span.start, at);
            prop_assert!(!token.span.is_empty());
            at = token.span.end;
        }
        prop_assert_eq!(at as usize, text.len());
        let mut open = vec![tree.root()];
        while let Some(node) = open.pop() {
            let mut end = node.span().start;
            for child in node.children() {
                prop_assert!(child.span().start >= end && child.span().end <= node.span().end);
                end = child.span().end;
                open.push(child);
            }
        }
    }

    #[test]
    fn formatting_keeps_every_word_and_is_done_after_once(text in text()) {
        let tree = parse(text);
        let once = parse(formatted(&tree));
        prop_assert_eq!(kept(&tree), kept(&once));
        let twice = formatted(&once);
        prop_assert_eq!(once.source(), twice.as_slice());
    }

    #[test]
    fn formatting_does_not_change_what_keepalived_reads(text in text()) {
        let before = expanded(&text);
        let after = expanded(&formatted(&parse(text)));
        prop_assert_eq!(statements(&before.tree), statements(&after.tree));
    }

    #[test]
    fn expanded_places_lie_in_their_files(text in text()) {
        let expansion = expanded(&text);
        for token in expansion.tree.tokens() {
            let place = expansion.map.locate(token.span);
            let file = expansion.file(place.file).expect("the file exists");
            prop_assert!(place.span.end as usize <= file.tree.source().len());
        }
        for problem in &expansion.problems {
            let file = expansion.file(problem.at.file).expect("the file exists");
            prop_assert!(problem.at.span.end as usize <= file.tree.source().len());
        }
    }

    #[test]
    fn a_text_without_directives_expands_to_itself(text in text()) {
        let tree = parse(text.clone());
        if !tree.has_directives() {
            let expansion = expanded(&text);
            prop_assert_eq!(expansion.tree.source(), text.as_slice());
        }
    }
}

/// A well-formed configuration: every keyword is unique in its block, layout and comments vary.
#[derive(Debug, Clone)]
struct Sample {
    text: String,
    /// Paths of all statements with a value, and of all blocks.
    values: Vec<String>,
    blocks: Vec<String>,
}

fn sample() -> impl Strategy<Value = Sample> {
    let line = (
        0..4usize,
        prop::sample::select(vec!["", "  ", "\t", "    "]),
        any::<bool>(),
    );
    prop::collection::vec((line, prop::collection::vec(0..3usize, 0..5)), 1..6).prop_map(|blocks| {
        let mut sample = Sample {
            text: String::new(),
            values: Vec::new(),
            blocks: Vec::new(),
        };
        for (number, ((style, indent, commented), children)) in blocks.into_iter().enumerate() {
            let open = [" {\n", "\n{\n", " { # open\n", "{\n"][style];
            let comment = if commented { " # why" } else { "" };
            sample.text += &format!("# block {number}\nblock{number} \"n.{number}\"{open}");
            sample.blocks.push(format!("block{number}.\"n.{number}\""));
            for (child, kind) in children.into_iter().enumerate() {
                let value = ["1", "\"a b\" c", "x{}"][kind].replace("x{}", "y z");
                sample.text += &format!("{indent}key{child}  {value}{comment}\n");
                sample
                    .values
                    .push(format!("block{number}.\"n.{number}\".key{child}"));
            }
            sample.text += &format!("}}{comment}\n\n");
        }
        sample
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_value_that_is_set_is_read_back_and_nothing_else_moves(
        sample in sample(), pick in any::<prop::sample::Index>(), value in "[a-z0-9./]{1,8}( [a-z]{1,4})?",
    ) {
        if sample.values.is_empty() {
            return Ok(());
        }
        let path: Path = sample.values[pick.index(sample.values.len())].parse().unwrap();
        let tree = parse(sample.text.as_str());
        let edits = set(&tree, &path, &value).unwrap();
        let after = parse(apply(tree.source(), &edits).unwrap());
        let words = value.split(' ').map(str::to_owned).collect();
        prop_assert_eq!(get(&after, &path), Ok(Value::Words(words)));
        prop_assert_eq!(edits.len(), 1);
        let (before, rest) = (edits[0].span.start as usize, sample.text.len() - edits[0].span.end as usize);
        prop_assert_eq!(&after.source()[..before], &tree.source()[..before]);
        prop_assert_eq!(&after.source()[after.source().len() - rest..], &tree.source()[tree.source().len() - rest..]);
        for other in sample.values.iter().map(|other| other.parse::<Path>().unwrap()) {
            if other != path {
                prop_assert_eq!(get(&after, &other), get(&tree, &other));
            }
        }
    }

    #[test]
    fn a_new_value_is_added_and_removing_it_restores_the_text(
        sample in sample(), pick in any::<prop::sample::Index>(),
    ) {
        let block = &sample.blocks[pick.index(sample.blocks.len())];
        let path: Path = format!("{block}.new_key").parse().unwrap();
        let tree = parse(sample.text.as_str());
        let after = parse(apply(tree.source(), &set(&tree, &path, "7").unwrap()).unwrap());
        prop_assert!(after.diagnostics().is_empty());
        prop_assert_eq!(get(&after, &path), Ok(Value::Words(vec!["7".into()])));
        let restored = apply(after.source(), &remove(&after, &path).unwrap()).unwrap();
        prop_assert_eq!(String::from_utf8(restored).unwrap(), sample.text);
    }

    #[test]
    fn removing_a_block_leaves_the_others(sample in sample(), pick in any::<prop::sample::Index>()) {
        let gone = pick.index(sample.blocks.len());
        let tree = parse(sample.text.as_str());
        let path: Path = sample.blocks[gone].parse().unwrap();
        let after = parse(apply(tree.source(), &remove(&tree, &path).unwrap()).unwrap());
        prop_assert!(get(&after, &path).is_err());
        for other in sample.values.iter().filter(|other| !other.starts_with(&sample.blocks[gone])) {
            let other: Path = other.parse().unwrap();
            prop_assert_eq!(get(&after, &other), get(&tree, &other));
        }
        prop_assert!(after.diagnostics().is_empty());
    }
}
