//! Where a service degraded: failing answers, slow answers, or requests that stopped coming.
//!
//! A minute is judged together with its neighbours, more of them where traffic is thin, so that one
//! failure of three requests is not an outage and one of three hundred is not lost.

use std::collections::BTreeSet;

use crate::ask::service::Service;
use crate::base::stats::proportion::wilson;
use crate::base::stats::spread::{median, quantile, sorted};
use crate::base::time::{MINUTE_US, Window, weekday_of};

use super::judgement::Symptom;
use super::outcome::Outcome;
use super::series::{Point, Series};

/// A window in which a service degraded, before anything is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// When.
    pub window: Window,
    /// How it shows.
    pub symptom: Symptom,
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
/// Requests have vanished if fewer than this share of the expected ones arrive…
pub(in crate::judge) const VANISHED_SHARE: f64 = 0.1;
/// …for at least so many minutes…
pub(in crate::judge) const VANISHED_MINUTES: i64 = 5;
/// …in which so many clumps of arrivals were expected. Twelve would do for arrivals that are
/// independent (e⁻¹² a window, and a year has half a million); people come and go together.
pub(in crate::judge) const VANISHED_EXPECTED: f64 = 30.0;
/// Minutes of a silence that are looked at: a day. What is longer is a gap of the log.
pub(in crate::judge) const SILENCE_MINUTES_MAX: usize = 1440;

/// The incidents of a service, in order of time.
pub fn find(service: &Service, outcomes: &[Outcome], series: &Series) -> Vec<Found> {
    let failing = merge(failing_minutes(series), Symptom::Failures, series);
    let slow = merge(slow_minutes(series), Symptom::Latency, series);
    let mut found = failing;
    found.retain(|incident| reaches_many(service, outcomes, series, incident.window));
    add_apart(&mut found, slow.into_iter().filter(|s| s.window.minutes() >= SLOW_MINUTES));
    add_apart(&mut found, vanished(series).into_iter());
    found.sort_by_key(|incident| incident.window);
    found
}

