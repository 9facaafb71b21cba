//! The agent: one resident check, asked on its own schedule.
//!
//! Joins a session of probes, the verdict and the track file.  A check whose
//! verdict is still unknown leaves the track file as it is: when the daemon
//! starts again beside a MASTER, the VIP stays where it is until something is
//! proven.

use std::sync::Arc;
use std::time::{Duration, Instant};

use health::{Health, ProbeResult, Session, Spec, Verdict};
use jiff::Timestamp;
use tokio::sync::{Semaphore, SemaphorePermit, watch};
use tokio::time::sleep_until;

use super::beat;
use super::failure;
use super::plan::Plan;
use super::post::Post;
use super::sources::Sources;
use crate::checks::Question;
use crate::observe::{CheckReports, CheckView};
use crate::settings::{FailurePolicy, Scope};

/// How many commands run at the same time, all checks together.  Probes over
/// sockets are as many as there are checks.
const COMMANDS: usize = 32;

/// For how long after this node became MASTER a failure from before still
/// counts.  Adverts that come late make two of them MASTER for a moment; a node
/// whose handicap was taken away at once would win what it should lose.
const SETTLED: Duration = Duration::from_millis(1500);

/// What an agent is to do.
#[derive(Debug, Clone)]
pub(super) struct Assignment {
    pub(super) plan: Plan,
    pub(super) asked: Asked,
    pub(super) policy: FailurePolicy,
    pub(super) scope: Scope,
}

/// What makes a session what it is.  While it stays the same, so does the
/// session: a server that lets nobody in any more still answers whoever is in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub(super) question: Question,
    /// The files that the question is put with, as they were when it was read.
    pub(super) files: Sources,
    pub(super) timeout: Duration,
}

impl Assignment {
    pub(super) fn is_the_same_as(&self, other: &Self) -> bool {
        self.asked == other.asked
            && self.plan.policy == other.plan.policy
            && self.policy == other.policy
            && self.scope == other.scope
    }
}

/// What agents share.
#[derive(Debug, Clone)]
pub(super) struct Slots(Arc<Semaphore>);

impl Default for Slots {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(COMMANDS)))
    }
}

impl Slots {
    /// Waits for a place among the commands that run; nothing else waits.
    async fn take(&self, spec: &Spec) -> Option<SemaphorePermit<'_>> {
        match spec {
            Spec::Exec(_) | Spec::Systemd(_) => self.0.acquire().await.ok(),
            _ => None,
        }
    }
}

/// One check at work.
pub(super) struct Agent {
    view: CheckView,
    verdict: Verdict,
    assignment: watch::Receiver<Assignment>,
    /// Whether this node is MASTER of what the check speaks for.
    is_master: watch::Receiver<bool>,
    /// Since when it is, and whether the check failed then.
    reign: Option<(Instant, bool)>,
    post: Post,
    slots: Slots,
    /// Gets a picture of the check after each try.
    reports: CheckReports,
    /// The first pause is cut, so that checks which start together do not go
    /// on together.
    first_pause: Option<f64>,
}

impl Agent {
    pub(super) fn new(
        name: String,
        assignment: watch::Receiver<Assignment>,
        is_master: watch::Receiver<bool>,
        post: Post,
        slots: Slots,
        reports: CheckReports,
    ) -> Self {
        let now = assignment.borrow().clone();
        Self {
            first_pause: Some(share(&name)),
            view: CheckView {
                name: name.into(),
                kind: now.plan.spec.kind(),
                target: now.plan.spec.target().into(),
                policy: now.policy,
                scope: now.scope,
                health: Health::Unknown,
                reason: None,
                latency_us: None,
                since: Timestamp::now(),
            },
            verdict: Verdict::new(now.plan.policy, Instant::now()),
            assignment,
            is_master,
            reign: None,
            post,
            slots,
            reports,
        }
    }

    /// Asks for as long as somebody gives assignments.
    pub(super) async fn run(mut self) {
        let mut held: Option<(Asked, Session)> = None;
        while self.assignment.has_changed().is_ok() {
            let assignment = self.assignment.borrow_and_update().clone();
            let (asked, mut session) = match held.take() {
                Some((asked, session)) if asked == assignment.asked => (asked, session),
                _ => {
                    let spec = assignment.plan.spec.clone();
                    let session = Session::new(spec, assignment.asked.timeout);
                    (assignment.asked.clone(), session)
                }
            };
            self.work(assignment, &mut session).await;
            held = Some((asked, session));
        }
    }

