//! What many measurements come to: the middle, the tail, the worst.

/// The four figures of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Summary {
    pub(crate) count: usize,
    pub(crate) median: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
    pub(crate) max: f64,
}

impl Summary {
    /// `None` without a value. The percentiles are nearest ranks: each is a value that was measured,
    /// and with fewer than a hundred the 99th is the largest.
    pub(crate) fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let max = *sorted.last()?;
        Some(Self {
            count: sorted.len(),
            median: median(&sorted),
            p95: nearest_rank(&sorted, 95),
            p99: nearest_rank(&sorted, 99),
            max,
        })
    }
}

/// The middle one of sorted values, or the mean of the two in the middle.
fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    match sorted.len() % 2 {
        0 => f64::midpoint(sorted[middle - 1], sorted[middle]),
        _ => sorted[middle],
    }
}

/// The smallest of sorted values that at least `percent` of them do not exceed.
fn nearest_rank(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted[rank.max(1) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranks_are_counted_from_the_smallest() {
        let hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        let summary = Summary::of(&hundred).expect("there are values");
        let expected = Summary {
            count: 100,
            median: 50.5,
            p95: 95.0,
            p99: 99.0,
            max: 100.0,
        };
        assert_eq!(summary, expected);
    }

    #[test]
    fn thirty_values_have_their_largest_as_the_99th_percentile() {
        let thirty: Vec<f64> = (1..=30).map(f64::from).collect();
        let summary = Summary::of(&thirty).expect("there are values");
        assert_eq!(
            [summary.median, summary.p95, summary.p99],
            [15.5, 29.0, 30.0]
        );
    }

    #[test]
    fn one_value_is_all_of_them_and_none_is_nothing() {
        let summary = Summary::of(&[7.0]).expect("there is a value");
        assert_eq!([summary.median, summary.p95, summary.max], [7.0; 3]);
        assert_eq!(Summary::of(&[]), None);
    }
}
