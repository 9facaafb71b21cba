//! A session: encrypted if that is asked for, logged in, and from then on one
//! command after the other.
//!
//! What is not answered in time stays owed. It is heard out before the next
//! command and proves nothing then; another session in its place would leave a
//! hung server one more stuck thread with every try, until it is full of them.

use super::greeting::Greeting;
use super::introduction::{self, Capabilities};
use super::query::{Reading, Table};
use super::wire::Wire;
use super::{login, server_error};
use crate::probe::budget::Budget;
use crate::probe::{Credentials, Tls};
use crate::{Reason, Stage};

const COM_QUIT: u8 = 0x01;
const COM_QUERY: u8 = 0x03;
const COM_PING: u8 = 0x0e;

/// A connection whose server has let us in.
#[derive(Debug)]
pub(super) struct MysqlSession {
    wire: Wire,
    user: String,
    owed: Option<Owed>,
}

/// An answer that has not all come.
#[derive(Debug)]
struct Owed {
    stage: Stage,
    reading: Reading,
}

impl MysqlSession {
    /// Logs in over a connection that was greeted.
    pub(super) async fn open(
        mut wire: Wire,
        greeting: &Greeting,
        credentials: &Credentials,
        tls: Option<&Tls>,
        budget: &Budget,
    ) -> Result<Self, Reason> {
        if let Some(tls) = tls {
            wire = encrypt(wire, greeting, tls, budget).await?;
        }
        login::log_in(&mut wire, greeting, credentials, budget).await?;
        Ok(MysqlSession {
            wire,
            user: credentials.user.clone(),
            owed: None,
        })
    }

    /// Whether the answer to a statement has not all come.
    pub(super) fn owes_answer_to_query(&self) -> bool {
        matches!(&self.owed, Some(owed) if owed.stage != Stage::Ping)
    }

    /// Asks for nothing but a sign of life.
    pub(super) async fn ping(&mut self, budget: &Budget) -> Result<(), Reason> {
        let answer = self.command(COM_PING, "", Stage::Ping, budget).await;
        answer.map(drop)
    }

    /// Puts a statement; `stage` is what a time-out is told by.
    pub(super) async fn query(
        &mut self,
        sql: &str,
        stage: Stage,
        budget: &Budget,
    ) -> Result<Table, Reason> {
        self.command(COM_QUERY, sql, stage, budget).await
    }

    async fn command(
        &mut self,
        kind: u8,
        text: &str,
        stage: Stage,
        budget: &Budget,
    ) -> Result<Table, Reason> {
        self.hear_out(budget).await?;
        let bytes = [&[kind], text.as_bytes()].concat();
        self.owed = Some(Owed {
            stage,
            reading: Reading::default(),
        });
        self.wire.command(&bytes, stage, budget).await?;
        self.hear(budget).await
    }

    /// Waits for what is still owed, whatever it says.
    async fn hear_out(&mut self, budget: &Budget) -> Result<(), Reason> {
        if self.owed.is_some() {
            match self.hear(budget).await {
                Ok(_) => {}
                // Also an error ends an answer.
                Err(_) if self.owed.is_none() => {}
                Err(reason) => return Err(reason),
            }
        }
        match self.wire.has_unread() {
            false => Ok(()),
            // Nothing was asked: it can only be a farewell.
            true => Err(Reason::Closed { stage: Stage::Ping }),
        }
    }

    async fn hear(&mut self, budget: &Budget) -> Result<Table, Reason> {
        loop {
            let Some(owed) = &mut self.owed else {
                return Ok(Table::default());
            };
            let packet = self.wire.receive(owed.stage, budget).await?;
            let taken = match packet[0] {
                server_error::ERR => Err(server_error::reason(&packet, &self.user)),
                _ => owed.reading.take(&packet),
            };
            if let Some(outcome) = taken.transpose() {
                self.owed = None;
                return outcome;
            }
        }
    }

    /// Waits until something comes, which stays unread (true), or until the
    /// connection ends (false).
    pub(super) async fn news(&mut self) -> bool {
        self.wire.news().await
    }
}

/// Asks for TLS and begins it.
async fn encrypt(
    mut wire: Wire,
    greeting: &Greeting,
    tls: &Tls,
    budget: &Budget,
) -> Result<Wire, Reason> {
    if !introduction::offers_tls(greeting.capabilities) {
        return Err(Reason::TlsNotOffered);
    }
    let capabilities =
        Capabilities::shared(greeting.capabilities, true).ok_or(introduction::TOO_OLD)?;
    let request = introduction::tls_request(capabilities);
    wire.reply(&request, Stage::Tls, budget).await?;
    wire.encrypt(tls, budget).await
}

impl Drop for MysqlSession {
    /// A session that ends without a word is an "aborted connection" in the
    /// server's log.
    fn drop(&mut self) {
        self.wire.farewell(0, &[COM_QUIT]);
    }
}
