//! Silences of a whole service: runs of minutes in which next to nothing of what was expected arrived.
//! In: its minutes, and its visits. Out: the runs that are no chance and no habit. It does not say why.

use crate::base::stats::spread::median;
use crate::base::time::{HOUR_US, MINUTE_US, Window, weekday_of};

use super::super::arriving::{CHANCE, Visits, chance, clumping};
use super::super::judgement::Symptom;
use super::super::series::{Point, Series};
use super::Found;

/// Requests have vanished if fewer than this share of the expected ones arrive…
pub(in crate::judge) const VANISHED_SHARE: f64 = 0.1;
/// …for at least so many minutes…
pub(in crate::judge) const VANISHED_MINUTES: i64 = 5;
/// …in which so many clumps of arrivals were expected. Twelve would do for arrivals that are
/// independent (e⁻¹² a window, and a year has half a million); people come and go together.
pub(in crate::judge) const VANISHED_EXPECTED: f64 = 30.0;
/// Minutes of a silence that are looked at: a day. What is longer is a gap of the log.
pub(in crate::judge) const SILENCE_MINUTES_MAX: usize = 1440;

/// Runs of minutes in which next to nothing of what was expected arrived.
pub(super) fn vanished(series: &Series, visits: &Visits) -> Vec<Found> {
    low_runs(series)
        .into_iter()
        .filter(|run| run.minutes() >= VANISHED_MINUTES && is_missed(series, visits, *run))
        .filter(|run| !is_usual(series, *run))
        .map(|window| Found::new(window, Symptom::Vanished))
        .collect()
}

/// Minutes looked at for silence at most: two years without a break. A forged log may span
/// millennia.
pub(in crate::judge) const LOOKED_AT_MAX: usize = 1_051_200;
/// Minutes on each side over which it is taken what a minute would have had: single minutes of a quiet
/// service are often empty.
pub(in crate::judge) const SMOOTH_US: i64 = 5 * MINUTE_US;

/// Runs of minutes, empty ones included, with less than a tenth of what was expected.
fn low_runs(series: &Series) -> Vec<Window> {
    let minutes = series.points.windows(2).flat_map(|pair| {
        let (before, next) = (pair[0].start_us, pair[1].start_us);
        let empty = (1..).map(move |k| before + k * MINUTE_US).take_while(move |&at| at < next);
        empty.take(SILENCE_MINUTES_MAX).chain([next])
    });
    let mut runs: Vec<(Window, f64)> = Vec::new();
    for start_us in minutes.take(LOOKED_AT_MAX) {
        let goes_on = runs.last().filter(|(run, _)| run.end_us == start_us);
        let Some(usual) = usual(series, start_us, goes_on.map(|run| run.1)) else { continue };
        if f64::from(series.at(start_us).arrivals) >= VANISHED_SHARE * usual {
            continue;
        }
        match runs.last_mut().filter(|(run, _)| run.end_us == start_us) {
            Some((run, _)) => run.end_us += MINUTE_US,
            None => runs.push((Window::new(start_us, start_us + MINUTE_US), usual)),
        }
    }
    runs.into_iter().map(|(run, _)| run).collect()
}

/// Arrivals that a minute would have had: from other days, or what it was when the run of silent
/// minutes that it goes on began; the hour before it is silent itself.
fn usual(series: &Series, start_us: i64, since: Option<f64>) -> Option<f64> {
    let around = Window::new(start_us - SMOOTH_US, start_us + MINUTE_US + SMOOTH_US);
    let total = |window| requests(series, window);
    let days = on_other_days(series.span()?, around, &total);
    match since {
        Some(since) if days.len() < DAYS_MIN => Some(since),
        _ if days.len() < DAYS_MIN => expected(series, Window::new(start_us, start_us + MINUTE_US)),
        _ => Some(median(days)? / around.minutes() as f64),
    }
}

fn requests(series: &Series, window: Window) -> f64 {
    series.within(window).iter().map(|point| f64::from(point.arrivals)).sum()
}

/// Time before a silence in which requests must have come…
pub(in crate::judge) const BEFORE_US: i64 = 30 * MINUTE_US;
/// …at this share of what was expected then.
pub(in crate::judge) const PRESENT_SHARE: f64 = 0.5;
/// Hours on each side of a silence that say how clumped arrivals are.
pub(in crate::judge) const AROUND_US: i64 = 180 * MINUTE_US;

