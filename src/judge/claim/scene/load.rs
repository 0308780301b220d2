//! How much came in a window: requests, first tries and clients, each with the bounds that the edges
//! of the window and unread lines leave.

use std::collections::BTreeSet;

use super::super::super::intent::intents;
use super::super::super::judgement::{Estimate, Figure, Unit};
use super::super::ranged;
use super::{Scene, Site};
use crate::base::time::{MINUTE_US, Window};

/// By how much a claimed time may be off on each side where what came in it is counted: times are
/// said in minutes.
pub(in crate::judge) const COUNT_EDGE_US: i64 = MINUTE_US;

/// What a load is counted in (`of`): `load` is requests and first tries, which must agree.
pub(in crate::judge) const MEASURES: &[&str] = &["load", "requests", "first_tries", "clients"];

/// What came in a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::judge) struct Load {
    /// Logged requests.
    pub(in crate::judge) requests: Estimate,
    /// Those that repeat no failed try.
    pub(in crate::judge) first_tries: Estimate,
    /// Distinct clients: addresses, or /64 networks of IPv6.
    pub(in crate::judge) clients: Estimate,
}

impl Load {
    /// What is counted under a name of [`MEASURES`]; both of its parts for `load`.
    pub(in crate::judge) fn measures(&self, of: &str) -> Vec<(&'static str, Estimate)> {
        let all = [
            ("requests", self.requests),
            ("first_tries", self.first_tries),
            ("clients", self.clients),
        ];
        let asked = |name: &str| if of == "load" { name != "clients" } else { name == of };
        all.into_iter().filter(|(name, _)| asked(name)).collect()
    }
}

/// Counts a window.
pub(in crate::judge) fn load(scene: &Scene, window: Window) -> Load {
    let grown = Window::new(window.start_us - COUNT_EDGE_US, window.end_us + COUNT_EDGE_US);
    let shrunk = Window::new(window.start_us + COUNT_EDGE_US, window.end_us - COUNT_EDGE_US);
    let [low, value, high] = [shrunk, window, grown].map(|window| counted(scene, window));
    // Lines that became no request may have been some.
    let unread = 1.0 / scene.run.conditions.coverage.clamp(0.5, 1.0);
    let estimate = |pick: fn(&Counted) -> f64| Estimate {
        value: pick(&value),
        low: pick(&low),
        high: pick(&high) * unread,
    };
    Load {
        requests: estimate(|counted| counted.requests),
        first_tries: estimate(|counted| counted.first_tries),
        clients: estimate(|counted| counted.clients),
    }
}

struct Counted {
    requests: f64,
    first_tries: f64,
    clients: f64,
}

fn counted(scene: &Scene, window: Window) -> Counted {
    let fresh = |site: &Site| {
        let ground = site.ground;
        let intents = intents(&ground.service, &ground.outcomes, &ground.subscribers, window);
        ground.service.range(window).filter(|&row| intents.is_fresh(row)).count()
    };
    let rows = scene.sites.iter().map(|site| site.ground.service.range(window).len());
    Counted {
        requests: rows.sum::<usize>() as f64,
        first_tries: scene.sites.iter().map(fresh).sum::<usize>() as f64,
        clients: clients(scene, window).len() as f64,
    }
}

/// Distinct subscribers in a window.
pub(in crate::judge) fn clients(scene: &Scene, window: Window) -> BTreeSet<u32> {
    let of = |site: &Site| {
        let ground = site.ground;
        let rows = ground.service.range(window);
        rows.map(|row| ground.subscribers.get(ground.service.client[row])).collect::<Vec<u32>>()
    };
    scene.sites.iter().flat_map(of).collect()
}

/// Distinct pairs of client address and agent in a window: what one address hides shows in part by its
/// agents.
pub(in crate::judge) fn clients_by_agent(scene: &Scene, window: Window) -> usize {
    let of = |site: &Site| {
        let service = &site.ground.service;
        let rows = service.range(window);
        rows.map(|row| (service.client[row], service.agent[row])).collect::<Vec<_>>()
    };
    scene.sites.iter().flat_map(of).collect::<BTreeSet<_>>().len()
}

/// A count as a figure.
pub(in crate::judge) fn counts(name: &'static str, estimate: Estimate) -> Figure {
    ranged(name, estimate.value, (estimate.low, estimate.high), Unit::Count)
}
