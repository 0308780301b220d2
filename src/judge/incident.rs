//! Where a service degraded: failing answers, slow answers, or requests that stopped coming.
//!
//! A minute is judged together with its neighbours, more of them where traffic is thin, so that one
//! failure of three requests is not an outage and one of three hundred is not lost.

pub(in crate::judge) mod unfinished;
pub(in crate::judge) mod vanished;

use std::collections::BTreeSet;

use crate::ask::service::Service;
use crate::base::stats::proportion::wilson;
use crate::base::stats::spread::median;
use crate::base::time::{MINUTE_US, Window};

use super::arriving::Visits;
use super::facts::Ground;
use super::judgement::{Absence, Symptom, Unfinished};
use super::outcome::Outcome;
use super::series::{Point, Series};
pub use vanished::expected;
use vanished::vanished;
pub(in crate::judge) use vanished::{
    AROUND_US, BEFORE_US, LIKE, LOOKED_AT_MAX, PRESENT_SHARE, SILENCE_MINUTES_MAX, SMOOTH_US,
    USUAL_SILENCES, VANISHED_EXPECTED, VANISHED_MINUTES, VANISHED_SHARE, is_weekend,
};

/// A window in which a service degraded, before anything is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// When.
    pub window: Window,
    /// How it shows.
    pub symptom: Symptom,
    /// Networks that vanished, where others went on.
    pub absent: Vec<Absence>,
    /// Did another service of the same logs go on meanwhile?
    pub logged: bool,
    /// Pages that stayed unfinished, where it shows in these.
    pub unfinished: Option<Unfinished>,
}

impl Found {
    /// A window of the whole service.
    pub fn new(window: Window, symptom: Symptom) -> Self {
        Self { window, symptom, absent: Vec::new(), logged: false, unfinished: None }
    }
}

/// Failing share above which a minute is degraded (evidence §3.1: F = fail share > 2 %), unless the
/// service's ordinary share is higher.
pub const FAIL_SHARE: f64 = 0.02;
/// Times the ordinary share that a degraded minute exceeds.
pub(in crate::judge) const FAIL_TIMES: f64 = 3.0;
/// Chronic failing above this share no longer raises the threshold: a log that holds nothing but
/// the outage must not make the outage ordinary.
pub(in crate::judge) const ORDINARY_MAX: f64 = 0.05;
/// Failures that a degraded minute and its neighbours hold at least.
pub(in crate::judge) const FAILURES_MIN: f64 = 5.0;
/// Requests wanted around a minute before its share is trusted; else more neighbours are taken.
pub(in crate::judge) const REQUESTS_WANTED: f64 = 20.0;
/// Neighbours on each side, tried in this order.
const HALF_WIDTHS: [i64; 3] = [2, 7, 15];
/// Degraded minutes closer than this are one incident.
pub(in crate::judge) const MERGE_US: i64 = 10 * MINUTE_US;
/// A slow minute's 95th percentile exceeds the ordinary one by this factor…
pub(in crate::judge) const SLOW_TIMES: f64 = 4.0;
/// …and by at least a second, below which people do not notice (Nielsen 1993, ch. 5)…
pub(in crate::judge) const SLOW_MORE_US: f64 = 1_000_000.0;
/// …and lasts so many minutes.
pub(in crate::judge) const SLOW_MINUTES: i64 = 3;

/// The incidents of a service, in order of time.
pub fn find(ground: &Ground, visits: &Visits) -> Vec<Found> {
    let (service, outcomes, series) = (&ground.service, &ground.outcomes, &ground.series);
    let failing = failing_minutes(series, FAIL_SHARE, ordinary_fail_share(series));
    let failing = merge(failing, Symptom::Failures, series);
    let slow = merge(slow_minutes(series), Symptom::Latency, series);
    let mut found = failing;
    found.retain(|incident| reaches_many(service, outcomes, series, incident.window));
    add_apart(&mut found, slow.into_iter().filter(|s| s.window.minutes() >= SLOW_MINUTES));
    add_apart(&mut found, vanished(series, visits).into_iter());
    found.sort_by_key(|incident| incident.window);
    found
}

