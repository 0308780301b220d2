//! # Question
//! Did one part of the servers fail while the rest was whole?
//!
//! # Measure
//! Where the log names the upstream: share that failed of the worst and of the best back end with at
//! least twenty requests. Else: share of failures among assets and among pages; and how steady the share
//! of failing pages is while load changes: its slope over log2 of the minute's pages, and its spread
//! beyond chance (standard deviation less that of a binomial). A load that is steady changes by chance, too:
//! the interval of the slope says how much that tells.
//!
//! # Speaks for
//! A back end that fails beside one that is whole: lost capacity. So does a share of failures that
//! neither load nor time changes (one of *n* servers is gone), weakly.
//!
//! # What can fool it
//! Assets come from caches and hardly ever fail: they weigh nothing. A back end that serves only the
//! expensive half of the site fails under load beside a whole one. A rate limit turns away a steady
//! share too.
//!
//! # Not computable when
//! No upstream is named, and pages failed in fewer than eight minutes.
//!
//! # References
//! Evidence T25; ngx_http_upstream_module, variable `upstream_addr`.

use std::collections::BTreeMap;

use super::super::facts::Facts;
use super::super::judgement::{Answer, Figure, Hypothesis, Unit};
use super::super::profile::asset;
use super::{Test, answer, figure, graded, share_figure};
use crate::base::stats::proportion::share;
use crate::base::stats::spread::{mean, slope};
use crate::base::time::minute_of;

/// Requests of a back end below which its share of failures is chance.
pub(in crate::judge) const REQUESTS_MIN: f64 = 20.0;
/// Pages of a minute below which likewise.
pub(in crate::judge) const PAGES_MIN: f64 = 10.0;
/// Share of failures between which some of several servers may be gone.
pub(in crate::judge) const PARTIAL: (f64, f64) = (0.1, 0.9);

pub(super) const TEST: Test = Test {
    name: "partial_backend",
    number: "T25",
    family: "capacity",
    query: "backends",
    source: include_str!("partial_backend.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    match by_backend(facts) {
        Some(backends) => named(&backends),
        None => unnamed(facts),
    }
}

/// Failures and requests of each back end that has enough, worst first.
fn by_backend(facts: &Facts) -> Option<Vec<(f64, f64)>> {
    let mut backends: BTreeMap<u16, (f64, f64)> = BTreeMap::new();
    for row in facts.rows() {
        if let Some(code) = facts.ground.service.upstream_of(row) {
            let (failed, all) = backends.entry(code).or_default();
            *failed += f64::from(facts.ground.outcomes[row].is_failure());
            *all += 1.0;
        }
    }
    let mut backends: Vec<(f64, f64)> =
        backends.into_values().filter(|(_, all)| *all >= REQUESTS_MIN).collect();
    backends.sort_by(|a, b| (b.0 / b.1).total_cmp(&(a.0 / a.1)));
    (backends.len() >= 2).then_some(backends)
}

fn named(backends: &[(f64, f64)]) -> Answer {
    let worst = backends.first().copied().unwrap_or_default();
    let best = backends.last().copied().unwrap_or_default();
    let apart = share(worst.0, worst.1).unwrap_or(0.0) - share(best.0, best.1).unwrap_or(0.0);
    let lost = graded(apart, 0.3, 0.8, 0.6);
    let alike = graded(apart, 0.15, 0.03, 0.2);
    answer(
        [
            share_figure("worst_failed", worst.0, worst.1),
            share_figure("best_failed", best.0, best.1),
            figure("backends", backends.len() as f64, Unit::Count),
        ],
        [
            (Hypothesis::CapacityLoss, lost - alike),
            (Hypothesis::Attack, -lost * 0.5),
            (Hypothesis::Overload, -lost * 0.5),
            (Hypothesis::Crawl, -lost * 0.5),
        ],
    )
}

/// Pages of one minute, and failures among them.
type Load = (f64, f64);

