//! Three runs of the same measurement: the middle one is the figure, the distance of the others is the machine's noise. Knows no bench.

use std::fmt;

/// So often everything is measured.
pub const RUNS: usize = 3;

/// Several values of one measurement.
#[derive(Clone, Debug, Default)]
pub struct Spread(Vec<f64>);

impl Spread {
    /// Adds a run's value.
    pub fn add(&mut self, value: f64) {
        self.0.push(value);
        self.0.sort_by(f64::total_cmp);
    }

    /// The middle value.
    pub fn middle(&self) -> f64 {
        self.0.get(self.0.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// The smallest and the largest value.
    fn ends(&self) -> (f64, f64) {
        (self.0.first().copied().unwrap_or(f64::NAN), self.0.last().copied().unwrap_or(f64::NAN))
    }

    /// The middle of this over the middle of `other`.
    pub fn over(&self, other: &Self) -> f64 {
        self.middle() / other.middle()
    }
}

impl FromIterator<f64> for Spread {
    fn from_iter<T: IntoIterator<Item = f64>>(values: T) -> Self {
        let mut spread = Self::default();
        values.into_iter().for_each(|value| spread.add(value));
        spread
    }
}

/// Middle and ends with as many digits as their size deserves.
impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = match self.middle().abs() {
            100.0.. => 0,
            10.0.. => 1,
            _ => 2,
        };
        let (least, most) = self.ends();
        write!(f, "{:.digits$} ({least:.digits$} to {most:.digits$})", self.middle())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_counts_and_the_ends_are_told() {
        let spread: Spread = [300.0, 100.0, 200.0].into_iter().collect();
        assert_eq!(spread.to_string(), "200 (100 to 300)");
        let half: Spread = [100.0].into_iter().collect();
        assert!((half.over(&spread) - 0.5).abs() < 1e-9);
    }
}
