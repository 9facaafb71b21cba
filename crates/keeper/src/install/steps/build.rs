//! `make`, with every core.

use std::process::Command;
use std::time::Duration;

use host::exec;

use super::super::error::Trouble;
use super::super::site::{Outcome, Site};
use super::super::source::{Mark, Source};
use super::built_already;
use crate::message::Message;

/// Asking make what it would do takes it half a second.
const DRY_RUN_LIMIT: Duration = Duration::from_secs(30);
/// How the rules of a release announce a file that is compiled.
const COMPILES: &str = "  CC ";

/// Compiles.  A build that was cut off is begun anew: a power cut leaves object
/// files that are empty and newer than their sources, which make would trust.
pub(in super::super) fn run(site: &mut Site<'_>, source: &Source) -> Result<Outcome, Trouble> {
    if let Some(outcome) = built_already(source) {
        return Ok(outcome);
    }
    let configured = source.mark(Mark::Configured).unwrap_or_default();
    if source.mark(Mark::Built).as_deref() == Some(&configured) {
        return Ok(Outcome::Skipped(
            Message::new("install-compiled").with("files", 0),
        ));
    }
    if source.mark(Mark::Building).is_some() {
        site.run(make(source).arg("clean"), |_, _| {})?;
    }
    source.set_mark(Mark::Building, &configured)?;
    let jobs = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let total = files_to_compile(source);
    let mut done = 0;
    let mut command = make(source);
    command.arg(format!("-j{jobs}"));
    site.run(&mut command, |site, line| {
        if line.starts_with(COMPILES) {
            done += 1;
            site.progress(done, total.filter(|total| *total >= done));
        }
    })?;
    source.set_mark(Mark::Built, &configured)?;
    Ok(Outcome::Done(
        Message::new("install-compiled").with("files", done),
    ))
}

/// `make` in the tree; the releases' rules are quiet by default and V=0 makes
/// sure of it, because the lines are counted.
pub(super) fn make(source: &Source) -> Command {
    let mut command = Command::new("make");
    command.current_dir(source.tree()).arg("V=0");
    command
}

/// How many files make would compile now; `None` when it does not say.
fn files_to_compile(source: &Source) -> Option<u64> {
    let mut command = make(source);
    command.arg("--dry-run").env("LC_ALL", "C");
    let finished = exec::run(&mut command, DRY_RUN_LIMIT).ok()?;
    let text = finished.stdout_text();
    let count = text.lines().filter(|line| line.contains(COMPILES)).count();
    u64::try_from(count).ok().filter(|count| *count > 0)
}
