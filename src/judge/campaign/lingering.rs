//! Where clients go from a page that they were given: to another one, or back to the same. In: profiles.
//! Out: counts by page. What an outage provokes is left out, because only pages that were given count.

use hashbrown::HashMap;

use crate::base::stats::proportion::wilson;

use super::super::fingerprint::is_shared;
use super::super::outcome::Outcome;
use super::super::profile::{Profile, asset};
use super::Scene;

/// Times that clients went on from a page, below which where they usually go is not known.
pub(in crate::judge) const LINGERING_MIN: f64 = 20.0;

/// Times that clients asked for another page after one that was given.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Steps {
    /// For the same page again, whatever its query.
    pub(super) back: f64,
    /// For any.
    pub(super) all: f64,
}

/// Share of waiting pages among the incident's answers from which this is not measured: where a service lets people
/// wait, a page that looks given may be one more waiting page.
pub(in crate::judge) const WAITING: f64 = 0.02;

impl Steps {
    /// Share that went back to the same page, upper bound of its 95 % interval.
    pub(super) fn usual(self) -> Option<f64> {
        (self.all >= LINGERING_MIN).then(|| wilson(self.back, self.all).1)
    }
}

/// Does the service let people wait?
pub(super) fn lets_wait(scene: &Scene) -> bool {
    let rows = || scene.service.range(scene.window);
    let waiting = rows().filter(|&row| scene.outcomes[row] == Outcome::Waiting).count() as f64;
    waiting > WAITING * rows().len() as f64
}

/// The steps of clients from each page that they were given to the next that they asked for. Addresses that
/// several people share have no steps of their own.
pub(super) fn steps<'p>(
    scene: &Scene,
    profiles: impl Iterator<Item = &'p Profile>,
) -> HashMap<u32, Steps> {
    let mut from: HashMap<u32, Steps> = HashMap::new();
    for profile in profiles.filter(|profile| !is_shared(profile)) {
        let pages = profile.rows.iter().map(|row| *row as usize);
        let mut given: Option<u32> = None;
        for row in pages.filter(|&row| !asset(scene.service, scene.names, row)) {
            let path = scene.service.path[row];
            if let Some(page) = given {
                let steps = from.entry(page).or_default();
                steps.back += f64::from(page == path);
                steps.all += 1.0;
            }
            given = (scene.outcomes[row] == Outcome::Served).then_some(path);
        }
    }
    from
}
