//! A logarithmic axis for durations from nothing to half a minute.

/// What is shorter stands at the left edge, and so does nothing at all.
const LEAST: f64 = 0.5;
/// The right edge; what has no value stands behind it.
const MOST: f64 = 20_000.0;

/// Where lines are drawn, and what stands below them.
pub(super) const MARKS: [(f64, &str); 9] = [
    (LEAST, "0"),
    (1.0, "1"),
    (3.0, "3"),
    (10.0, "10"),
    (30.0, "30"),
    (100.0, "100"),
    (300.0, "300"),
    (1000.0, "1 s"),
    (10_000.0, "10 s"),
];

/// The axis in the plane: from `left`, `width` wide.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    pub(super) left: f64,
    pub(super) width: f64,
}

impl Axis {
    /// The place of a value in milliseconds.
    pub(super) fn x(self, milliseconds: f64) -> f64 {
        let value = milliseconds.clamp(LEAST, MOST);
        let share = (value / LEAST).ln() / (MOST / LEAST).ln();
        self.left + self.width * share
    }

    /// The right edge.
    pub(super) fn right(self) -> f64 {
        self.left + self.width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_times_as_long_is_always_as_far() {
        let axis = Axis {
            left: 100.0,
            width: 500.0,
        };
        let decade = axis.x(10.0) - axis.x(1.0);
        assert!((axis.x(10_000.0) - axis.x(1000.0) - decade).abs() < 1e-9);
        assert!((axis.x(0.0) - 100.0).abs() < 1e-9);
        assert!((axis.x(1e9) - axis.right()).abs() < 1e-9);
    }
}
