//! Asking the machine how Keepalived is.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use host::net::{HeldAddress, held_addresses};
use host::process::Process;
use rustix::process::Signal;

use super::expected::TrackedFile;
use super::log;
use super::wire::{Heard, Wire};
use crate::layout::Layout;
use crate::observe::dump::{self, RunningInstance};
use crate::observe::{InstanceState, hub};

/// How long a dump may take; one that is lost is asked for again.
const DUMP_LIMIT: Duration = Duration::from_millis(500);
const DUMP_LOOK: Duration = Duration::from_millis(2);

/// What was seen at one moment.
#[derive(Debug, Clone, Default)]
pub(in crate::apply) struct Snapshot {
    /// Keepalived's process id, when it runs.
    pub(in crate::apply) pid: Option<u32>,
    /// Whether this Keepalived can dump at all.
    pub(in crate::apply) can_dump: bool,
    /// What it says of its instances; `None` when it does not answer.
    pub(in crate::apply) instances: Option<Vec<RunningInstance>>,
    /// What the kernel holds.
    pub(in crate::apply) held: Vec<HeldAddress>,
    /// What was logged since the change; `None` when it cannot be read.
    pub(in crate::apply) log: Option<Vec<String>>,
    /// Track files that keep the node out of the election.
    pub(in crate::apply) fault_files: BTreeSet<String>,
    /// Counters (instance, name) that grow without any change.
    pub(in crate::apply) noise: BTreeSet<(String, String)>,
    /// Who else advertises.
    pub(in crate::apply) heard: Vec<Heard>,
}

impl Snapshot {
    /// The running instance of this name.
    pub(in crate::apply) fn instance(&self, name: &str) -> Option<&RunningInstance> {
        let mut instances = self.instances.iter().flatten();
        instances.find(|instance| instance.name == name)
    }

    /// Whether the log says that the reload has finished; `None` without one.
    pub(super) fn has_reloaded(&self) -> Option<bool> {
        let log = self.log.as_ref()?;
        Some(log.iter().any(|line| log::is_reload_end(line)))
    }

    /// The lines in which Keepalived complains.
    pub(super) fn complaints(&self) -> impl Iterator<Item = &str> {
        let lines = self.log.iter().flatten().map(String::as_str);
        lines.filter(|line| log::is_complaint(line))
    }

    /// Learns from a later look, with no change in between, which counters
    /// grow anyway.
    pub(in crate::apply) fn learn_noise(&mut self, later: &Self) {
        for instance in self.instances.iter().flatten() {
            let Some(now) = later.instance(&instance.name) else {
                continue;
            };
            for (name, count) in &now.counters {
                if instance.counters.get(name) != Some(count) {
                    self.noise.insert((instance.name.clone(), name.clone()));
                }
            }
        }
    }
}

/// Looks at one node.
#[derive(Debug)]
pub(in crate::apply) struct Observer {
    layout: Layout,
    signal: Option<Signal>,
    track_files: Vec<TrackedFile>,
    wire: Wire,
}

impl Observer {
    /// `program` is Keepalived's, which knows the signal that it dumps on.
    pub(in crate::apply) fn new(layout: &Layout, program: &Path) -> Self {
        Self {
            layout: layout.clone(),
            signal: dump::signal(program),
            track_files: Vec::new(),
            wire: Wire::default(),
        }
    }

    /// The track files whose values are worth a look.
    pub(in crate::apply) fn watch_files(&mut self, files: impl Iterator<Item = TrackedFile>) {
        self.track_files = files.collect();
    }

    pub(super) fn listen_anew(&mut self) {
        self.wire.listen_anew();
    }

    /// The Keepalived that runs.
    pub(in crate::apply) fn keepalived(&self) -> Option<Process> {
        hub::find(&self.layout)
    }

    /// Looks once.  The log is not among what it looks at.
    pub(in crate::apply) fn look(&mut self) -> Snapshot {
        let keepalived = self.keepalived();
        let dump = keepalived.as_ref().zip(self.signal);
        let instances = dump.and_then(|(process, signal)| read_dump(process, signal));
        for instance in instances.iter().flatten() {
            self.wire.listen_on(&instance.interface);
            if instance.state != Some(InstanceState::Master) {
                self.wire.forget(&instance.interface);
            }
        }
        let is_fault = |file: &&TrackedFile| {
            let text = fs::read_to_string(&file.path).unwrap_or_default();
            file.is_fault(text.trim().parse().unwrap_or(0))
        };
        let fault_files = self.track_files.iter().filter(is_fault);
        Snapshot {
            pid: keepalived.as_ref().map(Process::id),
            can_dump: self.signal.is_some(),
            instances,
            held: held(),
            log: None,
            fault_files: fault_files.map(|file| file.path.clone()).collect(),
            noise: BTreeSet::new(),
            heard: self.wire.heard(),
        }
    }
}

/// Asks for a dump and waits until it is whole.
fn read_dump(keepalived: &Process, signal: Signal) -> Option<Vec<RunningInstance>> {
    let deadline = Instant::now() + DUMP_LIMIT;
    let path = dump::ask(keepalived, signal).ok()?;
    while Instant::now() < deadline {
        if let Ok(instances) = read(&path) {
            return Some(instances);
        }
        thread::sleep(DUMP_LOOK);
    }
    None
}

fn read(path: &PathBuf) -> io::Result<Vec<RunningInstance>> {
    dump::parse_running(&fs::read_to_string(path)?)
}

/// Nothing when the kernel does not answer: an address that is not seen is
/// then reported as missing, which is the safe side.
fn held() -> Vec<HeldAddress> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let held = runtime.map(|runtime| runtime.block_on(held_addresses()));
    match held {
        Ok(Ok(held)) => held,
        _ => Vec::new(),
    }
}
