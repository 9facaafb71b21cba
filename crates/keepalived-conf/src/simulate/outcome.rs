//! The answers: cases, who holds what in them, and why.

use std::net::IpAddr;
use std::time::Duration;

use super::check::{Check, CheckId};
use super::hearing::Deafness;
use super::machine::InstanceState;
use crate::expand::Location;
use crate::model::{Family, Priority, Vrid};

/// Whether Keepalived runs on a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NodeState {
    /// It runs.
    Up,
    /// It was stopped and said so.
    Stopped,
    /// It went without a word: power, kernel, network of the whole machine.
    Lost,
}

/// Why an instance became MASTER.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The master resigned with priority 0; only the skew was waited for.
    Resigned,
    /// Nothing was heard for a whole down interval.
    Silence,
    /// The master was heard, with a lower priority: its adverts were thrown away until the down
    /// interval was over.
    Outranked,
}

/// What failed, by check and node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conditions {
    /// The state of each node.
    pub nodes: Vec<NodeState>,
    /// Whether each check is up (a file: holds 1).
    pub is_up: Vec<bool>,
}

/// One VRID on all nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    /// Its identifier.
    pub vrid: Vrid,
    /// Its family.
    pub family: Family,
    /// Its instance on each node, if it has one there.
    pub seats: Vec<Option<Seat>>,
}

/// An instance of an election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Its name.
    pub name: String,
    /// Its header.
    pub at: Location,
    /// Its priority before any tracker.
    pub priority: Priority,
    /// The addresses that its master holds.
    pub addresses: Vec<IpAddr>,
}

/// An instance in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its state when everything has settled.
    pub state: InstanceState,
    /// Its priority then.
    pub priority: Priority,
    /// The checks that disqualify it.
    pub faults: Vec<CheckId>,
    /// What checks add to its priority or take from it.
    pub changes: Vec<(CheckId, i64)>,
}

/// How the addresses got to a new node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Takeover {
    /// The node that has them now.
    pub to: usize,
    /// Why it took them.
    pub cause: Cause,
    /// The longest time from the moment Keepalived on the old master knows of the failure, or is
    /// gone, until the new one is MASTER.
    pub within: Duration,
    /// The longest time that the failed checks need to be noticed before that.
    pub detection: Duration,
}

/// One election in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The nodes whose instance is MASTER: one, none, or several.
    pub holders: Vec<usize>,
    /// Each node's instance; `None` where it has none.
    pub standings: Vec<Option<Standing>>,
    /// How the addresses moved; `None` when they stayed, or when nobody has them.
    pub takeover: Option<Takeover>,
}

/// What becomes of a scope under some conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What failed.
    pub conditions: Conditions,
    /// What became of each election.
    pub outcomes: Vec<Outcome>,
    /// Whether it came to rest.
    pub is_settled: bool,
}

/// Elections that depend on each other, and everything that can happen to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Its elections.
    pub elections: Vec<Election>,
    /// What can fail.
    pub checks: Vec<Check>,
    /// Pairs of nodes of an election that do not take each other's adverts: election, sender,
    /// receiver, reason.
    pub deaf: Vec<(usize, usize, usize, Deafness)>,
    /// The nodes started one after the other, in their order, every check good.
    pub healthy: Case,
    /// What follows when something fails from there, the healthy case first.
    pub cases: Vec<Case>,
    /// How many combinations there are; more than [`cases`](Self::cases) when they were sampled.
    pub combinations: u128,
    /// Failures of one thing that do not bring the addresses to a node that can serve.
    pub stuck: Vec<super::question::Stuck>,
}

impl Scope {
    /// Whether [`cases`](Self::cases) are only a sample.
    pub fn is_sampled(&self) -> bool {
        self.combinations > self.cases.len() as u128
    }
}
