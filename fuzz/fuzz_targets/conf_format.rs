//! Formatting changes white space only, and nothing the second time.

#![no_main]

use keepalived_conf::edit::apply;
use keepalived_conf::format::{FormatOptions, format};
use keepalived_conf::syntax::{TokenKind, Tree, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let tree = parse(text);
    let once = parse(formatted(&tree));
    assert!(kept(&tree).eq(kept(&once)), "a word or comment changed");
    assert_eq!(
        formatted(&once),
        once.source(),
        "formatting twice changes more"
    );
});

fn formatted(tree: &Tree) -> Vec<u8> {
    apply(tree.source(), &format(tree, FormatOptions::default())).expect("edits do not overlap")
}

fn kept(tree: &Tree) -> impl Iterator<Item = (TokenKind, &[u8])> {
    let tokens = tree.tokens().iter();
    let kept = tokens.filter(|token| !matches!(token.kind, TokenKind::Blank | TokenKind::Newline));
    kept.map(|token| (token.kind, tree.slice(token.span)))
}
