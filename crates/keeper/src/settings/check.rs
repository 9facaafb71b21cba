//! `[checks.NAME]`: the keys that every kind of check has.

use std::num::NonZeroU32;
use std::time::Duration;

use serde::Deserialize;

use super::{FailurePolicy, duration};
use crate::checks::Question;

/// The keys that every check may have; all others are its kind's.
pub(super) const CHECK_KEYS: &[&str] = &[
    "interval",
    "interval_when_down",
    "timeout",
    "rise",
    "fall",
    "fast_down",
    "grace",
    "damping",
    "only_on",
    "policy",
];

/// `[checks.NAME]`. A key that is not here is one of its kind's, or refused.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Check {
    /// What is asked.
    #[serde(flatten)]
    pub question: Question,
    /// Pause between two tries.
    #[serde(default, deserialize_with = "duration")]
    pub interval: Option<Duration>,
    /// Pause between two tries while the service is down or in doubt.
    #[serde(default, deserialize_with = "duration")]
    pub interval_when_down: Option<Duration>,
    /// Limit of one try.
    #[serde(default, deserialize_with = "duration")]
    pub timeout: Option<Duration>,
    /// Successes in a row that prove the service up.
    pub rise: Option<NonZeroU32>,
    /// Failures in a row that prove it down.
    pub fall: Option<NonZeroU32>,
    /// Whether a failure that leaves no doubt proves it down at once.
    pub fast_down: Option<bool>,
    /// How long after the daemon's start failures prove nothing.
    #[serde(default, deserialize_with = "duration")]
    pub grace: Option<Duration>,
    /// The longest that a service which keeps falling is held back.
    #[serde(default, deserialize_with = "duration")]
    pub damping: Option<Duration>,
    /// While the node is what its failure counts.
    #[serde(default)]
    pub only_on: Scope,
    /// What its failure does.
    #[serde(default)]
    pub policy: FailurePolicy,
}

/// While the node is what a failure counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Always.
    #[default]
    Always,
    /// Only while it does not hold the VIP: the check says who may take over,
    /// and never takes the VIP away.
    Backup,
}

impl Check {
    /// The check that asks this, with every other key as it is by default.
    #[must_use]
    pub fn of(question: Question) -> Self {
        Self {
            question,
            interval: None,
            interval_when_down: None,
            timeout: None,
            rise: None,
            fall: None,
            fast_down: None,
            grace: None,
            damping: None,
            only_on: Scope::default(),
            policy: FailurePolicy::default(),
        }
    }
}
