//! How high a surge is at a moment. In: a surge of the scenario and an instant. Out: 0…1.

use crate::base::time::MINUTE_US;
use crate::rehearse::scenario::{MATCH, Shape, Surge};

/// Height of the surge at an instant, 0…1.
pub(super) fn height(surge: &Surge, instant_us: i64) -> f64 {
    let after_peak = || surge.peak.map_or(0.0, |peak| minutes(instant_us - peak.us()));
    let times = [surge.rise_minutes, surge.plateau_minutes, surge.fall_minutes];
    match surge.shape {
        Shape::Trapezium => trapezium(surge, instant_us),
        Shape::Exponential => exponential(after_peak(), times),
        Shape::Match => exponential(after_peak(), MATCH),
        Shape::Bell => (-(after_peak() * 60.0 / surge.spread_s).powi(2) / 2.0).exp(),
    }
}

fn minutes(us: i64) -> f64 {
    us as f64 / MINUTE_US as f64
}

/// e^(t/rise) before the peak, 1 on the plateau, e^(−t/fall) after it; minutes since the peak.
fn exponential(since: f64, [rise, plateau, fall]: [f64; 3]) -> f64 {
    (since / rise).min((plateau - since) / fall).min(0.0).exp()
}

fn trapezium(surge: &Surge, instant_us: i64) -> f64 {
    let since = minutes(instant_us - surge.start.us());
    let left = minutes(surge.end.us() - instant_us);
    let side = |distance: f64, length: f64| if length > 0.0 { distance / length } else { 1.0 };
    side(since, surge.rise_minutes).min(side(left, surge.fall_minutes)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crowds_grow_stay_and_fall() {
        let times = [10.0, 30.0, 20.0];
        assert!((exponential(-10.0, times) - (-1.0_f64).exp()).abs() < 1e-12);
        assert_eq!([exponential(0.0, times), exponential(29.0, times)], [1.0, 1.0]);
        assert!((exponential(50.0, times) - (-1.0_f64).exp()).abs() < 1e-12);
    }
}
