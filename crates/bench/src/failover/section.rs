//! The failover's part of the page: a table of all cells, and the plot.

use super::blow::Blow;
use super::goal::Goal;
use super::matrix::{self, Cell};
use super::setup::Setup;
use super::trial::Trial;
use crate::plot::{Band, Plot, Strip};
use crate::statistics::Summary;
use crate::table::Table;

/// The table as Markdown and the plot as SVG.
pub(crate) fn section(trials: &[Trial]) -> (String, String) {
    (table(trials), plot(trials).svg())
}

fn table(trials: &[Trial]) -> String {
    let mut table = Table::new(&[
        "what happened",
        "design",
        "of",
        "median",
        "p95",
        "p99",
        "max",
        "goal",
        "kept",
    ]);
    for cell in by_blow() {
        let of_cell = || trials.iter().filter(|trial| trial.cell == cell);
        let count = of_cell().count();
        if count == 0 {
            continue;
        }
        let figures: Vec<f64> = of_cell().filter_map(Trial::figure).collect();
        table.row(row(cell, count, Summary::of(&figures)));
    }
    format!("{}\n{}\n", table.text(), remarks(trials))
}

/// Grouped by what happened, so that the designs stand below each other.
fn by_blow() -> Vec<Cell> {
    let mut cells = matrix::cells(&[], &[]);
    cells.sort_by_key(|cell| (cell.blow, cell.setup));
    cells
}

fn row(cell: Cell, count: usize, seen: Option<Summary>) -> Vec<String> {
    let mut row = vec![
        cell.blow.title().to_owned(),
        cell.setup.title().to_owned(),
        count.to_string(),
    ];
    match seen {
        None => row.extend(["not served again", "", "", ""].map(str::to_owned)),
        Some(seen) => {
            row.extend([seen.median, seen.p95, seen.p99].map(in_milliseconds));
            row.push(match count - seen.count {
                0 => in_milliseconds(seen.max),
                unserved => format!("{unserved} not served again"),
            });
        }
    }
    let goal = Goal::of(cell);
    row.push(goal.map(Goal::in_words).unwrap_or_default());
    row.push(match (goal, seen) {
        (Some(goal), Some(seen)) if goal.is_kept(&seen) && seen.count == count => "yes".to_owned(),
        (Some(_), _) => "**no**".to_owned(),
        (None, _) => String::new(),
    });
    row
}

/// What is under a tenth of the prober's resolution is not written down.
fn in_milliseconds(value: f64) -> String {
    match value {
        value if value < 100.0 => format!("{value:.1}"),
        value => format!("{value:.0}"),
    }
}

fn remarks(trials: &[Trial]) -> String {
    let medians: Vec<f64> = trials.iter().map(|trial| trial.period_ms.median).collect();
    let tails: Vec<f64> = trials.iter().map(|trial| trial.period_ms.p99).collect();
    let (Some(medians), Some(tails)) = (Summary::of(&medians), Summary::of(&tails)) else {
        return String::new();
    };
    let lanes = trials.iter().map(|trial| trial.lanes).max().unwrap_or(1);
    format!(
        "Milliseconds. The client's connections began every {:.2} ms (median); of each repetition's \
         pauses the 99th percentile was {:.2} ms in the middle repetition and {:.2} ms in the worst. \
         At most {lanes} pairs ran side by side, and only where timers of seconds decide.",
        medians.median, tails.median, tails.max
    )
}

fn plot(trials: &[Trial]) -> Plot {
    let bands = Blow::ALL.into_iter().map(|blow| Band {
        title: blow.title(),
        strips: Setup::ALL
            .into_iter()
            .filter_map(|setup| strip(trials, Cell { setup, blow }))
            .collect(),
    });
    Plot {
        title: "How long a client is without its service",
        unit: "milliseconds, logarithmic; a point for each repetition, a stroke and its figure for the median",
        series: Setup::ALL
            .map(|setup| setup.title().replace('`', ""))
            .to_vec(),
        beyond: "not served again",
        bands: bands.filter(|band| !band.strips.is_empty()).collect(),
    }
}

fn strip(trials: &[Trial], cell: Cell) -> Option<Strip> {
    let of_cell: Vec<&Trial> = trials.iter().filter(|trial| trial.cell == cell).collect();
    let values: Vec<f64> = of_cell.iter().filter_map(|trial| trial.figure()).collect();
    (!of_cell.is_empty()).then(|| Strip {
        series: cell.setup as usize,
        median: Summary::of(&values).map(|seen| seen.median),
        beyond: of_cell.len() - values.len(),
        values,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trials() -> Vec<Trial> {
        let cell = |setup, blow| Cell { setup, blow };
        let mut trials: Vec<Trial> = [10.0, 12.5, 140.0]
            .map(|ms| Trial::sample(cell(Setup::Fast100, Blow::ServiceKilled), ms))
            .to_vec();
        let frozen = cell(Setup::Guide, Blow::ServiceFrozen);
        trials.push(Trial {
            outage_ms: None,
            unserved_ms: None,
            ..Trial::sample(frozen, 0.0)
        });
        trials
    }

    #[test]
    fn a_row_tells_the_figures_and_whether_the_goal_was_kept() {
        let text = table(&trials());
        assert!(
            text.contains(
                "| mysqld killed | fast, 100 ms | 3 | 12.5 | 140 | 140 | 140 \
                 | median ≤ 30, p99 ≤ 100 | **no** |"
            ),
            "{text}"
        );
        assert!(
            text.contains(
                "| mysqld frozen | the usual guide | 1 | not served again |  |  |  |  |  |"
            ),
            "{text}"
        );
        assert!(!text.contains("link cut"), "nothing was measured: {text}");
        assert!(text.contains("every 1.00 ms (median)"), "{text}");
    }

    #[test]
    fn the_plot_has_a_band_for_each_fault_that_was_measured() {
        let plot = plot(&trials());
        let titles: Vec<_> = plot.bands.iter().map(|band| band.title).collect();
        assert_eq!(titles, ["mysqld killed", "mysqld frozen"]);
        assert_eq!(plot.bands[0].strips[0].values.len(), 3);
        assert_eq!(plot.bands[1].strips[0].beyond, 1);
        assert_eq!(plot.bands[1].strips[0].median, None);
    }
}
