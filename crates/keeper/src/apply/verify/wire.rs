//! Who else advertises on the wire.
//!
//! Owns the listening and the counting of adverts by their sources; what they
//! mean is the judge's.  Where nobody may listen, another MASTER is noticed by
//! what Keepalived itself counts.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use host::capture::{Direction, VrrpListener};
use tokio::sync::oneshot;
use vrrp::Priority;
use vrrp::packet::{Advertisement, Carrier};

/// A source of adverts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::apply) struct Heard {
    /// Where it was heard.
    pub(in crate::apply) interface: String,
    /// Who it is.
    pub(in crate::apply) source: IpAddr,
    /// Which virtual router it advertises.
    pub(in crate::apply) vrid: u8,
    /// The addresses that it advertises.
    pub(in crate::apply) addresses: Vec<IpAddr>,
    /// How many adverts since the change and since we are MASTER ourselves,
    /// resignations not counted.
    pub(in crate::apply) adverts: u32,
}

/// What was heard, as those who listen and the one who asks share it.
type Heardings = Arc<Mutex<Vec<Heard>>>;

/// Listens on the interfaces of the instances.
#[derive(Debug, Default)]
pub(super) struct Wire {
    heard: Heardings,
    ears: BTreeMap<String, Ear>,
}

impl Wire {
    /// Listens on an interface from now on, if it does not yet.
    pub(super) fn listen_on(&mut self, interface: &str) {
        if !self.ears.contains_key(interface) {
            let ear = Ear::open(interface, Arc::clone(&self.heard));
            self.ears.insert(interface.to_owned(), ear);
        }
    }

    /// Forgets what was heard.
    pub(super) fn listen_anew(&mut self) {
        lock(&self.heard).clear();
    }

    /// Forgets what was heard on an interface: who is not MASTER expects
    /// another one to advertise.
    pub(super) fn forget(&mut self, interface: &str) {
        lock(&self.heard).retain(|heard| heard.interface != interface);
    }

    /// What was heard since.
    pub(super) fn heard(&mut self) -> Vec<Heard> {
        lock(&self.heard).clone()
    }
}

/// A list of counts is whole at every moment, also after a panic elsewhere.
fn lock(heard: &Mutex<Vec<Heard>>) -> std::sync::MutexGuard<'_, Vec<Heard>> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A thread that listens on one interface until it is dropped.
#[derive(Debug)]
struct Ear {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Ear {
    fn open(interface: &str, heard: Heardings) -> Self {
        let (stop, stopped) = oneshot::channel();
        let interface = interface.to_owned();
        let thread = thread::spawn(move || {
            if let Err(error) = listen(&interface, &heard, stopped) {
                tracing::warn!(%interface, %error, "the wire is not heard");
            }
        });
        Self {
            stop: Some(stop),
            thread: Some(thread),
        }
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        // Dropping the sender is the signal.
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // A panic there has been told by the panic's own message.
            let _ = thread.join();
        }
    }
}

fn listen(
    interface: &str,
    heard: &Mutex<Vec<Heard>>,
    mut stopped: oneshot::Receiver<()>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = VrrpListener::open(interface)?;
        loop {
            let packet = tokio::select! {
                _ = &mut stopped => return Ok(()),
                packet = listener.receive() => packet?,
            };
            if let (Direction::Incoming, Ok((carrier, advert))) = (packet.direction, packet.content)
            {
                count(&mut lock(heard), interface, &carrier, advert);
            }
        }
    })
}

/// Counts an advert with its sender's others.
fn count(heard: &mut Vec<Heard>, interface: &str, carrier: &Carrier, advert: Advertisement) {
    if advert.priority == Priority::RESIGN {
        return;
    }
    let vrid = advert.vrid.value();
    let is_it = |known: &&mut Heard| {
        known.interface == interface && known.source == carrier.source && known.vrid == vrid
    };
    match heard.iter_mut().find(is_it) {
        Some(known) => {
            known.adverts = known.adverts.saturating_add(1);
            known.addresses = advert.addresses;
        }
        None => heard.push(Heard {
            interface: interface.to_owned(),
            source: carrier.source,
            vrid,
            addresses: advert.addresses,
            adverts: 1,
        }),
    }
}
