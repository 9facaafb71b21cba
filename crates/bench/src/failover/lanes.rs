//! Pairs at work: one after the other, and side by side where seconds are measured.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use anyhow::{Context, anyhow};
use lab::{Pair, PairError};

use super::matrix::{Cell, Job};
use super::setup::Setup;
use super::trial::Trial;
use crate::journal::Journal;

/// After as many failures in a row something is wrong that another try will not mend.
const FAILURES: usize = 3;

/// What all lanes share.
pub(super) struct Work<'run> {
    pub(super) program: &'run Path,
    pub(super) period: Duration,
    pub(super) interrupted: &'run Arc<AtomicBool>,
    pub(super) journal: &'run Mutex<Journal>,
}

impl Work<'_> {
    /// Does the jobs in `lanes` lanes; the first that fails ends the run.
    pub(super) fn run(&self, jobs: Vec<Job>, lanes: usize) -> anyhow::Result<()> {
        // Taken from the end.
        let queue = Mutex::new(jobs.into_iter().rev().collect::<Vec<_>>());
        let ended: Vec<_> = thread::scope(|scope| {
            let lane = || scope.spawn(|| self.lane(&queue, lanes));
            let running: Vec<_> = (0..lanes).map(|_| lane()).collect();
            running.into_iter().map(ScopedJoinHandle::join).collect()
        });
        for lane in ended {
            lane.map_err(|_| anyhow!("a lane panicked"))??;
        }
        Ok(())
    }

    fn lane(&self, queue: &Mutex<Vec<Job>>, lanes: usize) -> anyhow::Result<()> {
        let mut pair: Option<(Setup, Pair)> = None;
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
        while let Some(job) = next() {
            let setup = job.cell.setup;
            let ready = match pair.take() {
                Some((of, ready)) if of == setup => ready,
                other => {
                    drop(other);
                    self.build(setup)?
                }
            };
            pair = Some((setup, self.repeat(job, ready, lanes)?));
        }
        Ok(())
    }

    /// All repetitions of a cell; gives the pair back, or the one that was built in its place.
    fn repeat(&self, job: Job, mut pair: Pair, lanes: usize) -> anyhow::Result<Pair> {
        let (mut done, mut failures) = (0, 0);
        while done < job.repetitions {
            match Trial::run(job.cell, &mut pair, lanes) {
                Ok(trial) => {
                    (done, failures) = (done + 1, 0);
                    self.keep(&trial, done, job.repetitions)?;
                }
                Err(error) => {
                    failures += 1;
                    self.give_up_or_tell(job.cell, error, failures)?;
                    drop(pair);
                    pair = self.build(job.cell.setup)?;
                }
            }
        }
        Ok(pair)
    }

    fn build(&self, setup: Setup) -> anyhow::Result<Pair> {
        let plan = setup.plan(self.program, self.period, self.interrupted);
        Pair::start(plan).with_context(|| format!("build the pair {setup:?}"))
    }

    fn keep(&self, trial: &Trial, number: usize, of: usize) -> anyhow::Result<()> {
        let figure = trial
            .figure()
            .map_or_else(|| "not served".to_owned(), |ms| format!("{ms:.1} ms"));
        println!(
            "{:?} {:?} {number}/{of}: {figure}, period {:.2}/{:.2} ms, whole again after {:.1} s",
            trial.cell.setup,
            trial.cell.blow,
            trial.period_ms.median,
            trial.period_ms.p99,
            trial.heal_s
        );
        let mut journal = self.journal.lock().unwrap_or_else(PoisonError::into_inner);
        journal.add(trial)
    }

    /// A pair that did not come back is a finding, not a figure: it is told, and built anew.
    fn give_up_or_tell(&self, cell: Cell, error: PairError, failures: usize) -> anyhow::Result<()> {
        let is_over = failures >= FAILURES || self.interrupted.load(Ordering::Relaxed);
        eprintln!("{:?} {:?}: {error}", cell.setup, cell.blow);
        match is_over {
            true => Err(error).with_context(|| format!("{:?} {:?}", cell.setup, cell.blow)),
            false => Ok(()),
        }
    }
}
