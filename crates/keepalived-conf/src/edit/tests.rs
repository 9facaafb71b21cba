//! Edits of short texts; that they leave the rest alone is a property in `tests/properties.rs`.

use super::{EditError, Named, TextEdit, Value, add, apply, get, remove, rename, set};
use crate::syntax::{Tree, parse};

const TEXT: &str = "\
vrrp_script chk { # why
    script \"/bin/true x\" # because
    weight -20
}
vrrp_instance \"VI.1\" {
\tstate BACKUP
\tpriority 100 # low
\tnopreempt
\tvirtual_ipaddress {
\t\t10.0.0.1/24 dev eth0
\t\t10.0.0.2
\t}
\ttrack_script { chk weight 5 }
\tauthentication { auth_type PASS }
}
vrrp_sync_group G { group { VI.1 } }
virtual_server 10.0.0.9 80 {
}
";

fn edited(edits: impl Fn(&Tree) -> Result<Vec<TextEdit>, EditError>) -> Result<String, EditError> {
    let tree = parse(TEXT);
    Ok(String::from_utf8(apply(tree.source(), &edits(&tree)?)?).unwrap())
}

fn set_to(path: &str, value: &str) -> Result<String, EditError> {
    edited(|tree| set(tree, &path.parse().unwrap(), value))
}

fn value(path: &str) -> Result<Value, EditError> {
    get(&parse(TEXT), &path.parse().unwrap())
}

fn words(words: &[&str]) -> Result<Value, EditError> {
    Ok(Value::Words(
        words.iter().map(|word| (*word).to_owned()).collect(),
    ))
}

#[test]
fn values_are_read_by_keyword_name_and_number() {
    assert_eq!(value("vrrp_instance.\"VI.1\".priority"), words(&["100"]));
    assert_eq!(value("vrrp_instance.priority"), words(&["100"]));
    assert_eq!(value("vrrp_instance[0].nopreempt"), words(&[]));
    assert_eq!(
        value("vrrp_instance.\"VI.1\".virtual_ipaddress[1]"),
        words(&["10.0.0.2"])
    );
    assert_eq!(value("vrrp_script.chk.script"), words(&["/bin/true x"]));
    let lines = Value::Lines(vec!["10.0.0.1/24 dev eth0".into(), "10.0.0.2".into()]);
    assert_eq!(value("vrrp_instance.virtual_ipaddress"), Ok(lines));
    assert_eq!(
        value("virtual_server.\"10.0.0.9 80\""),
        Ok(Value::Lines(vec![]))
    );
    assert!(matches!(
        value("vrrp_instance.nothing"),
        Err(EditError::NotFound { .. })
    ));
}

#[test]
fn setting_touches_the_value_alone() {
    let path = "vrrp_instance.\"VI.1\".priority";
    assert_eq!(
        set_to(path, "250").unwrap(),
        TEXT.replace("priority 100", "priority 250")
    );
    let path = "vrrp_instance.virtual_ipaddress[0]";
    assert_eq!(
        set_to(path, "10.0.0.3").unwrap(),
        TEXT.replace("10.0.0.1/24 dev eth0", "10.0.0.3")
    );
    let path = "vrrp_script.chk.script";
    assert_eq!(
        set_to(path, "\"/bin/no\"").unwrap(),
        TEXT.replace("\"/bin/true x\"", "\"/bin/no\"")
    );
    assert_eq!(
        set_to("vrrp_script.chk.weight", "").unwrap(),
        TEXT.replace("weight -20", "weight")
    );
}

#[test]
fn what_is_missing_is_added_like_its_neighbours() {
    let set = set_to("vrrp_instance.\"VI.1\".advert_int", "1").unwrap();
    assert_eq!(set, TEXT.replace("PASS }\n}", "PASS }\n\tadvert_int 1\n}"));
    let set = set_to("vrrp_instance.authentication.auth_pass", "x").unwrap();
    let after = "\tauthentication { auth_type PASS\n\t    auth_pass x\n\t}\n";
    assert_eq!(
        set,
        TEXT.replace("\tauthentication { auth_type PASS }\n", after)
    );
    let set = set_to("vrrp_version", "3").unwrap();
    assert_eq!(set, format!("{TEXT}vrrp_version 3\n"));
}

#[test]
fn values_that_would_break_out_are_refused() {
    for value in ["1 # x", "1 }", "{", "\"open", "1\n2", "a\0"] {
        let found = set_to("vrrp_instance.priority", value);
        assert!(
            matches!(found, Err(EditError::InvalidText { .. })),
            "{value:?}"
        );
    }
    assert!(matches!(
        set_to("vrrp_instance", "x"),
        Err(EditError::IsBlock { .. })
    ));
    assert!(matches!(
        set_to("vrrp_script.chk.weight.x", "1"),
        Err(EditError::IsValue { .. })
    ));
}

