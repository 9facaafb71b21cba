//! The lines that come out of an expansion, compared with those that Keepalived itself reads.
//!
//! Every word of these texts is unknown to Keepalived, and `keepalived -t` names each unknown keyword
//! it meets; what it says when it reads its own copy of the file, as the process that runs VRRP does,
//! must be the first words of the expanded tree, in order.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use keepalived_conf::expand::{Included, InputFile, Options, expand};
use keepalived_conf::syntax::{Node, TokenKind};

const CASES: &[(&str, &str)] = &[
    (
        "bare names",
        "$A=foo\nk $A\n$A\nk$A\nx${A}y\n\"${A}\"z\n$A/x\n$A,y\n$A)\n",
    ),
    ("values use names", "$B=x${A}y\n$A=1\n${B}\n$A=2\n${B}\n"),
    (
        "a value is the rest of the line",
        "$A= foo bar \nk${A}\n$B=\nk${B}z\n",
    ),
    (
        "signs",
        "${_HASH}z\nk${_BANG}z\n\"a # b\"\n$A=\"q # r\"\n$A\n",
    ),
    (
        "many lines",
        "$M= \\\n one \\\n two { \\\n three \\\n }\n$M\nx $M\nafter\n",
    ),
    (
        "comments cut",
        "$M= \\\n one \\\n # c\n two \\\n three\n$M\n$N=a \\\n\n b\n$N\n",
    ),
    (
        "backslash behind a comment",
        "$M= \\\n a \\\n # c \\\n b\n$M\n",
    ),
    (
        "nested many lines",
        "$I= \\\n i1 \\\n i2\n$O= \\\n o1 \\\n $I \\\n o2\n$O\nafter\n",
    ),
    (
        "last line unfolds",
        "$I= \\\n i1 \\\n i2\n$O= \\\n o1 \\\n $I\n$O\nafter\n",
    ),
    (
        "many lines with names",
        "$X=1\n$M= \\\n a${X} \\\n b${X}\n$M\n$X=2\n$M\n",
    ),
    (
        "conditions",
        "@main a\n@^main b\n@other c\n@^other d\n@main\n@main $A=1\n@other $A=2\nx${A}\n",
    ),
    ("conditions cut lines", "@other x { y }\n@main p { q }\nz\n"),
    (
        "sequence",
        "~SEQ(X,1,3) s${X}\n~SEQ(X, 3) t${X}\n~SEQ(X,5,-2,1) u${X}\n~SEQ(X,2,0) v${X}\n",
    ),
    ("hexadecimal", "~SEQx(X,0x9,0xb) s${X}\n~SEQ(X,010) o${X}\n"),
    ("sequences nest", "~SEQ(X,1,2) ~SEQ(Y,7,6) n${X}${Y}\n"),
    ("sequence of names", "$F=2\n$T=3\n~SEQ(X,$F,$T) s${X}\n"),
    (
        "list",
        "~LST(P, a, b) l${P}\n~LST({P,Q},{a,b},{c}) m${P}-${Q}\n",
    ),
    (
        "sequence of many lines",
        "$M= \\\n a${X} \\\n b${X}\n~SEQ(X,1,2) $M\nafter\n",
    ),
    (
        "sequences over many lines",
        "$M= \\\n a${X}${Y} \\\n b\n~SEQ(X,1,2) ~SEQ(Y,8,9) $M\nafter\n",
    ),
    (
        "sequence within many lines",
        "$M= \\\n a \\\n ~SEQ(Y,8,9) c${Y} \\\n b\n$M\nafter\n",
    ),
    ("sequence and braces", "~SEQ(X,1,2) s${X} { t${X} }\nu\n"),
    (
        "behind braces",
        "$A=1\nx { y${A} } z${A}\nq{~SEQ(X,1,2) s${X}\n}@main k\n",
    ),
    ("definition behind a brace", "a { $B=1 }\nb${B}\n"),
    ("undefined", "x${NO}y\nk $NO\n$NO\n"),
    ("continuation is none", "a \\\nb\nc\\\nd\n"),
    (
        "include",
        "a\ninclude sub.conf\nb${S}\nincluder sub.conf # c\n",
    ),
    (
        "carriage returns",
        "$A=1\r\n$M= \\\r\n a${A} \\\r\n b\r\n$M\r\nx\r\n",
    ),
    ("self expansion that overflows", "$A=y $A\nz\n"),
];

