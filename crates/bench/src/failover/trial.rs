//! One repetition: strike, see what the client saw, heal.

use std::time::{Duration, Instant};

use lab::{Attempt, Pair, PairError};
use serde::{Deserialize, Serialize};

use super::matrix::Cell;
use crate::statistics::Summary;

/// Far above what any design takes to come home.
const LIMIT: Duration = Duration::from_secs(30);

/// What became of it, as a line of the journal has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Trial {
    #[serde(flatten)]
    pub(crate) cell: Cell,
    /// From the first connection that failed to the first that succeeded after the last failure;
    /// `None` when the client was not served again within the limit.
    pub(crate) outage_ms: Option<f64>,
    /// The same without the good moments in between.
    pub(crate) unserved_ms: Option<f64>,
    pub(crate) attempts_failed: usize,
    /// Between the starts of two connections, as it came to be.
    pub(crate) period_ms: Period,
    /// Until the VIP was home again.
    pub(crate) heal_s: f64,
    /// How many pairs were measured side by side.
    pub(crate) lanes: usize,
}

/// The prober's own punctuality.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Period {
    pub(crate) median: f64,
    pub(crate) p99: f64,
}

impl Trial {
    /// Does it. The pair is whole again afterwards.
    pub(crate) fn run(cell: Cell, pair: &mut Pair, lanes: usize) -> Result<Self, PairError> {
        cell.blow.prepare(pair)?;
        // At 10 ms a busy machine loses three advertisements now and then, and the VIP with them.
        pair.wait_home(LIMIT)?;
        let mark = pair.prober().mark();
        let outage = cell.blow.strike(pair)?;
        let period_ms = period(&pair.prober().attempts_since(mark));
        let began_at = Instant::now();
        pair.heal()?;
        Ok(Self {
            cell,
            outage_ms: outage.map(|seen| milliseconds(seen.duration)),
            unserved_ms: outage.map(|seen| milliseconds(seen.unserved)),
            attempts_failed: outage.map_or(0, |seen| seen.attempts_failed),
            period_ms,
            heal_s: (began_at.elapsed().as_secs_f64() * 100.0).round() / 100.0,
            lanes,
        })
    }

    /// The figure of the tables.
    pub(crate) fn figure(&self) -> Option<f64> {
        match self.cell.blow.comes_home_by_itself() {
            true => self.unserved_ms,
            false => self.outage_ms,
        }
    }
}

fn period(attempts: &[Attempt]) -> Period {
    let starts = attempts.iter().map(|attempt| attempt.started_at);
    let pauses: Vec<f64> = starts
        .clone()
        .zip(starts.skip(1))
        .map(|(before, after)| milliseconds(after.duration_since(before)))
        .collect();
    let summary = Summary::of(&pauses);
    Period {
        median: summary.map_or(0.0, |seen| seen.median),
        p99: summary.map_or(0.0, |seen| seen.p99),
    }
}

/// To a hundredth: the resolution is the prober's period.
fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 100_000.0).round() / 100.0
}

#[cfg(test)]
impl Trial {
    /// Some result.
    pub(crate) fn sample(cell: Cell, outage_ms: f64) -> Self {
        Self {
            cell,
            outage_ms: Some(outage_ms),
            unserved_ms: Some(outage_ms / 2.0),
            attempts_failed: 1,
            period_ms: Period {
                median: 1.0,
                p99: 1.5,
            },
            heal_s: 1.0,
            lanes: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::blow::Blow;
    use super::super::setup::Setup;
    use super::*;

    #[test]
    fn a_line_of_the_journal_names_its_cell() -> anyhow::Result<()> {
        let cell = Cell {
            setup: Setup::Fast100,
            blow: Blow::KeepalivedBoth,
        };
        let trial = Trial::sample(cell, 4.0);
        let line = serde_json::to_string(&trial)?;
        assert!(
            line.starts_with(r#"{"setup":"fast100","blow":"keepalived-both","outage_ms":4.0"#),
            "{line}"
        );
        assert_eq!(serde_json::from_str::<Trial>(&line)?, trial);
        assert_eq!(trial.figure(), Some(2.0), "it comes home by itself");
        Ok(())
    }

    #[test]
    fn the_period_is_that_between_two_starts() {
        let origin = Instant::now();
        let attempt = |ms: u64| Attempt {
            started_at: origin + Duration::from_millis(ms),
            latency: Duration::ZERO,
            outcome: lab::Outcome::Greeted,
        };
        let seen = period(&[attempt(0), attempt(1), attempt(2), attempt(7)]);
        assert_eq!((seen.median, seen.p99), (1.0, 5.0));
        assert_eq!(period(&[]).p99, 0.0);
    }
}