fn is_missed(series: &Series, visits: &Visits, run: Window) -> bool {
    // A holiday is quiet all day; what vanishes was there the half hour before.
    let before = Window::new(run.start_us - BEFORE_US, run.start_us);
    let usual_before = expected(series, before).unwrap_or(0.0);
    if requests(series, before) < PRESENT_SHARE * usual_before {
        return false;
    }
    let Some(usual) = expected(series, run) else { return false };
    requests(series, run) < VANISHED_SHARE * usual && is_no_chance(series, visits, run, usual)
}

/// Would chance leave the service silent for so long, at any time of the log? Counted are visits, where
/// people bring most requests; else requests, divided by how clumped they are.
fn is_no_chance(series: &Series, visits: &Visits, run: Window, usual: f64) -> bool {
    let Some(span) = series.span() else { return false };
    let around = Window::new(
        (run.start_us - AROUND_US).max(span.start_us),
        (run.end_us + AROUND_US).min(span.end_us),
    );
    if !visits.are_most() {
        let clumping = dispersion(series.within(around)).max(1.0);
        return usual / clumping >= VANISHED_EXPECTED;
    }
    let all = &visits.all;
    let ordinary = all.starts.len() as f64 / series.points.len().max(1) as f64;
    let expected = expected_of(span, run, ordinary, &|window| all.visits(window));
    let stretch = run.seconds() / (around.seconds() - run.seconds()).max(1.0);
    let clumping = clumping(all.within(around), stretch);
    let log10_chance = chance(all.visits(run), expected.unwrap_or(0.0), clumping);
    log10_chance + (all.starts.len() as f64).log10() <= CHANCE.log10()
}

/// Silences of half this length on several other occasions make it the service's habit, if as much was expected then:
/// quiet nights say nothing of a silent noon.
fn is_usual(series: &Series, silence: Window) -> bool {
    let length = silence.end_us - silence.start_us;
    let rate = |window: Window| expected(series, window).unwrap_or(0.0) / window.minutes() as f64;
    let missed = rate(silence);
    series
        .points
        .windows(2)
        .map(|pair| Window::new(pair[0].start_us + MINUTE_US, pair[1].start_us))
        .filter(|other| (other.end_us - other.start_us) * 2 >= length)
        .filter(|other| !silence.overlaps(other))
        .filter(|other| rate(*other) >= LIKE * missed)
        .nth(USUAL_SILENCES)
        .is_some()
}

/// Share of the requests missed in a silence that must have been expected in another for it to be like it.
pub(in crate::judge) const LIKE: f64 = 0.5;

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

/// Saturday or Sunday?
pub(in crate::judge) fn is_weekend(window: Window) -> bool {
    weekday_of(window.start_us) >= 6
}

/// Days on each side of a window that are compared with it.
const DAYS: i64 = 7;
/// Other days that are enough to say what is usual.
const DAYS_MIN: usize = 3;

/// What the same window had on other days of the same half of the week.
fn on_other_days(span: Window, window: Window, total: &dyn Fn(Window) -> f64) -> Vec<f64> {
    (-DAYS..=DAYS)
        .filter(|&days| days != 0)
        .filter(|&days| is_weekend(window.shifted_days(days)) == is_weekend(window))
        .map(|days| window.shifted_days(days))
        .filter(|slot| span.start_us <= slot.start_us && slot.end_us <= span.end_us)
        .map(total)
        .collect()
}

/// Arrivals that a window would have had: the median over the same slot of up to seven days on each
/// side. Without three such days, the least of what they had, of the rate of the hour before (half an
/// hour, if the log begins then), and of the median of the whole log: what follows the end of a surge has not vanished.
pub fn expected(series: &Series, window: Window) -> Option<f64> {
    expected_of(series.span()?, window, series.ordinary, &|window| requests(series, window))
}

/// The same for anything that can be counted; `ordinary` is what a minute has.
fn expected_of(
    span: Window,
    window: Window,
    ordinary: f64,
    total: &dyn Fn(Window) -> f64,
) -> Option<f64> {
    let days = on_other_days(span, window, total);
    if days.len() >= DAYS_MIN {
        return median(days);
    }
    let before = Window::new((window.start_us - HOUR_US).max(span.start_us), window.start_us);
    if before.end_us - before.start_us < BEFORE_US {
        return None;
    }
    let rate = total(before) / before.minutes() as f64;
    let recent = rate.min(ordinary) * window.minutes() as f64;
    Some(days.into_iter().fold(recent, f64::min))
}