const INCLUDED: &str = "$S=9\ns1 { s2 }\n@main s3\n";

#[test]
fn expansion_reads_what_keepalived_reads() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("expand-oracle");
    std::fs::create_dir_all(&directory).unwrap();
    std::fs::write(directory.join("sub.conf"), INCLUDED).unwrap();
    let mut report = String::new();
    for (index, (name, text)) in CASES.iter().enumerate() {
        let path = directory.join(format!("{index}.conf"));
        std::fs::write(&path, text).unwrap();
        let (ours, theirs) = (expanded_keywords(text), keepalived_keywords(&path));
        if ours != theirs {
            writeln!(report, "{name}\n  ours:   {ours:?}\n  theirs: {theirs:?}").unwrap();
        }
    }
    assert!(report.is_empty(), "{report}");
}

/// The first words of all statements, `{` and `}` in between.
fn expanded_keywords(text: &str) -> Vec<String> {
    let main = InputFile {
        name: "main".into(),
        directory: String::new(),
        text: text.into(),
    };
    let options = Options {
        config_id: Some("main".into()),
        ..Options::default()
    };
    let expansion = expand(main, &options, &mut |request| {
        assert_eq!(request.pattern, b"sub.conf");
        let text = INCLUDED.into();
        let file = InputFile {
            name: "sub.conf".into(),
            directory: String::new(),
            text,
        };
        Included {
            files: vec![file],
            trouble: None,
        }
    });
    let mut words = Vec::new();
    statements(expansion.tree.root(), &mut words);
    words
}

fn statements(node: Node<'_>, words: &mut Vec<String>) {
    for child in node.statements() {
        let keyword = child
            .keyword()
            .map(|word| word.text().into_owned())
            .unwrap_or_default();
        // Keepalived glues a backslash at the end of a line to the word before it.
        let glued = child.tokens().last().map_or(0, |token| token.span.end);
        let glued = backslash_follows(child, glued) && child.words().count() == 1;
        words.push(keyword + if glued { "\\" } else { "" });
        if child.has_block() {
            words.push("{".into());
            statements(child, words);
            words.push("}".into());
        }
    }
}

fn backslash_follows(node: Node<'_>, end: u32) -> bool {
    let mut rest = node
        .tree()
        .tokens()
        .iter()
        .skip_while(|token| token.span.start < end);
    let next = rest.find(|token| token.kind != TokenKind::Blank);
    next.is_some_and(|token| token.kind == TokenKind::Backslash)
}

/// What the first process that reads the copy says; the one that reads the file itself, and names no
/// path before a line number, sees escaped signs and commented definitions differently.
fn keepalived_keywords(path: &Path) -> Vec<String> {
    let output = Command::new("timeout")
        .args([
            "-s",
            "KILL",
            "10",
            "unshare",
            "-n",
            "-p",
            "-f",
            "keepalived",
            "-i",
            "main",
            "-t",
        ])
        .arg("-f")
        .arg(path)
        .output()
        .expect("timeout, unshare and keepalived are installed");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let said: Vec<(usize, String)> = stderr.lines().filter_map(said).collect();
    let main = format!("({}: Line ", path.display());
    let start = stderr
        .lines()
        .filter(|line| said_any(line))
        .position(|line| line.starts_with(&main));
    let Some(start) = start else {
        return Vec::new();
    };
    let period = (1..=said.len() - start).find(|period| {
        let rest = &said[start..];
        rest.len().is_multiple_of(*period)
            && rest
                .iter()
                .zip(rest.iter().cycle().skip(*period))
                .all(|(a, b)| a == b)
    });
    let copy = &said[start..start + period.unwrap_or(said.len() - start)];
    copy.iter().map(|(_, word)| word.clone()).collect()
}

fn said_any(line: &str) -> bool {
    said(line).is_some()
}

fn said(line: &str) -> Option<(usize, String)> {
    let (place, rest) = line.split_once(") ")?;
    let number = place.rsplit(' ').next()?.parse().ok()?;
    if rest.starts_with("Unexpected '{'") {
        return Some((number, "{".into()));
    }
    let word = rest.strip_prefix("Unknown keyword '")?.strip_suffix('\'')?;
    Some((number, word.to_owned()))
}
