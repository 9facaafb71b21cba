//! Whether this node may take over, asked at this moment, for a person who
//! wants to know why not.
//!
//! What moves the VIP is the agent's verdict; this is one try of the same
//! question, and it needs no daemon.

use std::collections::BTreeMap;

use health::Session;

use super::{Plan, failure};
use crate::message::{Explain, Message};
use crate::settings::{Check, FailurePolicy, Scope};

/// What one check says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Takeover {
    /// The check's name.
    pub check: String,
    /// What its failure does.
    pub policy: FailurePolicy,
    /// Why not; `None` when it may.
    pub obstacle: Option<Message>,
}

/// Asks every check that says who may take over, side by side, within a tokio
/// runtime.  Takes as long as the slowest one.
pub async fn ask(checks: &BTreeMap<String, Check>) -> Vec<Takeover> {
    let asked = checks
        .iter()
        .filter(|(_, check)| check.only_on == Scope::Backup);
    let tries: Vec<_> = asked
        .map(|(name, check)| (name, check.policy, tokio::spawn(obstacle(check.clone()))))
        .collect();
    let mut said = Vec::new();
    for (name, policy, task) in tries {
        let crashed = |_| Some(Message::new("error-internal"));
        said.push(Takeover {
            check: name.clone(),
            policy,
            obstacle: task.await.unwrap_or_else(crashed),
        });
    }
    said
}

async fn obstacle(check: Check) -> Option<Message> {
    match Plan::of(&check) {
        Ok(plan) => {
            let result = Session::new(plan.spec, plan.policy.timeout).probe().await;
            result.outcome.err().map(|failed| failure::reason(&failed))
        }
        // As it cannot be asked it cannot be passed.
        Err(error) => Some(error.explain().message),
    }
}
