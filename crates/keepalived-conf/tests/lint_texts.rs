//! The lint as a whole: real files, the mission's mistakes, hostile input.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use keepalived_conf::edit;
use keepalived_conf::expand::{self, FileId, expand_text};
use keepalived_conf::lint::{self, Diagnostic, Options, Severity};
use proptest::prelude::*;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("testdata/conf")
        .join(name)
}

fn linted(text: &[u8]) -> Vec<Diagnostic> {
    let expansion = expand_text(text, &expand::Options::default());
    lint::lint(&expansion, &Options::default())
}

fn rules(found: &[Diagnostic]) -> BTreeSet<&str> {
    found.iter().map(|finding| finding.rule).collect()
}

fn mission(name: &str) -> Vec<u8> {
    fs::read(folder("mission").join(name)).expect("the file is there")
}

#[test]
fn the_en_dash_of_the_mission_is_found_and_fixed() {
    for (name, dash) in [("default.conf", "–5"), ("mysql-backup.conf", "－５")] {
        let text = mission(name);
        let found = linted(&text);
        let dashed = found
            .iter()
            .find(|finding| finding.rule == "confusable-character")
            .expect("the dash is found");
        assert_eq!(dashed.severity, Severity::Error);
        assert_eq!(&text[dashed.at.span.range()], dash.as_bytes());
        let fix = dashed.fix.as_ref().expect("it has a fix");
        assert!(fix.safe);
        let fixed = edit::apply(&text, &fix.edits).expect("the edits apply");
        let expected = String::from_utf8(text).unwrap().replacen(dash, "-5", 1);
        assert_eq!(String::from_utf8(fixed).unwrap(), expected);
        assert!(!rules(&linted(expected.as_bytes())).contains("confusable-character"));
    }
}

#[test]
fn the_sentence_of_the_mission_is_no_state() {
    let text = mission("mysql-master.conf");
    let found = linted(&text);
    let state = found
        .iter()
        .find(|finding| finding.rule == "unknown-state")
        .expect("the sentence is found");
    let sentence = "主服务器为 MASTER，备用服务器为 BACKUP";
    assert_eq!(&text[state.at.span.range()], sentence.as_bytes());
    let fix = state.fix.as_ref().expect("it has a fix");
    assert!(!fix.safe, "which state is meant, only the author knows");
    let fixed = edit::apply(&text, &fix.edits).expect("the edits apply");
    assert!(
        String::from_utf8(fixed)
            .unwrap()
            .contains("    state BACKUP\n")
    );
}

#[test]
fn one_forgotten_brace_is_one_error() {
    let text = mission("lvs-nat.conf");
    let text = String::from_utf8(text).unwrap();
    let without = text.replacen("vrrp_instance VI_1 {", "vrrp_instance VI_1", 1);
    let errors = |text: &str| {
        let mut found = linted(text.as_bytes());
        found.retain(|finding| finding.severity == Severity::Error);
        found
    };
    assert_eq!(errors(&text), []);
    let found = errors(&without);
    assert_eq!(rules(&found), BTreeSet::from(["missing-block"]));
    assert_eq!(found.len(), 1);
}

#[test]
fn a_misspelt_keyword_is_one_finding() {
    let text = "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_idd 71\n    \
                virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n";
    let found = linted(text.as_bytes());
    let errors = found
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<&str> = errors.map(|finding| finding.rule).collect();
    assert_eq!(errors, ["unknown-keyword"]);
    assert!(
        found
            .iter()
            .any(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe))
    );
}

#[test]
fn findings_come_in_order_and_the_same_every_time() {
    for path in fs::read_dir(folder("real")).expect("the folder is there") {
        let path = path.expect("the folder is readable").path();
        if path
            .extension()
            .is_some_and(|extension| extension == "conf")
        {
            let text = fs::read(&path).expect("the file is readable");
            let found = linted(&text);
            assert_eq!(found, linted(&text), "{}", path.display());
            assert!(
                found.is_sorted_by_key(|finding| finding.at),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn findings_in_an_included_file_name_that_file() {
    let main = expand::InputFile {
        name: "main".into(),
        directory: "/etc".into(),
        text: b"include other\n".to_vec(),
    };
    let expansion = expand::expand(main, &expand::Options::default(), &mut |_| {
        expand::Included {
            files: vec![expand::InputFile {
                name: "/etc/other".into(),
                directory: "/etc".into(),
                text: b"prioritee 1\n".to_vec(),
            }],
            trouble: None,
        }
    });
    let found = lint::lint(&expansion, &Options::default());
    let unknown = found
        .iter()
        .find(|finding| finding.rule == "unknown-keyword");
    assert_eq!(unknown.expect("it is found").at.file, FileId(1));
}

#[test]
fn a_missing_file_is_an_error_only_where_the_include_says_so() {
    for (keyword, severity) in [
        ("include", Severity::Warning),
        ("includea", Severity::Error),
    ] {
        let main = expand::InputFile {
            name: "main".into(),
            directory: "/etc".into(),
            text: format!("{keyword} gone.conf\n").into_bytes(),
        };
        let expansion = expand::expand(main, &expand::Options::default(), &mut |_| {
            expand::Included {
                files: Vec::new(),
                trouble: Some("no such file".into()),
            }
        });
        let found = lint::lint(&expansion, &Options::default());
        let missing = found
            .iter()
            .find(|finding| finding.rule == "include-failed");
        assert_eq!(
            missing.expect("it is found").severity,
            severity,
            "{keyword}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_gives_findings_within_it(text in proptest::collection::vec(any::<u8>(), 0..400)) {
        within(&text)?;
    }

    #[test]
    fn words_of_the_language_in_any_order_do_too(
        words in proptest::collection::vec(
            prop_oneof![
                Just("vrrp_instance"), Just("VI_1"), Just("{"), Just("}"), Just("\n"), Just("state"),
                Just("virtual_ipaddress"), Just("192.0.2.1/24"), Just("–5"), Just("\""), Just("weight"),
                Just("vrrp_script"), Just("track_script"), Just("virtual_server"), Just("$A=b"),
                Just("real_server"), Just("group"), Just("vrrp_sync_group"), Just("fd00::1"),
                Just("unicast_peer"), Just("priority"), Just("255"), Just("@x"), Just("include"),
                Just("virtual_routes"), Just("# vipkeeper: allow(a, b)"), Just("label"), Just("brd"),
            ],
            0..60,
        ),
    ) {
        within(words.join(" ").as_bytes())?;
    }
}

/// Every finding and every edit lies in the text, and every fix applies.
fn within(text: &[u8]) -> Result<(), TestCaseError> {
    for finding in linted(text) {
        prop_assert!(finding.at.span.start <= finding.at.span.end);
        prop_assert!(finding.at.span.end as usize <= text.len(), "{finding:?}");
        if let Some(fix) = &finding.fix {
            prop_assert!(edit::apply(text, &fix.edits).is_ok(), "{finding:?}");
        }
    }
    Ok(())
}
