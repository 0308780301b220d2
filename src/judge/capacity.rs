//! What the servers have shown that they can bear: the most they served in a healthy minute, and the
//! level at which service stood still while more was asked (evidence §2.1).

use crate::base::stats::spread::{median, quantile, sorted};
use crate::base::time::{MINUTE_US, Window};

use super::facts::Ground;
use super::judgement::Estimate;
use super::series::{Point, Series};
use super::work::Work;

/// A minute is healthy if fewer than this share of its requests fail (evidence §2.1).
pub(in crate::judge) const HEALTHY: f64 = 0.005;
/// A minute is overloaded if more than this share fails.
pub(in crate::judge) const OVERLOADED: f64 = 0.02;
/// Overloaded minutes that a plateau needs.
pub(in crate::judge) const PLATEAU_MINUTES: usize = 3;

/// Capacity in requests served per second.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Capacity {
    /// The most that was served in a healthy minute outside incidents: a certain lower bound.
    pub demonstrated: Option<f64>,
    /// Served while the service was failing, in its busier minutes.
    pub plateau: Option<Estimate>,
}

impl Capacity {
    /// Measures both sides of an incident; `incidents` are all of the service.
    pub fn measure(series: &Series, incident: Window, incidents: &[Window]) -> Self {
        let calm = |point: &&Point| {
            let minute = Window::new(point.start_us, point.start_us + MINUTE_US);
            !incidents.iter().any(|window| window.overlaps(&minute))
        };
        let demonstrated = series
            .points
            .iter()
            .filter(calm)
            .filter(|point| point.fail_share() < HEALTHY)
            .map(|point| f64::from(point.goodput()) / 60.0)
            .max_by(f64::total_cmp);
        Self { demonstrated, plateau: plateau(series.within(incident)) }
    }

    /// What can be said of the capacity: the plateau where there is one, else the lower bound.
    pub fn estimate(&self) -> Option<Estimate> {
        match (self.plateau, self.demonstrated) {
            (Some(plateau), _) => Some(plateau),
            (None, Some(shown)) => Some(Estimate { value: shown, low: shown, high: shown }),
            (None, None) => None,
        }
    }
}

/// Served per second in the overloaded minutes with at least the median load, whole minutes only.
fn plateau(points: &[Point]) -> Option<Estimate> {
    let overloaded: Vec<&Point> =
        points.iter().filter(|point| point.fail_share() > OVERLOADED).collect();
    let typical = median(overloaded.iter().map(|point| f64::from(point.arrivals)).collect())?;
    let served: Vec<f64> = overloaded
        .iter()
        .filter(|point| f64::from(point.arrivals) >= typical)
        .map(|point| f64::from(point.goodput()) / 60.0)
        .collect();
    if served.len() < PLATEAU_MINUTES {
        return None;
    }
    let served = sorted(served);
    // The order statistics that bracket the median with 95 % (binomial, normal approximation).
    let half = 0.98 / (served.len() as f64).sqrt();
    Some(Estimate {
        value: quantile(&served, 0.5)?,
        low: quantile(&served, 0.5 - half)?,
        high: quantile(&served, 0.5 + half)?,
    })
}

/// The most work served per second in a healthy minute outside incidents, in ordinary requests.
pub fn shown(ground: &Ground, work: &Work, incidents: &[Window]) -> Option<f64> {
    let minute = |point: &Point| Window::new(point.start_us, point.start_us + MINUTE_US);
    let served = |point: &Point| -> f64 {
        let rows = ground.service.range(minute(point));
        rows.map(|row| work.of(&ground.service, row)).sum()
    };
    ground
        .series
        .points
        .iter()
        .filter(|point| point.fail_share() < HEALTHY)
        .filter(|point| !incidents.iter().any(|window| window.overlaps(&minute(point))))
        .map(|point| served(point) / 60.0)
        .max_by(f64::total_cmp)
        .filter(|&rate| rate > 0.0)
}
