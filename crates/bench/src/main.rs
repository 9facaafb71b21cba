//! Measures vipkeeper beside what it is compared with, and makes the tables of docs/benchmarks.md.
//!
//! Owns the figures of whole machines: how long a client is without its service, and what one daemon
//! with many checks takes. It is run by `cargo xtask bench` and is no part of the product.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark reports to the person that started it"
)]

mod checks;
mod failover;
mod journal;
mod machine;
mod page;
mod place;
mod plot;
mod report;
mod scale;
mod statistics;
mod table;

use clap::Parser;

/// Benchmarks on whole machines.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench")]
enum Task {
    /// The time without the service, by fault and design.  Needs root.
    Failover(failover::FailoverArgs),
    /// The processor time of a try, by kind of check.  Needs root.
    Checks(checks::ChecksArgs),
    /// One daemon with up to a thousand checks.  Needs root.
    Scale(scale::ScaleArgs),
    /// Put the results into docs/benchmarks.md.
    Report(report::ReportArgs),
}

fn main() -> anyhow::Result<()> {
    match Task::parse() {
        Task::Failover(args) => failover::run(&args),
        Task::Checks(args) => checks::run(&args),
        Task::Scale(args) => scale::run(&args),
        Task::Report(args) => report::run(&args),
    }
}
