//! What a request costs, in units of an ordinary request of the service, so that a flood of expensive
//! pages and a shower of icons are not counted alike (evidence §2.1, work-weighted load).

use std::collections::BTreeMap;

use crate::ask::service::{Names, Service};
use crate::base::stats::spread::{mean, median};
use crate::base::time::Window;

use super::outcome::Outcome;
use super::profile::asset;
use super::target::ASSET_WORK;

/// Times that a path's cost needs behind it.
pub(in crate::judge) const TIMES_MIN: usize = 5;
/// A path costs at most so many ordinary requests: one hanging page must not be the whole load.
pub(in crate::judge) const COST_MAX: f64 = 50.0;

/// Cost per request.
#[derive(Debug, Clone, Default)]
pub struct Work {
    by_path: BTreeMap<u32, f64>,
    scale: f64,
    measured: bool,
}

impl Work {
    /// Learns costs from served requests outside the windows of incidents; without durations an
    /// asset costs [`ASSET_WORK`] of a page.
    pub fn learn(
        service: &Service,
        names: &Names,
        outcomes: &[Outcome],
        incidents: &[Window],
    ) -> Self {
        let mut times: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        let calm =
            |i: usize| !incidents.iter().any(|window| window.contains(service.arrival_us[i]));
        let measured = service.has_durations();
        for i in (0..service.len()).filter(|&i| measured && !outcomes[i].is_failure() && calm(i)) {
            if service.duration_us[i] >= 0 {
                times.entry(service.path[i]).or_default().push(service.duration_us[i] as f64);
            }
        }
        let weights: Vec<f64> = times.values().flatten().copied().collect();
        let ordinary = mean(&weights).filter(|&us| us > 0.0);
        let by_path = times
            .into_iter()
            .filter(|(_, times)| times.len() >= TIMES_MIN)
            .filter_map(|(path, times)| Some((path, median(times)? / ordinary?)))
            .map(|(path, cost)| (path, cost.clamp(0.01, COST_MAX)))
            .collect();
        let mut work = Self { by_path, scale: 1.0, measured: ordinary.is_some() };
        let costs: Vec<f64> = (0..service.len()).map(|i| work.of(service, names, i)).collect();
        work.scale = mean(&costs).filter(|&cost| cost > 0.0).map_or(1.0, |cost| 1.0 / cost);
        work
    }

    /// The cost of a request.
    pub fn of(&self, service: &Service, names: &Names, row: usize) -> f64 {
        let known = self.by_path.get(&service.path[row]).copied();
        let by_kind = if asset(service, names, row) { ASSET_WORK } else { 1.0 };
        self.scale * known.unwrap_or(by_kind)
    }

    /// Do costs come from durations in the log?
    pub fn is_measured(&self) -> bool {
        self.measured
    }
}
