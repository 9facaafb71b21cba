//! The short forms in which the tables are written.
//!
//! Owns nothing but brevity: each function makes a [`Keyword`] or sets one thing of it.

use super::keyword::{Block, Body, Deprecation, Entry, Feature, Help, Keyword, Preset};
use super::kind::Kind;
use super::line::{Arg, Extra, Head, Line, Opt, optional, required};
use super::version::Version;

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

    pub(super) const fn needs_any(mut self, words: &'static [&'static str]) -> Self {
        self.feature = Some(Feature::WithAny(words));
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

    /// Without effect and without a successor; `keepalived -t` exits 5 on it.
    pub(super) const fn obsolete(mut self) -> Self {
        self.deprecated = Some(Deprecation {
            instead: None,
            rejected: true,
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
