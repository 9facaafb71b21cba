//! Formatting of short texts; that it is idempotent and keeps every word is in
//! `tests/properties.rs`.

use super::{FormatOptions, format};
use crate::edit::apply;
use crate::syntax::parse;

fn formatted(text: &str) -> String {
    let tree = parse(text);
    let edits = format(&tree, FormatOptions::default());
    String::from_utf8(apply(tree.source(), &edits).unwrap()).unwrap()
}

#[test]
fn blocks_are_indented_and_words_spaced() {
    let text = "a  b{\n\tc \t d   # x\n# y\n}  \n";
    assert_eq!(formatted(text), "a b {\n    c d   # x\n    # y\n}\n");
    assert_eq!(formatted("a {b c}\n"), "a { b c }\n");
    assert_eq!(formatted("a { b {\nc\n} }"), "a { b {\n        c\n} }\n");
}

#[test]
fn what_blanks_may_mean_stays() {
    for text in [
        "script 'a   b'\n",
        "x a\\  b\n",
        "$A= \\\n   b   c \\\n  d\n",
        "k \"a   b\"\n",
    ] {
        assert_eq!(formatted(text), text);
    }
    assert_eq!(formatted("include   a   b\n"), "include   a   b\n");
    assert_eq!(formatted("a  $X{\n}\n"), "a  $X{\n}\n");
}

#[test]
fn line_ends_are_kept_and_the_last_one_added_in_kind() {
    assert_eq!(formatted("a\r\n  b"), "a\r\nb\r\n");
    assert_eq!(formatted("a  "), "a\n");
    assert_eq!(formatted(""), "");
    assert_eq!(formatted("\n\n\na\n"), "\n\n\na\n");
}

#[test]
fn lines_at_the_limit_are_left() {
    let text = format!("a {{\nx {}\n}}\n", "y".repeat(1020));
    assert_eq!(formatted(&text), text);
}
