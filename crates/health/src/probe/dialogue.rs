//! What is said over a connection that is held: one [`Dialogue`] for each
//! protocol that keeps its connection open.

use std::time::Duration;

use super::budget::Budget;
use super::session::PATIENCE;
use super::stream::Stream;
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

    /// Gets the server to show that it lives, from wherever the conversation
    /// stands. After an error the connection is of no further use, unless it is
    /// a time-out for which [`Dialogue::can_wait`].
    async fn show_life(
        &mut self,
        question: &Self::Question,
        budget: &Budget,
    ) -> Result<Answer, Reason>;

    /// Asks a living server for the rest. Errors: as of [`Dialogue::show_life`].
    async fn converse(
        &mut self,
        question: &Self::Question,
        budget: &Budget,
    ) -> Result<Answer, Reason>;

    /// Whether the server has let us in already.
    fn is_session(&self) -> bool;

    /// Whether a server that had shown life still owes an answer to the rest.
    fn owes_more(&self) -> bool;

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
