//! The pages in `docs/rules/` are what the rules say.
//!
//! `BLESS=1 cargo test -p keepalived-conf --test lint_pages` writes them anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use keepalived_conf::lint::{self, Example, Rule, Severity, Stage};

#[test]
fn are_up_to_date() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules");
    let mut pages: BTreeMap<String, String> = lint::rules()
        .iter()
        .map(|rule| (format!("{}.md", rule.id), page(rule)))
        .collect();
    pages.insert("README.md".to_owned(), index());
    if std::env::var_os("BLESS").is_some() {
        // A page of a rule that is gone must go too.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("docs/rules can be made");
        for (name, text) in &pages {
            fs::write(folder.join(name), text).expect("the page can be written");
        }
    }
    let written: BTreeMap<String, String> = fs::read_dir(&folder)
        .expect("docs/rules is there")
        .map(|entry| entry.expect("docs/rules is readable"))
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read_to_string(entry.path()).unwrap_or_default())
        })
        .collect();
    let names: Vec<&String> = pages.keys().chain(written.keys()).collect();
    let stale = |name: &&&String| pages.get(**name) != written.get(**name);
    let stale: Vec<&&String> = names.iter().filter(stale).collect();
    assert!(stale.is_empty(), "run with BLESS=1: {stale:?}");
}

fn index() -> String {
    let mut out = String::from(
        "# Rules · 规则\n\n\
         Generated from the rules themselves; `BLESS=1 cargo test -p keepalived-conf --test lint_pages` \
         writes it anew.\n\n\
         An **error** is what Keepalived itself rejects or silently changes. A comment \
         `# vipkeeper: allow(rule-id)` silences a rule on the next line.\n\n\
         **error** 表示 Keepalived 自身会拒绝或默默更改的内容；注释 `# vipkeeper: allow(规则)` 可屏蔽下一行的该规则。\n",
    );
    for severity in [Severity::Error, Severity::Warning, Severity::Hint] {
        let rules: Vec<&&Rule> = lint::rules()
            .iter()
            .filter(|rule| rule.severity == severity)
            .collect();
        write!(
            out,
            "\n## {} ({})\n\n| | | |\n|---|---|---|\n",
            word(severity),
            rules.len()
        )
        .expect("a String takes all text");
        for rule in rules {
            let (id, title) = (rule.id, rule.title);
            writeln!(out, "| [{id}]({id}.md) | {} | {} |", title.en, title.zh)
                .expect("a String takes all text");
        }
    }
    out
}

fn page(rule: &Rule) -> String {
    let (id, severity) = (rule.id, word(rule.severity));
    let stage = match rule.stage {
        Stage::Syntax => "syntax",
        Stage::Words => "words",
        Stage::Meaning => "meaning",
    };
    let mut out = format!(
        "# {id}\n\n**{severity}** · {stage}\n\n{}\n\n{}\n\n{}\n\n{}\n",
        rule.title.en, rule.why.en, rule.title.zh, rule.why.zh
    );
    example(&mut out, "Found · 会报告", &rule.bad);
    example(&mut out, "Put right · 修正后", &rule.good);
    out
}

fn example(out: &mut String, title: &str, example: &Example) {
    if example.text.is_empty() {
        return;
    }
    let mut block = |title: &str, text: &str| {
        let end = if text.ends_with('\n') { "" } else { "\n" };
        write!(out, "\n## {title}\n\n```\n{}{end}```\n", visible(text))
            .expect("a String takes all text");
    };
    block(title, example.text);
    if let Some(peer) = example.peer {
        block(&format!("{title}: peer · 对端"), peer);
    }
    if let Some(target) = example.target {
        write!(out, "\nFor {target} · 针对 {target}\n").expect("a String takes all text");
    }
}

/// Bytes that a page cannot show, named; a line that is long for its own sake, cut.
fn visible(text: &str) -> String {
    let named = text.replace('\0', "<NUL>").replace('\u{feff}', "<BOM>");
    let lines = named.split_inclusive('\n').map(|line| {
        let long = line.chars().count() > 200;
        if long {
            line.chars().take(60).chain("…\n".chars()).collect()
        } else {
            line.to_owned()
        }
    });
    lines.collect()
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}
