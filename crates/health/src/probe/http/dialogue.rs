//! Requests over one connection, one after the other.
//!
//! A response that does not come in time stays owed: dropping the request would
//! close the connection, and a frozen server would get a new one each time.

use std::fmt;
use std::future::{Future, pending};
use std::pin::Pin;
use std::time::{SystemTime, UNIX_EPOCH};

use http_body_util::Empty;
use hyper::body::Bytes;
use hyper::client::conn::http1::{Connection, SendRequest, handshake};
use hyper_util::rt::TokioIo;

use super::HttpSpec;
use super::exchange::{self, Page};
use crate::probe::budget::Budget;
use crate::probe::dialogue::{Answer, Dialogue};
use crate::probe::stream::Stream;
use crate::{Reason, Stage};

type Sender = SendRequest<Empty<Bytes>>;
type Exchange = Pin<Box<dyn Future<Output = Result<(Page, Sender), hyper::Error>> + Send>>;

/// A connection, and the response that it still owes.
#[derive(Debug)]
pub(in crate::probe) struct HttpDialogue {
    state: State,
    /// Of the server's certificate, in seconds of Unix.
    ends_at: Option<i64>,
}

enum State {
    /// Nothing was said yet.
    Fresh(Stream),
    /// Requests may be sent.
    Open(Sender, Driver),
    /// The response is owed.
    Asked(Exchange, Driver),
    /// Another request needs another connection.
    Over,
}

/// What moves the bytes; it ends with the connection.
type Driver = Connection<TokioIo<Stream>, Empty<Bytes>>;

impl Dialogue for HttpDialogue {
    type Question = HttpSpec;

    fn begin(stream: Stream) -> Self {
        HttpDialogue {
            state: State::Fresh(stream),
            ends_at: None,
        }
    }

    /// A page that is slow is so for every request, and would be asked for twice.
    async fn show_life(&mut self, _: &HttpSpec, _: &Budget) -> Result<Answer, Reason> {
        Ok(Answer::Yes)
    }

    async fn converse(&mut self, spec: &HttpSpec, budget: &Budget) -> Result<Answer, Reason> {
        match std::mem::replace(&mut self.state, State::Over) {
            // Seldom needed, and large: not a part of what every probe takes.
            State::Fresh(stream) => Box::pin(self.open(stream, spec, budget)).await?,
            State::Asked(exchange, driver) => {
                self.state = State::Asked(exchange, driver);
                self.hear(budget).await?;
            }
            other => self.state = other,
        }
        if let Some(tls) = &spec.tls {
            // An error and no answer: another connection may show a newer one.
            tls.check(self.ends_at, now())?;
        }
        self.ask(spec)?;
        let page = self.hear(budget).await?;
        Ok(match page.check(spec) {
            Ok(()) => Answer::Yes,
            Err(reason) => Answer::No(reason),
        })
    }

    fn is_session(&self) -> bool {
        !matches!(self.state, State::Fresh(_))
    }

    fn owes_more(&self) -> bool {
        matches!(self.state, State::Asked(..))
    }

    fn can_wait(stage: Stage) -> bool {
        stage == Stage::Response
    }

    async fn news(&mut self) -> bool {
        match &mut self.state {
            State::Fresh(_) | State::Over => pending().await,
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

impl HttpDialogue {
    async fn open(
        &mut self,
        stream: Stream,
        spec: &HttpSpec,
        budget: &Budget,
    ) -> Result<(), Reason> {
        let stream = match &spec.tls {
            Some(tls) => {
                let (stream, ends_at) = tls.wrap(stream, budget).await?;
                self.ends_at = ends_at;
                stream
            }
            None => stream,
        };
        // Says nothing yet, and so needs no time.
        let opened = handshake(TokioIo::new(stream)).await;
        let (sender, driver) = opened.map_err(|error| exchange::reason(&error))?;
        self.state = State::Open(sender, driver);
        Ok(())
    }

    fn ask(&mut self, spec: &HttpSpec) -> Result<(), Reason> {
        let stage = Stage::Response;
        match std::mem::replace(&mut self.state, State::Over) {
            State::Open(sender, driver) => {
                let request = exchange::request(spec)?;
                let exchange = Box::pin(exchange::run(sender, request));
                self.state = State::Asked(exchange, driver);
                Ok(())
            }
            _ => Err(Reason::Closed { stage }),
        }
    }

    /// Waits for the response; after a time-out it stays owed.
    async fn hear(&mut self, budget: &Budget) -> Result<Page, Reason> {
        let stage = Stage::Response;
        let State::Asked(exchange, driver) = &mut self.state else {
            return Err(Reason::Closed { stage });
        };
        let work = async { Ok(until_done(exchange, driver).await) };
        let outcome = budget.spend(stage, work).await?;
        let asked = std::mem::replace(&mut self.state, State::Over);
        let (page, sender) = outcome.map_err(|error| exchange::reason(&error))?;
        if let State::Asked(_, driver) = asked
            && page.is_kept_alive
            && !sender.is_closed()
        {
            self.state = State::Open(sender, driver);
        }
        Ok(page)
    }
}

/// Moves bytes until the response is there. A connection that ends before has
/// already handed over what came, or says why nothing did.
async fn until_done(
    exchange: &mut Exchange,
    driver: &mut Driver,
) -> Result<(Page, Sender), hyper::Error> {
    tokio::select! {
        biased;
        outcome = &mut *exchange => outcome,
        ended = driver => match (exchange.await, ended) {
            (Err(_), Err(why)) => Err(why),
            (outcome, _) => outcome,
        },
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            State::Fresh(_) => "Fresh",
            State::Open(..) => "Open",
            State::Asked(..) => "Asked",
            State::Over => "Over",
        })
    }
}
