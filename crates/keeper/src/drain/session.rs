//! Moves a node: writes the mark, pulls the lever, listens.
//!
//! Whatever ends a session before it is settled (an error, a signal, a panic)
//! takes everything back; what ends the whole process is taken back by
//! [`upkeep`](super::upkeep).

use std::future::Future;
use std::io;
use std::path::Path;
use std::time::Instant;

use jiff::Timestamp;

use super::error::DrainError;
use super::handover::{Action, Aim, Ending, Handover, Input, Moved};
use super::lever::{Level, Lever};
use super::lock::Lock;
use super::marker::{Marker, Purpose};
use super::plan::{Election, Plan};
use super::wire::Wire;
use crate::layout::Layout;

/// A node on its way out, or out for a while.
#[derive(Debug)]
pub struct Session {
    layout: Layout,
    lever: Lever,
    marker: Marker,
    _lock: Lock,
}

impl Session {
    /// Marks the node.  Nothing has moved yet.
    pub fn begin(layout: &Layout, purpose: Purpose, author: String) -> Result<Self, DrainError> {
        let lock = take_lock(layout)?;
        let read = Marker::read(layout).map_err(|source| DrainError::Mark {
            path: layout.drain_marker(),
            source,
        })?;
        // One that is not settled was left by a killed process; the lock is ours.
        if let Some(marker) = read.filter(|marker| marker.is_settled) {
            return Err(DrainError::Drained(marker));
        }
        let marker = Marker {
            purpose,
            is_settled: false,
            since: Timestamp::now(),
            author,
        };
        let written = marker.write(layout);
        written.map_err(failed(&layout.drain_marker()))?;
        Ok(Self {
            layout: layout.clone(),
            lever: Lever::of(layout),
            marker,
            _lock: lock,
        })
    }

    /// Gives the addresses of the plan's elections to a peer and leaves the
    /// election.  When nobody takes them they are here again, or still.
    pub async fn away(
        &self,
        plan: &Plan,
        stop: &mut (impl Future<Output = ()> + Unpin),
    ) -> Result<Moved, DrainError> {
        if plan.elections.is_empty() {
            self.pull(Level::Out)?;
            return Ok(Moved::default());
        }
        self.run(Aim::Away(plan.way), &plan.elections, stop).await
    }

    /// Takes part again, and waits until the addresses are back.
    pub async fn home(
        &self,
        elections: &[Election],
        stop: &mut (impl Future<Output = ()> + Unpin),
    ) -> Result<Moved, DrainError> {
        self.run(Aim::Home, elections, stop).await
    }

    /// Takes part again, whoever has the addresses.
    pub fn serve(&self) -> Result<(), DrainError> {
        self.pull(Level::Serve)
    }

    /// Leaves the node out, over reboots, until [`undrain`].
    pub fn settle(mut self) -> Result<(), DrainError> {
        let settled = Marker {
            is_settled: true,
            ..self.marker.clone()
        };
        let written = settled.write(&self.layout);
        written.map_err(failed(&self.layout.drain_marker()))?;
        self.marker = settled;
        Ok(())
    }

    async fn run(
        &self,
        aim: Aim,
        elections: &[Election],
        stop: &mut (impl Future<Output = ()> + Unpin),
    ) -> Result<Moved, DrainError> {
        let mut wire = Wire::listen(elections)?;
        let mut handover = Handover::new(aim, elections);
        let mut actions = handover.handle(Instant::now(), Input::Begin);
        loop {
            for action in actions {
                match action {
                    Action::Pull(level) => self.pull(level)?,
                    Action::End(ending) => return end(ending, aim, &handover, elections),
                }
            }
            let deadline = handover.deadline().unwrap_or_else(Instant::now);
            let input = tokio::select! {
                heard = wire.next() => heard?,
                () = tokio::time::sleep_until(deadline.into()) => Input::Deadline,
                () = &mut *stop => Input::Stop,
            };
            actions = handover.handle(Instant::now(), input);
        }
    }

    fn pull(&self, level: Level) -> Result<(), DrainError> {
        let pulled = self.lever.pull(level);
        pulled.map_err(failed(self.lever.path()))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.marker.is_settled {
            return;
        }
        if let Err(error) = take_back(&self.layout, &self.lever) {
            // The mark stays when it cannot be removed, and whoever comes next
            // tries again.
            tracing::error!(%error, "this node could not be brought back");
        }
    }
}

/// Brings a drained node back; gives its mark, if it had one.
pub fn undrain(layout: &Layout) -> Result<Option<Marker>, DrainError> {
    let _lock = take_lock(layout)?;
    // One that cannot be read is removed as well: this is the way to mend it.
    let marker = Marker::read(layout).unwrap_or_default();
    let lever = Lever::of(layout);
    take_back(layout, &lever).map_err(failed(&layout.drain_marker()))?;
    Ok(marker)
}

/// The mark goes first: a node whose mark is gone is brought back by whoever
/// comes next, and one that has it would be taken out again.
pub(super) fn take_back(layout: &Layout, lever: &Lever) -> io::Result<()> {
    Marker::remove(layout)?;
    match lever.is_at(Level::Serve) {
        true => Ok(()),
        false => lever.pull(Level::Serve),
    }
}

fn take_lock(layout: &Layout) -> Result<Lock, DrainError> {
    let taken = Lock::take(layout).map_err(failed(&layout.drain_lock()))?;
    taken.ok_or(DrainError::Busy)
}

fn end(
    ending: Ending,
    aim: Aim,
    handover: &Handover,
    elections: &[Election],
) -> Result<Moved, DrainError> {
    let names = |indexes: Vec<usize>| {
        let named = indexes.into_iter().filter_map(|index| elections.get(index));
        named.map(|election| election.instance.clone()).collect()
    };
    match (ending, aim) {
        (Ending::Moved(moved), _) => Ok(moved),
        (Ending::Stopped, _) => Err(DrainError::Stopped),
        (Ending::Not(indexes), Aim::Away(way)) => Err(DrainError::NotTaken {
            instances: names(indexes),
            waited: handover.patience(),
            way,
        }),
        (Ending::Not(indexes), Aim::Home) => Err(DrainError::NotHome {
            instances: names(indexes),
            waited: handover.patience(),
        }),
    }
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> DrainError {
    let path = path.to_owned();
    |source| DrainError::File { path, source }
}
