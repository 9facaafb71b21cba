//! What this machine says before anything is done: its configuration, which
//! addresses are here, and who has those that are not.

use std::collections::BTreeSet;
use std::net::IpAddr;

use keepalived_conf::model::Model;

use super::error::DrainError;
use super::handover::{Input, Speaker};
use super::plan::Plan;
use super::wire::Wire;
use crate::config::{self, Source};
use crate::layout::Layout;

/// What there is to be moved.
#[derive(Debug)]
pub struct Survey {
    /// keepalived.conf.
    pub model: Model,
    /// What it allows.
    pub plan: Plan,
    /// The part of it whose addresses are here.
    pub here: Plan,
}

/// Reads keepalived.conf and asks the kernel.
pub async fn survey(layout: &Layout) -> Result<Survey, DrainError> {
    let model = Model::read(&config::expand_source(&Source::File(layout.config()))?);
    let plan = Plan::of(&model, &layout.drain_file())?;
    let here = plan.mastered(&host::net::addresses().await?);
    Ok(Survey { model, plan, here })
}

impl Survey {
    /// Whoever else advertises these elections now.
    pub async fn masters_elsewhere(&self) -> Result<BTreeSet<IpAddr>, DrainError> {
        let elections = &self.plan.elections;
        let mut wire = Wire::listen(elections)?;
        let longest = elections.iter().map(|election| election.interval).max();
        let deadline = tokio::time::Instant::now() + longest.unwrap_or_default() * 3;
        let mut masters = BTreeSet::new();
        while let Ok(input) = tokio::time::timeout_at(deadline, wire.next()).await {
            if let Input::Advert {
                speaker: Speaker::Peer,
                source,
                ..
            } = input?
            {
                masters.insert(source);
            }
        }
        Ok(masters)
    }
}
