//! The texts that are compared: files as they are, and what becomes of them by small accidents.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use keepalived_conf::lint;

/// Where Debian's package puts its examples. They are read there and not copied.
const SAMPLES: &str = "/usr/share/doc/keepalived/samples";

/// One text with its origin.
pub(crate) struct Case {
    /// The file, and what was done to it.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) text: Vec<u8>,
    /// The case that it is a mutation of.
    pub(crate) base: Option<usize>,
}

/// Most examples run scripts without script security, which alone is refused. With this before them
/// it is the rest of the text that decides.
const SECURITY: &[u8] = b"global_defs {\n    enable_script_security\n    script_user root\n}\n";

/// Every file as it is and with script security, `each` mutations of both, and the examples of the
/// rules.
pub(crate) fn all(each: usize) -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, text) in files() {
        let secured = text
            .windows(22)
            .any(|part| part == b"enable_script_security");
        if !secured {
            let text = [SECURITY, &text[..]].concat();
            of_file(
                format!("{name} with script security"),
                text,
                each,
                &mut cases,
            );
        }
        of_file(name, text, each, &mut cases);
    }
    for rule in lint::rules() {
        for (kind, example) in [("bad", rule.bad), ("good", rule.good)] {
            if example.peer.is_none() && example.target.is_none() && !example.text.is_empty() {
                cases.push(Case {
                    name: format!("{kind} example of {}", rule.id),
                    text: example.text.as_bytes().to_vec(),
                    base: None,
                });
            }
        }
    }
    cases
}

/// A text and its mutations. The seed is the name: a new file changes no other case.
fn of_file(name: String, text: Vec<u8>, each: usize, cases: &mut Vec<Case>) {
    let base = cases.len();
    let mut random = Random::seeded(&name);
    let mutations = (0..each).map(|round| {
        let (accident, text) = mutate(&text, &mut random);
        Case {
            name: format!("{name} #{round} ({accident})"),
            text,
            base: Some(base),
        }
    });
    let mutations: Vec<Case> = mutations.collect();
    cases.push(Case {
        name,
        text,
        base: None,
    });
    cases.extend(mutations);
}

fn files() -> Vec<(String, Vec<u8>)> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/conf");
    let folders = [
        (PathBuf::from(SAMPLES), "samples"),
        (data.join("real"), "real"),
        (data.join("mission"), "mission"),
    ];
    let mut found = Vec::new();
    for (folder, label) in folders {
        let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
            .expect("the package keepalived and testdata/conf hold the folders")
            .map(|entry| entry.expect("the folder is readable").path())
            .filter(|path| {
                let name = path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                name.starts_with("keepalived.conf") || name.ends_with(".conf")
            })
            .collect();
        paths.sort();
        for path in paths {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let text = fs::read(&path).expect("the file is readable");
            found.push((format!("{label}/{name}"), text));
        }
    }
    assert!(found.len() > 40, "only {} files", found.len());
    found
}

/// A generator of numbers that is the same everywhere (xorshift64).
struct Random(u64);

impl Random {
    /// Starts from a name (FNV-1a).
    fn seeded(name: &str) -> Self {
        let start = 0xcbf2_9ce4_8422_2325_u64;
        Self(name.bytes().fold(start, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        }))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

/// One accident on one line that has text.
fn mutate(text: &[u8], random: &mut Random) -> (&'static str, Vec<u8>) {
    let mut lines: Vec<Vec<u8>> = text
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let written: Vec<usize> = (0..lines.len())
        .filter(|at| {
            let line = lines[*at].trim_ascii();
            !line.is_empty() && !matches!(line[0], b'#' | b'!')
        })
        .collect();
    let at = written[random.below(written.len())];
    let accident = match random.below(8) {
        0 => {
            lines.remove(at);
            "line dropped"
        }
        1 => {
            let other = written[random.below(written.len())];
            lines.swap(at, other);
            "lines swapped"
        }
        2 => {
            let line = lines[at].clone();
            lines.insert(at, line);
            "line doubled"
        }
        3 => {
            change_word(&mut lines[at], random, |_, _| Vec::new());
            "word dropped"
        }
        4 => {
            change_word(&mut lines[at], random, |word, _| {
                [word, b" ", word].concat()
            });
            "word doubled"
        }
        5 => {
            change_word(&mut lines[at], random, |word, at| {
                let mut word = word.to_vec();
                word.remove(at % word.len());
                word
            });
            "letter dropped"
        }
        6 => {
            change_word(&mut lines[at], random, |word, at| {
                let mut word = word.to_vec();
                let at = at % word.len();
                word.insert(at, word[at]);
                word
            });
            "letter doubled"
        }
        _ => {
            change_word(&mut lines[at], random, |word, at| {
                let mut word = word.to_vec();
                let at = at % word.len();
                let next = (at + 1) % word.len();
                word.swap(at, next);
                word
            });
            "letters swapped"
        }
    };
    (accident, lines.concat())
}

/// Puts what `change` makes of a word in its place; it gets a number to choose a letter by.
fn change_word(line: &mut Vec<u8>, random: &mut Random, change: impl Fn(&[u8], usize) -> Vec<u8>) {
    let code = line
        .iter()
        .position(|byte| matches!(byte, b'#' | b'!'))
        .unwrap_or(line.len());
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, _) in line[..code]
        .iter()
        .enumerate()
        .filter(|(_, byte)| !byte.is_ascii_whitespace())
    {
        match words.last_mut() {
            Some(word) if word.end == at => word.end = at + 1,
            _ => words.push(at..at + 1),
        }
    }
    let word = words[random.below(words.len())].clone();
    let letter = random.below(word.len());
    let new = change(&line[word.clone()], letter);
    line.splice(word, new);
}
