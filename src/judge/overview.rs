//! A service's whole span at a glance.

use std::collections::BTreeMap;

use crate::base::time::{HOUR_US, MINUTE_US, Window};

use super::facts::Ground;
use super::judgement::{Gap, Overview};
use super::series::Point;

/// Points of an overview at most.
const POINTS: i64 = 400;

/// Sums up a service in at most 400 points of equal width.
pub fn overview(ground: &Ground) -> Overview {
    let span = ground.series.span().unwrap_or(Window::new(0, 0));
    let minutes = span.minutes();
    let width_us = ((minutes + POINTS - 1) / POINTS).max(1) * MINUTE_US;
    let count = ((span.end_us - span.start_us) / width_us + 1).min(POINTS + 1);
    let mut points: Vec<(i64, u64, u64)> =
        (0..count).map(|k| (span.start_us + k * width_us, 0, 0)).collect();
    for point in &ground.series.points {
        let index = ((point.start_us - span.start_us) / width_us) as usize;
        if let Some(cell) = points.get_mut(index) {
            cell.1 += u64::from(point.arrivals);
            cell.2 += u64::from(point.failures);
        }
    }
    Overview {
        service: ground.service.name.clone(),
        exhibits: exhibits(ground),
        requests: ground.service.len() as u64,
        idle: ground.idle,
        failures: ground.outcomes.iter().filter(|o| o.is_failure()).count() as u64,
        points,
        width_us,
        hours: hours(ground),
    }
}

fn exhibits(ground: &Ground) -> Vec<(u32, u64)> {
    let mut requests: BTreeMap<u32, u64> = BTreeMap::new();
    // Requests of an exhibit lie together for the most part: a look-up a run, not a row.
    for run in ground.service.exhibit.chunk_by(|a, b| a == b) {
        if let Some(exhibit) = run.first() {
            *requests.entry(*exhibit).or_default() += run.len() as u64;
        }
    }
    requests.into_iter().collect()
}

fn hours(ground: &Ground) -> Vec<(i64, u64, u64)> {
    let hour = |start_us: i64| start_us.div_euclid(HOUR_US) * HOUR_US;
    let same = ground.series.points.chunk_by(|a, b| hour(a.start_us) == hour(b.start_us));
    same.map(|minutes| {
        let sum = |count: fn(&Point) -> u32| minutes.iter().map(|p| u64::from(count(p))).sum();
        let start = minutes.first().map_or(0, |minute| hour(minute.start_us));
        (start, sum(|point| point.arrivals), sum(|point| point.failures))
    })
    .collect()
}

/// Silence that lasts this long and long after the longest usual one is a gap.
const GAP_US: i64 = 30 * MINUTE_US;
/// Times the 99th percentile of usual silences.
const GAP_TIMES: f64 = 5.0;
/// Minutes with requests that a habit of silences needs behind it.
const MINUTES_MIN: usize = 60;

/// Silences far beyond the usual in a service that is otherwise busy.
pub fn gaps(ground: &Ground) -> Vec<Gap> {
    let points = &ground.series.points;
    if points.len() < MINUTES_MIN {
        return Vec::new();
    }
    let silences: Vec<Window> = points
        .windows(2)
        .map(|pair| Window::new(pair[0].start_us + MINUTE_US, pair[1].start_us))
        .collect();
    let lengths = silences.iter().map(|s| (s.end_us - s.start_us) as f64).collect();
    let sorted = crate::base::stats::spread::sorted(lengths);
    let usual = crate::base::stats::spread::quantile(&sorted, 0.99).unwrap_or(0.0);
    let limit = (GAP_TIMES * usual).max(GAP_US as f64);
    silences
        .into_iter()
        .filter(|silence| (silence.end_us - silence.start_us) as f64 >= limit)
        .map(|window| Gap { window })
        .collect()
}
