//! Brings a MySQL server's role in line with who holds the VIP: the holder's
//! server takes writes, the other's refuses them.
//!
//! It is safe to begin at any time, by whoever hears first that something has
//! changed, and as often as one likes: [`decide`] goes by what is true now and
//! names one step, and after each step everything is looked at again.  A kill
//! at any instant leaves a server from which the next one goes on.
//!
//! Deliberately absent: starting replication.  Whether a former primary may
//! follow the new one is for a human to say, who knows what it has that the
//! other lacks.  And certainty: VRRP is no consensus, and in a network that is
//! cut in two both sides have a MASTER.

mod backlog;
pub mod decide;
mod election;
mod error;
mod resident;
mod server;
mod turn;

use std::time::{Duration, Instant};

pub use decide::{Rest, Step};
pub use error::RoleError;
pub use resident::Residents;

use crate::layout::Layout;
use crate::message::Message;
use crate::settings::Role;
use decide::{Next, Seat, Server, decide};
use election::Election;
use server::Admin;
use turn::Turn;

/// Between two looks at a server that applies what it received.
const LOOK: Duration = Duration::from_millis(50);

/// A promotion needs three steps; who needs more is not getting anywhere.
const MOST_STEPS: usize = 8;

/// What was done, and why nothing more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// In their order.
    pub steps: Vec<Step>,
    /// Why nothing more; `None` when a rehearsal ended where the server would
    /// have to be waited for.
    pub rest: Option<Rest>,
    /// What the server says of transactions that it cannot apply.
    pub error: String,
}

/// Who wants it, and how patiently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Waits while another one changes the server.
    Done,
    /// Leaves it to another one who is at it.
    DoneByAnyone,
    /// Nothing is changed, and the steps that would be made are told.
    Rehearsed,
}

/// Brings the server's role in line with the VIP; `name` is the role's in
/// vipkeeper.toml.  `None` when another one is at it and may go on.
pub async fn follow(
    layout: &Layout,
    name: &str,
    role: &Role,
    wish: Wish,
) -> Result<Option<Outcome>, RoleError> {
    let election = Election::of(layout, role.instance.as_deref())?;
    let task = Task {
        layout,
        role,
        election,
    };
    if wish == Wish::Rehearsed {
        return task.rehearse().await.map(Some);
    }
    // Above what the one before needs, who is bound by the same limits.
    let limit = match wish {
        Wish::DoneByAnyone => Duration::ZERO,
        _ => role.patience() + Duration::from_secs(30),
    };
    let path = layout.run_dir().join(format!("role-{name}.lock"));
    let turn = Turn::take(&path, limit)
        .await
        .map_err(|source| RoleError::Lock { path, source })?;
    match (turn, wish) {
        (Some(_turn), _) => task.carry_out().await.map(Some),
        (None, Wish::DoneByAnyone) => Ok(None),
        (None, _) => Err(RoleError::Busy { limit }),
    }
}

struct Task<'a> {
    layout: &'a Layout,
    role: &'a Role,
    election: Election,
}

impl Task<'_> {
    async fn carry_out(&self) -> Result<Outcome, RoleError> {
        let mut admin = Admin::log_in(self.role).await?;
        let mut steps = Vec::new();
        let mut waiting_since: Option<Instant> = None;
        loop {
            let (seat, server) = self.look(&mut admin, steps.is_empty()).await?;
            let waited = waiting_since.map_or(Duration::ZERO, |since| since.elapsed());
            match decide(seat, &server, self.role, waited) {
                Next::Do(step) if steps.len() == MOST_STEPS => {
                    return Err(RoleError::NoEffect { step });
                }
                Next::Do(step) => {
                    admin.take(step).await?;
                    steps.push(step);
                }
                Next::Wait => {
                    waiting_since.get_or_insert_with(Instant::now);
                    tokio::time::sleep(LOOK).await;
                }
                Next::Rest(rest) => return Ok(outcome(steps, Some(rest), &server)),
            }
        }
    }

    /// The steps that would be made if each had its effect.
    async fn rehearse(&self) -> Result<Outcome, RoleError> {
        let mut admin = Admin::log_in(self.role).await?;
        let (seat, mut server) = self.look(&mut admin, true).await?;
        let mut steps = Vec::new();
        loop {
            match decide(seat, &server, self.role, Duration::ZERO) {
                Next::Do(step) => {
                    steps.push(step);
                    server = server.after(step);
                }
                Next::Wait => return Ok(outcome(steps, None, &server)),
                Next::Rest(rest) => return Ok(outcome(steps, Some(rest), &server)),
            }
        }
    }

    /// A rival matters only to a server that should change: to one that takes
    /// writes without the VIP, and to one that is about to be promoted, before
    /// the first step.  The wire is heard for these and for nobody else.
    async fn look(&self, admin: &mut Admin, is_first: bool) -> Result<(Seat, Server), RoleError> {
        let server = admin.look().await?;
        let is_won = self.election.is_won(self.layout).await?;
        let seat = match (is_won, server.is_writable) {
            (true, false) if self.role.promote && is_first => {
                match self.election.is_contested().await? {
                    true => Seat::Contested,
                    false => self.seat_of_holder().await?,
                }
            }
            (true, _) => Seat::Taken,
            (false, true) if self.role.demote && self.election.has_rival().await? => Seat::Lost,
            (false, _) => Seat::Open,
        };
        Ok((seat, server))
    }

    /// The VIP may have gone while the wire was heard.
    async fn seat_of_holder(&self) -> Result<Seat, RoleError> {
        Ok(match self.election.is_won(self.layout).await? {
            true => Seat::Taken,
            false => Seat::Open,
        })
    }
}

fn outcome(steps: Vec<Step>, rest: Option<Rest>, server: &Server) -> Outcome {
    Outcome {
        steps,
        rest,
        error: server
            .replica
            .as_ref()
            .map(|replica| replica.error.clone())
            .unwrap_or_default(),
    }
}

impl Outcome {
    /// What was done, and why nothing more, in words.
    #[must_use]
    pub fn messages(&self, name: &str, role: &Role) -> Vec<Message> {
        let steps = self.steps.iter();
        let mut messages: Vec<_> = steps
            .map(|step| {
                Message::new("role-step")
                    .with("name", name)
                    .with("step", step.word())
            })
            .collect();
        let rest = self.rest.map_or("applying", Rest::word);
        messages.push(
            Message::new("role-rest")
                .with("name", name)
                .with("rest", rest)
                .with("seconds", role.patience().as_secs_f64())
                .with("told", if self.error.is_empty() { "no" } else { "yes" })
                .with("error", &self.error),
        );
        messages
    }
}