#[test]
fn blocks_are_added_and_removed_with_their_lines() {
    let block = "vrrp_instance V2 {\n    state BACKUP\n}";
    let added = edited(|tree| add(tree, &"".parse().unwrap(), block)).unwrap();
    assert_eq!(added, format!("{TEXT}{block}\n"));
    let removed = |path: &str| edited(|tree| remove(tree, &path.parse().unwrap())).unwrap();
    assert_eq!(
        removed("vrrp_instance.priority"),
        TEXT.replace("\tpriority 100 # low\n", "")
    );
    assert_eq!(
        removed("virtual_server"),
        TEXT.replace("virtual_server 10.0.0.9 80 {\n}\n", "")
    );
    let path = "vrrp_instance.authentication.auth_type";
    assert_eq!(removed(path), TEXT.replace("{ auth_type PASS }", "{ }"));
}

#[test]
fn neighbours_are_not_glued_or_cut() {
    let after = |text: &str, edits: &dyn Fn(&Tree) -> Result<Vec<TextEdit>, EditError>| {
        let tree = parse(text);
        String::from_utf8(apply(tree.source(), &edits(&tree).unwrap()).unwrap()).unwrap()
    };
    assert_eq!(
        after("a\"b\"\n", &|tree| set(tree, &"a".parse().unwrap(), "c")),
        "a c\n"
    );
    let path = "a".parse().unwrap();
    assert_eq!(
        after("a {\n@x }\n", &|tree| add(tree, &path, "b")),
        "a {\n    b\n@x }\n"
    );
    let root = "".parse().unwrap();
    assert_eq!(
        after("$A=x \\", &|tree| add(tree, &root, "b")),
        "$A=x \\\n\nb\n"
    );
    let second = "a[1]".parse().unwrap();
    assert_eq!(
        after("a 1\na 2\n", &|tree| set(tree, &second, "3")),
        "a 1\na 3\n"
    );
}

#[test]
fn a_new_keyword_must_be_one() {
    for path in ["\"@x y\"", "\"a b\"", "\"#\"", "include", "\"$A=1\""] {
        assert!(
            matches!(set_to(path, "v"), Err(EditError::InvalidText { .. })),
            "{path}"
        );
    }
    let line = set_to("vrrp_instance.virtual_ipaddress[0]", "include x");
    assert!(matches!(line, Err(EditError::InvalidText { .. })));
    let open = edited(|tree| add(tree, &"".parse().unwrap(), "x ${A"));
    assert!(matches!(open, Err(EditError::InvalidText { .. })));
}

#[test]
fn renaming_takes_the_references_along_and_keeps_quotes() {
    let renamed = edited(|tree| rename(tree, Named::Instance, "VI.1", "DB")).unwrap();
    let expected = TEXT
        .replace("\"VI.1\"", "\"DB\"")
        .replace("{ VI.1 }", "{ DB }");
    assert_eq!(renamed, expected);
    let renamed = edited(|tree| rename(tree, Named::Script, "chk", "mysql")).unwrap();
    assert_eq!(renamed, TEXT.replace("chk", "mysql"));
    let missing = edited(|tree| rename(tree, Named::Bfd, "chk", "x"));
    assert!(matches!(missing, Err(EditError::NotFound { .. })));
    let invalid = edited(|tree| rename(tree, Named::Script, "chk", "a b"));
    assert!(matches!(invalid, Err(EditError::InvalidText { .. })));
}

#[test]
fn every_kind_of_reference_is_known() {
    let text = "\
track_file F {\n}\ntrack_group T { group { I } }\nbfd_instance B {\n}\nvirtual_server_group S {\n}
static_ipaddress {\n 10.0.0.1 track_group T\n}
vrrp_track_process P {\n}\nvrrp_instance I {\n track_file { F }\n track_process { P }\n track_bfd { B }\n}
virtual_server group S {\n real_server 10.0.0.2 80 {\n  FILE_CHECK { track_file F }
  BFD_CHECK { name B }\n }\n}\n";
    let tree = parse(text);
    let count = |what, name: &str| super::references(&tree, what, name).len();
    assert_eq!(count(Named::TrackFile, "F"), 3);
    assert_eq!(count(Named::TrackGroup, "T"), 2);
    assert_eq!(count(Named::Bfd, "B"), 3);
    assert_eq!(count(Named::VirtualServerGroup, "S"), 2);
    assert_eq!(count(Named::TrackProcess, "P"), 2);
    assert_eq!(count(Named::Instance, "I"), 2);
}

#[test]
fn a_name_that_is_taken_is_refused() {
    let tree = parse("vrrp_script a {\n}\nvrrp_script b {\n}\n");
    let taken = rename(&tree, Named::Script, "a", "b");
    assert_eq!(taken, Err(EditError::NameTaken { name: "b".into() }));
}

#[test]
fn a_value_that_would_make_the_line_a_directive_is_refused() {
    let tree = parse("  includer\n");
    let path: super::Path = "includer".parse().unwrap();
    assert!(matches!(
        set(&tree, &path, "clu$A"),
        Err(EditError::InvalidText { .. })
    ));
}

#[test]
fn a_line_that_would_end_in_a_backslash_is_refused() {
    let tree = parse("\\ x\nnext\n");
    let path: super::Path = "\\".parse().unwrap();
    for value in ["", "y\\"] {
        let refused = set(&tree, &path, value);
        assert!(
            matches!(refused, Err(EditError::InvalidText { .. })),
            "{value}"
        );
    }
}
