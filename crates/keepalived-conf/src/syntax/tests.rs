//! What the tree says about single lines and short texts; the corpus and the properties have the rest.

use super::{NodeKind, SyntaxProblem, TokenKind, Tree, parse};

fn words(tree: &Tree) -> Vec<Vec<String>> {
    let statements = tree.root().statements();
    statements
        .map(|node| node.words().map(|word| word.text().into_owned()).collect())
        .collect()
}

fn problems(text: &str) -> Vec<&'static str> {
    parse(text)
        .diagnostics()
        .iter()
        .map(|found| found.problem.code())
        .collect()
}

#[test]
fn braces_stand_alone_wherever_they_are() {
    let tree = parse("a{b c{d}e}f");
    let a = tree.root().all("a").next().unwrap();
    let inner: Vec<_> = a
        .statements()
        .map(|node| node.keyword().unwrap().text())
        .collect();
    assert_eq!(inner, ["b", "e"]);
    assert!(tree.root().all("f").next().is_some());
    assert!(tree.diagnostics().is_empty());
}

#[test]
fn a_block_on_one_line_is_one_statement_of_many_words() {
    let tree = parse("x { priority 100 state MASTER }");
    let block = tree.root().statements().next().unwrap();
    let inner = block.statements().next().unwrap();
    assert_eq!(inner.words().count(), 4);
    assert_eq!(block.statements().count(), 1);
}

#[test]
fn the_brace_may_stand_below_comments() {
    let tree = parse("vrrp_instance VI_1\n# why\n\n{\n}\n");
    assert!(tree.root().statements().next().unwrap().has_block());
    assert!(tree.diagnostics().is_empty());
}

#[test]
fn a_string_starts_a_word_of_its_own_and_hides_braces() {
    assert_eq!(words(&parse("a b\"c { d\"e")), [["a", "b", "c { d", "e"]]);
    assert_eq!(words(&parse("x ab\\#c # d")), [["x", "ab#c"]]);
    assert_eq!(words(&parse("x 'a b'")), [["x", "'a", "b'"]]);
}

#[test]
fn an_open_string_takes_the_rest_of_its_line_and_is_no_word() {
    let tree = parse("a \"b { c\nd");
    assert_eq!(words(&tree), [vec!["a"], vec!["d"]]);
    assert_eq!(problems("a \"b { c\nd"), ["unterminated-quote"]);
}

#[test]
fn carriage_returns_nul_and_mark_are_trivia_with_a_name() {
    let tree = parse("\u{feff}a b\r\r\nc\0 d\r\ne");
    assert_eq!(words(&tree), [vec!["a", "b"], vec!["c"], vec!["e"]]);
    assert_eq!(problems("\u{feff}a\0b"), ["byte-order-mark", "nul-byte"]);
}

#[test]
fn a_definition_goes_on_while_lines_end_in_a_backslash() {
    let tree = parse("$A= \\\n b { \\\n # c \\\n } \\\n\nd");
    let definition = tree.root().children().next().unwrap();
    assert_eq!(definition.kind(), NodeKind::Definition);
    assert_eq!(definition.definition_name(), Some(&b"A"[..]));
    let lines: Vec<_> = definition
        .definition_lines()
        .map(|span| tree.slice(span))
        .collect();
    assert_eq!(lines, [&b"b {"[..], b"}"]);
    assert_eq!(words(&tree), [["d"]]);
    assert!(tree.diagnostics().is_empty());
}

#[test]
fn a_comment_cuts_a_definition() {
    let text = "$A= \\\n b \\\n # c\n d\n";
    assert_eq!(words(&parse(text)), [["d"]]);
    assert_eq!(problems(text), ["definition-cut"]);
}

#[test]
fn a_comment_sign_cannot_be_escaped() {
    assert_eq!(problems("auth_pass a\\#b"), ["escaped-comment-sign"]);
    assert_eq!(problems("auth_pass \"a\\#b\" # \\#"), [""; 0]);
}

