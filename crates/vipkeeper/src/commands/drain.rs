//! `vipkeeper drain|undrain`: take this node out of service, and bring it back.

use std::pin::Pin;

use jiff::Timestamp;
use keeper::Message;
use keeper::drain::{self, DrainError, Marker, Moved, Plan, Purpose, Session};
use keeper::message::Explain;
use serde::Serialize;
use tokio::signal::unix::{SignalKind, signal};

use super::recover::author;
use super::service::require_root;
use crate::context::{Context, internal};
use crate::failure::{Failure, Status};

/// A signal that wants an end.
pub(super) type Stop = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Serialize)]
struct DrainData {
    /// The instances whose addresses were given away.
    moved: Vec<String>,
    to: Option<String>,
    took_ms: Option<u128>,
    silence_ms: Option<u128>,
}

/// Gives the addresses away if they are here, and leaves the node out.
pub(crate) fn run(context: &Context) -> Result<(), Failure> {
    require_root()?;
    let (here, moved) = context.block_on(async {
        let survey = drain::survey(&context.layout).await?;
        let session = Session::begin(&context.layout, Purpose::Maintenance, author())?;
        let mut stop = stop_signal()?;
        let moved = session.away(&survey.here, &mut stop).await?;
        session.settle()?;
        Ok::<_, Failure>((survey.here, moved))
    })??;
    let data = data(&here, &moved);
    let message = Message::new("drain-done")
        .with("instances", data.moved.join(", "))
        .with("count", data.moved.len())
        .with("to", data.to.as_deref().unwrap_or_default())
        .with("took", moved.took.as_millis());
    context.output.answer(&data, &message);
    Ok(())
}

fn data(here: &Plan, moved: &Moved) -> DrainData {
    let is_moved = !here.elections.is_empty();
    let instances = here.elections.iter();
    DrainData {
        moved: instances.map(|one| one.instance.clone()).collect(),
        to: moved.master.map(|address| address.to_string()),
        took_ms: is_moved.then_some(moved.took.as_millis()),
        silence_ms: is_moved.then_some(moved.silence.as_millis()),
    }
}

#[derive(Serialize)]
struct UndrainData {
    was_drained: bool,
    since: Option<Timestamp>,
}

/// Lets the node take part again; who is MASTER then, the election decides.
pub(crate) fn undo(context: &Context) -> Result<(), Failure> {
    require_root()?;
    let was_drained = context.layout.drain_marker().exists();
    let marker = drain::undrain(&context.layout)?;
    let data = UndrainData {
        was_drained,
        since: marker.map(|marker| marker.since),
    };
    let word = if was_drained { "yes" } else { "no" };
    let message = Message::new("undrain-done").with("drained", word);
    context.output.answer(&data, &message);
    Ok(())
}

/// In the words of `status`.
pub(super) fn told(marker: &Marker) -> Message {
    let purpose = match marker.purpose {
        Purpose::Maintenance => "maintenance",
        Purpose::Drill => "drill",
    };
    Message::new("status-drained")
        .with("purpose", purpose)
        .with("since", super::apply::local(marker.since))
        .with("author", &marker.author)
}

/// What ends a move that is under way: it is taken back then.
pub(super) fn stop_signal() -> Result<Stop, Failure> {
    let listen = |kind| signal(kind).map_err(|error| internal(&error));
    let mut interrupt = listen(SignalKind::interrupt())?;
    let mut terminate = listen(SignalKind::terminate())?;
    let mut hangup = listen(SignalKind::hangup())?;
    Ok(Box::pin(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }))
}

impl From<DrainError> for Failure {
    fn from(error: DrainError) -> Self {
        Self::new(Status::Failed, error.explain())
    }
}
