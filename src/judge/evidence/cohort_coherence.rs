//! # Question
//! Did clients act at the same times as each other, beyond what the time of day and the outage make
//! everybody do?
//!
//! # Measure
//! For each client with ten pages or more: pages asked for in each minute of lead and incident, less
//! what follows linearly from the arrivals usual at that minute and from its share of failures. Mean
//! correlation of what is left, over up to 2,000 pairs of up to 400 clients drawn with a fixed seed,
//! with its 95 % interval; the same in one window of the baseline. Addresses that several people share
//! are left out.
//!
//! # Speaks for
//! A high correlation, above the baseline's: attack, because it is started and stopped for all at once.
//!
//! # What can fool it
//! A class, a broadcast or a sale that begins on the minute and holds people for half an hour. Bots
//! that act each at its own time. Pulses that the failing follows minute by minute are partly
//! taken for its effect.
//!
//! # Not computable when
//! There is no baseline, fewer than 20 clients asked for ten pages, or the incident is shorter than 15
//! minutes with its lead.
//!
//! # References
//! Evidence T10; Yu et al., TPDS 2012 (correlation of flows; here partial, so that a bell that rings
//! for all does not count).

use rand::seq::index;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::super::baseline::expected_minute;
use super::super::facts::Facts;
use super::super::judgement::{Answer, Figure, Hypothesis, Unit};
use super::super::profile::{Profile, token};
use super::super::steps::{pages, single};
use super::{Test, answer, figure, graded};
use crate::base::stats::proportion::Z95;
use crate::base::stats::spread::mean;
use crate::base::time::{MINUTE_US, Window, minute_of};

/// Pairs of clients that are compared at most.
pub(in crate::judge) const PAIRS: usize = 2000;
/// Clients that are drawn at most: their minutes are held in memory.
pub(in crate::judge) const CLIENTS_MAX: usize = 400;
/// Clients below which they form no cohort.
pub(in crate::judge) const CLIENTS_MIN: usize = 20;
/// Pages that a client's times need behind them.
pub(in crate::judge) const PAGES_MIN: u32 = 10;
/// Minutes below which correlations are chance…
pub(in crate::judge) const BINS_MIN: i64 = 15;
/// …and the most that are kept: longer windows get longer bins.
pub(in crate::judge) const BINS_MAX: i64 = 240;
/// Seed of the draws: any number would do, and it must stay the same.
pub(in crate::judge) const SEED: u64 = 10;

pub(super) const TEST: Test = Test {
    name: "cohort_coherence",
    number: "T10",
    family: "dynamics",
    query: "client-minutes",
    source: include_str!("cohort_coherence.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let Some(first) = facts.baseline.windows.first() else {
        return Answer::NotComputable("no_baseline");
    };
    if facts.lead.minutes() < BINS_MIN {
        return Answer::NotComputable("short_window");
    }
    let Some((now, low, high)) = coherence(facts, &facts.incident, facts.lead) else {
        return Answer::NotComputable("few_busy_clients");
    };
    let length = facts.lead.end_us - facts.lead.start_us;
    let then = Window::new(first.start_us, first.end_us.min(first.start_us + length));
    let usual = coherence(facts, &facts.before, then).map(|(usual, ..)| usual);
    let together = graded(low - usual.unwrap_or(0.0).max(0.0), 0.2, 0.5, 0.3);
    let interval = Some((low, high));
    let now = Figure { name: "coherence", value: now, interval, unit: Unit::Ratio };
    let speaks = [(Hypothesis::Attack, together), (Hypothesis::Overload, -together * 0.5)];
    match usual {
        Some(usual) => answer([now, figure("coherence_before", usual, Unit::Ratio)], speaks),
        None => answer([now], speaks),
    }
}

/// Mean correlation of pairs of clients inside a window, with its 95 % interval.
fn coherence(facts: &Facts, profiles: &[Profile], window: Window) -> Option<(f64, f64, f64)> {
    let inside = |p: &&Profile| {
        let first = p.rows.first().map(|&row| facts.ground.service.arrival_us[row as usize]);
        p.pages >= PAGES_MIN && first.is_some_and(|first| window.contains(first))
    };
    let mut busy: Vec<&Profile> = single(profiles).filter(inside).collect();
    // Whoever is drawn must not depend on the order in which logs were read.
    busy.sort_by_cached_key(|p| (token(facts.ground.names, p), p.rows.len()));
    if busy.len() < CLIENTS_MIN {
        return None;
    }
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let drawn = index::sample(&mut rng, busy.len(), busy.len().min(CLIENTS_MAX));
    let bins = Bins::of(window);
    let clocks = clocks(facts, bins);
    let residuals: Vec<Vec<f64>> = drawn
        .into_iter()
        .filter_map(|index| residual(bins.count(facts, busy[index]), &clocks))
        .collect();
    if residuals.len() < CLIENTS_MIN {
        return None;
    }
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    let pairs: Vec<f64> = (0..PAIRS)
        .map(|_| (rng.random_range(0..residuals.len()), rng.random_range(1..residuals.len())))
        .map(|(one, step)| (one, (one + step) % residuals.len()))
        .map(|(one, other)| product(&residuals[one], &residuals[other]))
        .collect();
    let centre = mean(&pairs)?;
    let squares: f64 = pairs.iter().map(|rho| (rho - centre).powi(2)).sum();
    // Pairs that share a client are not independent: no more of them count than there are clients.
    let half = Z95 * (squares / pairs.len() as f64 / residuals.len() as f64).sqrt();
    Some((centre, centre - half, centre + half))
}

