//! A keyword, a block of keywords, and the short forms in which the tables are written.
//!
//! Owns the shape of the catalogue; the entries are in `blocks/` and `entries/`.

use super::kind::Kind;
use super::line::{Arg, Extra, Head, Line, Opt, optional, required};
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

/// A keyword with one required word.
pub(super) const fn one(name: &'static str, label: &'static str, kind: Kind) -> Keyword {
    with(name, Head::One(required(label, kind)))
}

/// A keyword with one word that may be left out.
pub(super) const fn maybe(name: &'static str, label: &'static str, kind: Kind) -> Keyword {
    with(name, Head::One(optional(label, kind)))
}

/// A keyword that stands alone.
pub(super) const fn flag(name: &'static str) -> Keyword {
    with(name, Head::Nothing)
}

/// A keyword that stands alone or with a truth value.
pub(super) const fn switch(name: &'static str) -> Keyword {
    maybe(name, "BOOL", Kind::Bool)
}

/// A keyword with several words.
pub(super) const fn words(name: &'static str, args: &'static [Arg]) -> Keyword {
    with(name, Head::Several(args))
}

/// A keyword with words as in `head`.
pub(super) const fn with(name: &'static str, head: Head) -> Keyword {
    Keyword {
        name,
        line: Line { head, ..Line::BARE },
        body: Body::None,
        since: None,
        preset: None,
        feature: None,
        deprecated: None,
        earlier: None,
        once: false,
        help: Help { en: "", zh: "" },
    }
}

impl Keyword {
    pub(super) const fn opens(mut self, block: &'static Block) -> Self {
        self.body = Body::Block(block);
        self
    }

    pub(super) const fn lists(mut self, kind: Kind) -> Self {
        self.body = Body::Words(kind);
        self
    }

    pub(super) const fn entries(mut self, entry: &'static Entry) -> Self {
        self.body = Body::Entries(entry);
        self
    }

    pub(super) const fn options(mut self, options: &'static [Opt]) -> Self {
        self.line.options = options;
        self.line.extra = Extra::Rejected;
        self
    }

    pub(super) const fn strict(mut self) -> Self {
        self.line.extra = Extra::Rejected;
        self
    }

    pub(super) const fn once(mut self) -> Self {
        self.once = true;
        self
    }

    pub(super) const fn since(mut self, version: Version) -> Self {
        self.since = Some(version);
        self
    }

    pub(super) const fn before(
        mut self,
        version: Version,
        label: &'static str,
        kind: Kind,
    ) -> Self {
        let line = Line {
            head: Head::One(required(label, kind)),
            ..Line::BARE
        };
        self.earlier = Some((version, line));
        self
    }

    /// Until this release the keyword took no word and ignored what followed.
    pub(super) const fn flag_before(mut self, version: Version) -> Self {
        self.earlier = Some((version, Line::BARE));
        self
    }

    pub(super) const fn default(mut self, value: &'static str) -> Self {
        self.preset = Some(Preset::Value(value));
        self
    }

    pub(super) const fn default_of(mut self, keyword: &'static str) -> Self {
        self.preset = Some(Preset::Of(keyword));
        self
    }

    pub(super) const fn default_is(mut self, en: &'static str, zh: &'static str) -> Self {
        self.preset = Some(Preset::Described(Help { en, zh }));
        self
    }

    pub(super) const fn needs(mut self, word: &'static str) -> Self {
        self.feature = Some(Feature::With(word));
        self
    }

    pub(super) const fn unless_built(mut self, word: &'static str) -> Self {
        self.feature = Some(Feature::Without(word));
        self
    }

    /// Deprecated, and only a line in the log says so.
    pub(super) const fn superseded_by(mut self, keyword: &'static str) -> Self {
        self.deprecated = Some(Deprecation {
            instead: Some(keyword),
            rejected: false,
        });
        self
    }

    /// Deprecated, and `keepalived -t` exits 5 on it.
    pub(super) const fn rejected_for(mut self, keyword: &'static str) -> Self {
        self.deprecated = Some(Deprecation {
            instead: Some(keyword),
            rejected: true,
        });
        self
    }

    pub(super) const fn en(mut self, help: &'static str) -> Self {
        self.help.en = help;
        self
    }

    pub(super) const fn zh(mut self, help: &'static str) -> Self {
        self.help.zh = help;
        self
    }
}
