//! The question with credentials: `COM_PING` over a session that stays open.
//!
//! The login itself is the first question. A session on which an answer is
//! owed is kept ([`crate::probe::session`] says why); a session that ends is no
//! failure as long as another one can be had within the same probe.

use std::future::pending;

use tokio::time::Instant;

use super::wire::Wire;
use super::{greeting, login, server_error};
use crate::probe::Credentials;
use crate::probe::budget::Budget;
use crate::probe::connector::Connector;
use crate::probe::session::PATIENCE;
use crate::probe::target::Target;
use crate::{Reason, Stage};

const COM_QUIT: &[u8] = &[0x01];
const COM_PING: &[u8] = &[0x0e];

/// Logs in and pings.
#[derive(Debug)]
pub(in crate::probe) struct PingProbe {
    connector: Connector,
    credentials: Credentials,
    line: Option<Line>,
}

/// A connection and how far its conversation has come.
#[derive(Debug)]
struct Line {
    wire: Wire,
    state: State,
    silent_since: Option<Instant>,
}

#[derive(Debug)]
enum State {
    /// The greeting has not come yet.
    Connected,
    /// Pings may be sent; so many are unanswered.
    LoggedIn { owed: u32 },
}

impl PingProbe {
    pub(in crate::probe) fn new(target: Target, credentials: Credentials) -> Self {
        PingProbe {
            connector: Connector::new(target),
            credentials,
            line: None,
        }
    }

    pub(in crate::probe) async fn ask(&mut self, budget: &Budget) -> Result<(), Reason> {
        let held = self.line.take().filter(|line| !line.is_given_up());
        let Some(line) = held else {
            return self.ask_afresh(budget).await;
        };
        let was_session = line.is_session();
        match self.ask_over(line, budget).await {
            Err(reason @ Reason::TimedOut { .. }) => Err(reason),
            // The end of an old session, whatever its last words, says nothing
            // yet about a new one.
            Err(reason) if was_session || reason.is_close() => self.ask_afresh(budget).await,
            outcome => outcome,
        }
    }

    async fn ask_afresh(&mut self, budget: &Budget) -> Result<(), Reason> {
        let line = self.dial(budget).await?;
        match self.ask_over(line, budget).await {
            Err(reason) if reason.is_close() => {
                let line = self.dial(budget).await?;
                self.ask_over(line, budget).await
            }
            outcome => outcome,
        }
    }

    async fn dial(&mut self, budget: &Budget) -> Result<Line, Reason> {
        Ok(Line {
            wire: Wire::new(self.connector.connect(budget).await?),
            state: State::Connected,
            silent_since: None,
        })
    }

    /// Asks over this connection and holds it, unless it is of no further use.
    async fn ask_over(&mut self, mut line: Line, budget: &Budget) -> Result<(), Reason> {
        let outcome = line.converse(&self.credentials, budget).await;
        match &outcome {
            Ok(()) => line.silent_since = None,
            Err(Reason::TimedOut {
                stage: Stage::Greeting | Stage::Ping,
                ..
            }) => {
                line.silent_since.get_or_insert_with(Instant::now);
            }
            Err(_) => return outcome,
        }
        self.line = Some(line);
        outcome
    }

    /// Resolves when the connection ends, or when something comes over it: an
    /// owed answer, or the server's farewell.
    pub(in crate::probe) async fn news(&mut self) {
        let Some(line) = &mut self.line else {
            return pending().await;
        };
        if !line.wire.news().await {
            self.line = None;
        }
    }
}

impl Line {
    fn is_session(&self) -> bool {
        matches!(self.state, State::LoggedIn { .. })
    }

    fn is_given_up(&self) -> bool {
        self.silent_since
            .is_some_and(|since| since.elapsed() >= PATIENCE)
    }

    async fn converse(&mut self, credentials: &Credentials, budget: &Budget) -> Result<(), Reason> {
        match &mut self.state {
            State::Connected => {
                let greeting = greeting::receive(&mut self.wire, budget).await?;
                login::log_in(&mut self.wire, &greeting, credentials, budget).await?;
                self.state = State::LoggedIn { owed: 0 };
                Ok(())
            }
            State::LoggedIn { owed: 0 } if self.wire.has_unread() => {
                // Nothing was asked: it can only be a farewell.
                Err(Reason::Closed { stage: Stage::Ping })
            }
            State::LoggedIn { owed } => {
                *owed += 1;
                self.wire.command(COM_PING, Stage::Ping, budget).await?;
                while *owed > 0 {
                    let answer = self.wire.receive(Stage::Ping, budget).await?;
                    if answer[0] == server_error::ERR {
                        return Err(server_error::reason(&answer, &credentials.user));
                    }
                    *owed -= 1;
                }
                Ok(())
            }
        }
    }
}

impl Drop for Line {
    /// A session that ends without a word is an "aborted connection" in the
    /// server's log.
    fn drop(&mut self) {
        if self.is_session() {
            self.wire.farewell(0, COM_QUIT);
        }
    }
}