/// Adds windows that overlap none that is there; a slow run that touches a failing one extends it,
/// because slowness is how an overload announces itself.
fn add_apart(found: &mut Vec<Found>, more: impl Iterator<Item = Found>) {
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

/// The failing share of an ordinary busy hour.
pub fn ordinary_fail_share(series: &Series) -> f64 {
    let mut hours: std::collections::BTreeMap<i64, (f64, f64)> = std::collections::BTreeMap::new();
    for point in &series.points {
        let hour = hours.entry(point.start_us.div_euclid(60 * MINUTE_US)).or_default();
        *hour = (hour.0 + f64::from(point.arrivals), hour.1 + f64::from(point.failures));
    }
    let shares =
        hours.values().filter(|hour| hour.0 >= REQUESTS_WANTED).map(|h| h.1 / h.0).collect();
    median(shares).unwrap_or(0.0).min(ORDINARY_MAX)
}

fn failing_minutes(series: &Series) -> Vec<i64> {
    let ordinary = ordinary_fail_share(series);
    let threshold = FAIL_SHARE.max(FAIL_TIMES * ordinary);
    let floor = (FAIL_SHARE / 2.0).max(1.5 * ordinary);
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
    kept.map(|window| Found { window, symptom }).collect()
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

/// Runs of minutes in which next to nothing of what was expected arrived. Arrivals come in clumps
/// (pages bring assets, people bring pages), so what is expected is divided by how clumped they are
/// before it is called enough to be missed.
fn vanished(series: &Series) -> Vec<Found> {
    let low = low_minutes(series);
    let mut runs: Vec<Window> = Vec::new();
    for start_us in low {
        match runs.last_mut() {
            Some(run) if run.end_us == start_us => run.end_us += MINUTE_US,
            _ => runs.push(Window::new(start_us, start_us + MINUTE_US)),
        }
    }
    runs.into_iter()
        .filter(|run| run.minutes() >= VANISHED_MINUTES && is_missed(series, *run))
        .filter(|run| !is_usual(series, *run))
        .map(|window| Found { window, symptom: Symptom::Vanished })
        .collect()
}

/// Minutes looked at for silence at most: two years without a break. A forged log may span
/// millennia.
pub(in crate::judge) const LOOKED_AT_MAX: usize = 1_051_200;

/// Minutes, empty ones included, with less than a tenth of what was expected.
fn low_minutes(series: &Series) -> Vec<i64> {
    let minutes = series.points.windows(2).flat_map(|pair| {
        let (before, next) = (pair[0].start_us, pair[1].start_us);
        let empty = (1..).map(move |k| before + k * MINUTE_US).take_while(move |&at| at < next);
        empty.take(SILENCE_MINUTES_MAX).chain([next])
    });
    minutes.take(LOOKED_AT_MAX).filter(|&at| is_low(series, at)).collect()
}

fn is_low(series: &Series, start_us: i64) -> bool {
    let minute = Window::new(start_us, start_us + MINUTE_US);
    let arrivals = f64::from(series.at(start_us).arrivals);
    expected(series, minute).is_some_and(|usual| arrivals < VANISHED_SHARE * usual)
}

/// Time before a silence in which requests must have come…
pub(in crate::judge) const BEFORE_US: i64 = 30 * MINUTE_US;
/// …at this share of what was expected then.
pub(in crate::judge) const PRESENT_SHARE: f64 = 0.5;
/// Hours on each side of a silence that say how clumped arrivals are.
pub(in crate::judge) const AROUND_US: i64 = 180 * MINUTE_US;

fn is_missed(series: &Series, run: Window) -> bool {
    let around = Window::new(run.start_us - AROUND_US, run.end_us + AROUND_US);
    let clumping = dispersion(series.within(around)).max(1.0);
    let arrived = |window: Window| -> f64 {
        series.within(window).iter().map(|point| f64::from(point.arrivals)).sum()
    };
    // A holiday is quiet all day; what vanishes was there the half hour before.
    let before = Window::new(run.start_us - BEFORE_US, run.start_us);
    let usual_before = expected(series, before).unwrap_or(0.0);
    if arrived(before) < PRESENT_SHARE * usual_before {
        return false;
    }
    let arrived = arrived(run);
    expected(series, run).is_some_and(|usual| {
        arrived < VANISHED_SHARE * usual && usual / clumping >= VANISHED_EXPECTED
    })
}

/// Silences of half this length on several other occasions make it the service's habit.
fn is_usual(series: &Series, silence: Window) -> bool {
    let length = silence.end_us - silence.start_us;
    let silent = |pair: &&[Point]| (pair[1].start_us - pair[0].start_us - MINUTE_US) * 2 >= length;
    let elsewhere = |pair: &&[Point]| {
        !silence.overlaps(&Window::new(pair[0].start_us + MINUTE_US, pair[1].start_us))
    };
    series.points.windows(2).filter(silent).filter(elsewhere).count() > USUAL_SILENCES
}

/// Other silences that a habit is made of.
pub(in crate::judge) const USUAL_SILENCES: usize = 2;

/// How clumped arrivals are: the variance of minutes over their mean, from the differences of
/// neighbouring minutes, so that the shape of the day does not count (von Neumann 1941).
fn dispersion(points: &[Point]) -> f64 {
    let next_to = |pair: &&[Point]| pair[1].start_us - pair[0].start_us == MINUTE_US;
    let (squares, sum) = points.windows(2).filter(next_to).fold((0.0, 0.0), |(q, s), pair| {
        let (a, b) = (f64::from(pair[0].arrivals), f64::from(pair[1].arrivals));
        (q + (a - b).powi(2), s + a + b)
    });
    if sum > 0.0 { squares / sum } else { 1.0 }
}

fn is_weekend(window: Window) -> bool {
    weekday_of(window.start_us) >= 6
}

/// Arrivals that a window would have had: the median over the same slot of up to seven days on each
/// side. Without three such days, the least of what they had, of the rate of the hour before, and of
/// the median of the whole log: what follows the end of a surge has not vanished.
pub fn expected(series: &Series, window: Window) -> Option<f64> {
    let span = series.span()?;
    let total = |window: Window| -> f64 {
        series.within(window).iter().map(|point| f64::from(point.arrivals)).sum()
    };
    let days: Vec<f64> = (-7..=7)
        .filter(|&days| days != 0)
        .filter(|&days| is_weekend(window.shifted_days(days)) == is_weekend(window))
        .map(|days| window.shifted_days(days))
        .filter(|slot| span.start_us <= slot.start_us && slot.end_us <= span.end_us)
        .map(total)
        .collect();
    if days.len() >= 3 {
        return quantile(&sorted(days), 0.5);
    }
    let before = Window::new(window.start_us - 60 * MINUTE_US, window.start_us);
    if before.start_us < span.start_us {
        return None;
    }
    let recent = (total(before) / 60.0).min(series.ordinary) * window.minutes() as f64;
    Some(days.into_iter().fold(recent, f64::min))
}

#[cfg(test)]
mod tests {
    use super::super::outcome::outcomes;
    use super::super::sample::{World, minute};
    use super::*;

    fn found(world: &World) -> Vec<Found> {
        let (service, names) = world.build();
        let outcomes = outcomes(&service, &names);
        let series = Series::of(&service, &outcomes);
        find(&service, &outcomes, &series)
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
        assert_eq!(found(&world), [Found { window, symptom: Symptom::Failures }]);
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
        assert_eq!(found(&cut), [Found { window, symptom: Symptom::Vanished }]);
        let mut surge = World::default();
        surge.people(0..600, 4).people(200..260, 200);
        assert_eq!(found(&surge), []);
    }
}
