//! `cargo xtask bench`: figures, side by side with the alternative.
//!
//! Owns how a benchmark is built and started; what it measures is in crates/bench and in the examples of
//! the crates.  Nothing here judges a figure: machines differ, and a reader can compare.

mod config_test;

use clap::Subcommand;

use crate::{cargo, programs};

/// What can be measured.  Everything after the name is for the benchmark: `--help` tells what it takes.
#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Parsing and linting against `keepalived -t` on the same file.
    Conf,
    /// The time without the service by fault and design, the usual one among them.  Needs root.
    #[command(disable_help_flag = true)]
    Failover(Words),
    /// The processor time of a try by kind of check, and of the usual scripts.  Needs root.
    #[command(disable_help_flag = true)]
    Checks(Words),
    /// One daemon with 1, 10, 100 and 1,000 checks.  Needs root.
    #[command(disable_help_flag = true)]
    Scale(Words),
    /// Put the results of the three above into docs/benchmarks.md.
    #[command(disable_help_flag = true)]
    Report(Words),
    /// Random changes to a live pair, good and bad.  Needs root.
    Apply,
}

/// Handed on as they are.
#[derive(Debug, clap::Args)]
pub(crate) struct Words {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

/// Measures and prints.
pub(crate) fn run(bench: &Bench) -> anyhow::Result<()> {
    match bench {
        Bench::Conf => config_test::compare(),
        Bench::Failover(words) => {
            cargo::run(&PROGRAM)?;
            measure("failover", words)
        }
        Bench::Checks(words) => {
            cargo::run(&PROGRAM)?;
            cargo::run(&COST)?;
            measure("checks", words)
        }
        Bench::Scale(words) => {
            cargo::run(&PROGRAM)?;
            measure("scale", words)
        }
        Bench::Report(words) => measure("report", words),
        Bench::Apply => apply(),
    }
}

/// The product as users have it; the benchmarks find it beside themselves.
const PROGRAM: [&str; 4] = ["build", "--release", "-p", "vipkeeper"];
const COST: [&str; 6] = ["build", "--release", "-p", "health", "--example", "cost"];
const MEASURE: [&str; 6] = ["run", "--quiet", "--release", "-p", "bench", "--"];

fn measure(what: &str, words: &Words) -> anyhow::Result<()> {
    let words: Vec<&str> = words.words.iter().map(String::as_str).collect();
    cargo::run(&[&MEASURE[..], &[what], &words].concat())
}

/// How many changes the campaign has unless the environment says otherwise.
const CHANGES: &str = "500";

fn apply() -> anyhow::Result<()> {
    let campaign = [
        "test",
        "--quiet",
        "-p",
        "vipkeeper",
        "--test",
        "e2e",
        "no_bad_change_stays",
        "--",
        "--nocapture",
    ];
    let mut command = cargo::command(&campaign);
    if std::env::var_os("VIPKEEPER_CAMPAIGN").is_none() {
        command.env("VIPKEEPER_CAMPAIGN", CHANGES);
    }
    programs::succeed(&mut command)
}
