//! What clients that the baseline knows do in the incident itself. They meet the same slow answers as everybody: where
//! a log writes 200 for people who had left, it does so for them as well. In: a scene. Out: the measures that they
//! set the bar for.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use crate::base::stats::proportion::wilson;

use super::super::fingerprint::is_shared;
use super::super::profile::Profile;
use super::Scene;
use super::habits::{PAGES_MIN, served_pages};
use super::lingering::{Steps, steps};

/// The control group.
#[derive(Debug, Clone, Default)]
pub(super) struct Control {
    /// Share of the pages given to its browsers that they follow up with no asset, upper bound of its 95 %
    /// interval.
    pub(super) bare_pages: Option<f64>,
    /// Where its clients go from each page.
    steps: HashMap<u32, Steps>,
}

impl Control {
    /// Measures it; without a baseline nobody is known.
    pub(super) fn of(scene: &Scene, known: &BTreeSet<u32>) -> Self {
        let is_known = |p: &&Profile| known.contains(&p.subscriber) && !is_shared(p);
        let group = || scene.incident.iter().filter(is_known);
        let (bare, all) = served_pages(scene, group());
        Self {
            bare_pages: (all >= PAGES_MIN).then(|| wilson(bare, all).1),
            steps: steps(scene, group()),
        }
    }

    /// Share of its steps from a page that lead back to it; `None` where they are few.
    pub(super) fn lingering(&self, page: u32) -> Option<f64> {
        self.steps.get(&page).and_then(|steps| steps.usual())
    }
}