    /// Asks until there is another assignment; what was proven stands.
    async fn work(&mut self, assignment: Assignment, session: &mut Session) {
        self.verdict.set_policy(assignment.plan.policy.clone());
        self.post.set_policy(assignment.policy);
        self.view.policy = assignment.policy;
        self.view.scope = assignment.scope;
        self.view.kind = assignment.plan.spec.kind();
        self.view.target = assignment.plan.spec.target().into();
        self.put(assignment.scope);
        self.reports.report(self.view.clone());
        let slots = self.slots.clone();
        loop {
            self.post.expect_after(assignment.asked.timeout);
            self.post.set_queued(true);
            let slot = slots.take(&assignment.plan.spec).await;
            self.post.set_queued(false);
            let result = session.probe().await;
            drop(slot);
            self.take(&result, assignment.scope);
            let pause = self.pause();
            self.post.expect_after(pause);
            if self.rest(session, pause, assignment.scope).await {
                return;
            }
        }
    }

    fn take(&mut self, result: &ProbeResult, scope: Scope) {
        let now = Instant::now();
        let change = self.verdict.handle(now, result);
        self.view.latency_us = Some(microseconds(result.latency));
        self.view.reason = result.outcome.as_ref().err().map(failure::reason);
        if let Some(change) = change {
            self.view.health = change.to;
            self.view.since = Timestamp::now();
            let name = &self.view.name;
            match &result.outcome {
                Ok(()) => tracing::info!(check = %name, from = %change.from, to = %change.to),
                Err(failure) => tracing::warn!(
                    check = %name, from = %change.from, to = %change.to, %failure
                ),
            }
            if scope == Scope::Backup {
                tell_takeover(name, result);
            }
        }
        self.post.set_grace(self.verdict.is_in_grace(now));
        self.put(scope);
        self.reports.report(self.view.clone());
    }

    /// Puts up what counts: the verdict, unless it does not matter here.
    fn put(&mut self, scope: Scope) {
        let is_excused = scope == Scope::Backup && self.is_excused(Instant::now());
        let standing = match self.verdict.health() {
            _ if is_excused => Some(true),
            Health::Up => Some(true),
            Health::Down => Some(false),
            // Nothing depends on it, and a missing file would be a failure.
            Health::Unknown if self.view.policy == FailurePolicy::AlertOnly => Some(true),
            Health::Unknown => None,
        };
        if let Some(is_healthy) = standing {
            self.post.put(is_healthy);
        }
    }

    /// Whether a failure counts no longer, as this node is MASTER.  One that did
    /// not count when it became so never does.
    fn is_excused(&mut self, now: Instant) -> bool {
        if !*self.is_master.borrow_and_update() {
            self.reign = None;
            return false;
        }
        let has_failed = self.verdict.health() == Health::Down;
        let (since, had_failed) = *self.reign.get_or_insert((now, has_failed));
        !had_failed || now.duration_since(since) >= SETTLED
    }

    /// When a failure from before this node became MASTER stops to count.
    fn settles_at(&self) -> Option<tokio::time::Instant> {
        let (since, had_failed) = self.reign?;
        let instant = tokio::time::Instant::from_std(since + SETTLED);
        (had_failed && instant > tokio::time::Instant::now()).then_some(instant)
    }

    fn pause(&mut self) -> Duration {
        let pause = self.verdict.next_interval();
        let is_settled = self.verdict.health() != Health::Unknown;
        match self.first_pause.take_if(|_| is_settled) {
            Some(share) => pause.mul_f64(share),
            None => pause,
        }
    }

    /// Waits for the next try: until it is due, or the connection breaks.
    /// Says whether there is another assignment.
    async fn rest(&mut self, session: &mut Session, pause: Duration, scope: Scope) -> bool {
        let next = beat::after(pause);
        loop {
            let settled = self.settles_at();
            tokio::select! {
                () = session.closed() => return false,
                () = sleep_until(next) => return false,
                _ = self.assignment.changed() => return true,
                Ok(()) = self.is_master.changed(), if scope == Scope::Backup => self.put(scope),
                () = reached(settled) => self.put(scope),
            }
        }
    }
}

/// Waits for this instant; for ever without one.
async fn reached(instant: Option<tokio::time::Instant>) {
    match instant {
        Some(instant) => sleep_until(instant).await,
        None => std::future::pending().await,
    }
}

/// What the change of a check that says who may take over means.
fn tell_takeover(check: &str, result: &ProbeResult) {
    match &result.outcome {
        Ok(()) => tracing::info!(%check, "this node may take over"),
        Err(failure) => tracing::warn!(%check, %failure, "this node may not take over"),
    }
}

/// A number from 0 to 1 that is always the same for a name.
fn share(name: &str) -> f64 {
    // FNV-1a, 32 bits.
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    f64::from(hash) / f64::from(u32::MAX)
}

fn microseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
