//! All agents of a node: who is started, told something new, or let go.
//!
//! A check that is changed keeps its verdict: its agent gets another
//! assignment and goes on from what was proven.  One that cannot be done as it
//! is now written goes on as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use keepalived_conf::model::Model;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::agent::{Agent, Asked, Assignment, Slots};
use super::plan::{Plan, PlanError};
use super::post::Board;
use super::sources::Sources;
use super::track_file::TrackFile;
use super::wiring::followers;
use crate::layout::Layout;
use crate::observe::CheckReports;
use crate::settings::Check;

/// How long a crashed agent rests before it is started again, at first and at
/// most.
const REST: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(60)];

/// The agents of a node.
pub struct Fleet {
    layout: Layout,
    board: Board,
    slots: Slots,
    reports: CheckReports,
    masters: BTreeSet<String>,
    members: BTreeMap<String, Member>,
}

struct Member {
    assignment: watch::Sender<Assignment>,
    is_master: watch::Sender<bool>,
    /// The instances that the check speaks for; every one when none follows it.
    instances: BTreeSet<String>,
    task: JoinHandle<()>,
}

/// A check that cannot be done as it is written.
#[derive(Debug)]
pub struct Refused {
    /// Its name.
    pub name: String,
    /// Why not.
    pub error: PlanError,
    /// It goes on as it was.
    pub goes_on: bool,
}

impl Fleet {
    /// Nobody yet.
    #[must_use]
    pub fn new(layout: Layout, board: Board, reports: CheckReports) -> Self {
        Self {
            layout,
            board,
            slots: Slots::default(),
            reports,
            masters: BTreeSet::new(),
            members: BTreeMap::new(),
        }
    }

    /// Makes these the checks of the node; must be called within a tokio
    /// runtime.  Gives those that cannot be done.
    pub fn set(&mut self, checks: &BTreeMap<String, Check>, model: &Model) -> Vec<Refused> {
        let gone: Vec<_> = self.members.keys().cloned().collect();
        for name in gone.iter().filter(|name| !checks.contains_key(*name)) {
            self.members.remove(name);
            self.reports.gone(name.clone());
        }
        let mut refused = Vec::new();
        for (name, check) in checks {
            // Before they are read: what changes meanwhile is another question.
            let files = Sources::look(check.question.files());
            match Plan::of(check) {
                Ok(plan) => {
                    let asked = Asked {
                        question: check.question.clone(),
                        files,
                        timeout: plan.policy.timeout,
                    };
                    let assignment = Assignment {
                        plan,
                        asked,
                        policy: check.policy,
                        scope: check.only_on,
                    };
                    self.assign(name, assignment, model);
                }
                Err(error) => refused.push(Refused {
                    name: name.clone(),
                    error,
                    goes_on: self.members.contains_key(name),
                }),
            }
        }
        refused
    }

    /// Tells the agents which instances are MASTER here.
    pub fn see(&mut self, masters: BTreeSet<String>) {
        self.masters = masters;
        for member in self.members.values() {
            let is_master = member.speaks_for(&self.masters);
            member.is_master.send_if_modified(|known| {
                let is_news = *known != is_master;
                *known = is_master;
                is_news
            });
        }
    }

    fn assign(&mut self, name: &str, assignment: Assignment, model: &Model) {
        let file = TrackFile::new(&self.layout.track_dir(), name, assignment.policy);
        let followers = followers(model, file.path());
        let instances = followers.into_iter().map(|f| f.instance).collect();
        if let Some(member) = self.members.get_mut(name) {
            member.instances = instances;
            let is_master = member.speaks_for(&self.masters);
            member.is_master.send_replace(is_master);
            member.assignment.send_if_modified(|known| {
                let is_news = !known.is_the_same_as(&assignment);
                if is_news {
                    *known = assignment;
                }
                is_news
            });
            return;
        }
        let (assignment, orders) = watch::channel(assignment);
        let (is_master, role) = watch::channel(false);
        let member = Member {
            assignment,
            is_master,
            instances,
            task: tokio::spawn(self.keep(name.to_owned(), file, orders, role)),
        };
        let holds = member.speaks_for(&self.masters);
        member.is_master.send_replace(holds);
        self.members.insert(name.to_owned(), member);
    }

    /// An agent that is started again when it crashes.
    fn keep(
        &self,
        name: String,
        file: TrackFile,
        orders: watch::Receiver<Assignment>,
        role: watch::Receiver<bool>,
    ) -> impl Future<Output = ()> + Send + use<> {
        let (board, slots, reports) =
            (self.board.clone(), self.slots.clone(), self.reports.clone());
        async move {
            let [mut rest, longest] = REST;
            loop {
                let agent = Agent::new(
                    name.clone(),
                    orders.clone(),
                    role.clone(),
                    board.post(file.clone()),
                    slots.clone(),
                    reports.clone(),
                );
                let mut work = tokio::task::JoinSet::new();
                work.spawn(agent.run());
                let Some(Err(crash)) = work.join_next().await else {
                    return;
                };
                tracing::error!(check = %name, %crash, "the check crashed and is started again");
                tokio::time::sleep(rest).await;
                rest = (rest * 2).min(longest);
            }
        }
    }
}

impl Member {
    fn speaks_for(&self, masters: &BTreeSet<String>) -> bool {
        match self.instances.is_empty() {
            true => !masters.is_empty(),
            false => !self.instances.is_disjoint(masters),
        }
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.task.abort();
    }
}