#[test]
fn a_line_does_not_continue_elsewhere() {
    assert_eq!(problems("router_id \\\n x"), ["trailing-backslash"]);
    assert_eq!(problems("# comment \\\n"), ["trailing-backslash"]);
    assert_eq!(problems("$A=b \\\n c\n"), [""; 0]);
}

#[test]
fn conditions_and_sequences_belong_to_their_statement() {
    let tree = parse("@^main priority 100\n~SEQ(A, 1, 2) ~LST(B, x, y) 10.0.$A.$B\n");
    let mut nodes = tree.root().statements();
    let first = nodes.next().unwrap();
    assert_eq!(tree.slice(first.condition().unwrap()), b"@^main");
    assert_eq!(first.keyword().unwrap().text(), "priority");
    assert_eq!(tree.slice(first.span()), b"@^main priority 100");
    assert_eq!(nodes.next().unwrap().sequences().count(), 2);
    assert!(tree.has_directives());
}

#[test]
fn includes_take_the_rest_of_the_line() {
    let tree = parse("include conf.d/{a,b}.conf # x\nincluder y\nincludex z\nincludeb\n");
    let kinds: Vec<_> = tree.root().children().map(super::Node::kind).collect();
    use NodeKind::{Include, Statement};
    assert_eq!(kinds, [Include, Include, Statement, Statement]);
    let include = tree.root().children().next().unwrap();
    assert_eq!(include.arg(0).unwrap().text(), "conf.d/{a,b}.conf");
}

#[test]
fn the_braces_of_a_name_are_part_of_its_word() {
    let tree = parse("a${B}c { d 10.${_RANDOM 1 5}.${E F} }");
    let a = tree.root().statements().next().unwrap();
    assert_eq!(a.keyword().unwrap().text(), "a${B}c");
    assert_eq!(
        a.statements().next().unwrap().arg(0).unwrap().text(),
        "10.${_RANDOM 1 5}.$"
    );
    assert!(tree.has_directives());
}

#[test]
fn braces_that_do_not_match_are_reported_once_each() {
    assert_eq!(problems("a {\n b {\n}\n"), ["missing-close-brace"]);
    assert_eq!(problems("a {\n}\n}\n"), ["unexpected-close-brace"]);
    assert_eq!(problems("{\n}\n"), ["unexpected-open-brace"]);
    assert_eq!(problems("@a x {\n@^a x {\n}\n"), [""; 0]);
}

#[test]
fn depth_is_bounded_and_closes_again() {
    let deep = "a {\n".repeat(200) + &"}\n".repeat(200);
    let tree = parse(deep.as_str());
    let found: Vec<_> = tree
        .diagnostics()
        .iter()
        .map(|found| found.problem)
        .collect();
    assert_eq!(found, [SyntaxProblem::TooDeep]);
    assert_eq!(tree.text(), deep.as_bytes());
}

#[test]
fn diagnostics_are_bounded() {
    let tree = parse("}\n".repeat(super::MAX_DIAGNOSTICS + 10));
    assert_eq!(tree.diagnostics().len(), super::MAX_DIAGNOSTICS);
}

#[test]
fn long_lines_are_measured_without_their_newline() {
    assert_eq!(problems(&format!("# {}\n", "x".repeat(1021))), [""; 0]);
    assert_eq!(
        problems(&format!("# {}\n", "x".repeat(1022))),
        ["line-too-long"]
    );
}

#[test]
fn tokens_tile_the_text() {
    let text = "\u{feff}  a\t\"b\" { # c\r\n@x } \\\n\0z\n\u{b}\u{c}q \"";
    let tree = parse(text);
    let mut at = 0;
    for token in tree.tokens() {
        assert_eq!(token.span.start, at);
        assert!(!token.span.is_empty());
        at = token.span.end;
    }
    assert_eq!(at as usize, text.len());
    assert_eq!(tree.tokens()[0].kind, TokenKind::Bom);
}
