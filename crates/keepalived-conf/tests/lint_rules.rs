//! Every rule keeps what its own file promises.

use std::path::Path;

use keepalived_conf::edit;
use keepalived_conf::expand::{self, Expansion, FileId, expand_text};
use keepalived_conf::lint::{self, Diagnostic, Example, Options, Severity};

fn expansion(text: &str) -> Expansion {
    expand_text(text, &expand::Options::default())
}

fn findings(example: &Example, text: &str) -> Vec<Diagnostic> {
    let peer = example.peer.map(expansion);
    let options = Options {
        target_version: example.target,
        peer: peer.as_ref(),
        ..Options::default()
    };
    lint::lint(&expansion(text), &options)
}

fn ids(found: &[Diagnostic]) -> Vec<&str> {
    found.iter().map(|finding| finding.rule).collect()
}

#[test]
fn each_file_holds_a_rule_of_its_name_and_the_list_is_in_order() {
    let ids: Vec<&str> = lint::rules().iter().map(|rule| rule.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lint/rules");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(".rs")?.replace('_', "-")))
        .filter(|name| name != "mod")
        .collect();
    files.sort();
    assert_eq!(ids, files);
}

#[test]
fn a_bad_example_triggers_its_rule_and_nothing_else() {
    let mut broken = Vec::new();
    for rule in lint::rules()
        .iter()
        .filter(|rule| !rule.bad.text.is_empty())
    {
        let found = findings(&rule.bad, rule.bad.text);
        let expected =
            |finding: &Diagnostic| finding.rule == rule.id || rule.bad.also.contains(&finding.rule);
        let own = found.iter().filter(|finding| finding.rule == rule.id);
        let worst = own.map(|finding| finding.severity).max();
        if worst != Some(rule.severity) || !found.iter().all(expected) {
            broken.push(format!("{}: {}", rule.id, shown(&found)));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn shown(found: &[Diagnostic]) -> String {
    let lines = found.iter().map(|finding| {
        let (severity, rule) = (finding.severity, finding.rule);
        format!(
            "{severity:?} {rule} {:?} {}",
            finding.at.span, finding.message.en
        )
    });
    lines.collect::<Vec<_>>().join("; ")
}

#[test]
fn a_good_example_has_no_finding() {
    let mut broken = Vec::new();
    for rule in lint::rules() {
        let found = findings(&rule.good, rule.good.text);
        if !found
            .iter()
            .all(|finding| rule.good.also.contains(&finding.rule))
        {
            broken.push(format!("{}: {}", rule.id, shown(&found)));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_fix_removes_its_finding_and_brings_no_other() {
    for rule in lint::rules() {
        let before = findings(&rule.bad, rule.bad.text);
        for finding in &before {
            let Some(fix) = &finding.fix else { continue };
            assert_eq!(fix.file, FileId::MAIN, "{}", rule.id);
            let text = edit::apply(rule.bad.text.as_bytes(), &fix.edits)
                .unwrap_or_else(|error| panic!("{}: {error}", finding.rule));
            let text = String::from_utf8(text).unwrap();
            let after = findings(&rule.bad, &text);
            let count = |found: &[Diagnostic]| {
                found
                    .iter()
                    .filter(|other| other.rule == finding.rule)
                    .count()
            };
            assert!(
                count(&after) < count(&before),
                "{}:\n{text}\n{after:#?}",
                rule.id
            );
            let worse = |found: &[Diagnostic]| {
                found
                    .iter()
                    .filter(|other| other.severity == Severity::Error)
                    .count()
            };
            assert!(
                worse(&after) <= worse(&before),
                "{}:\n{text}\n{after:#?}",
                rule.id
            );
        }
    }
}

#[test]
fn words_are_there_in_both_languages() {
    for rule in lint::rules() {
        for text in [rule.title, rule.why] {
            assert!(!text.en.is_empty() && !text.zh.is_empty(), "{}", rule.id);
            assert!(
                text.en.is_ascii() || text.en.contains('–'),
                "{}: {}",
                rule.id,
                text.en
            );
            assert!(!text.zh.is_ascii(), "{}: {}", rule.id, text.zh);
        }
        for finding in findings(&rule.bad, rule.bad.text) {
            assert!(!finding.message.en.is_empty(), "{}", rule.id);
            assert!(!finding.message.zh.is_ascii(), "{}: {finding:?}", rule.id);
        }
    }
}

#[test]
fn an_allow_comment_silences_the_next_line_only() {
    let text = "# vipkeeper: allow(unknown-keyword)\nprioritee 1\nprioritee 2\n";
    let found = lint::lint(&expansion(text), &Options::default());
    assert_eq!(ids(&found), ["unknown-keyword"]);
    assert_eq!(
        found[0].at.span.start,
        text.rfind("prioritee").unwrap() as u32
    );
}

#[test]
fn the_number_of_findings_is_bounded_and_the_cut_is_said() {
    let text = "prioritee 1\n".repeat(50);
    let options = Options {
        max_findings: 10,
        ..Options::default()
    };
    let found = lint::lint(&expansion(&text), &options);
    assert_eq!(found.len(), 11);
    assert_eq!(found[10].rule, "too-many-findings");
    assert!(found[10].message.en.contains("50"));
}
