//! Who else advertises on the wire.
//!
//! Owns the listening and the counting of adverts by their sources; what they
//! mean is the judge's.  Where nobody may listen, another MASTER is noticed by
//! what Keepalived itself counts.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use host::capture::{Direction, VrrpListener};
use tokio::sync::oneshot;
use vrrp::Priority;
use vrrp::packet::{Advertisement, Carrier};

/// What a busy machine may be late by.
const GRACE: Duration = Duration::from_millis(50);

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

/// A source, and until when its silence says nothing.
#[derive(Debug)]
struct Speaker {
    heard: Heard,
    present_until: Instant,
}

/// What was heard, as those who listen and the one who asks share it.
type Speakers = Arc<Mutex<Vec<Speaker>>>;

/// Listens on the interfaces of the instances.
#[derive(Debug, Default)]
pub(super) struct Wire {
    speakers: Speakers,
    ears: BTreeMap<String, Ear>,
}

impl Wire {
    /// Listens on an interface from now on, if it does not yet.
    pub(super) fn listen_on(&mut self, interface: &str) {
        if !self.ears.contains_key(interface) {
            let ear = Ear::open(interface, Arc::clone(&self.speakers));
            self.ears.insert(interface.to_owned(), ear);
        }
    }

    /// Forgets what was heard.
    pub(super) fn listen_anew(&mut self) {
        lock(&self.speakers).clear();
    }

    /// Forgets what was heard on an interface: who is not MASTER expects
    /// another one to advertise.
    pub(super) fn forget(&mut self, interface: &str) {
        lock(&self.speakers).retain(|speaker| speaker.heard.interface != interface);
    }

    /// What was heard since, of those who still speak: a node that has just
    /// lost an election falls silent.
    pub(super) fn heard(&mut self) -> Vec<Heard> {
        let now = Instant::now();
        let mut speakers = lock(&self.speakers);
        speakers.retain(|speaker| now < speaker.present_until);
        speakers
            .iter()
            .map(|speaker| speaker.heard.clone())
            .collect()
    }
}

/// A list of counts is whole at every moment, also after a panic elsewhere.
fn lock(speakers: &Mutex<Vec<Speaker>>) -> MutexGuard<'_, Vec<Speaker>> {
    speakers.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A thread that listens on one interface until it is dropped.
#[derive(Debug)]
struct Ear {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Ear {
    fn open(interface: &str, speakers: Speakers) -> Self {
        let (stop, stopped) = oneshot::channel();
        let interface = interface.to_owned();
        let thread = thread::spawn(move || {
            if let Err(error) = listen(&interface, &speakers, stopped) {
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
    speakers: &Mutex<Vec<Speaker>>,
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
                count(&mut lock(speakers), interface, &carrier, advert);
            }
        }
    })
}

/// Counts an advert with its sender's others.
fn count(speakers: &mut Vec<Speaker>, interface: &str, carrier: &Carrier, advert: Advertisement) {
    if advert.priority == Priority::RESIGN {
        return;
    }
    // As long as any node waits for the next one (RFC 9568 §6.1).
    let patience = Duration::from_millis(u64::from(advert.interval.centis()) * 10 * 3);
    let present_until = Instant::now() + patience + GRACE;
    let vrid = advert.vrid.value();
    let is_it = |known: &&mut Speaker| {
        let heard = &known.heard;
        heard.interface == interface && heard.source == carrier.source && heard.vrid == vrid
    };
    match speakers.iter_mut().find(is_it) {
        Some(known) => {
            known.heard.adverts = known.heard.adverts.saturating_add(1);
            known.heard.addresses = advert.addresses;
            known.present_until = present_until;
        }
        None => speakers.push(Speaker {
            heard: Heard {
                interface: interface.to_owned(),
                source: carrier.source,
                vrid,
                addresses: advert.addresses,
                adverts: 1,
            },
            present_until,
        }),
    }
}
