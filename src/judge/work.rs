//! What a request costs, in units of an ordinary request of the service, so that a flood of expensive
//! pages and a shower of icons are not counted alike (evidence §2.1, work-weighted load).

use crate::ask::service::{NO_TEXT, Names, Service};
use crate::base::stats::spread::{mean, median};
use crate::base::time::Window;

use super::outcome::Outcome;

/// Times to serve that a path's cost needs behind it.
pub(in crate::judge) const TIMES_MIN: usize = 5;
/// A path costs at most so many ordinary requests: one hanging page must not be the whole load.
pub(in crate::judge) const COST_MAX: f64 = 50.0;
/// …and at least this much.
pub(in crate::judge) const COST_MIN: f64 = 0.01;
/// Work of an asset beside a page, where the log carries no durations: a static file costs a web
/// server about a tenth of a page that a program builds. A convention, stated in the report; with
/// durations the measured medians are used instead.
pub(in crate::judge) const ASSET_WORK: f64 = 0.1;

/// Cost per path.
#[derive(Debug, Clone, Default)]
pub struct Work {
    by_path: Vec<f64>,
    pathless: f64,
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
        let calm = calm(service, incidents);
        let times = times(service, names, outcomes, &calm);
        let all: Vec<f64> = times.iter().flatten().copied().collect();
        let ordinary = mean(&all).filter(|&us| us > 0.0);
        let by_path: Vec<f64> = (0u32..)
            .zip(times)
            .map(|(path, times)| {
                let by_kind = if names.is_asset(path) { ASSET_WORK } else { 1.0 };
                measured(times, ordinary).unwrap_or(by_kind)
            })
            .collect();
        let mut work = Self { by_path, pathless: 1.0, measured: ordinary.is_some() };
        // Of ordinary times, lest an attack on costly pages make its own cost the unit.
        let rows = || (0..service.len()).filter(|&row| calm[row]);
        let costs: f64 = rows().map(|row| work.of(service, row)).sum();
        if costs > 0.0 {
            let cost = costs / rows().count() as f64;
            work.by_path.iter_mut().for_each(|path| *path /= cost);
            work.pathless /= cost;
        }
        work
    }

    /// The cost of a request.
    pub fn of(&self, service: &Service, row: usize) -> f64 {
        self.of_path(service.path[row])
    }

    fn of_path(&self, path: u32) -> f64 {
        self.by_path.get(path as usize).copied().unwrap_or(self.pathless)
    }

    /// Do costs come from durations in the log?
    pub fn is_measured(&self) -> bool {
        self.measured
    }
}

/// Is each row outside the incidents?
fn calm(service: &Service, incidents: &[Window]) -> Vec<bool> {
    let mut calm = vec![true; service.len()];
    for window in incidents {
        calm[service.range(*window)].fill(false);
    }
    calm
}

/// Times to serve of each path, from served requests outside the incidents.
fn times(service: &Service, names: &Names, outcomes: &[Outcome], calm: &[bool]) -> Vec<Vec<f64>> {
    let mut times = vec![Vec::new(); names.paths.len()];
    for row in (0..service.len()).filter(|&row| calm[row] && !outcomes[row].is_failure()) {
        let (path, time) = (service.path[row], service.duration_us[row]);
        if path != NO_TEXT && time >= 0 {
            times[path as usize].push(time as f64);
        }
    }
    times
}

fn measured(times: Vec<f64>, ordinary: Option<f64>) -> Option<f64> {
    if times.len() < TIMES_MIN {
        return None;
    }
    Some((median(times)? / ordinary?).clamp(COST_MIN, COST_MAX))
}
