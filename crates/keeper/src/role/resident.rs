//! The daemon's share: every role is looked at when this node becomes MASTER
//! or no longer is, and now and then.
//!
//! Keepalived's own notification is the other way to the same use case, and
//! does not need the daemon.  What only the daemon sees is a server that comes
//! back in another role than it had: a MASTER's that restarted read-only.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{Outcome, Wish, follow};
use crate::layout::Layout;
use crate::observe::NodeState;
use crate::settings::Role;

/// How often a role is looked at when nothing is heard.
const LOOK: Duration = Duration::from_secs(2);

/// The roles that the daemon looks after.
#[derive(Debug)]
pub struct Residents {
    layout: Layout,
    node: watch::Receiver<Arc<NodeState>>,
    running: BTreeMap<String, Resident>,
}

#[derive(Debug)]
struct Resident {
    role: Role,
    task: JoinHandle<()>,
}

impl Residents {
    /// Nobody yet.
    #[must_use]
    pub fn new(layout: Layout, node: watch::Receiver<Arc<NodeState>>) -> Self {
        Self {
            layout,
            node,
            running: BTreeMap::new(),
        }
    }

    /// Makes these the roles that are looked after; must be called within a
    /// tokio runtime.  One that is changed begins anew, which is harmless at
    /// any instant.
    pub fn set(&mut self, roles: &BTreeMap<String, Role>) {
        self.running
            .retain(|name, resident| roles.get(name) == Some(&resident.role));
        for (name, role) in roles {
            if !self.running.contains_key(name) {
                let work = look_after(
                    self.layout.clone(),
                    name.clone(),
                    role.clone(),
                    self.node.clone(),
                );
                let resident = Resident {
                    role: role.clone(),
                    task: tokio::spawn(work),
                };
                self.running.insert(name.clone(), resident);
            }
        }
    }
}

impl Drop for Resident {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn look_after(
    layout: Layout,
    name: String,
    role: Role,
    mut node: watch::Receiver<Arc<NodeState>>,
) {
    let mut told = None;
    loop {
        let found = follow(&layout, &name, &role, Wish::DoneByAnyone).await;
        match found {
            Ok(Some(outcome)) => tell(&name, &mut told, &Ok(outcome)),
            // Whoever is at it tells what becomes of it.
            Ok(None) => {}
            Err(error) => tell(&name, &mut told, &Err(error.to_string())),
        }
        let before = node.borrow_and_update().masters();
        let news = change(&mut node, &before);
        // Either is a reason to look again.
        let _ = tokio::time::timeout(LOOK, news).await;
    }
}

/// What is as it was is not told again.
fn tell(name: &str, told: &mut Option<Told>, found: &Told) {
    if told.as_ref() == Some(found) {
        return;
    }
    match found {
        Ok(outcome) => {
            let steps: Vec<_> = outcome.steps.iter().map(|step| step.word()).collect();
            let rest = outcome.rest.map_or("applying", super::Rest::word);
            let error = outcome.error.as_str();
            match outcome.rest.is_some_and(super::Rest::is_failure) {
                true => tracing::warn!(role = %name, ?steps, %rest, %error),
                false => tracing::info!(role = %name, ?steps, %rest),
            }
        }
        Err(error) => tracing::warn!(role = %name, %error),
    }
    *told = Some(found.clone());
}

type Told = Result<Outcome, String>;

/// Returns when other instances than before are MASTER here.
async fn change(node: &mut watch::Receiver<Arc<NodeState>>, before: &BTreeSet<String>) {
    let is_other = |state: &Arc<NodeState>| state.masters() != *before;
    if node.wait_for(is_other).await.is_err() {
        // The daemon is ending.
        std::future::pending::<()>().await;
    }
}