/// Adds windows that overlap none that is there; a slow run that touches a failing one extends it,
/// because slowness is how an overload announces itself.
pub(in crate::judge) fn add_apart(found: &mut Vec<Found>, more: impl Iterator<Item = Found>) {
    for extra in more {
        let reach = Window::new(extra.window.start_us - MERGE_US, extra.window.end_us + MERGE_US);
        match found.iter_mut().find(|incident| incident.window.overlaps(&reach)) {
            Some(incident) if extra.symptom == Symptom::Latency => {
                incident.window.start_us = incident.window.start_us.min(extra.window.start_us);
                incident.window.end_us = incident.window.end_us.max(extra.window.end_us);
            }
            Some(_) => {}
            None => found.push(extra),
        }
    }
}

/// The failing share of an ordinary busy hour, as far as it may be ordinary.
pub fn ordinary_fail_share(series: &Series) -> f64 {
    ordinary_share(series, REQUESTS_WANTED).min(ORDINARY_MAX)
}

/// The failing share of an ordinary hour among those with so many requests.
fn ordinary_share(series: &Series, least: f64) -> f64 {
    let mut hours: std::collections::BTreeMap<i64, (f64, f64)> = std::collections::BTreeMap::new();
    for point in &series.points {
        let hour = hours.entry(point.start_us.div_euclid(60 * MINUTE_US)).or_default();
        *hour = (hour.0 + f64::from(point.arrivals), hour.1 + f64::from(point.failures));
    }
    let shares = hours.values().filter(|hour| hour.0 >= least).map(|h| h.1 / h.0).collect();
    median(shares).unwrap_or(0.0)
}

/// Minutes in which at least this share fails, beyond what is ordinary.
fn failing_minutes(series: &Series, least: f64, ordinary: f64) -> Vec<i64> {
    let threshold = least.max(FAIL_TIMES * ordinary);
    let floor = (least / 2.0).max(1.5 * ordinary);
    series
        .points
        .iter()
        .filter(|point| point.failures > 0)
        .filter(|point| {
            let (requests, failures) = around(series, point.start_us);
            failures >= FAILURES_MIN
                && failures / requests >= threshold
                && wilson(failures, requests).0 >= floor
        })
        .map(|point| point.start_us)
        .collect()
}

/// Requests and failures of a minute and enough neighbours.
fn around(series: &Series, start_us: i64) -> (f64, f64) {
    let mut sums = (0.0, 0.0);
    for half in HALF_WIDTHS {
        let reach = Window::new(start_us - half * MINUTE_US, start_us + (half + 1) * MINUTE_US);
        sums = series.within(reach).iter().fold((0.0, 0.0), |sum, point| {
            (sum.0 + f64::from(point.arrivals), sum.1 + f64::from(point.failures))
        });
        if sums.0 >= REQUESTS_WANTED {
            break;
        }
    }
    sums
}

fn slow_minutes(series: &Series) -> Vec<i64> {
    let busy = |point: &&Point| f64::from(point.arrivals) >= REQUESTS_WANTED;
    let ordinary = |pick: fn(&Point) -> Option<i64>| {
        median(series.points.iter().filter(busy).filter_map(pick).map(|us| us as f64).collect())
    };
    let (Some(p50), Some(p95)) = (ordinary(|p| p.p50_us), ordinary(|p| p.p95_us)) else {
        return Vec::new();
    };
    series
        .points
        .iter()
        .filter(busy)
        .filter(|point| {
            let slow_tail = point
                .p95_us
                .is_some_and(|us| us as f64 >= (SLOW_TIMES * p95).max(p95 + SLOW_MORE_US));
            // One slow endpoint moves the tail; a slow service moves the median too.
            slow_tail && point.p50_us.is_some_and(|us| us as f64 >= 2.0 * p50)
        })
        .map(|point| point.start_us)
        .collect()
}

fn merge(minutes: Vec<i64>, symptom: Symptom, series: &Series) -> Vec<Found> {
    let mut runs: Vec<Window> = Vec::new();
    for start_us in minutes {
        match runs.last_mut() {
            Some(run) if start_us - run.end_us <= MERGE_US => run.end_us = start_us + MINUTE_US,
            _ => runs.push(Window::new(start_us, start_us + MINUTE_US)),
        }
    }
    let kept = runs.into_iter().filter(|run| !series.within(*run).is_empty());
    kept.map(|window| Found::new(window, symptom)).collect()
}