/// Equal parts of a window, whole minutes.
#[derive(Clone, Copy)]
struct Bins {
    start_us: i64,
    width_us: i64,
    number: usize,
}

impl Bins {
    fn of(window: Window) -> Self {
        let minutes = window.minutes().max(1);
        let wide = (minutes + BINS_MAX - 1) / BINS_MAX;
        let number = ((minutes + wide - 1) / wide) as usize;
        Self { start_us: minute_of(window.start_us), width_us: wide * MINUTE_US, number }
    }

    fn count(self, facts: &Facts, profile: &Profile) -> Vec<f64> {
        let mut counts = vec![0.0; self.number];
        for step in pages(facts.ground, profile) {
            let bin = (step.at_us - self.start_us).div_euclid(self.width_us);
            if let Some(count) = usize::try_from(bin).ok().and_then(|bin| counts.get_mut(bin)) {
                *count += 1.0;
            }
        }
        counts
    }

    fn windows(self) -> impl Iterator<Item = Window> {
        let start = move |bin: usize| self.start_us + bin as i64 * self.width_us;
        (0..self.number).map(move |bin| Window::new(start(bin), start(bin) + self.width_us))
    }
}

/// What makes everybody act together: arrivals usual at the time, and failing; orthogonal unit series.
fn clocks(facts: &Facts, bins: Bins) -> Vec<Vec<f64>> {
    let (series, window) = (&facts.ground.series, facts.found.window);
    let usual = |bin: Window| expected_minute(series, &facts.baseline, window, bin.start_us);
    let failing = |bin: Window| {
        let points = series.within(bin);
        let all: f64 = points.iter().map(|point| f64::from(point.arrivals)).sum();
        let failed: f64 = points.iter().map(|point| f64::from(point.failures)).sum();
        failed / all.max(1.0)
    };
    let usual: Vec<f64> = bins.windows().map(|bin| usual(bin).unwrap_or(0.0)).collect();
    let failing: Vec<f64> = bins.windows().map(failing).collect();
    let mut clocks = Vec::new();
    for clock in [usual, failing] {
        let unit = residual(clock, &clocks);
        clocks.extend(unit);
    }
    clocks
}

/// A series less its mean and what follows from the clocks, of length 1; `None` if nothing is left.
fn residual(mut series: Vec<f64>, clocks: &[Vec<f64>]) -> Option<Vec<f64>> {
    let centre = mean(&series)?;
    series.iter_mut().for_each(|value| *value -= centre);
    let before: f64 = series.iter().map(|value| value * value).sum();
    for clock in clocks {
        let along: f64 = series.iter().zip(clock).map(|(value, unit)| value * unit).sum();
        series.iter_mut().zip(clock).for_each(|(value, unit)| *value -= along * unit);
    }
    let squares: f64 = series.iter().map(|value| value * value).sum();
    // What rounding leaves of a series that follows the clocks entirely is no series.
    if squares <= 1e-9 * before.max(1e-9) {
        return None;
    }
    series.iter_mut().for_each(|value| *value /= squares.sqrt());
    Some(series)
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn people_come_each_at_their_own_time() {
        let answer = about(&Crowd::ordinary().visitors(90).world(), run);
        assert!(figure(&answer, "coherence") < 0.1, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) < 0.05);
    }

    #[test]
    fn pulses_are_seen_though_each_bot_draws_its_gaps() {
        let answer = about(&Crowd::ordinary().pulses(100, "/").world(), run);
        assert!(figure(&answer, "coherence") > 0.2, "{answer:?}");
    }

    #[test]
    fn few_clients_and_schools_are_no_cohort() {
        for world in
            [Crowd::ordinary().flood(8, 1.0, "/").world(), Crowd::ordinary().school(80).world()]
        {
            let answer = about(&world, run);
            assert!(
                not_computable(&answer) || weight(&answer, Hypothesis::Attack) < 0.05,
                "{answer:?}"
            );
        }
    }
}
