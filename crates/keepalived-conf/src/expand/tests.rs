//! Expansion of short texts: places, includes and limits. What lines come out is compared with the
//! real parser in `tests/expand_oracle.rs`.

use super::{
    ExpandProblem, FileId, Included, InputFile, MAX_NESTED, Options, ProblemKind, expand,
    expand_text,
};
use crate::syntax::Span;

fn text(source: &str) -> String {
    let options = Options {
        config_id: Some("main".into()),
        ..Options::default()
    };
    String::from_utf8(expand_text(source, &options).tree.source().to_vec()).unwrap()
}

fn problems(source: &str) -> Vec<&'static str> {
    let options = Options {
        config_id: Some("main".into()),
        max_lines: 10_000,
        ..Options::default()
    };
    let expansion = expand_text(source, &options);
    expansion
        .problems
        .iter()
        .map(|found| found.kind.code())
        .collect()
}

fn file(name: &str, text: &str) -> InputFile {
    InputFile {
        name: name.into(),
        directory: "/etc".into(),
        text: text.into(),
    }
}

#[test]
fn lines_without_directives_are_copied_with_their_comments() {
    assert_eq!(
        text("$A=5\n  a b # c\r\nd $A\n e {\n"),
        "  a b # c\r\nd 5\n e {\n"
    );
    assert_eq!(text("a # $B\n"), "a # $B\n");
}

#[test]
fn what_stands_behind_a_brace_stays_on_its_line() {
    assert_eq!(text("$A=5\nx ${A} { y ${A} } # c\n"), "x 5 { y 5 }\n");
}

#[test]
fn conditions_drop_or_strip() {
    assert_eq!(text("@main a 1\n@peer a 2\n@^peer b\n@main\n"), "a 1\nb\n");
}

#[test]
fn a_replaced_name_maps_to_its_use_and_a_copy_to_itself() {
    let source = "$P=250\nvrrp_instance V {\n  priority $P x\n}\n";
    let expansion = expand_text(source, &Options::default());
    let node = expansion.tree.root().all("vrrp_instance").next().unwrap();
    let priority = node.all("priority").next().unwrap();
    assert_eq!(priority.arg(0).unwrap().text(), "250");
    let place = |span: Span| &source[expansion.map.locate(span).span.range()];
    assert_eq!(place(priority.arg(0).unwrap().span()), "$P");
    assert_eq!(place(priority.arg(1).unwrap().span()), "x");
    assert_eq!(place(node.header_span()), "vrrp_instance V");
}

#[test]
fn lines_of_a_definition_map_into_it_and_know_their_use() {
    let source = "$M= \\\n a { \\\n  b 1 \\\n }\n$M\n";
    let expansion = expand_text(source, &Options::default());
    let inner = expansion
        .tree
        .root()
        .all("a")
        .next()
        .unwrap()
        .all("b")
        .next()
        .unwrap();
    assert_eq!(
        &source[expansion.map.locate(inner.span()).span.range()],
        "b 1"
    );
    let used = expansion.map.used_at(inner.span().start).unwrap();
    assert_eq!(&source[used.span.range()], "$M");
}

#[test]
fn includes_are_asked_for_and_read_in_place() {
    let main = file("main", "a\ninclude sub/*.conf\nz ${_PWD}\n");
    let mut asked = Vec::new();
    let expansion = expand(main, &Options::default(), &mut |request| {
        asked.push(String::from_utf8(request.pattern.clone()).unwrap());
        let files = vec![file("1", "b\n"), file("2", "c ${_PWD}")];
        Included {
            files,
            trouble: None,
        }
    });
    assert_eq!(asked, ["sub/*.conf"]);
    assert_eq!(expansion.tree.source(), b"a\nb\nc /etc\nz /etc\n");
    let c = expansion.tree.root().all("c").next().unwrap();
    assert_eq!(
        expansion.map.locate(c.keyword().unwrap().span()).file,
        FileId(2)
    );
    assert_eq!(expansion.files.len(), 3);
}

#[test]
fn a_file_that_includes_itself_is_named() {
    let expansion = expand(
        file("x", "include x\na\n"),
        &Options::default(),
        &mut |_| Included {
            files: vec![file("x", "include x\na\n")],
            trouble: None,
        },
    );
    assert_eq!(expansion.tree.source(), b"a\n");
    let kind = ProblemKind::Expand(ExpandProblem::IncludeLoop("x".into()));
    assert_eq!(expansion.problems[0].kind, kind);
}

#[test]
fn what_expands_itself_ends() {
    assert_eq!(problems("$A=$A\nx $A\n"), ["self-expanding"]);
    assert_eq!(problems("$A=y $A\nx $A\n"), ["self-expanding"]);
    assert_eq!(problems("$A= \\\n x \\\n$A\n$A\n"), ["too-much-text"]);
    assert!(problems("$A= \\\n x \\\n$A \\\n y\n$A\n").contains(&"nested-too-deep"));
    assert_eq!(
        problems("~SEQ(A,1,9000000000000000000)\n"),
        ["too-much-text"]
    );
    let nested = "~SEQ(A,1,2) ".repeat(MAX_NESTED + 1);
    assert!(problems(&format!("{nested}x\n")).contains(&"nested-too-deep"));
}

#[test]
fn what_expands_itself_is_told_once_and_is_worth_a_new_definition() {
    let uses = "x $A\n".repeat(1000);
    assert_eq!(problems(&format!("$A=y $A\n{uses}")), ["self-expanding"]);
    let again = expand_text("$A=y $A\nx $A\n$A=z\nx $A\n", &Options::default());
    assert!(again.tree.source().ends_with(b"x z\n"));
}

#[test]
fn directives_that_make_directives_are_reported() {
    assert_eq!(problems("@main include x\n"), ["built-include"]);
    assert_eq!(problems("a { include x\n}\n"), ["built-include"]);
    assert_eq!(problems("$C=@main k\n$C\n"), ["built-condition"]);
    assert_eq!(text("$C=@main k\n$C\n"), "k\n");
}

#[test]
fn a_line_may_not_outgrow_the_buffer() {
    let source = format!("$A={}\nx $A $A\n", "y".repeat(900));
    assert_eq!(problems(&source), ["line-overflow"]);
}

#[test]
fn names_that_stay_are_reported() {
    assert_eq!(problems("x $A\n"), ["undefined-name"]);
    assert_eq!(
        problems("$A= \\\n x \\\n y\nz $A b\n"),
        ["many-lines-inside"]
    );
    assert_eq!(problems("x ${_ENV HOME}\n"), ["unset-variable"]);
    assert_eq!(
        problems("~SEQ(A)\n~LST(B) c\n"),
        ["invalid-sequence", "invalid-list"]
    );
}

#[test]
fn braces_are_judged_after_expansion() {
    let source = "@main a {\n@peer b {\n}\n";
    let with = |id: &str| {
        let options = Options {
            config_id: Some(id.into()),
            ..Options::default()
        };
        expand_text(source, &options).problems
    };
    assert!(with("main").is_empty());
    assert_eq!(with("other").len(), 1);
}

#[test]
fn a_sign_from_a_value_is_not_a_comment_in_the_result() {
    let expansion = expand_text("$A=\"x # y\"\nz $A\n", &Options::default());
    let node = expansion.tree.root().statements().next().unwrap();
    assert_eq!(node.arg(0).unwrap().text(), "x # y");
}
