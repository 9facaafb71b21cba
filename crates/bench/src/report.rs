//! From results to the page.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use crate::{checks, failover, page, place, scale};

/// Which results, and which page.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// The directory of the results.
    #[arg(long)]
    results: Option<PathBuf>,
    /// The repository's documentation.
    #[arg(long, default_value = "docs")]
    docs: PathBuf,
}

/// Writes the tables of all results that are there, and the plot.
pub(crate) fn run(args: &ReportArgs) -> anyhow::Result<()> {
    let results = match &args.results {
        Some(directory) => directory.clone(),
        None => place::directory()?,
    };
    let path = args.docs.join("benchmarks.md");
    let read = fs::read_to_string(&path);
    let mut text = read.with_context(|| format!("read {}", path.display()))?;
    if let Some((machine, trials)) = failover::results(&results.join(failover::FILE))? {
        let (table, svg) = failover::section(&trials);
        text = page::replaced(&text, "failover", &format!("{machine}.\n\n{table}"))?;
        write(&args.docs.join("img").join("failover.svg"), &svg)?;
    }
    if let Some((machine, costs)) = checks::results(&results.join(checks::FILE))? {
        let table = checks::section(&costs);
        text = page::replaced(&text, "checks", &format!("{machine}.\n\n{table}"))?;
    }
    if let Some((machine, usages)) = scale::results(&results.join(scale::FILE))? {
        let table = scale::section(&usages);
        text = page::replaced(&text, "scale", &format!("{machine}.\n\n{table}"))?;
    }
    write(&path, &text)
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    fs::write(path, text).with_context(|| format!("write {}", path.display()))?;
    println!("wrote {}", path.display());
    Ok(())
}
