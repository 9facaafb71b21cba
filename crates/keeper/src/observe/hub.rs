//! The hub: runs the sources and keeps the node's picture.
//!
//! Every source is a task that sends observations; one loop folds them in
//! order and publishes the picture.  A source that fails is started again and
//! never takes the others with it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use host::net::{AddressWatch, addresses};
use host::process::Process;
use jiff::Timestamp;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, timeout_at};

use super::dump;
use super::fifo;
use super::picture::{Observation, Picture};
use super::state::{CheckView, NodeState};
use crate::drain::Marker;
use crate::layout::Layout;

/// How long a failed source rests before it is started again.
const REST: Duration = Duration::from_secs(1);
/// How often we look for a Keepalived that does not run yet.
const LOOK: Duration = Duration::from_millis(100);
/// How long what is no news may wait to be seen.
const QUIET: Duration = Duration::from_secs(1);
/// How long news that come right after others may wait.
const BREATH: Duration = Duration::from_millis(20);
/// As many observations may wait as a thousand checks make in a moment.
const QUEUE: usize = 4096;
/// How often the dump is read again, in case the FIFO lost something.
const REFRESH: Duration = Duration::from_secs(5);
/// How often, and how many times, a dump that is being written is tried.
const DUMP_POLL: Duration = Duration::from_millis(10);
const DUMP_TRIES: u32 = 100;

/// Keeps the picture of a node up to date for as long as it lives.
pub struct Hub {
    observations: mpsc::Sender<Observation>,
    picture: watch::Receiver<Arc<NodeState>>,
}

impl Hub {
    /// Starts to watch the node with this name and layout.  Must be called
    /// within a tokio runtime; everything ends with the runtime.
    #[must_use]
    pub fn start(node: String, layout: Layout) -> Self {
        let first = Picture::new(node, Timestamp::now());
        let (sender, receiver) = mpsc::channel(QUEUE);
        let (publish, picture) = watch::channel(Arc::new(first.state().clone()));
        tokio::spawn(fold(first, receiver, publish));
        tokio::spawn(watch_addresses(sender.clone()));
        tokio::spawn(watch_fifo(layout.notify_fifo(), sender.clone()));
        tokio::spawn(watch_engine(layout, sender.clone()));
        Self {
            observations: sender,
            picture,
        }
    }

    /// The picture, now and as it changes.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<Arc<NodeState>> {
        self.picture.clone()
    }

    /// A way for checks to report each try.
    #[must_use]
    pub fn check_reports(&self) -> CheckReports {
        CheckReports(self.observations.clone())
    }

    /// A way to report whether the node is drained.
    #[must_use]
    pub fn drain_reports(&self) -> DrainReports {
        DrainReports(self.observations.clone())
    }
}

/// Where it is reported whether the node is drained.
#[derive(Debug, Clone)]
pub struct DrainReports(mpsc::Sender<Observation>);

impl DrainReports {
    /// The node's mark, or that it has none.
    pub(crate) fn report(&self, marker: Option<Marker>) {
        let _ = self.0.try_send(Observation::Drained(marker));
    }
}

/// Where checks report each try.
#[derive(Debug, Clone)]
pub struct CheckReports(mpsc::Sender<Observation>);

impl CheckReports {
    /// What became of a try.  A picture that is late by one try is better than
    /// a check that waits.
    pub(crate) fn report(&self, view: CheckView) {
        let _ = self.0.try_send(Observation::Check(view));
    }

    /// There is no check of this name any more.
    pub(crate) fn gone(&self, name: String) {
        let _ = self.0.try_send(Observation::CheckGone(name));
    }
}

