//! How long a client is without its service, by what happened and by design.
//!
//! Owns the matrix and its repetitions; the pair, its faults and the client that measures are the
//! lab's.

mod blow;
mod goal;
mod lanes;
mod matrix;
mod section;
mod setup;
mod trial;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clap::Args;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

pub(crate) use self::blow::Blow;
use self::lanes::Work;
pub(crate) use self::section::section;
pub(crate) use self::setup::Setup;
pub(crate) use self::trial::Trial;
use crate::journal::Journal;
use crate::machine::Machine;
use crate::place;

/// Where its results are, below the directory of all results.
pub(crate) const FILE: &str = "failover.jsonl";

/// What to measure; what has been measured is not measured again.
#[derive(Debug, Args)]
pub(crate) struct FailoverArgs {
    /// Repetitions of each cell.
    #[arg(long, default_value_t = 30)]
    repeat: usize,
    /// Only these faults.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Blow>,
    /// Only these designs.
    #[arg(long, value_enum, value_delimiter = ',')]
    design: Vec<Setup>,
    /// Pairs side by side where timers of seconds decide; the others are measured alone.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=8))]
    lanes: u8,
    /// Milliseconds between two connections of the client that measures.
    #[arg(long, default_value_t = 1.0)]
    period: f64,
    /// Forget what was measured before.
    #[arg(long)]
    fresh: bool,
    /// vipkeeper's program; by default the one beside this program.
    #[arg(long)]
    program: Option<PathBuf>,
    /// Where the results go, a JSON document a line.
    #[arg(long)]
    results: Option<PathBuf>,
}

/// Measures what is missing.
pub(crate) fn run(args: &FailoverArgs) -> anyhow::Result<()> {
    let program = place::program(args.program.as_deref())?;
    let path = place::results(args.results.as_deref(), FILE)?;
    if args.fresh {
        place::forget(&path)?;
    }
    let (journal, done) = Journal::open(&path, &Machine::here(&program)?)?;
    let cells = matrix::cells(&args.design, &args.only);
    let jobs = matrix::missing(&cells, args.repeat, &done);
    println!("results go to {}", path.display());
    let interrupted = listen_for_signals()?;
    let work = Work {
        program: &program,
        period: Duration::from_secs_f64(args.period / 1000.0),
        interrupted: &interrupted,
        journal: &Mutex::new(journal),
    };
    let (slow, quick) = jobs.into_iter().partition(|job| job.cell.setup.is_slow());
    work.run(quick, 1)?;
    work.run(slow, usize::from(args.lanes))
}

/// What is at `path`, when something is.
pub(crate) fn results(path: &Path) -> anyhow::Result<Option<(Machine, Vec<Trial>)>> {
    let contents = crate::journal::read(path)?;
    Ok(contents.map(|found| (found.machine, found.results)))
}

/// Every wait of a pair looks at this flag; the pair is then dropped, which removes it.
fn listen_for_signals() -> anyhow::Result<Arc<AtomicBool>> {
    let interrupted = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(&interrupted))?;
    }
    Ok(interrupted)
}
