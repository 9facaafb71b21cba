//! A rule: its name, its words, its examples and its check.

use super::Context;
use super::diagnostic::{Diagnostic, Severity, Text};
use crate::catalog::{Help, Version};
use crate::expand::Location;

/// What a rule needs of the text before its verdict means anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing: it judges characters, braces and directives.
    Syntax,
    /// Statements: it judges keywords and words one line at a time.
    Words,
    /// Blocks: it judges what lines mean together. Silent where the syntax of the block is broken.
    Meaning,
}

/// A rule of the lint. Everything about it stands in its own file under `rules/`.
#[derive(Debug)]
pub struct Rule {
    /// Its stable name in kebab-case.
    pub id: &'static str,
    /// How bad its findings usually are; one finding may be told to be milder.
    pub severity: Severity,
    /// What it needs.
    pub stage: Stage,
    /// What it finds, as a headline.
    pub title: Help,
    /// Why that is bad.
    pub why: Help,
    /// A configuration in which it finds something, and nothing else does.
    pub bad: Example,
    /// The same configuration put right.
    pub good: Example,
    /// The check itself.
    pub(crate) check: Check,
}

/// A check reads the context and reports.
pub(crate) type Check = fn(&Context<'_>, &mut Findings);

/// A configuration that shows a rule.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The file.
    pub text: &'static str,
    /// The file of the other node, for rules that compare two.
    pub peer: Option<&'static str>,
    /// The release it is checked for, if that matters.
    pub target: Option<Version>,
    /// Other rules that cannot help finding something in it too.
    pub also: &'static [&'static str],
}

impl Example {
    /// A file that stands alone.
    pub(crate) const fn of(text: &'static str) -> Self {
        Self {
            text,
            peer: None,
            target: None,
            also: &[],
        }
    }

    /// The same with a peer's file.
    #[allow(dead_code, reason = "for the rules that compare two files")]
    pub(crate) const fn with_peer(mut self, peer: &'static str) -> Self {
        self.peer = Some(peer);
        self
    }

    /// The same for a release.
    pub(crate) const fn for_release(mut self, target: Version) -> Self {
        self.target = Some(target);
        self
    }

    /// The same, with rules that also speak up.
    pub(crate) const fn also(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }
}

/// Takes the findings of one rule after the other.
#[derive(Debug)]
pub(crate) struct Findings {
    rule: &'static Rule,
    list: Vec<Diagnostic>,
}

impl Findings {
    pub(super) const fn new(rule: &'static Rule) -> Self {
        Self {
            rule,
            list: Vec::new(),
        }
    }

    /// Reports a finding with the rule's severity; what comes back takes notes and a fix.
    pub(crate) fn report(&mut self, at: Location, message: Text) -> &mut Diagnostic {
        let at_end = self.list.len();
        self.list.push(Diagnostic {
            rule: self.rule.id,
            severity: self.rule.severity,
            at,
            message,
            notes: Vec::new(),
            fix: None,
        });
        &mut self.list[at_end]
    }

    pub(super) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}

/// A sentence in both languages, as rules write it.
pub(crate) const fn words(en: &'static str, zh: &'static str) -> Help {
    Help { en, zh }
}
