//! The corpus: every text with its outline beside it.
//!
//! `ok` has what the syntax takes without complaint, `err` what it does not (or only seems to:
//! full-width signs are words), `real` whole
//! configurations that `keepalived -t` 2.2.7 accepts, `fuzz` what once broke this crate.
//! `BLESS=1 cargo test -p keepalived-conf --test corpus` writes the outlines anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use keepalived_conf::edit::apply;
use keepalived_conf::expand::{Expansion, Included, InputFile, Options, expand};
use keepalived_conf::format::{FormatOptions, format};
use keepalived_conf::syntax::{LineIndex, Node, NodeKind, Tree, parse};

const SAMPLES: &str = "/usr/share/doc/keepalived/samples";

#[test]
fn outlines_are_as_they_were() {
    let mut differing = Vec::new();
    for path in corpus(&["ok", "err", "real", "fuzz"]) {
        let outline = outline_of(&fs::read(&path).unwrap());
        let beside = path.with_extension("outline");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&beside, &outline).unwrap();
        } else if fs::read_to_string(&beside).unwrap_or_default() != outline {
            differing.push(path);
        }
    }
    assert!(
        differing.is_empty(),
        "run with BLESS=1 and read the difference: {differing:#?}"
    );
}

#[test]
fn accepted_texts_have_no_problems_and_refused_ones_have() {
    let problems = |path: &Path| expanded(&fs::read(path).unwrap()).problems;
    for path in corpus(&["real"]) {
        assert_eq!(problems(&path), [], "{}", path.display());
    }
    for path in corpus(&["err"])
        .iter()
        .filter(|path| !path.ends_with("full-width.conf"))
    {
        assert!(!problems(path).is_empty(), "{}", path.display());
    }
}

#[test]
fn every_text_survives_and_formats_once() {
    let mut texts = corpus(&["ok", "err", "real", "fuzz"]);
    texts.extend(installed_samples());
    for path in texts {
        let text = fs::read(&path).unwrap();
        let tree = parse(text.clone());
        assert_eq!(tree.text(), text, "{}", path.display());
        let once = formatted(&tree);
        assert_eq!(formatted(&parse(once.clone())), once, "{}", path.display());
    }
}

/// The examples that Keepalived's package installs; they are read where they are.
#[test]
fn installed_samples_have_blocks_that_match() {
    let samples = installed_samples();
    assert!(
        samples.len() > 10,
        "the package keepalived installs its samples in {SAMPLES}"
    );
    for path in samples {
        let tree = parse(fs::read(&path).unwrap());
        assert_eq!(tree.diagnostics(), [], "{}", path.display());
        assert!(tree.root().statements().count() > 0, "{}", path.display());
    }
}

fn corpus(folders: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/conf");
    let mut found: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| files(&root.join(folder)))
        .collect();
    found.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "conf")
    });
    assert!(!found.is_empty());
    found
}

fn installed_samples() -> Vec<PathBuf> {
    let mut found = files(Path::new(SAMPLES));
    found.retain(|path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().contains("keepalived.conf"))
    });
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder is readable").path())
        .collect();
    found.sort();
    found
}

fn formatted(tree: &Tree) -> Vec<u8> {
    apply(tree.source(), &format(tree, FormatOptions::default())).expect("edits do not overlap")
}

fn expanded(text: &[u8]) -> Expansion {
    let main = InputFile {
        name: "main".into(),
        directory: "/etc/keepalived".into(),
        text: text.to_vec(),
    };
    let options = Options {
        config_id: Some("db1".into()),
        ..Options::default()
    };
    expand(main, &options, &mut |_| Included::default())
}

/// The tree as an outline, its diagnostics, and if it has directives the expanded text.
fn outline_of(text: &[u8]) -> String {
    let tree = parse(text.to_vec());
    let mut out = String::new();
    outline(tree.root(), &tree.line_index(), 0, &mut out);
    for found in tree.diagnostics() {
        let place = tree.line_index().position(found.span.start);
        writeln!(out, "! {}:{} {}", place.line, place.column, found.problem)
            .expect("a String takes all text");
    }
    if tree.has_directives() {
        let expansion = expanded(text);
        writeln!(out, "--- expanded for db1").expect("a String takes all text");
        out.push_str(
            &expansion
                .tree
                .source()
                .escape_ascii()
                .to_string()
                .replace("\\n", "\n"),
        );
        for problem in &expansion.problems {
            let place = tree.line_index().position(problem.at.span.start);
            writeln!(out, "! {}:{} {}", place.line, place.column, problem.kind)
                .expect("a String takes all text");
        }
    }
    out
}

fn outline(node: Node<'_>, lines: &LineIndex, depth: usize, out: &mut String) {
    for child in node.children() {
        let place = lines.position(child.span().start);
        write!(out, "{}{}:{}", "  ".repeat(depth), place.line, place.column)
            .expect("a String takes all text");
        let prefixes = child.condition().into_iter().chain(child.sequences());
        for span in prefixes.chain(child.definition_lines()) {
            write!(out, " <{}>", child.tree().slice(span).escape_ascii())
                .expect("a String takes all text");
        }
        if let Some(name) = child.definition_name() {
            write!(out, " ${}=", name.escape_ascii()).expect("a String takes all text");
        }
        for word in child.words() {
            write!(out, " {:?}", word.text()).expect("a String takes all text");
        }
        let kind = match child.kind() {
            NodeKind::Include => " (include)",
            NodeKind::Root | NodeKind::Statement | NodeKind::Definition => "",
        };
        let block = match (child.has_block(), child.close_brace()) {
            (false, _) => "",
            (true, None) => " {…",
            (true, Some(_)) => " {}",
        };
        writeln!(out, "{kind}{block}").expect("a String takes all text");
        outline(child, lines, depth + 1, out);
    }
}
