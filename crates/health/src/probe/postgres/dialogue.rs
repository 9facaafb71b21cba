//! A login, and queries over the session one after the other.
//!
//! What does not come in time, the login too, stays owed: dropping it would
//! close the connection, and a frozen server would get a new one each time.

use std::fmt;
use std::future::{Future, pending};
use std::io;
use std::pin::Pin;

use tokio_postgres::config::SslMode;
use tokio_postgres::tls::NoTlsStream;
use tokio_postgres::{Client, Config, Connection, Error, NoTls, SimpleQueryMessage};

use super::first_word::FirstWord;
use super::spec::PostgresSpec;
use super::{refusal, replication};
use crate::probe::budget::Budget;
use crate::probe::dialogue::{Answer, Dialogue};
use crate::probe::stream::Stream;
use crate::probe::tls::Tls;
use crate::{Reason, Stage};

/// A connection, and what it still owes.
#[derive(Debug)]
pub(in crate::probe) struct PostgresDialogue {
    state: State,
}

enum State {
    /// Nothing was said yet.
    Fresh(Stream),
    /// The answer to the login is owed.
    Opening(Opening),
    /// Queries may be sent.
    Open(Client, Driver),
    /// The answer to a query is owed.
    Asked(Exchange, Driver),
    /// It is of no further use.
    Over,
}

/// What moves the bytes; it ends with the connection.
type Driver = Connection<FirstWord, NoTlsStream>;
type Opening = Pin<Box<dyn Future<Output = Result<(Client, Driver), Error>> + Send>>;
type Rows = Vec<SimpleQueryMessage>;
type Exchange = Pin<Box<dyn Future<Output = Result<(Rows, Client), Error>> + Send>>;

impl Dialogue for PostgresDialogue {
    type Question = PostgresSpec;

    fn begin(stream: Stream) -> Self {
        PostgresDialogue {
            state: State::Fresh(stream),
        }
    }

    /// It has one question for everything.
    async fn show_life(&mut self, spec: &PostgresSpec, budget: &Budget) -> Result<Answer, Reason> {
        match std::mem::replace(&mut self.state, State::Over) {
            State::Fresh(stream) => {
                let stream = match &spec.tls {
                    // Seldom needed, and large: not a part of what every probe takes.
                    Some(tls) => Box::pin(encrypt(stream, tls, budget)).await?,
                    None => stream,
                };
                self.state = State::Opening(open(stream, spec));
            }
            other => self.state = other,
        }
        if matches!(self.state, State::Opening(_)) {
            self.finish_login(spec, budget).await?;
        }
        if matches!(self.state, State::Asked(..)) {
            // An earlier probe's answer proves nothing now.
            self.hear(spec, budget).await?;
        }
        self.ask(spec)?;
        let rows = self.hear(spec, budget).await?;
        replication::answer(&rows, spec)
    }

    async fn converse(&mut self, _: &PostgresSpec, _: &Budget) -> Result<Answer, Reason> {
        Ok(Answer::Yes)
    }

    fn is_session(&self) -> bool {
        !matches!(self.state, State::Fresh(_) | State::Opening(_))
    }

    fn owes_more(&self) -> bool {
        false
    }

    fn can_wait(stage: Stage) -> bool {
        matches!(stage, Stage::Login | Stage::Query)
    }

    async fn news(&mut self) -> bool {
        match &mut self.state {
            State::Fresh(_) | State::Over => pending().await,
            State::Opening(opening) => {
                let outcome = opening.await;
                let is_open = outcome.is_ok();
                self.state = match outcome {
                    Ok((client, driver)) => State::Open(client, driver),
                    Err(_) => State::Over,
                };
                is_open
            }
            State::Open(_, driver) => {
                // Whether in order or not, it has ended.
                let _ = driver.await;
                self.state = State::Over;
                false
            }
            State::Asked(exchange, driver) => {
                let outcome = until_done(exchange, driver).await;
                self.state = State::Over;
                outcome.is_ok()
            }
        }
    }
}

