//! What the servers have shown that they can bear: the most they served in a healthy minute, and the
//! level at which service stood still while more was asked (evidence §2.1).

use crate::base::stats::spread::{quantile, sorted};
use crate::base::time::{MINUTE_US, Window};

use super::facts::Ground;
use super::judgement::Estimate;
use super::series::Point;
use super::work::Work;

/// A minute is healthy if fewer than this share of its requests fail (evidence §2.1).
pub(in crate::judge) const HEALTHY: f64 = 0.005;
/// A minute is overloaded if more than this share fails.
pub(in crate::judge) const OVERLOADED: f64 = 0.02;
/// Overloaded minutes that a plateau needs.
pub(in crate::judge) const PLATEAU_MINUTES: usize = 3;

/// The quantile of what was served in overloaded minutes that capacity is read from: above the middle,
/// because overloaded servers waste work on clients that have left.
pub(in crate::judge) const PLATEAU: f64 = 0.75;

/// Capacity, in ordinary requests served per second: requests of the service's usual mix, by their cost.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Capacity {
    /// The most that was served in a healthy minute outside incidents: a lower bound.
    pub demonstrated: Option<f64>,
    /// Served while the service was failing.
    pub plateau: Option<Estimate>,
}

impl Capacity {
    /// Measures both sides of an incident.
    pub fn measure(ground: &Ground, work: &Work, shown: Option<f64>, incident: Window) -> Self {
        let overloaded = |point: &&Point| point.fail_share() > OVERLOADED;
        let minutes = ground.series.within(incident).iter().filter(overloaded);
        let served = minutes.map(|point| served(ground, work, point) / 60.0).collect();
        Self { demonstrated: shown, plateau: plateau(&sorted(served)) }
    }

    /// What can be said of the capacity: what was served under overload, where it was more than ever
    /// before; else the most that was ever served.
    pub fn estimate(&self) -> Option<Estimate> {
        let shown = self.demonstrated.unwrap_or(0.0);
        let Estimate { value, low, high } = self.plateau.unwrap_or_default();
        let estimate =
            Estimate { value: value.max(shown), low: low.max(shown), high: high.max(shown) };
        (estimate.value > 0.0).then_some(estimate)
    }
}

/// From what was served in overloaded minutes, in order.
fn plateau(served: &[f64]) -> Option<Estimate> {
    let at = |share| quantile(served, share);
    let enough = served.len() >= PLATEAU_MINUTES;
    enough.then(|| Some(Estimate { value: at(PLATEAU)?, low: at(0.5)?, high: at(0.95)? }))?
}

/// Work that was served in a minute.
fn served(ground: &Ground, work: &Work, point: &Point) -> f64 {
    let minute = Window::new(point.start_us, point.start_us + MINUTE_US);
    let rows = ground.service.range(minute);
    let rows = rows.filter(|&row| !ground.outcomes[row].is_failure());
    rows.map(|row| work.of(&ground.service, row)).sum()
}

/// The most work served per second in a healthy minute outside incidents, in ordinary requests.
pub fn shown(ground: &Ground, work: &Work, incidents: &[Window]) -> Option<f64> {
    let minute = |point: &Point| Window::new(point.start_us, point.start_us + MINUTE_US);
    ground
        .series
        .points
        .iter()
        .filter(|point| point.fail_share() < HEALTHY)
        .filter(|point| !incidents.iter().any(|window| window.overlaps(&minute(point))))
        .map(|point| served(ground, work, point) / 60.0)
        .max_by(f64::total_cmp)
        .filter(|&rate| rate > 0.0)
}
