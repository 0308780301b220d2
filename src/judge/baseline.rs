//! What an incident is compared with: the same hours of other days if the log has them, else the
//! hours before, else nothing (evidence §5).

use crate::base::time::{DAY_US, HOUR_US, MINUTE_US, Window, weekday_of};

use super::judgement::{Baseline, BaselineKind};
use super::series::Series;

/// Days on each side that are searched for the same slot: four weeks.
pub(in crate::judge) const DAYS: i64 = 28;
/// Days that are used at most, nearest first.
pub(in crate::judge) const DAYS_USED: usize = 10;
/// Hours before the incident that serve where no other day does.
pub(in crate::judge) const BEFORE_US: i64 = 6 * HOUR_US;
/// Minutes before the incident that are left out: it may have begun before it showed.
pub(in crate::judge) const MARGIN_US: i64 = 5 * MINUTE_US;
/// Requests a baseline holds at least.
pub(in crate::judge) const REQUESTS_MIN: u64 = 50;

/// Chooses the baseline of an incident. `others` are all incidents of the service: no baseline
/// window may overlap one.
pub fn choose(
    series: &Series,
    incident: Window,
    others: &[Window],
    given: Option<Window>,
) -> Baseline {
    if let Some(window) = given {
        return Baseline { kind: BaselineKind::Given, windows: vec![window] };
    }
    let windows = same_slots(series, incident, others);
    if !windows.is_empty() {
        return Baseline { kind: BaselineKind::SameSlot, windows };
    }
    let windows = before(series, incident, others);
    let kind = if windows.is_empty() { BaselineKind::Missing } else { BaselineKind::Before };
    Baseline { kind, windows }
}

/// The same clock times on other days, of the same half of the week where there are such.
fn same_slots(series: &Series, incident: Window, others: &[Window]) -> Vec<Window> {
    let Some(span) = series.span() else { return Vec::new() };
    let usable = |window: &Window| {
        span.start_us <= window.start_us + MARGIN_US
            && window.end_us <= span.end_us + MARGIN_US
            && !others.iter().any(|other| other.overlaps(window))
            && requests(series, *window) >= slot_minimum(window)
    };
    let mut slots: Vec<(i64, Window)> = (1..=DAYS)
        .flat_map(|days| [-days, days])
        .map(|days| (days, incident.shifted_days(days)))
        .filter(|(_, window)| usable(window))
        .collect();
    let weekend = |window: &Window| weekday_of(window.start_us) >= 6;
    if slots.iter().any(|(_, window)| weekend(window) == weekend(&incident)) {
        slots.retain(|(_, window)| weekend(window) == weekend(&incident));
    }
    slots.sort_by_key(|(days, _)| (days.abs(), *days));
    slots.truncate(DAYS_USED);
    let mut windows: Vec<Window> = slots.into_iter().map(|(_, window)| window).collect();
    windows.sort();
    windows
}

/// A slot of a long incident must be as well filled as one of a short one can be.
fn slot_minimum(window: &Window) -> u64 {
    REQUESTS_MIN.min(window.minutes() as u64 * 5).max(10)
}

fn before(series: &Series, incident: Window, others: &[Window]) -> Vec<Window> {
    let Some(span) = series.span() else { return Vec::new() };
    let end_us = incident.start_us - MARGIN_US;
    let last_incident = others
        .iter()
        .filter(|other| other.end_us <= end_us)
        .map(|other| other.end_us + MARGIN_US)
        .max()
        .unwrap_or(span.start_us);
    let start_us = (end_us - BEFORE_US).max(span.start_us).max(last_incident);
    let window = Window::new(start_us, end_us);
    let enough = end_us - start_us >= 10 * MINUTE_US && requests(series, window) >= REQUESTS_MIN;
    if enough { vec![window] } else { Vec::new() }
}

fn requests(series: &Series, window: Window) -> u64 {
    series.within(window).iter().map(|point| u64::from(point.arrivals)).sum()
}

/// Arrivals expected in the minute that starts at `start_us`: the median over the baseline's days
/// of the five minutes around the same clock time, or the mean of a baseline of another shape.
pub fn expected_minute(
    series: &Series,
    baseline: &Baseline,
    incident: Window,
    start_us: i64,
) -> Option<f64> {
    let per_minute = |window: Window| requests(series, window) as f64 / window.minutes() as f64;
    match baseline.kind {
        BaselineKind::Missing => None,
        BaselineKind::Given | BaselineKind::Before => {
            let minutes: f64 = baseline.windows.iter().map(|window| window.minutes() as f64).sum();
            let total: f64 = baseline.windows.iter().map(|w| requests(series, *w) as f64).sum();
            (minutes > 0.0).then(|| total / minutes)
        }
        BaselineKind::SameSlot => {
            let around = Window::new(start_us - 2 * MINUTE_US, start_us + 3 * MINUTE_US);
            let rates = baseline
                .windows
                .iter()
                .map(|window| (window.start_us - incident.start_us) / DAY_US)
                .map(|days| per_minute(around.shifted_days(days)))
                .collect();
            crate::base::stats::spread::median(rates)
        }
    }
}