impl PostgresDialogue {
    async fn finish_login(&mut self, spec: &PostgresSpec, budget: &Budget) -> Result<(), Reason> {
        let State::Opening(opening) = &mut self.state else {
            return Ok(());
        };
        let work = async { Ok(opening.await) };
        let outcome = budget.spend(Stage::Login, work).await?;
        self.state = State::Over;
        let user = &spec.credentials.user;
        let (client, driver) =
            outcome.map_err(|error| refusal::reason(&error, Stage::Login, user))?;
        self.state = State::Open(client, driver);
        Ok(())
    }

    fn ask(&mut self, spec: &PostgresSpec) -> Result<(), Reason> {
        let stage = Stage::Query;
        match std::mem::replace(&mut self.state, State::Over) {
            State::Open(client, driver) => {
                let query = replication::query(spec);
                let exchange = Box::pin(async move {
                    let rows = client.simple_query(query).await?;
                    Ok((rows, client))
                });
                self.state = State::Asked(exchange, driver);
                Ok(())
            }
            _ => Err(Reason::Closed { stage }),
        }
    }

    /// Waits for the answer; after a time-out it stays owed.
    async fn hear(&mut self, spec: &PostgresSpec, budget: &Budget) -> Result<Rows, Reason> {
        let stage = Stage::Query;
        let State::Asked(exchange, driver) = &mut self.state else {
            return Err(Reason::Closed { stage });
        };
        let work = async { Ok(until_done(exchange, driver).await) };
        let outcome = budget.spend(stage, work).await?;
        let asked = std::mem::replace(&mut self.state, State::Over);
        let user = &spec.credentials.user;
        let (rows, client) = outcome.map_err(|error| refusal::reason(&error, stage, user))?;
        if let State::Asked(_, driver) = asked {
            self.state = State::Open(client, driver);
        }
        Ok(rows)
    }
}

/// Moves bytes until the answer is there. A connection that ends before says
/// why, in the server's own words if it left any.
async fn until_done(exchange: &mut Exchange, driver: &mut Driver) -> Result<(Rows, Client), Error> {
    tokio::select! {
        biased;
        outcome = &mut *exchange => outcome,
        ended = driver => match (exchange.await, ended) {
            (Err(_), Err(why)) => Err(why),
            (outcome, _) => outcome,
        },
    }
}

fn open(stream: Stream, spec: &PostgresSpec) -> Opening {
    let mut config = Config::new();
    config
        .user(&spec.credentials.user)
        .dbname(&spec.database)
        .application_name("vipkeeper")
        // Already done, or not wanted.
        .ssl_mode(SslMode::Disable);
    if !spec.credentials.password.is_empty() {
        config.password(&spec.credentials.password);
    }
    Box::pin(async move { config.connect_raw(FirstWord::of(stream), NoTls).await })
}

/// Asks for TLS and begins it. Source: "SSL Session Encryption", PostgreSQL 15
/// documentation, Frontend/Backend Protocol.
async fn encrypt(mut stream: Stream, tls: &Tls, budget: &Budget) -> Result<Stream, Reason> {
    const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];
    let mut answer = Vec::new();
    budget
        .spend(Stage::Tls, async {
            stream.send(&SSL_REQUEST).await?;
            while answer.is_empty() {
                stream.read_into(&mut answer).await?;
            }
            Ok::<_, io::Error>(())
        })
        .await?;
    // More than the one byte was put there by somebody in between.
    match answer[..] {
        [b'S'] => tls.wrap(stream, budget).await.map(|(stream, _)| stream),
        _ => Err(Reason::TlsNotOffered),
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            State::Fresh(_) => "Fresh",
            State::Opening(_) => "Opening",
            State::Open(..) => "Open",
            State::Asked(..) => "Asked",
            State::Over => "Over",
        })
    }
}
