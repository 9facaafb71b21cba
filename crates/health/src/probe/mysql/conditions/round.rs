//! One round of questions over a session, and what the session remembers from
//! one round to the next.

use tokio::time::Instant;

use super::replica::Dialect;
use super::variables::Variables;
use crate::probe::budget::Budget;
use crate::probe::mysql::query::Table;
use crate::probe::mysql::session::MysqlSession;
use crate::{Reason, Stage};

/// What was found out about a server and stays true as long as the session.
#[derive(Debug, Default)]
pub(in crate::probe::mysql) struct Memory {
    /// How it is asked for its replication.
    pub(super) dialect: Dialect,
    /// When it last finished a write of ours.
    pub(super) beat_at: Option<Instant>,
}

/// Why the conditions are not met.
#[derive(Debug)]
pub(in crate::probe::mysql) enum Obstacle {
    /// The server says so, and would tell another session the same.
    Unmet(Reason),
    /// The session is of no further use, or does not answer.
    Broken(Reason),
}

impl From<Reason> for Obstacle {
    /// An error in place of an answer is mostly a right that is missing.
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::ServerError { .. } => Obstacle::Unmet(reason),
            _ => Obstacle::Broken(reason),
        }
    }
}

/// One round, with a time limit.
pub(in crate::probe::mysql) struct Round<'a> {
    session: &'a mut MysqlSession,
    pub(super) memory: &'a mut Memory,
    budget: &'a Budget,
    variables: Option<Variables>,
}

impl<'a> Round<'a> {
    pub(in crate::probe::mysql) fn new(
        session: &'a mut MysqlSession,
        memory: &'a mut Memory,
        budget: &'a Budget,
    ) -> Self {
        Round {
            session,
            memory,
            budget,
            variables: None,
        }
    }

    /// Asks the server for something it knows.
    pub(super) async fn query(&mut self, sql: &str) -> Result<Table, Reason> {
        self.session.query(sql, Stage::Query, self.budget).await
    }

    /// Has the server write something.
    pub(super) async fn write(&mut self, sql: &str) -> Result<(), Reason> {
        let answer = self.session.query(sql, Stage::Write, self.budget).await;
        answer.map(drop)
    }

    /// The variables, which are asked for once in a round.
    pub(super) async fn variables(&mut self) -> Result<Variables, Reason> {
        if let Some(known) = &self.variables {
            return Ok(known.clone());
        }
        let table = self.query(Variables::QUERY).await?;
        let variables = Variables::read(&table).ok_or(NOT_WHAT_WAS_ASKED_FOR)?;
        self.variables = Some(variables.clone());
        Ok(variables)
    }
}

/// An answer of another shape than the question's.
pub(super) const NOT_WHAT_WAS_ASKED_FOR: Reason = Reason::Malformed {
    what: "the answer to a query is not what was asked for",
};
