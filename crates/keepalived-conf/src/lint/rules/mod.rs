//! The rules, one file each, and the list of them.
//!
//! A new rule is a file with a `RULE` and a line in [`ALL`]; a test sees to it that none is forgotten.

pub(super) mod too_many_findings;
mod unknown_keyword;

use super::rule::Rule;

/// Every rule, in order of their ids.
pub(super) static ALL: &[&Rule] = &[&too_many_findings::RULE, &unknown_keyword::RULE];
