//! The question with credentials: `COM_PING` over a session that stays open.
//!
//! The login itself is the first question. When the session is replaced, and
//! when it is kept although it is silent, is [`crate::probe::held`]'s business.

use super::conditions::MysqlConditions;
use super::wire::Wire;
use super::{greeting, login, server_error};
use crate::probe::Credentials;
use crate::probe::budget::Budget;
use crate::probe::held::{Answer, Dialogue};
use crate::probe::stream::Stream;
use crate::{Reason, Stage};

const COM_QUIT: &[u8] = &[0x01];
const COM_PING: &[u8] = &[0x0e];

/// Who asks, and what must be.
#[derive(Debug)]
pub(in crate::probe) struct MysqlQuestion {
    pub(in crate::probe) credentials: Credentials,
    pub(in crate::probe) conditions: MysqlConditions,
}

/// A connection and how far its conversation has come.
#[derive(Debug)]
pub(in crate::probe) struct MysqlDialogue {
    wire: Wire,
    state: State,
}

#[derive(Debug)]
enum State {
    /// The greeting has not come yet.
    Connected,
    /// Pings may be sent; so many are unanswered.
    LoggedIn { owed: u32 },
}

impl Dialogue for MysqlDialogue {
    type Question = MysqlQuestion;

    fn begin(stream: Stream) -> Self {
        MysqlDialogue {
            wire: Wire::new(stream),
            state: State::Connected,
        }
    }

    async fn converse(
        &mut self,
        question: &MysqlQuestion,
        budget: &Budget,
    ) -> Result<Answer, Reason> {
        self.show_life(&question.credentials, budget).await?;
        match question.conditions.check(&mut self.wire, budget).await {
            // A right that is missing: another session would miss it too.
            Err(refusal @ Reason::ServerError { .. }) => Ok(Answer::No(refusal)),
            outcome => outcome,
        }
    }

    fn is_session(&self) -> bool {
        matches!(self.state, State::LoggedIn { .. })
    }

    fn can_wait(stage: Stage) -> bool {
        matches!(stage, Stage::Greeting | Stage::Ping)
    }

    async fn news(&mut self) -> bool {
        self.wire.news().await
    }
}

impl MysqlDialogue {
    async fn show_life(
        &mut self,
        credentials: &Credentials,
        budget: &Budget,
    ) -> Result<(), Reason> {
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

impl Drop for MysqlDialogue {
    /// A session that ends without a word is an "aborted connection" in the
    /// server's log.
    fn drop(&mut self) {
        if self.is_session() {
            self.wire.farewell(0, COM_QUIT);
        }
    }
}
