//! What Keepalived's instances are at this moment, asked once.
//!
//! For commands that have no time to listen: Keepalived is asked for its dump
//! and has a few milliseconds to write it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use host::process::Process;

use super::dump;
use super::state::InstanceState;
use crate::layout::Layout;

/// Keepalived writes its dump within two; a busy one is not waited for.
const LIMIT: Duration = Duration::from_millis(12);
const POLL: Duration = Duration::from_micros(500);

/// An instance as Keepalived tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldInstance {
    /// Its name.
    pub name: String,
    /// Its state; `None` for one that we do not know.
    pub state: Option<InstanceState>,
    /// The priority that counts in the election now.
    pub effective_priority: u8,
}

/// Keepalived's instances; none when it does not run, is starting, cannot
/// write a dump, or does not answer in time.
#[must_use]
pub fn instances(layout: &Layout, program: &Path) -> Vec<ToldInstance> {
    ask(layout, program).unwrap_or_default()
}

fn ask(layout: &Layout, program: &Path) -> Option<Vec<ToldInstance>> {
    let files = layout.pid_files();
    let keepalived = files
        .iter()
        .find_map(|file| Process::from_pid_file(file, "keepalived"))?;
    let signal = dump::signal_with_glibc(&keepalived).or_else(|| dump::signal(program))?;
    let path = dump::ask(&keepalived, signal).ok()?;
    let begun = Instant::now();
    while begun.elapsed() < LIMIT {
        std::thread::sleep(POLL);
        let told = fs::read_to_string(&path).and_then(|text| dump::parse(&text));
        if let Ok(told) = told {
            return Some(told.into_iter().map(ToldInstance::from).collect());
        }
    }
    None
}

impl From<dump::DumpedInstance> for ToldInstance {
    fn from(dumped: dump::DumpedInstance) -> Self {
        Self {
            name: dumped.name,
            state: dumped.state,
            effective_priority: dumped.effective_priority,
        }
    }
}
