//! What one daemon with many checks takes, and whether they stay punctual.

mod daemon;
mod settings;
mod usage;
mod witness;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use lab::{DataDir, Lab, Mariadb, Service};
use serde::{Deserialize, Serialize};

use self::daemon::Daemon;
use self::settings::Mix;
use self::witness::Witnesses;
use crate::journal::{self, Journal};
use crate::machine::Machine;
use crate::place;
use crate::table::Table;

/// Where the results are, below the directory of all results.
pub(crate) const FILE: &str = "scale.jsonl";

/// Between two tries of every check.
const INTERVAL: Duration = Duration::from_secs(1);
/// Far above what a thousand logins take.
const LIMIT: Duration = Duration::from_secs(60);

/// How many checks, and for how long.
#[derive(Debug, Args)]
pub(crate) struct ScaleArgs {
    /// Checks in one daemon.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 10, 100, 1000])]
    checks: Vec<usize>,
    /// How many in a hundred of them only connect; each share is measured.
    #[arg(long, value_delimiter = ',', default_values_t = [10, 50])]
    connecting: Vec<usize>,
    /// Seconds of measuring, once all have answered and are spread.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// Where the daemon's files are, in a directory of their own: memory, as `/run` is, where the track
    /// files of a server are.
    #[arg(long, default_value = "/dev/shm")]
    home: PathBuf,
    /// vipkeeper's program; by default the one beside this program.
    #[arg(long)]
    program: Option<PathBuf>,
    /// Where the results go, a JSON document a line.
    #[arg(long)]
    results: Option<PathBuf>,
}

/// What a daemon took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Usage {
    checks: usize,
    connecting_percent: usize,
    seconds: u64,
    /// Of one core.
    processor_percent: f64,
    resident_mb: f64,
    proportional_mb: f64,
    /// Of witnessed tries: median, 99th percentile, the latest, in milliseconds.
    late_ms: Option<[f64; 3]>,
}

/// Measures every number anew.
pub(crate) fn run(args: &ScaleArgs) -> anyhow::Result<()> {
    let program = place::program(args.program.as_deref())?;
    let path = place::results(args.results.as_deref(), FILE)?;
    place::forget(&path)?;
    let (mut journal, _) = Journal::open::<Usage>(&path, &Machine::here(&program)?)?;
    let lab = Lab::with_nodes("scale", 1)?;
    let node = &lab.nodes()[0];
    let mut mariadb = Mariadb::start(node, &DataDir::prepare(&lab)?)?;
    mariadb.wait_ready(LIMIT)?;
    let witnesses = Witnesses::start(node.ns())?;
    for mix in mixes(args) {
        let home = tempfile::tempdir_in(&args.home).context("make the daemon's directory")?;
        let settings = mix.settings(&mariadb.option_file());
        let mut daemon = Daemon::start(&program, node, home, mix, &settings)?;
        let usage = daemon.measure(&witnesses, args.seconds)?;
        println!("{usage:?}");
        journal.add(&usage)?;
    }
    Ok(())
}

fn mixes(args: &ScaleArgs) -> impl Iterator<Item = Mix> {
    args.connecting.iter().flat_map(|connecting_percent| {
        args.checks.iter().map(|checks| Mix {
            checks: *checks,
            connecting_percent: *connecting_percent,
        })
    })
}

/// What is at `path`, when something is.
pub(crate) fn results(path: &Path) -> anyhow::Result<Option<(Machine, Vec<Usage>)>> {
    let contents = journal::read(path)?;
    Ok(contents.map(|found| (found.machine, found.results)))
}

/// The table as Markdown.
pub(crate) fn section(usages: &[Usage]) -> String {
    let mut table = Table::new(&[
        "checks, each every second",
        "of them connecting",
        "of one core",
        "resident",
        "proportional",
        "late: median",
        "p99",
        "max",
    ]);
    for usage in usages {
        let late = usage
            .late_ms
            .map(|late| late.map(|ms| format!("{ms:.2} ms")));
        let mut row = vec![
            usage.checks.to_string(),
            format!("{} %", usage.connecting_percent),
            format!("{:.2} %", usage.processor_percent),
            format!("{:.1} MB", usage.resident_mb),
            format!("{:.1} MB", usage.proportional_mb),
        ];
        row.extend(late.unwrap_or_else(|| ["–"; 3].map(str::to_owned)));
        table.row(row);
    }
    table.text()
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// A million bytes, as the goal has it.
fn megabytes(kibibytes: u64) -> f64 {
    let kibibytes = u32::try_from(kibibytes).unwrap_or(u32::MAX);
    hundredths(f64::from(kibibytes) * 1024.0 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_tells_what_a_daemon_took_and_how_punctual_it_was() {
        let usage = |checks, late_ms| Usage {
            checks,
            connecting_percent: 10,
            seconds: 30,
            processor_percent: 2.5,
            resident_mb: megabytes(10_000),
            proportional_mb: 9.0,
            late_ms,
        };
        let text = section(&[usage(1, None), usage(1000, Some([1.0, 2.0, 3.5]))]);
        assert!(
            text.contains("| 1 | 10 % | 2.50 % | 10.2 MB | 9.0 MB | – | – | – |"),
            "{text}"
        );
        assert!(
            text.contains(
                "| 1000 | 10 % | 2.50 % | 10.2 MB | 9.0 MB | 1.00 ms | 2.00 ms | 3.50 ms |"
            ),
            "{text}"
        );
    }
}
