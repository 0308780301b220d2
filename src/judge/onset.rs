//! What stepped up when failing began: the load, or only the failures. The twenty minutes before are the yardstick,
//! so that no other day is needed. In: facts. Out: ratios of the first failing minutes to the minutes just
//! before. It names no cause.

use std::collections::BTreeSet;

use crate::ask::outcome::is_given_up;
use crate::base::time::{MINUTE_US, Window, minute_of};

use super::facts::{Class, Facts};
use super::incident::FAIL_SHARE;

/// The failing minutes that are compared, the one in which failing began aside: so many…
pub(in crate::judge) const AFTER_US: i64 = 10 * MINUTE_US;
/// …or fewer where the incident is shorter, down to these…
pub(in crate::judge) const AFTER_MIN_US: i64 = 5 * MINUTE_US;
/// …with those just before: twice as many, because visits come in clumps.
pub(in crate::judge) const BEFORE_US: i64 = 20 * MINUTE_US;
/// Requests on either side below which nothing is said: a ratio of two such counts has a standard deviation of a
/// fifth.
pub(in crate::judge) const REQUESTS: f64 = 50.0;
/// Load after over load before, up to which nothing stepped up…
pub(in crate::judge) const LEVEL: f64 = 1.15;
/// …and from which something did.
pub(in crate::judge) const STEP: f64 = 1.4;
/// Work served after over work served before, from which as much is served as before…
pub(in crate::judge) const SERVED: f64 = 0.85;
/// …and up to which a large part is lost.
pub(in crate::judge) const LOST: f64 = 0.6;
/// Share of failures that timed out, from which servers drown in what they had borne: a queue that grows for long
/// fails all at once, without any step of load.
pub(in crate::judge) const DROWNED: f64 = 0.2;
/// Share of requests of hostile or unclear clients, up to which people's load is the load.
pub(in crate::judge) const OTHERS: f64 = 0.1;

/// The step into an incident.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Onset {
    /// First tries, or clients, whichever grew more: after over before.
    pub load: f64,
    /// Work served, after over before.
    pub served: f64,
    /// Share of the failures that timed out.
    pub timed_out: f64,
    /// Share of requests by clients that are hostile or cannot be told.
    pub others: f64,
}

impl Onset {
    /// Measures the step; `None` where no healthy minutes lie just before it, or requests are too few.
    pub fn of(facts: &Facts) -> Option<Self> {
        let began = first_failing(facts)?;
        let end_us = facts.found.window.end_us.min(began + MINUTE_US + AFTER_US);
        let after = Window::new(began + MINUTE_US, end_us);
        let before = Window::new(began - BEFORE_US, began);
        let whole = end_us - after.start_us >= AFTER_MIN_US
            && facts.ground.series.span().is_some_and(|span| span.start_us <= before.start_us);
        let (then, now) = (Side::of(facts, before)?, Side::of(facts, after)?);
        let healthy = then.failures <= FAIL_SHARE * then.requests;
        (whole && healthy).then(|| Self {
            load: (now.fresh / then.fresh).max(now.clients / then.clients),
            served: now.served / then.served,
            timed_out: now.timed_out / now.failures.max(1.0),
            others: now.others / now.requests,
        })
    }

    /// How far it shows that capacity was lost, 0…1: much less was served, though no more came than had been
    /// served just before.
    pub fn lost(&self) -> f64 {
        let level = down(self.load, STEP, LEVEL);
        let told = self.timed_out < DROWNED && self.others <= OTHERS;
        if told { level * down(self.served, SERVED, LOST) } else { 0.0 }
    }

    /// Does it show that capacity was lost?
    pub fn shows_loss(&self) -> bool {
        self.lost() >= 0.5
    }

    /// How far it shows that load was too much, 0…1: much more came, and as much was served.
    pub fn loaded(&self) -> f64 {
        (1.0 - down(self.load, 2.0 * STEP, STEP)) * (1.0 - down(self.served, SERVED, LOST))
    }
}

/// 1 at `low` and below, 0 at `high` and above.
fn down(value: f64, high: f64, low: f64) -> f64 {
    ((high - value) / (high - low)).clamp(0.0, 1.0)
}

/// Start of the first failing minute.
pub(super) fn first_failing(facts: &Facts) -> Option<i64> {
    let points = facts.ground.series.within(facts.found.window);
    points
        .iter()
        .find(|point| point.failures >= 2 && point.fail_share() > FAIL_SHARE)
        .or_else(|| points.iter().find(|point| point.failures > 0))
        .map(|point| minute_of(point.start_us))
}

/// Means per minute of one side, work in ordinary requests.
struct Side {
    requests: f64,
    failures: f64,
    fresh: f64,
    served: f64,
    clients: f64,
    timed_out: f64,
    others: f64,
}

impl Side {
    fn of(facts: &Facts, window: Window) -> Option<Self> {
        let service = &facts.ground.service;
        let rows = || service.range(window);
        if (rows().len() as f64) < REQUESTS {
            return None;
        }
        let failed = |row: &usize| facts.ground.outcomes[*row].is_failure();
        let minutes = window.seconds() / 60.0;
        let work = |keep: &dyn Fn(&usize) -> bool| {
            rows().filter(keep).map(|row| facts.work.of(service, row)).sum::<f64>() / minutes
        };
        let count = |keep: &dyn Fn(&usize) -> bool| rows().filter(keep).count() as f64 / minutes;
        Some(Self {
            requests: count(&|_| true),
            failures: count(&failed),
            // Before anything failed nobody tried again.
            fresh: work(&|row| facts.intents.is_fresh(*row)),
            served: work(&|row| !failed(row)),
            clients: clients(facts, window),
            timed_out: count(&|row| failed(row) && is_given_up(service.status[*row])),
            others: count(&|row| matches!(facts.class(*row), Class::Hostile | Class::Unknown)),
        })
    }
}

/// Distinct clients in a stretch of five minutes: the mean of those that the window holds. Who tries again is
/// counted once.
fn clients(facts: &Facts, window: Window) -> f64 {
    let service = &facts.ground.service;
    let stretches = (window.end_us - window.start_us) / AFTER_MIN_US;
    let count = |k: i64| {
        let end_us = window.end_us - k * AFTER_MIN_US;
        let rows = service.range(Window::new(end_us - AFTER_MIN_US, end_us));
        rows.map(|row| service.client[row]).collect::<BTreeSet<u32>>().len() as f64
    };
    (0..stretches).map(count).sum::<f64>() / stretches.max(1) as f64
}
