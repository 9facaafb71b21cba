//! The agent: one resident check, asked on its own schedule.
//!
//! Joins a session of probes, the verdict and the track file.  A check whose
//! verdict is still unknown leaves the track file as it is: when the daemon
//! starts again beside a MASTER, the VIP stays where it is until something is
//! proven.

use std::time::Duration;

use health::{Health, ProbeResult, Session, Verdict};
use jiff::Timestamp;
use tokio::time::{Instant, sleep_until};

use super::failure;
use super::plan::Plan;
use super::track_file::{HEARTBEAT, TrackFile};
use crate::observe::CheckView;

/// Asks for ever.  `report` gets a picture of the check after each try.
pub async fn run(name: String, plan: Plan, track_file: TrackFile, report: impl Fn(CheckView)) {
    let mut agent = Agent {
        view: CheckView {
            name,
            kind: plan.spec.kind(),
            target: plan.spec.target(),
            health: Health::Unknown,
            reason: None,
            latency_us: None,
            since: Timestamp::now(),
        },
        verdict: Verdict::new(plan.policy.clone()),
        track_file,
        must_write: false,
    };
    report(agent.view.clone());
    let mut session = Session::new(plan.spec, plan.policy.timeout);
    let mut heartbeat = Instant::now();
    loop {
        let result = session.probe().await;
        agent.take(&result);
        if Instant::now() >= heartbeat {
            agent.touch();
            heartbeat = Instant::now() + HEARTBEAT;
        }
        report(agent.view.clone());
        let next = Instant::now() + agent.verdict.next_interval();
        agent.rest(&mut session, next, &mut heartbeat).await;
    }
}

struct Agent {
    view: CheckView,
    verdict: Verdict,
    track_file: TrackFile,
    /// A verdict that could not be written yet.
    must_write: bool,
}

impl Agent {
    fn take(&mut self, result: &ProbeResult) {
        let change = self.verdict.handle(result);
        self.view.latency_us = Some(microseconds(result.latency));
        self.view.reason = result.outcome.as_ref().err().map(failure::reason);
        if let Some(change) = change {
            self.view.health = change.to;
            self.view.since = Timestamp::now();
            self.must_write = true;
            tracing::info!(check = %self.view.name, from = %change.from, to = %change.to);
        }
        self.write();
    }

    fn write(&mut self) {
        if !self.must_write {
            return;
        }
        match self.track_file.write(self.verdict.health() == Health::Up) {
            Ok(()) => self.must_write = false,
            Err(error) => {
                let path = self.track_file.path().display();
                tracing::error!(%error, %path, "cannot write the track file");
            }
        }
    }

    /// Keeps the file fresh.  A file that has gone away is written again.
    fn touch(&mut self) {
        if self.verdict.health() != Health::Unknown && self.track_file.touch().is_err() {
            self.must_write = true;
            self.write();
        }
    }

    /// Waits for the next try: until it is due, or the connection breaks.
    async fn rest(&mut self, session: &mut Session, next: Instant, heartbeat: &mut Instant) {
        loop {
            tokio::select! {
                () = session.closed() => return,
                () = sleep_until(next) => return,
                () = sleep_until(*heartbeat) => {
                    self.touch();
                    *heartbeat = Instant::now() + HEARTBEAT;
                }
            }
        }
    }
}

fn microseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