fn unnamed(facts: &Facts) -> Answer {
    let (assets, minutes) = loads(facts);
    let busy: Vec<Load> = minutes.into_iter().filter(|(pages, _)| *pages >= PAGES_MIN).collect();
    let failing: Vec<Load> = busy.into_iter().filter(|(_, failed)| *failed > 0.0).collect();
    let points: Vec<(f64, f64)> =
        failing.iter().map(|(pages, failed)| (pages.log2(), failed / pages)).collect();
    let Some((gradient, low, high)) = slope(&points) else {
        return Answer::NotComputable("few_failing_minutes");
    };
    let (pages, failed) =
        failing.iter().fold((0.0, 0.0), |sum, load| (sum.0 + load.0, sum.1 + load.1));
    let spread = spread_beyond_chance(&failing, failed / pages);
    // What a fixed capacity leaves over grows by ln 2 of what it serves as load doubles: 1 is a load, 0 is none.
    let of_load = (1.0 - failed / pages).max(0.01) * std::f64::consts::LN_2;
    let flat = graded(high / of_load, 0.5, 0.25, 1.0) * graded(low / of_load, -0.5, -0.25, 1.0);
    let partial = failed / pages >= PARTIAL.0 && failed / pages <= PARTIAL.1;
    let lost = if partial { flat * graded(spread, 0.12, 0.04, 0.3) } else { 0.0 };
    let grows = graded(low / of_load, 0.15, 0.6, 0.15);
    let gradient = Figure {
        name: "gradient",
        value: gradient,
        interval: Some((low, high)),
        unit: Unit::Ratio,
    };
    answer(
        [
            share_figure("pages_failed", failed, pages),
            share_figure("assets_failed", assets.1, assets.0),
            gradient,
            figure("spread", spread, Unit::Ratio),
        ],
        [
            (Hypothesis::CapacityLoss, lost - grows),
            (Hypothesis::Attack, -lost * 0.5),
            (Hypothesis::Overload, grows * 0.5 - lost * 0.5),
        ],
    )
}

/// Assets with their failures, and pages with theirs minute by minute.
fn loads(facts: &Facts) -> (Load, Vec<Load>) {
    let service = &facts.ground.service;
    let mut assets = (0.0, 0.0);
    let mut minutes: BTreeMap<i64, Load> = BTreeMap::new();
    for row in facts.rows() {
        let load = if asset(service, facts.ground.names, row) {
            &mut assets
        } else {
            minutes.entry(minute_of(service.arrival_us[row])).or_default()
        };
        load.0 += 1.0;
        load.1 += f64::from(facts.ground.outcomes[row].is_failure());
    }
    (assets, minutes.into_values().collect())
}

/// Standard deviation of the minutes' shares beyond that of a binomial with the share of all.
fn spread_beyond_chance(minutes: &[Load], share: f64) -> f64 {
    let beyond: Vec<f64> = minutes
        .iter()
        .map(|(pages, failed)| (failed / pages - share).powi(2) - share * (1.0 - share) / pages)
        .collect();
    mean(&beyond).unwrap_or(0.0).max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn a_dead_back_end_beside_a_whole_one_is_seen() {
        let answer = about(&Crowd::two_backends(true).world(), run);
        assert!(figure(&answer, "worst_failed") > 0.9, "{answer:?}");
        assert!(weight(&answer, Hypothesis::CapacityLoss) > 0.4);
    }

    #[test]
    fn back_ends_that_fail_alike_are_not_lost() {
        let answer = about(&Crowd::two_backends(false).world(), run);
        assert!(weight(&answer, Hypothesis::CapacityLoss) < 0.0, "{answer:?}");
    }

    #[test]
    fn one_in_two_fails_whatever_the_load() {
        let answer = about(&Crowd::ordinary().swelling(240).world(), run);
        assert!(weight(&answer, Hypothesis::CapacityLoss) > 0.1, "{answer:?}");
    }

    #[test]
    fn what_a_capacity_leaves_over_grows_with_load() {
        let answer = about(&Crowd::bounded(60.0).swelling(240).world(), run);
        assert!(figure(&answer, "gradient") > 0.1, "{answer:?}");
        assert!(weight(&answer, Hypothesis::CapacityLoss) < 0.0);
    }

    #[test]
    fn a_steady_load_tells_by_its_chance_changes() {
        let answer = about(&Crowd::ordinary().flood(300, 0.1, "/").world(), run);
        assert!(weight(&answer, Hypothesis::CapacityLoss) >= 0.0, "{answer:?}");
        let bounded = about(&Crowd::bounded(300.0).flood(300, 0.1, "/").world(), run);
        assert!(weight(&bounded, Hypothesis::CapacityLoss) <= 0.0, "{bounded:?}");
    }

    #[test]
    fn few_failing_minutes_cannot_tell() {
        assert!(not_computable(&about(&Crowd::bounded(1e6).world(), run)));
    }
}
