//! A connection that is held between two probes and asked again.
//!
//! Owns when a connection is asked, replaced and given up. What is said over it
//! is a [`Dialogue`], one for each protocol that keeps its connection open.
//!
//! A connection on which an answer is owed is kept ([`super::session`] says
//! why); one that ends is no failure as long as another one can be had within
//! the same probe.

use std::future::pending;
use std::time::Duration;

use tokio::time::Instant;

use super::budget::Budget;
use super::connector::Connector;
use super::session::PATIENCE;
use super::stream::Stream;
use super::target::Target;
use crate::{Reason, Stage};

/// What a server that is alive and speaks had to say.
#[derive(Debug)]
pub(super) enum Answer {
    /// It is as it should be.
    Yes,
    /// It is not, and another connection would be told the same: this one stays.
    No(Reason),
}

/// One protocol's conversation over one connection, which stays open.
pub(super) trait Dialogue: Sized {
    /// What is asked, the same each time.
    type Question;

    /// Takes a fresh connection; nothing is said yet.
    fn begin(stream: Stream) -> Self;

    /// Comes to an answer from wherever the conversation stands. After an error
    /// the connection is of no further use, unless it is a time-out for which
    /// [`Dialogue::can_wait`].
    async fn converse(
        &mut self,
        question: &Self::Question,
        budget: &Budget,
    ) -> Result<Answer, Reason>;

    /// Whether the server has let us in already.
    fn is_session(&self) -> bool;

    /// Whether a conversation that came to a stop at this stage can go on.
    fn can_wait(stage: Stage) -> bool;

    /// How long an answer that is owed at this stage is waited for before
    /// another connection takes this one's place.
    fn patience(_stage: Stage) -> Duration {
        PATIENCE
    }

    /// Waits until something comes, which stays unread (true), or until the
    /// connection ends (false). Cancel safe.
    async fn news(&mut self) -> bool;
}

/// Asks over the connection that is there, or a new one.
#[derive(Debug)]
pub(super) struct HeldProbe<D: Dialogue> {
    connector: Connector,
    question: D::Question,
    line: Option<Line<D>>,
}

#[derive(Debug)]
struct Line<D> {
    dialogue: D,
    silence: Option<Silence>,
}

/// An answer that is owed.
#[derive(Clone, Copy, Debug)]
struct Silence {
    since: Instant,
    patience: Duration,
}

impl<D> Line<D> {
    fn is_given_up(&self) -> bool {
        self.silence
            .is_some_and(|silence| silence.since.elapsed() >= silence.patience)
    }
}

impl<D: Dialogue> HeldProbe<D> {
    pub(super) fn new(target: Target, question: D::Question) -> Self {
        HeldProbe {
            connector: Connector::new(target),
            question,
            line: None,
        }
    }

    pub(super) async fn ask(&mut self, budget: &Budget) -> Result<(), Reason> {
        match self.answer(budget).await? {
            Answer::Yes => Ok(()),
            Answer::No(reason) => Err(reason),
        }
    }

    async fn answer(&mut self, budget: &Budget) -> Result<Answer, Reason> {
        let held = self.line.take().filter(|line| !line.is_given_up());
        let Some(line) = held else {
            return self.ask_afresh(budget).await;
        };
        let was_session = line.dialogue.is_session();
        match self.ask_over(line, budget).await {
            Err(reason @ Reason::TimedOut { .. }) => Err(reason),
            // The end of an old session, whatever its last words, says nothing
            // yet about a new one.
            Err(reason) if was_session || reason.is_close() => self.ask_afresh(budget).await,
            outcome => outcome,
        }
    }

    async fn ask_afresh(&mut self, budget: &Budget) -> Result<Answer, Reason> {
        let line = self.dial(budget).await?;
        match self.ask_over(line, budget).await {
            Err(reason) if reason.is_close() => {
                let line = self.dial(budget).await?;
                self.ask_over(line, budget).await
            }
            outcome => outcome,
        }
    }

    async fn dial(&mut self, budget: &Budget) -> Result<Line<D>, Reason> {
        Ok(Line {
            dialogue: D::begin(self.connector.connect(budget).await?),
            silence: None,
        })
    }

    /// Asks over this connection and holds it, unless it is of no further use.
    async fn ask_over(&mut self, mut line: Line<D>, budget: &Budget) -> Result<Answer, Reason> {
        let outcome = line.dialogue.converse(&self.question, budget).await;
        match &outcome {
            Ok(_) => line.silence = None,
            Err(Reason::TimedOut { stage, .. }) if D::can_wait(*stage) => {
                line.silence.get_or_insert_with(|| Silence {
                    since: Instant::now(),
                    patience: D::patience(*stage),
                });
            }
            Err(_) => return outcome,
        }
        self.line = Some(line);
        outcome
    }

    /// Resolves when the connection ends, or when something comes over it: an
    /// owed answer, or the server's farewell.
    pub(super) async fn news(&mut self) {
        let Some(line) = &mut self.line else {
            return pending().await;
        };
        if !line.dialogue.news().await {
            self.line = None;
        }
    }
}
