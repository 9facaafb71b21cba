//! Measures the outage that a client sees: a new connection every few milliseconds, judged by the
//! service's greeting. The definition is in [`outage`].
//!
//! It runs on one thread inside the client's namespace. Attempts overlap, so that a silent service
//! does not slow the measuring down, and each is closed with a reset, so that no connection table
//! fills up.

mod engine;
mod history;
mod outage;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use host::netns::{self, NetNs, NetNsError};
use thiserror::Error;

pub use self::outage::{Attempt, Failure, Mark, Outage, Outcome, is_steady, outage};

use self::engine::Engine;
use self::history::History;
use crate::greeting::Greeting;

/// How a prober tries.
#[derive(Debug, Clone, Copy)]
pub struct ProbeConfig {
    /// What a healthy service says first.
    pub greeting: Greeting,
    /// Between the starts of two attempts; also the resolution of the outage. At least 0.1 ms makes
    /// sense.
    pub period: Duration,
    /// An attempt without a greeting after this long has failed.
    pub deadline: Duration,
    /// When as many attempts are open, none is added until one has ended.
    pub in_flight_limit: usize,
}

impl ProbeConfig {
    /// How often a prober tries unless told otherwise.
    pub const PERIOD: Duration = Duration::from_millis(2);

    /// Every 2 ms, 250 ms for a greeting, at most 512 at a time.
    pub fn new(greeting: Greeting) -> Self {
        Self {
            greeting,
            period: Self::PERIOD,
            deadline: Duration::from_millis(250),
            in_flight_limit: 512,
        }
    }
}

/// Why a prober could not measure.
#[derive(Debug, Error)]
pub enum ProberError {
    /// Its thread could not move into the client's namespace.
    #[error(transparent)]
    Enter(#[from] NetNsError),
    /// Its thread, epoll instance or timer could not be made.
    #[error("cannot start the prober")]
    Start(#[source] io::Error),
    /// Its loop has ended, so nothing is measured any more.
    #[error("the prober has stopped")]
    Stopped,
    /// The service was not reachable for long enough at a stretch.
    #[error("{target} did not answer steadily for {} ms within {} ms (last failure: {})",
        span.as_millis(), limit.as_millis(), LastFailure(*last_failure))]
    NotSteady {
        /// Who was asked.
        target: SocketAddr,
        /// The stretch that was waited for.
        span: Duration,
        /// The limit given.
        limit: Duration,
        /// Why the last attempt that failed did so; `None` when none did.
        last_failure: Option<Failure>,
    },
}

struct LastFailure(Option<Failure>);

impl fmt::Display for LastFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("none"),
            Some(failure) => write!(f, "{failure:?}"),
        }
    }
}

/// A running prober. Dropping it ends its thread.
pub struct Prober {
    target: SocketAddr,
    deadline: Duration,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread and its owner share.
#[derive(Default)]
struct Shared {
    history: Mutex<History>,
    changed: Condvar,
    stop: AtomicBool,
}

impl Shared {
    fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Prober {
    /// Starts to try `target` from inside `ns`.
    pub fn start(ns: &NetNs, target: SocketAddr, config: ProbeConfig) -> Result<Self, ProberError> {
        Self::spawn(Some(ns.clone()), target, config)
    }

    /// The same from where the caller is: a machine measures itself.
    pub fn start_here(target: SocketAddr, config: ProbeConfig) -> Result<Self, ProberError> {
        Self::spawn(None, target, config)
    }

    fn spawn(
        ns: Option<NetNs>,
        target: SocketAddr,
        config: ProbeConfig,
    ) -> Result<Self, ProberError> {
        let shared = Arc::new(Shared::default());
        let (report, started) = mpsc::sync_channel(1);
        let theirs = Arc::clone(&shared);
        let body = move || {
            let entered = ns.as_ref().map_or(Ok(()), netns::enter_thread);
            let engine = entered.map_err(ProberError::Enter).and_then(|()| {
                Engine::new(target, config, &theirs)
                    .map_err(|errno| ProberError::Start(errno.into()))
            });
            match engine {
                Ok(engine) => {
                    let _ = report.send(Ok(()));
                    // How it ended shows in `ProberError::Stopped`.
                    let _ = engine.run();
                }
                Err(error) => drop(report.send(Err(error))),
            }
        };
        let named = std::thread::Builder::new().name("prober".to_owned());
        let thread = named.spawn(body).map_err(ProberError::Start)?;
        started.recv().map_err(|_| ProberError::Stopped)??;
        Ok(Self {
            target,
            deadline: config.deadline,
            shared,
            thread: Some(thread),
        })
    }

    /// To be called just before a fault.
    pub fn mark(&self) -> Mark {
        Mark(Instant::now())
    }

    /// The attempts that count for `mark`, in the order of their starts, up to the first open one.
    pub fn attempts_since(&self, mark: Mark) -> Vec<Attempt> {
        self.shared.history().since(self.earliest(mark)).to_vec()
    }

    /// The outage since `mark` as far as it is known: `None` while the service is not back. A fault
    /// may not have been felt yet; [`Self::wait_recovered`] sees to that.
    pub fn outage_since(&self, mark: Mark) -> Option<Outage> {
        outage(self.shared.history().since(self.earliest(mark)), mark)
    }

    /// Waits until every attempt of the last `span` succeeded, up to and including one that started
    /// after this call.
    pub fn wait_steady(&self, span: Duration, limit: Duration) -> Result<(), ProberError> {
        let called_at = Instant::now();
        let from = called_at.checked_sub(span).unwrap_or(called_at);
        self.wait(from, span, limit)
    }

    /// Waits until every attempt succeeded over a `span` that began after `mark`, then gives the
    /// outage. The span has to be longer than the fault takes to be felt.
    pub fn wait_recovered(
        &self,
        mark: Mark,
        span: Duration,
        limit: Duration,
    ) -> Result<Outage, ProberError> {
        self.wait(mark.0, span, limit)?;
        self.outage_since(mark).ok_or(ProberError::Stopped)
    }

    /// Waits for a steady `span` among the attempts that started at `from` or later.
    fn wait(&self, from: Instant, span: Duration, limit: Duration) -> Result<(), ProberError> {
        let called_at = Instant::now();
        let mut history = self.shared.history();
        loop {
            let seen = history.since(from);
            let is_fresh = seen.last().is_some_and(|last| last.started_at >= called_at);
            if is_fresh && is_steady(seen, span) {
                return Ok(());
            }
            if self.thread.as_ref().is_none_or(JoinHandle::is_finished) {
                return Err(ProberError::Stopped);
            }
            let Some(left) = limit.checked_sub(called_at.elapsed()) else {
                let last_failure = seen.iter().rev().find_map(|attempt| match attempt.outcome {
                    Outcome::Failed(failure) => Some(failure),
                    Outcome::Greeted => None,
                });
                return Err(ProberError::NotSteady {
                    target: self.target,
                    span,
                    limit,
                    last_failure,
                });
            };
            history = self
                .shared
                .changed
                .wait_timeout(history, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// An attempt that was open at the mark started a deadline before it at most; as much again for a
    /// prober that was late to notice.
    fn earliest(&self, mark: Mark) -> Instant {
        mark.0.checked_sub(self.deadline * 2).unwrap_or(mark.0)
    }
}

impl Drop for Prober {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