/// News are published at once, unless there was a picture just before; how long a
/// try took is none.  A thousand checks that come up in a moment would else have a
/// picture of a thousand checks copied a thousand times.
async fn fold(
    mut picture: Picture,
    mut observations: mpsc::Receiver<Observation>,
    publish: watch::Sender<Arc<NodeState>>,
) {
    let mut next_news_at = Instant::now();
    let mut publish_at: Option<Instant> = None;
    loop {
        let observation = match publish_at {
            None => observations.recv().await,
            Some(at) => match timeout_at(at, observations.recv()).await {
                Ok(observation) => observation,
                Err(_) => {
                    publish_at = None;
                    publish.send_replace(Arc::new(picture.state().clone()));
                    next_news_at = Instant::now() + BREATH;
                    continue;
                }
            },
        };
        let Some(observation) = observation else {
            return;
        };
        let due = match picture.take(Timestamp::now(), observation) {
            true => next_news_at,
            false => Instant::now() + QUIET,
        };
        publish_at = Some(publish_at.map_or(due, |at| at.min(due)));
    }
}

type Sender = mpsc::Sender<Observation>;

async fn watch_addresses(sender: Sender) {
    loop {
        if let Err(error) = follow_addresses(&sender).await {
            tracing::warn!(%error, "the watch on addresses failed");
        }
        sleep(REST).await;
    }
}

async fn follow_addresses(sender: &Sender) -> Result<(), host::net::Netlink> {
    let mut watch = AddressWatch::start()?;
    loop {
        let held = addresses().await?;
        if sender.send(Observation::Addresses(held)).await.is_err() {
            return Ok(());
        }
        if watch.changed().await.is_none() {
            return Ok(());
        }
    }
}

async fn watch_fifo(path: PathBuf, sender: Sender) {
    loop {
        if let Err(error) = follow_fifo(&path, &sender).await {
            tracing::warn!(%error, path = %path.display(), "the notify FIFO failed");
        }
        sleep(REST).await;
    }
}

async fn follow_fifo(path: &std::path::Path, sender: &Sender) -> std::io::Result<()> {
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)?;
    }
    let mut reader = fifo::Reader::open(path)?;
    loop {
        let notice = reader.next().await?;
        if sender.send(Observation::Notice(notice)).await.is_err() {
            return Ok(());
        }
    }
}

/// Follows Keepalived from start to end, again and again.
async fn watch_engine(layout: Layout, sender: Sender) {
    loop {
        let Some(keepalived) = find(&layout) else {
            sleep(LOOK).await;
            continue;
        };
        let engine = Observation::Engine(Some(keepalived.id()));
        if sender.send(engine).await.is_err() {
            return;
        }
        follow_engine(&layout, &keepalived, &sender).await;
        if sender.send(Observation::Engine(None)).await.is_err() {
            return;
        }
    }
}

/// The Keepalived that runs in this layout.
pub(crate) fn find(layout: &Layout) -> Option<Process> {
    let files = layout.pid_files();
    files
        .iter()
        .find_map(|file| Process::from_pid_file(file, "keepalived"))
}

/// Reads the dump now and then until Keepalived ends.
async fn follow_engine(layout: &Layout, keepalived: &Process, sender: &Sender) {
    let Ok(ended) = keepalived.ended() else {
        return;
    };
    tokio::pin!(ended);
    let signal = layout
        .keepalived()
        .and_then(|program| dump::signal(&program));
    loop {
        let mut rest = REFRESH;
        if let Some(signal) = signal {
            match read_dump(keepalived, signal).await {
                Ok(instances) => drop(sender.send(Observation::Dump(instances)).await),
                Err(error) => {
                    tracing::debug!(%error, "no dump from Keepalived");
                    rest = LOOK;
                }
            }
        }
        tokio::select! {
            () = &mut ended => return,
            () = sleep(rest) => {}
        }
    }
}

async fn read_dump(
    keepalived: &Process,
    signal: rustix::process::Signal,
) -> std::io::Result<Vec<dump::DumpedInstance>> {
    let path = dump::ask(keepalived, signal)?;
    let mut last = std::io::Error::from(std::io::ErrorKind::NotFound);
    for _ in 0..DUMP_TRIES {
        sleep(DUMP_POLL).await;
        match std::fs::read_to_string(&path).and_then(|text| dump::parse(&text)) {
            Ok(instances) => return Ok(instances),
            Err(error) => last = error,
        }
    }
    Err(last)
}
