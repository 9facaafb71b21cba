//! The question with credentials: `COM_PING` over a session that stays open,
//! and the conditions after it.
//!
//! The login itself is the first question. The ping is put also when there are
//! conditions: a server that is frozen is then told from one whose state cannot
//! be had. When the session is replaced, and when it is kept although it is
//! silent, is [`crate::probe::held`]'s business.

use std::future::pending;
use std::time::Duration;

use super::conditions::{Memory, MysqlConditions, Obstacle, Round};
use super::greeting;
use super::session::MysqlSession;
use super::wire::Wire;
use crate::probe::budget::Budget;
use crate::probe::dialogue::{Answer, Dialogue};
use crate::probe::session::PATIENCE;
use crate::probe::stream::Stream;
use crate::probe::{Credentials, Tls};
use crate::{Reason, Stage};

/// Who asks, and what must be.
#[derive(Debug)]
pub(in crate::probe) struct MysqlQuestion {
    pub(in crate::probe) credentials: Credentials,
    pub(in crate::probe) tls: Option<Tls>,
    pub(in crate::probe) conditions: MysqlConditions,
}

/// A connection and how far its conversation has come.
#[derive(Debug)]
pub(in crate::probe) struct MysqlDialogue {
    state: State,
    memory: Memory,
}

#[derive(Debug)]
enum State {
    /// The greeting has not come yet.
    Connected(Wire),
    /// Commands may be sent.
    LoggedIn(MysqlSession),
    /// It is of no further use.
    Over,
}

impl Dialogue for MysqlDialogue {
    type Question = MysqlQuestion;

    fn begin(stream: Stream) -> Self {
        MysqlDialogue {
            state: State::Connected(Wire::new(stream)),
            memory: Memory::default(),
        }
    }

    async fn show_life(
        &mut self,
        question: &MysqlQuestion,
        budget: &Budget,
    ) -> Result<Answer, Reason> {
        let greeting = match &mut self.state {
            State::Connected(wire) => greeting::receive(wire, budget).await?,
            State::LoggedIn(session) => {
                session.ping(budget).await?;
                return Ok(Answer::Yes);
            }
            State::Over => return Ok(Answer::Yes),
        };
        if let State::Connected(wire) = std::mem::replace(&mut self.state, State::Over) {
            let (who, tls) = (&question.credentials, question.tls.as_ref());
            // Seldom needed, and large: not a part of what every probe takes.
            let login = Box::pin(MysqlSession::open(wire, &greeting, who, tls, budget));
            let session = login.await?;
            self.state = State::LoggedIn(session);
        }
        Ok(Answer::Yes)
    }

    async fn converse(
        &mut self,
        question: &MysqlQuestion,
        budget: &Budget,
    ) -> Result<Answer, Reason> {
        let State::LoggedIn(session) = &mut self.state else {
            return Err(Reason::Closed {
                stage: Stage::Login,
            });
        };
        let mut round = Round::new(session, &mut self.memory, budget);
        match question.conditions.check(&mut round).await {
            Ok(()) => Ok(Answer::Yes),
            Err(Obstacle::Unmet(reason)) => Ok(Answer::No(reason)),
            Err(Obstacle::Broken(reason)) => Err(reason),
        }
    }

    fn is_session(&self) -> bool {
        matches!(self.state, State::LoggedIn(_))
    }

    fn owes_more(&self) -> bool {
        matches!(&self.state, State::LoggedIn(session) if session.owes_answer_to_query())
    }

    fn can_wait(stage: Stage) -> bool {
        matches!(
            stage,
            Stage::Greeting | Stage::Ping | Stage::Query | Stage::Write
        )
    }

    /// Its thread in the server is stuck, and would not be the last one. The
    /// server looks at a full disk again after 60 s
    /// (`MY_WAIT_FOR_USER_TO_FIX_PANIC`), and `SHOW REPLICA STATUS` waits for a
    /// `STOP REPLICA` that waits for a long transaction.
    fn patience(stage: Stage) -> Duration {
        match stage {
            Stage::Query | Stage::Write => Duration::from_secs(90),
            _ => PATIENCE,
        }
    }

    async fn news(&mut self) -> bool {
        match &mut self.state {
            State::Connected(wire) => wire.news().await,
            State::LoggedIn(session) => session.news().await,
            State::Over => pending().await,
        }
    }
}
