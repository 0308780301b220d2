//! Scales: from values to coordinates, and where the marks of an axis stand.

use crate::base::time::{DAY_US, HOUR_US, MINUTE_US, Window};

/// Steps between marks of a time axis, microseconds: each divides the next larger unit.
const TIME_STEPS: &[i64] = &[
    MINUTE_US,
    2 * MINUTE_US,
    5 * MINUTE_US,
    10 * MINUTE_US,
    15 * MINUTE_US,
    30 * MINUTE_US,
    HOUR_US,
    2 * HOUR_US,
    3 * HOUR_US,
    6 * HOUR_US,
    12 * HOUR_US,
    DAY_US,
    2 * DAY_US,
    7 * DAY_US,
    14 * DAY_US,
    28 * DAY_US,
    91 * DAY_US,
    364 * DAY_US,
];

/// A linear map from `[from.0, from.1]` to `[to.0, to.1]`.
#[derive(Debug, Clone, Copy)]
pub struct Linear {
    from: (f64, f64),
    to: (f64, f64),
}

impl Linear {
    /// The map; an empty domain is widened to length one.
    pub fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        let end = if from.1 > from.0 { from.1 } else { from.0 + 1.0 };
        Self { from: (from.0, end), to }
    }

    /// The coordinate of a value; values outside or not finite are drawn at the edge.
    pub fn at(&self, value: f64) -> f64 {
        let share = (value - self.from.0) / (self.from.1 - self.from.0);
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        self.to.0 + share * (self.to.1 - self.to.0)
    }
}

/// Marks at 1, 2 or 5 times a power of ten from 0 to the first at or above `high`, about `count`.
pub fn ticks(high: f64, count: usize) -> Vec<f64> {
    let high = if high.is_finite() && high > 0.0 { high } else { 1.0 };
    let rough = high / count.max(1) as f64;
    let power = 10f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= rough * 0.999);
    let step = factor.unwrap_or(10.0) * power;
    let steps = (high / step - 1e-9).ceil().clamp(1.0, 100.0) as usize;
    (0..=steps).map(|index| index as f64 * step).collect()
}

/// Powers of ten around `low…high`, both positive.
pub fn log_ticks(low: f64, high: f64) -> Vec<i32> {
    let first = low.max(1e-9).log10().floor() as i32;
    let last = (high.max(1e-9).log10() - 1e-9).ceil() as i32;
    (first..=last.max(first + 1)).collect()
}

/// Marks at round times inside a window, at most `count`.
pub fn time_ticks(window: Window, count: usize) -> Vec<i64> {
    let length = window.end_us - window.start_us;
    let fits = |step: &&i64| length / **step < count as i64;
    let step = TIME_STEPS.iter().find(fits).copied().unwrap_or(364 * DAY_US * 10);
    let first = window.start_us.div_euclid(step) * step;
    let marks = (0..=count as i64 + 1).map(|index| first + index * step);
    marks.filter(|mark| (window.start_us..=window.end_us).contains(mark)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover() {
        assert_eq!(ticks(97.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(100.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(0.0, 4).len(), 3);
        assert_eq!(ticks(f64::NAN, 4).last(), Some(&1.0));
        assert_eq!(log_ticks(0.5, 300.0), [-1, 0, 1, 2, 3]);
        assert_eq!(log_ticks(1.0, 1.0), [0, 1]);
    }

    #[test]
    fn times_are_round() {
        let window = Window::new(7 * MINUTE_US, 68 * MINUTE_US);
        let marks: Vec<_> = time_ticks(window, 8).iter().map(|mark| mark / MINUTE_US).collect();
        assert_eq!(marks, [10, 20, 30, 40, 50, 60]);
        assert_eq!(time_ticks(Window::new(0, 0), 8), [0]);
    }

    #[test]
    fn values_outside_stay_at_the_edge() {
        let scale = Linear::new((0.0, 10.0), (100.0, 0.0));
        assert_eq!(scale.at(5.0), 50.0);
        assert_eq!(scale.at(50.0), 0.0);
        assert_eq!(scale.at(f64::NAN), 100.0);
    }
}
