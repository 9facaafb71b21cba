//! What is wrong with a configuration, why, and what to do about it.
//!
//! ```
//! use keepalived_conf::{expand, lint};
//!
//! let expansion = expand::expand_text(
//!     "vrrp_instance VI_1 {\n    prioritee 250\n}\n",
//!     &expand::Options::default(),
//! );
//! let found = lint::lint(&expansion, &lint::Options::default());
//! assert!(found.iter().any(|finding| finding.rule == "unknown-keyword"));
//! ```
//!
//! - [`lint`] gives [`Diagnostic`]s, sorted by place, the same for the same text.
//! - [`rules`] lists every [`Rule`] with its words and examples; the pages in `docs/rules/` are made
//!   from it.
//! - A comment `# vipkeeper: allow(rule-id)` silences a rule on the next line with text.
//!
//! An [`Severity::Error`] is what Keepalived itself rejects or silently changes (`keepalived -t`
//! exits 2, 4, 5 or 6, or 2.2.7 crashes or hangs); everything beyond is a warning or a hint. The
//! verdict is compared with the installed Keepalived in `tests/agreement.rs`.
//!
//! Deliberately absent: whatever only the machine knows. Whether an interface, a script or a user
//! exists is for the caller to find out.

mod allow;
mod confusable;
mod context;
mod diagnostic;
mod instance;
mod outlook;
mod problems;
mod rule;
mod rules;
mod scope;
mod server;
mod staging;
mod wording;
mod words;

use crate::catalog::Version;
use crate::expand::{Expansion, FileId, Location};
use crate::syntax::Span;

pub(crate) use context::Context;
pub use diagnostic::{Diagnostic, Fix, Note, Severity, Text};
pub(crate) use rule::Findings;
pub use rule::{Example, Rule, Stage};
use staging::Staged;

/// How many findings are shown unless a caller says otherwise.
pub const MAX_FINDINGS: usize = 1000;

/// What a caller wants to know.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// The release that is to read the files; `None`: the newest.
    pub target_version: Option<Version>,
    /// The files of the other node, to compare with.
    pub peer: Option<&'a Expansion>,
    /// How many findings are wanted at most; one more says how many were left out.
    pub max_findings: usize,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            target_version: None,
            peer: None,
            max_findings: MAX_FINDINGS,
        }
    }
}

/// Every rule, in order of their ids.
#[must_use]
pub fn rules() -> &'static [&'static Rule] {
    rules::ALL
}

/// The rule of this id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().iter().copied().find(|rule| rule.id == id)
}

/// Examines a configuration.
#[must_use]
pub fn lint(expansion: &Expansion, options: &Options<'_>) -> Vec<Diagnostic> {
    let context = Context::new(expansion, options);
    let mut staged = Vec::new();
    for rule in rules() {
        let mut findings = Findings::new(rule);
        (rule.check)(&context, &mut findings);
        let stage = rule.stage;
        staged.extend(
            findings
                .into_list()
                .into_iter()
                .map(|finding| Staged { stage, finding }),
        );
    }
    let mut found = staging::settle(&context, staged);
    allow::silence(&mut found, expansion);
    cut(found, options.max_findings)
}

/// Keeps the worst findings when there are too many, and says so.
fn cut(mut found: Vec<Diagnostic>, most: usize) -> Vec<Diagnostic> {
    if found.len() <= most {
        return found;
    }
    let total = found.len();
    let places: Vec<Location> = found.iter().map(|finding| finding.at).collect();
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    found.truncate(most);
    found.sort_by_key(|finding| finding.at);
    let at = places.last().copied().unwrap_or(Location {
        file: FileId::MAIN,
        span: Span::new(0, 0),
    });
    found.push(rules::too_many_findings::cut(total, most, at));
    found
}
