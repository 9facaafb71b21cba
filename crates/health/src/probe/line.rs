//! One connection, and since when an answer is owed over it.

use std::time::Duration;

use tokio::time::Instant;

use super::budget::Budget;
use super::connector::Connector;
use super::dialogue::Dialogue;
use crate::Reason;

/// A connection over which a conversation goes on from probe to probe.
#[derive(Debug)]
pub(super) struct Line<D> {
    pub(super) dialogue: D,
    silence: Option<Silence>,
}

/// An answer that is owed.
#[derive(Clone, Copy, Debug)]
struct Silence {
    since: Instant,
    patience: Duration,
}

impl<D: Dialogue> Line<D> {
    /// A fresh one; nothing is said over it yet.
    pub(super) async fn dial(connector: &mut Connector, budget: &Budget) -> Result<Self, Reason> {
        Ok(Line {
            dialogue: D::begin(connector.connect(budget).await?),
            silence: None,
        })
    }

    /// Nothing is owed over it.
    pub(super) fn answered(mut self) -> Self {
        self.silence = None;
        self
    }

    /// What is left of it after a failure: a connection that owes an answer, or
    /// none, as it is of no further use.
    pub(super) fn failed(mut self, reason: &Reason) -> Option<Self> {
        let Reason::TimedOut { stage, .. } = reason else {
            return None;
        };
        self.silence.get_or_insert_with(|| Silence {
            since: Instant::now(),
            patience: D::patience(*stage),
        });
        D::can_wait(*stage).then_some(self)
    }

    /// Whether an answer is owed for so long that another connection should be
    /// asked instead.
    pub(super) fn is_given_up(&self) -> bool {
        self.silence
            .is_some_and(|silence| silence.since.elapsed() >= silence.patience)
    }
}
