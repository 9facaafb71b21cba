//! A connection that is held between two probes and asked again.
//!
//! Owns when a connection is asked, replaced and given up. What is said over it
//! is a [`Dialogue`].
//!
//! A connection on which an answer is owed is kept ([`super::session`] says
//! why); one that ends is no failure as long as another one can be had within
//! the same probe.
//!
//! # A second opinion
//!
//! A connection that is silent may be dead by itself, or its server frozen. So
//! when half of a probe's time is gone without a sign of life, the server is
//! asked over a second connection too. If it answers there, that connection
//! takes the first one's place; if both are silent to the end, that is
//! [`Reason::Silent`]. A server that has shown life and owes an answer to more
//! is not asked twice: its next session would be stuck in the same way.

use std::future::pending;
use std::pin::pin;

use tokio::time::timeout_at;

use super::budget::Budget;
use super::connector::Connector;
use super::dialogue::{Answer, Dialogue};
use super::line::Line;
use super::target::Target;
use crate::Reason;

/// Asks over the connection that is there, or a new one.
#[derive(Debug)]
pub(super) struct HeldProbe<D: Dialogue> {
    connector: Connector,
    question: D::Question,
    line: Option<Line<D>>,
    /// Beside a silent one.
    second: Option<Box<Line<D>>>,
}

/// What became of waiting for a sign of life.
enum Sign<D> {
    /// The connection that was asked first decides.
    First(Result<Answer, Reason>),
    /// Only another one was answered.
    Second(Line<D>, Answer),
    /// The first one still owes its answer, and the other one tells why not.
    Neither { owed: Reason, told: Reason },
}

impl<D: Dialogue> HeldProbe<D> {
    pub(super) fn new(target: Target, question: D::Question) -> Self {
        HeldProbe {
            connector: Connector::new(target),
            question,
            line: None,
            second: None,
        }
    }

    pub(super) async fn ask(&mut self, budget: &Budget) -> Result<(), Reason> {
        match self.answer(budget).await? {
            Answer::Yes => Ok(()),
            Answer::No(reason) => Err(reason),
        }
    }

    async fn answer(&mut self, budget: &Budget) -> Result<Answer, Reason> {
        self.second.take_if(|line| line.is_given_up());
        let Some(line) = self.line.take().filter(|line| !line.is_given_up()) else {
            return Box::pin(self.ask_afresh(budget)).await;
        };
        let was_session = line.dialogue.is_session();
        match self.ask_over(line, budget).await {
            Err(reason) if budget.is_spent() => Err(reason),
            // The end of an old session, whatever its last words, says nothing
            // yet about a new one.
            Err(reason) if was_session || reason.is_close() => {
                Box::pin(self.ask_afresh(budget)).await
            }
            outcome => outcome,
        }
    }

    async fn ask_afresh(&mut self, budget: &Budget) -> Result<Answer, Reason> {
        let line = Line::dial(&mut self.connector, budget).await?;
        match self.ask_over(line, budget).await {
            Err(reason) if reason.is_close() => {
                let line = Line::dial(&mut self.connector, budget).await?;
                self.ask_over(line, budget).await
            }
            outcome => outcome,
        }
    }

    /// Asks over this connection and holds it, unless it is of no further use.
    async fn ask_over(&mut self, mut line: Line<D>, budget: &Budget) -> Result<Answer, Reason> {
        let sign = match self.sign(&mut line, budget).await {
            Sign::First(sign) => sign,
            Sign::Second(second, answer) => {
                line = second;
                Ok(answer)
            }
            Sign::Neither { owed, told } => {
                self.line = line.failed(&owed);
                return Err(told);
            }
        };
        let outcome = match sign {
            Ok(Answer::Yes) => line.dialogue.converse(&self.question, budget).await,
            outcome => outcome,
        };
        self.line = match &outcome {
            Ok(_) => Some(line.answered()),
            Err(reason) => line.failed(reason),
        };
        outcome
    }

    /// Waits for a sign of life, in doubt over a second connection too.
    async fn sign(&mut self, line: &mut Line<D>, budget: &Budget) -> Sign<D> {
        if line.dialogue.owes_more() {
            return Sign::First(line.dialogue.show_life(&self.question, budget).await);
        }
        let mut first = pin!(line.dialogue.show_life(&self.question, budget));
        if let Ok(outcome) = timeout_at(budget.half_time(), &mut first).await {
            self.second = None;
            return Sign::First(outcome);
        }
        let held = self.second.take().map(|line| *line);
        // Seldom needed: not a part of what every probe keeps in memory.
        let mut second = Box::pin(opinion(held, &mut self.connector, &self.question, budget));
        let sooner = tokio::select! {
            biased;
            outcome = &mut first => Ok(outcome),
            opinion = &mut second => Err(opinion),
        };
        let (outcome, opinion) = match sooner {
            Ok(outcome @ Err(Reason::TimedOut { .. })) => (outcome, second.await),
            Ok(outcome) => return Sign::First(outcome),
            Err(Ok((line, answer))) => return Sign::Second(line, answer),
            Err(opinion) => (first.await, opinion),
        };
        let Err(Reason::TimedOut { stage, after }) = outcome else {
            return Sign::First(outcome);
        };
        let told = match opinion {
            Ok((line, answer)) => return Sign::Second(line, answer),
            Err((Reason::TimedOut { .. }, line)) => {
                self.second = line.map(Box::new);
                Reason::Silent { stage, after }
            }
            Err((reason, _)) => reason,
        };
        let owed = Reason::TimedOut { stage, after };
        Sign::Neither { owed, told }
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

/// Waits for a sign of life over another connection; after a failure, what is
/// left of it.
async fn opinion<D: Dialogue>(
    held: Option<Line<D>>,
    connector: &mut Connector,
    question: &D::Question,
    budget: &Budget,
) -> Result<(Line<D>, Answer), (Reason, Option<Line<D>>)> {
    let dialled = match held {
        Some(line) => Ok(line),
        None => Line::dial(connector, budget).await,
    };
    let mut line = dialled.map_err(|reason| (reason, None))?;
    match line.dialogue.show_life(question, budget).await {
        Ok(answer) => Ok((line, answer)),
        Err(reason) => {
            let left = line.failed(&reason);
            Err((reason, left))
        }
    }
}
