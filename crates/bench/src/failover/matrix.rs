//! Which figures there are to be, and which are still missing.

use serde::{Deserialize, Serialize};

use super::blow::Blow;
use super::setup::Setup;
use super::trial::Trial;

/// One blow to one design.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Cell {
    pub(crate) setup: Setup,
    pub(crate) blow: Blow,
}

/// A cell with the repetitions that it still needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Job {
    pub(crate) cell: Cell,
    pub(crate) repetitions: usize,
}

/// All cells, the designs in order; an empty choice is all.
pub(crate) fn cells(setups: &[Setup], blows: &[Blow]) -> Vec<Cell> {
    let setups = Setup::ALL
        .into_iter()
        .filter(|setup| setups.is_empty() || setups.contains(setup));
    setups
        .flat_map(|setup| Blow::ALL.map(|blow| Cell { setup, blow }))
        .filter(|cell| cell.blow.fits(cell.setup))
        .filter(|cell| blows.is_empty() || blows.contains(&cell.blow))
        .collect()
}

/// What is left to do for `repetitions` of each.
pub(crate) fn missing(cells: &[Cell], repetitions: usize, done: &[Trial]) -> Vec<Job> {
    let count = |cell: &Cell| done.iter().filter(|trial| trial.cell == *cell).count();
    cells
        .iter()
        .map(|cell| Job {
            cell: *cell,
            repetitions: repetitions.saturating_sub(count(cell)),
        })
        .filter(|job| job.repetitions > 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_has_every_blow_for_the_designs_that_it_says_something_of() {
        let all = cells(&[], &[]);
        assert_eq!(all.len(), 3 * 9 + 5);
        let guide = cells(&[Setup::Guide], &[]);
        assert!(guide.iter().all(|cell| cell.blow <= Blow::NodeLost));
        assert_eq!(guide.len(), 5);
        assert_eq!(cells(&[], &[Blow::ServiceFrozen]).len(), 4);
        assert_eq!(cells(&[Setup::Guide], &[Blow::KeepalivedBoth]), []);
    }

    #[test]
    fn what_has_been_measured_is_not_measured_again() {
        let cells = cells(&[Setup::Fast100], &[Blow::LinkCut, Blow::NodeLost]);
        let done = [Trial::sample(cells[0], 1.0), Trial::sample(cells[0], 2.0)];
        let of = |job: Job| (job.cell.blow, job.repetitions);
        let left: Vec<_> = missing(&cells, 3, &done).into_iter().map(of).collect();
        assert_eq!(left, [(Blow::LinkCut, 1), (Blow::NodeLost, 3)]);
        let left: Vec<_> = missing(&cells, 2, &done).into_iter().map(of).collect();
        assert_eq!(left, [(Blow::NodeLost, 2)]);
    }
}
