//! What a try of a check costs. The measuring is an example of `health`, which knows its probes and
//! their servers; this keeps its lines and makes the table.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use clap::Args;
use serde::{Deserialize, Serialize};

use crate::journal::{self, Journal};
use crate::machine::Machine;
use crate::place;
use crate::table::Table;

/// Where the results are, below the directory of all results.
pub(crate) const FILE: &str = "checks.jsonl";

/// What measures.
#[derive(Debug, Args)]
pub(crate) struct ChecksArgs {
    /// The example `cost` of the crate health; by default the one built beside this program.
    #[arg(long)]
    example: Option<PathBuf>,
    /// vipkeeper's program; by default the one beside this program.
    #[arg(long)]
    program: Option<PathBuf>,
    /// Where the results go, a JSON document a line.
    #[arg(long)]
    results: Option<PathBuf>,
}

/// A line of the example.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cost {
    name: String,
    is_ours: bool,
    tries: u32,
    interval_s: f64,
    here_us: f64,
    server_us: Option<f64>,
}

/// Measures all kinds anew.
pub(crate) fn run(args: &ChecksArgs) -> anyhow::Result<()> {
    let program = place::program(args.program.as_deref())?;
    let example = match &args.example {
        Some(path) => path.clone(),
        None => place::example("cost")?,
    };
    let output = Command::new(&example)
        .stderr(std::process::Stdio::inherit())
        .output()
        .with_context(|| format!("start {}", example.display()))?;
    ensure!(
        output.status.success(),
        "{}: {}",
        example.display(),
        output.status
    );
    let costs = String::from_utf8(output.stdout)?
        .lines()
        .map(|line| serde_json::from_str(line).with_context(|| line.to_owned()))
        .collect::<anyhow::Result<Vec<Cost>>>()?;
    let path = place::results(args.results.as_deref(), FILE)?;
    place::forget(&path)?;
    let (mut journal, _) = Journal::open::<Cost>(&path, &Machine::here(&program)?)?;
    costs.iter().try_for_each(|cost| journal.add(cost))?;
    println!("{}", section(&costs));
    Ok(())
}

/// What is at `path`, when something is.
pub(crate) fn results(path: &Path) -> anyhow::Result<Option<(Machine, Vec<Cost>)>> {
    let contents = journal::read(path)?;
    Ok(contents.map(|found| (found.machine, found.results)))
}

/// The table as Markdown.
pub(crate) fn section(costs: &[Cost]) -> String {
    let mut table = Table::new(&[
        "a try of",
        "tries",
        "here",
        "in the server",
        "every",
        "here, in an hour",
    ]);
    for cost in costs {
        let an_hour = cost.here_us / 1e6 * 3600.0 / cost.interval_s;
        let server = cost.server_us.map(in_microseconds);
        table.row([
            match cost.is_ours {
                true => cost.name.clone(),
                false => format!("*{}*", cost.name),
            },
            cost.tries.to_string(),
            in_microseconds(cost.here_us),
            server.unwrap_or_else(|| "–".to_owned()),
            format!("{} s", cost.interval_s),
            format!("{an_hour:.2} s"),
        ]);
    }
    table.text()
}

fn in_microseconds(value: f64) -> String {
    match value {
        value if value < 100.0 => format!("{value:.1} µs"),
        value => format!("{value:.0} µs"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_tells_what_an_hour_costs_at_the_usual_interval() -> anyhow::Result<()> {
        let line = r#"{"name":"mysql, ping","is_ours":true,"tries":10000,"interval_s":0.1,"here_us":20.0,"server_us":15.04}"#;
        let ours: Cost = serde_json::from_str(line)?;
        let usual = Cost {
            name: "script".to_owned(),
            is_ours: false,
            tries: 200,
            interval_s: 2.0,
            here_us: 10_000.0,
            server_us: None,
        };
        let text = section(&[ours, usual]);
        assert!(
            text.contains("| mysql, ping | 10000 | 20.0 µs | 15.0 µs | 0.1 s | 0.72 s |"),
            "{text}"
        );
        assert!(
            text.contains("| *script* | 200 | 10000 µs | – | 2 s | 18.00 s |"),
            "{text}"
        );
        Ok(())
    }
}
