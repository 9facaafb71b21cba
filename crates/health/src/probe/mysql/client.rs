//! A session for whoever has to *act* on a server, and not only to ask how it
//! is: statements in, rows out, each within a time limit.

use std::time::Duration;

use super::greeting;
use super::query::Table;
use super::session::MysqlSession;
use super::wire::Wire;
use crate::probe::budget::Budget;
use crate::probe::connector::Connector;
use crate::probe::{Credentials, Target, Tls};
use crate::{Failure, Reason, Stage};

/// Logged in to a MySQL or MariaDB server, for as long as it lives.
///
/// It does not connect again: what an account may do, and what a session has
/// set, would silently be that of another session.
#[derive(Debug)]
pub struct MysqlClient {
    session: MysqlSession,
    target: Target,
    limit: Duration,
}

impl MysqlClient {
    /// Connects and logs in, inside TLS if it is given; `limit` is for this and
    /// for each statement after it.
    pub async fn connect(
        target: &Target,
        credentials: &Credentials,
        tls: Option<&Tls>,
        limit: Duration,
    ) -> Result<Self, Failure> {
        let opening = open(target, credentials, tls, limit);
        let session = opening.await.map_err(|reason| failure(target, reason))?;
        Ok(MysqlClient {
            session,
            target: target.clone(),
            limit,
        })
    }

    /// Puts one statement and takes all of its answer. What a statement that
    /// took too long still does on the server is not known then.
    pub async fn query(&mut self, sql: &str) -> Result<Table, Failure> {
        let budget = Budget::start(self.limit);
        let answer = self.session.query(sql, Stage::Query, &budget).await;
        answer.map_err(|reason| failure(&self.target, reason))
    }
}

async fn open(
    target: &Target,
    credentials: &Credentials,
    tls: Option<&Tls>,
    limit: Duration,
) -> Result<MysqlSession, Reason> {
    let budget = Budget::start(limit);
    let mut wire = Wire::new(Connector::new(target.clone()).connect(&budget).await?);
    let greeting = greeting::receive(&mut wire, &budget).await?;
    MysqlSession::open(wire, &greeting, credentials, tls, &budget).await
}

fn failure(target: &Target, reason: Reason) -> Failure {
    Failure::new("mysql", target.to_string(), reason)
}
