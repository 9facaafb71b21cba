//! A keyword, a block of keywords, and what is told about them.
//!
//! Owns the shape of the catalogue; the tables are in `blocks/` and `entries/`, and the short forms
//! in which they are written in `writing.rs`.

use super::kind::Kind;
use super::line::Line;
use super::version::{Availability, Version};

/// One keyword in one block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keyword {
    /// The word itself.
    pub name: &'static str,
    /// The words after it.
    pub line: Line,
    /// What stands between `{` and `}` after it.
    pub body: Body,
    /// The first release that was read and knows it; `None`: 2.0.20 and before.
    /// The block it stands in may itself be newer: see [`Keyword::since_in`].
    pub since: Option<Version>,
    /// What holds when it is not given.
    pub preset: Option<Preset>,
    /// What Keepalived must be built with to know it.
    pub feature: Option<Feature>,
    /// Whether another keyword should be used.
    pub deprecated: Option<Deprecation>,
    /// What releases before this one took instead of `line`.
    pub earlier: Option<(Version, Line)>,
    /// Whether `keepalived -t` exits 5 when it is given twice in the same block.
    pub once: bool,
    /// One line of help.
    pub help: Help,
}

/// What a keyword opens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Body {
    /// Nothing: it is a statement.
    None,
    /// A block of further keywords.
    Block(&'static Block),
    /// A list of words, in any number on a line.
    Words(Kind),
    /// A list of entries, one on a line.
    Entries(&'static Entry),
}

/// A block and its keywords.
#[derive(Debug, PartialEq)]
pub struct Block {
    /// Names of the blocks from the top, joined by `/`; empty for the top of the file.
    pub path: &'static str,
    /// The first release that was read and knows the block.
    pub since: Option<Version>,
    /// Where kinds, ranges and defaults were read.
    pub source: &'static str,
    /// The keywords, in groups that belong together.
    pub groups: &'static [&'static [Keyword]],
}

/// The grammar of one entry in a value block.
#[derive(Debug, PartialEq)]
pub struct Entry {
    /// What the entry is, for messages: `virtual_ipaddress entry`.
    pub name: &'static str,
    /// Its words, from the first on.
    pub line: Line,
    /// Where the grammar was read.
    pub source: &'static str,
}

/// What holds when a keyword is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// This value, written as in the file.
    Value(&'static str),
    /// The value of another keyword, named from the top: `global_defs/vrrp_version`.
    Of(&'static str),
    /// Something that takes a sentence.
    Described(Help),
}

/// Something a build of Keepalived has or lacks, in the words of `keepalived -v`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// `keepalived -v` lists this word among its options.
    With(&'static str),
    /// `keepalived -v` lists one of these words.
    WithAny(&'static [&'static str]),
    /// `keepalived -v` does not list this word.
    Without(&'static str),
}

/// Why a keyword should not be used any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deprecation {
    /// The keyword to use, if one takes its place.
    pub instead: Option<&'static str>,
    /// Whether `keepalived -t` exits 5 on it.
    pub rejected: bool,
}

/// A sentence in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help {
    /// English.
    pub en: &'static str,
    /// 简体中文
    pub zh: &'static str,
}

impl Block {
    /// The keyword of this name in the block.
    #[must_use]
    pub fn keyword(&self, name: &str) -> Option<&'static Keyword> {
        self.keywords().find(|keyword| keyword.name == name)
    }

    /// All keywords of the block, in the order of the tables.
    pub fn keywords(&self) -> impl Iterator<Item = &'static Keyword> + use<> {
        let groups: &'static [&'static [Keyword]] = self.groups;
        groups.iter().copied().flatten()
    }
}

impl Keyword {
    /// The first release that knows the keyword in this block.
    #[must_use]
    pub fn since_in(&self, block: &Block) -> Option<Version> {
        self.since.max(block.since)
    }

    /// Whether `target` knows the keyword in this block.
    #[must_use]
    pub fn availability(&self, block: &Block, target: Version) -> Availability {
        Availability::of(self.since_in(block), target)
    }

    /// The grammar that `target` applies to the words after the keyword.
    #[must_use]
    pub fn line_for(&self, target: Version) -> &Line {
        match &self.earlier {
            Some((changed, line)) if target < *changed => line,
            _ => &self.line,
        }
    }

    /// The block that the keyword opens, if it opens one of keywords.
    #[must_use]
    pub fn block(&self) -> Option<&'static Block> {
        match self.body {
            Body::Block(block) => Some(block),
            Body::None | Body::Words(_) | Body::Entries(_) => None,
        }
    }
}