/// Clients that an outage must reach: at least two, and this share of those who came in its failing
/// minutes. A rate limit that turns one eager client away is no outage of the service.
pub(in crate::judge) const REACHED_SHARE: f64 = 0.1;

/// So few addresses with this share of all requests of the service are proxies.
pub(in crate::judge) const HIDING_CLIENTS: usize = 2;
/// The share.
pub(in crate::judge) const HIDING_SHARE: f64 = 0.9;

fn hides_clients(service: &Service, clients: &BTreeSet<u32>) -> bool {
    let theirs = service.client.iter().filter(|client| clients.contains(client)).count() as f64;
    clients.len() <= HIDING_CLIENTS && theirs >= HIDING_SHARE * service.len() as f64
}

/// Did the failures reach enough of those who came?
fn reaches_many(service: &Service, outcomes: &[Outcome], series: &Series, window: Window) -> bool {
    let points = series.within(window).iter().filter(|point| point.failures > 0);
    let minute = |point: &Point| Window::new(point.start_us, point.start_us + MINUTE_US);
    let rows: Vec<usize> = points.flat_map(|point| service.range(minute(point))).collect();
    let all: BTreeSet<u32> = rows.iter().map(|&row| service.client[row]).collect();
    let failing = rows.iter().filter(|row| outcomes[**row].is_failure());
    let failed: BTreeSet<u32> = failing.map(|&row| service.client[row]).collect();
    // Behind a proxy that hides its clients nobody can be counted; the gate `proxy_clients` says so.
    let hidden = failed.len() == all.len() && hides_clients(service, &all);
    hidden || (failed.len() >= 2 && failed.len() as f64 >= REACHED_SHARE * all.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{World, minute};
    use super::*;

    fn found(world: &World) -> Vec<Found> {
        let (service, names) = world.build();
        let ground = Ground::of(&service, &names);
        find(&ground, &Visits::of(&ground))
    }

    #[test]
    fn a_quiet_day_has_no_incident() {
        assert_eq!(found(World::default().people(0..600, 10)), []);
    }

    #[test]
    fn an_outage_is_found_where_it_is() {
        let mut world = World::default();
        world.people(0..300, 10).people(320..600, 10);
        for k in 0..200 {
            let client = format!("192.0.2.{k}");
            world.ask(300.0 * 60.0 + f64::from(k) * 6.0, &client, "/page/1", 503);
        }
        let window = Window::new(minute(300), minute(320));
        assert_eq!(found(&world), [Found::new(window, Symptom::Failures)]);
    }

    #[test]
    fn a_limit_that_turns_one_client_away_is_no_outage() {
        let mut world = World::default();
        world.people(0..600, 10);
        for k in 0..300 {
            world.ask(18_000.0 + f64::from(k), "203.0.113.9", "/page/1", 429);
        }
        assert_eq!(found(&world), []);
    }

    #[test]
    fn silence_in_a_busy_service_is_found_and_the_end_of_a_surge_is_not() {
        let mut cut = World::default();
        cut.people(0..300, 20).people(330..600, 20);
        let window = Window::new(minute(300), minute(330));
        assert_eq!(found(&cut), [Found::new(window, Symptom::Vanished)]);
        // Nights on which nobody comes are no habit of being silent at noon.
        let mut nights = World::default();
        for day in 0..5 {
            let noon = day * 1440 + 300;
            let until = if day == 4 { noon } else { noon + 300 };
            nights.people(noon - 300..until, 20);
        }
        nights.people(4 * 1440 + 330..4 * 1440 + 600, 20);
        let window = Window::new(minute(4 * 1440 + 300), minute(4 * 1440 + 330));
        assert_eq!(found(&nights), [Found::new(window, Symptom::Vanished)]);
        // Being silent for an hour three times a day is one.
        let mut habit = World::default();
        habit.people(0..300, 20).people(330..600, 20).people(630..900, 20).people(930..1200, 20);
        habit.people(1230..1500, 20);
        assert_eq!(found(&habit), []);
        let mut surge = World::default();
        surge.people(0..600, 4).people(200..260, 200);
        assert_eq!(found(&surge), []);
    }
}
