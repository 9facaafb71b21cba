//! The project's own tasks, run as `cargo xtask TASK`.
//!
//! Owns what the repository needs around the build: the one command that tests
//! everything, what the tests need on a machine, and the copies of the panel's
//! JavaScript modules.  Nothing here is part of the product.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a task reports to the person or the runner that started it"
)]

mod apt_repository;
mod bench;
mod cache;
mod cargo;
mod environment;
mod mysql;
mod packages;
mod programs;
mod releases;
mod steps;
mod systemd_base;
mod test_run;
mod vendor;

use clap::Parser;

/// The project's own tasks.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
enum Task {
    /// Check everything: format, lints, licences, every test.  Needs root.
    Test,
    /// Measure something, side by side with the alternative.
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Fetch the panel's JavaScript modules into web/vendor/.
    Vendor,
    /// Prepare what the tests need and print the variables that name it to them,
    /// as a shell reads them.  Needs root.
    Environment,
}

fn main() -> anyhow::Result<()> {
    match Task::parse() {
        Task::Test => test_run::run(),
        Task::Bench(what) => bench::run(&what),
        Task::Vendor => vendor::run(),
        Task::Environment => {
            packages::install_missing()?;
            for (name, path) in environment::Environment::prepare()?.variables() {
                println!("export {name}='{}'", path.display());
            }
            Ok(())
        }
    }
}
