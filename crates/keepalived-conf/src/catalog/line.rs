//! How the words of one statement, block head or entry follow each other.
//!
//! Owns the grammar and its check against words; a word's own reading is `reading.rs`.

use super::kind::{Kind, Outside};
use super::reading::Wrong;
use super::version::Version;

/// The words after a keyword, or the words of an entry in a value block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Words that come first, by position.
    pub head: Head,
    /// Named options after them, in any order.
    pub options: &'static [Opt],
    /// What a word among the options may be that names none of them.
    pub bare: Option<Kind>,
    /// What Keepalived does with words beyond.
    pub extra: Extra,
}

/// The words by position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Head {
    /// None.
    Nothing,
    /// One.
    One(Arg),
    /// Several.
    Several(&'static [Arg]),
    /// One of several forms: the first whose leading literal fits, else the last.
    Either(&'static [&'static [Arg]]),
}

/// A word by position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arg {
    /// What it is called in help, for example `SECONDS`.
    pub label: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Whether it must be there.
    pub presence: Presence,
}

/// Whether a word must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must; without it `keepalived -t` exits 2 or 5.
    Required,
    /// It may be left out.
    Optional,
    /// It may be left out or be repeated to the end of the line.
    Repeated,
}

/// A named option, such as `dev eth0` in an address.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opt {
    /// Its names; the first is the usual one.
    pub names: &'static [&'static str],
    /// The words that follow the name.
    pub args: &'static [Arg],
    /// The first release that was read and knows it; `None`: before 2.0.20.
    pub since: Option<Version>,
    /// Whether `keepalived -t` exits 5 on it although it still works.
    pub deprecated: bool,
}

/// What Keepalived does with words beyond the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// It ignores them without a word.
    Ignored,
    /// `keepalived -t` exits 5.
    Rejected,
}

/// A word that does not fit, or is missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Problem {
    /// Index among the words checked; their number when a word is missing at the end.
    pub at: usize,
    /// What is wrong with it.
    pub wrong: Wrong,
}

impl Head {
    /// The words by position that apply to a line with these words.
    #[must_use]
    pub fn args(&self, words: &[&str]) -> &[Arg] {
        match self {
            Self::Nothing => &[],
            Self::One(arg) => std::slice::from_ref(arg),
            Self::Several(args) => args,
            Self::Either(forms) => {
                let fits = |form: &&&[Arg]| match form.first().map(|arg| arg.kind) {
                    Some(Kind::Literal(word)) => words.first() == Some(&word),
                    _ => false,
                };
                forms
                    .iter()
                    .find(fits)
                    .or(forms.last())
                    .copied()
                    .unwrap_or(&[])
            }
        }
    }
}

impl Opt {
    /// Whether this word names the option.
    #[must_use]
    pub fn is_named(&self, word: &str) -> bool {
        self.names.contains(&word)
    }
}

impl Line {
    /// A keyword without a word after it.
    pub const BARE: Self = Self {
        head: Head::Nothing,
        options: &[],
        bare: None,
        extra: Extra::Ignored,
    };

    /// Checks the words after the keyword, in order; empty when all fit.
    #[must_use]
    pub fn check(&self, words: &[&str]) -> Vec<Problem> {
        let mut walk = Walk {
            line: self,
            words,
            at: 0,
            problems: Vec::new(),
        };
        if walk.take(self.head.args(words)) {
            walk.take_options();
        }
        walk.problems
    }

    /// The option that this word names.
    #[must_use]
    pub fn option(&self, word: &str) -> Option<&'static Opt> {
        self.options.iter().find(|option| option.is_named(word))
    }
}

/// One pass over the words of a line.
struct Walk<'a> {
    line: &'a Line,
    words: &'a [&'a str],
    at: usize,
    problems: Vec<Problem>,
}

impl Walk<'_> {
    /// Takes the words by position; false when a required one is missing.
    fn take(&mut self, args: &[Arg]) -> bool {
        for arg in args {
            match arg.presence {
                Presence::Required if self.at == self.words.len() => {
                    self.report(match arg.kind.outside() {
                        Some(Outside::Dropped) => Wrong::Dropped { kind: arg.kind },
                        _ => Wrong::Missing { label: arg.label },
                    });
                    return false;
                }
                Presence::Required => self.take_one(arg),
                Presence::Optional if self.offers(arg) => self.take_one(arg),
                Presence::Optional => {}
                Presence::Repeated => {
                    while self.offers(arg) {
                        self.take_one(arg);
                    }
                }
            }
        }
        true
    }

    /// Whether the next word is meant for this optional word and does not name an option.
    fn offers(&self, arg: &Arg) -> bool {
        let Some(word) = self.words.get(self.at) else {
            return false;
        };
        let may_be_other = !self.line.options.is_empty() || self.line.bare.is_some();
        self.line.option(word).is_none() && (!may_be_other || arg.kind.read(word).is_ok())
    }

    fn take_one(&mut self, arg: &Arg) {
        if let Err(wrong) = arg.kind.read(self.words[self.at]) {
            self.report(wrong);
        }
        self.at += 1;
    }

    fn take_options(&mut self) {
        while let Some(word) = self.words.get(self.at) {
            if let Some(option) = self.line.option(word) {
                self.at += 1;
                if !self.take(option.args) {
                    return;
                }
                continue;
            }
            match (self.line.bare, self.line.extra) {
                (Some(kind), _) => {
                    if let Err(wrong) = kind.read(word) {
                        self.report(wrong);
                    }
                }
                (None, Extra::Rejected) => self.report(Wrong::Unexpected),
                (None, Extra::Ignored) => return,
            }
            self.at += 1;
        }
    }

    fn report(&mut self, wrong: Wrong) {
        self.problems.push(Problem { at: self.at, wrong });
    }
}

/// A word that must be there.
pub(super) const fn required(label: &'static str, kind: Kind) -> Arg {
    Arg {
        label,
        kind,
        presence: Presence::Required,
    }
}

/// A word that may be left out.
pub(super) const fn optional(label: &'static str, kind: Kind) -> Arg {
    Arg {
        label,
        kind,
        presence: Presence::Optional,
    }
}

/// Words to the end of the line.
pub(super) const fn repeated(label: &'static str, kind: Kind) -> Arg {
    Arg {
        label,
        kind,
        presence: Presence::Repeated,
    }
}

/// An option that every release knows.
pub(super) const fn option(names: &'static [&'static str], args: &'static [Arg]) -> Opt {
    Opt {
        names,
        args,
        since: None,
        deprecated: false,
    }
}

impl Opt {
    /// The same option, known from this release on.
    pub(super) const fn since(mut self, version: Version) -> Self {
        self.since = Some(version);
        self
    }

    /// The same option, still read but reported by `-t`.
    pub(super) const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }
}
