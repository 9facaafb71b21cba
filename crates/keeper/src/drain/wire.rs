//! What the elections' interfaces carry, as input for the [`handover`].
//!
//! [`handover`]: super::handover

use std::collections::BTreeSet;

use host::capture::{CaptureError, Direction, Heard, VrrpListener};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::handover::{Input, Speaker};
use super::plan::Election;

/// More than advertise between two turns of the loop that reads.
const QUEUE: usize = 64;

/// Listens until it is dropped.
pub(super) struct Wire {
    inputs: mpsc::Receiver<Result<Input, CaptureError>>,
    _ears: JoinSet<()>,
}

impl Wire {
    /// Hears from now on.  Must be called inside a tokio runtime.
    pub(super) fn listen(elections: &[Election]) -> Result<Self, CaptureError> {
        let (sender, inputs) = mpsc::channel(QUEUE);
        let mut ears = JoinSet::new();
        let interfaces: BTreeSet<_> = elections.iter().map(|one| &one.interface).collect();
        for interface in interfaces {
            let listener = VrrpListener::open(interface)?;
            ears.spawn(hear(listener, elections.to_vec(), sender.clone()));
        }
        Ok(Self {
            inputs,
            _ears: ears,
        })
    }

    /// The next advertisement of one of the elections.
    pub(super) async fn next(&mut self) -> Result<Input, CaptureError> {
        match self.inputs.recv().await {
            Some(input) => input,
            // Without elections there is nobody to hear.
            None => std::future::pending().await,
        }
    }
}

async fn hear(
    listener: VrrpListener,
    elections: Vec<Election>,
    sender: mpsc::Sender<Result<Input, CaptureError>>,
) {
    loop {
        let heard = listener.receive().await;
        let input = match heard {
            Ok(heard) => match input(&heard, listener.interface(), &elections) {
                Some(input) => Ok(input),
                None => continue,
            },
            Err(error) => Err(error),
        };
        let is_end = input.is_err();
        if sender.send(input).await.is_err() || is_end {
            return;
        }
    }
}

fn input(heard: &Heard, interface: &str, elections: &[Election]) -> Option<Input> {
    let (carrier, advert) = heard.content.as_ref().ok()?;
    let is_it = |election: &Election| {
        let address = election.virtual_ips.first();
        election.interface == interface
            && election.vrid == advert.vrid.value()
            && address.is_none_or(|ip| ip.is_ipv4() == carrier.source.is_ipv4())
    };
    Some(Input::Advert {
        election: elections.iter().position(is_it)?,
        speaker: match heard.direction {
            Direction::Incoming => Speaker::Peer,
            Direction::Outgoing => Speaker::Own,
        },
        source: carrier.source,
        priority: advert.priority.value(),
    })
}
