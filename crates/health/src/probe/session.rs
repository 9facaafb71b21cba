//! One service, probed again and again.
//!
//! Owns the clock of a probe, the shape of its result, and the rule of a few
//! alarms between two regular probes. How a question is put is the business of
//! the kinds ([`super`] lists them).
//!
//! # Silent connections
//!
//! When an answer does not come in time, the connection on which it is owed is
//! kept for [`PATIENCE`] and asked again, instead of leaving it to a frozen
//! server as one more dead entry in its accept queue (which would fill within
//! seconds and, on waking, be counted as that many broken handshakes). A late
//! answer is never taken for a new one: success always means that a question
//! put in this probe was answered in this probe. But it does make
//! [`Session::closed`] resolve, so that a server which wakes up is seen in the
//! same millisecond too.

use std::time::Duration;

use tokio::time::Instant;

use super::budget::Budget;
use super::exec::ExecProbe;
use super::held::HeldProbe;
use super::http::HttpDialogue;
use super::mysql::{GreetingProbe, MysqlDialogue, MysqlQuestion};
use super::postgres::PostgresDialogue;
use super::process::ProcessProbe;
use super::redis::RedisDialogue;
use super::tcp::TcpProbe;
use super::{MysqlSpec, Spec, systemd};
use crate::{Failure, ProbeResult, Reason};

/// How long a connection may owe an answer before another takes its place: it
/// may be dead without the kernel knowing (a router lost its state, the address
/// moved to another machine).
pub const PATIENCE: Duration = Duration::from_secs(5);

/// How many alarms there may be between two regular probes.
///
/// One is not enough: the kernel closes a dying server's connections before its
/// listening socket, and a connection that falls into that gap is accepted by
/// nobody. Its end, a moment later, is the alarm that finds the server gone.
/// A server that closes every connection at once is asked as many times more
/// often, and no busy loop comes of it.
pub const ALARMS: u8 = 3;

/// Probes one service and holds a connection to it between two probes.
///
/// Dropping the future of [`Session::probe`] is allowed: the next probe starts
/// on a new connection. Dropping the session closes what it held.
#[derive(Debug)]
pub struct Session {
    spec: Spec,
    timeout: Duration,
    question: Question,
    /// How many more alarms may come before the next regular probe.
    alarms_left: u8,
    /// Whether the next probe answers an alarm.
    alarmed: bool,
}

#[derive(Debug)]
enum Question {
    Connect(TcpProbe),
    Greeting(GreetingProbe),
    Mysql(HeldProbe<MysqlDialogue>),
    Redis(HeldProbe<RedisDialogue>),
    /// hyper's connection is some kilobytes.
    Http(Box<HeldProbe<HttpDialogue>>),
    Postgres(Box<HeldProbe<PostgresDialogue>>),
    Exec(ExecProbe),
    Process(ProcessProbe),
    Systemd(ExecProbe),
}

impl Session {
    /// Nothing is connected before the first probe. `timeout` limits each
    /// probe as a whole: resolving, connecting, logging in and asking.
    pub fn new(spec: Spec, timeout: Duration) -> Self {
        let question = match spec.clone() {
            Spec::Tcp(target) => Question::Connect(TcpProbe::new(target)),
            Spec::Mysql(MysqlSpec {
                target,
                credentials: None,
                ..
            }) => Question::Greeting(GreetingProbe::new(target)),
            Spec::Mysql(MysqlSpec {
                target,
                credentials: Some(credentials),
                tls,
                conditions,
            }) => {
                let question = MysqlQuestion {
                    credentials,
                    tls,
                    conditions,
                };
                Question::Mysql(HeldProbe::new(target, question))
            }
            Spec::Redis(redis) => Question::Redis(HeldProbe::new(redis.target.clone(), redis)),
            Spec::Http(http) => Question::Http(Box::new(HeldProbe::new(http.target.clone(), http))),
            Spec::Postgres(postgres) => {
                let target = postgres.target.clone();
                Question::Postgres(Box::new(HeldProbe::new(target, postgres)))
            }
            Spec::Exec(command) => Question::Exec(ExecProbe::new(command)),
            Spec::Process(process) => Question::Process(ProcessProbe::new(process)),
            Spec::Systemd(unit) => Question::Systemd(systemd::command(&unit)),
        };
        Session {
            spec,
            timeout,
            question,
            alarms_left: 0,
            alarmed: false,
        }
    }

    /// What is being probed.
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// Asks once, within the timeout.
    pub async fn probe(&mut self) -> ProbeResult {
        if !std::mem::take(&mut self.alarmed) {
            self.alarms_left = ALARMS;
        }
        let started_at = Instant::now();
        let budget = Budget::start(self.timeout);
        let outcome = match &mut self.question {
            Question::Connect(probe) => probe.ask(&budget).await,
            Question::Greeting(probe) => probe.ask(&budget).await,
            Question::Mysql(probe) => probe.ask(&budget).await,
            Question::Redis(probe) => probe.ask(&budget).await,
            Question::Http(probe) => probe.ask(&budget).await,
            Question::Postgres(probe) => probe.ask(&budget).await,
            Question::Exec(probe) => probe.ask(&budget).await,
            Question::Process(probe) => probe.ask(&budget).await,
            Question::Systemd(command) => systemd::ask(command, &budget).await,
        };
        ProbeResult {
            outcome: outcome.map_err(|reason| self.failure(reason)),
            latency: started_at.elapsed(),
        }
    }

    /// Resolves when the held connection has news that deserve a probe at once:
    /// its peer closed it, or a server that was silent speaks again. For ever
    /// pending when no connection is held, and after it resolved [`ALARMS`] times
    /// until the next probe that answers none. Cancel safe, to be raced against
    /// the interval.
    pub async fn closed(&mut self) {
        if self.alarms_left == 0 {
            return std::future::pending().await;
        }
        match &mut self.question {
            Question::Connect(probe) => probe.news().await,
            Question::Greeting(probe) => probe.news().await,
            Question::Mysql(probe) => probe.news().await,
            Question::Redis(probe) => probe.news().await,
            Question::Http(probe) => probe.news().await,
            Question::Postgres(probe) => probe.news().await,
            Question::Process(probe) => probe.news().await,
            Question::Exec(_) | Question::Systemd(_) => std::future::pending().await,
        }
        self.alarms_left -= 1;
        self.alarmed = true;
    }

    fn failure(&self, reason: Reason) -> Failure {
        Failure::new(self.spec.kind(), self.spec.target(), reason)
    }
}
