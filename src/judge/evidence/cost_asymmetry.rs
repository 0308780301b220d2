//! # Question
//! Did clients ask for what costs the servers most?
//!
//! # Measure
//! Share of the work of first tries that went to dear pages, in the incident and in the baseline; and
//! the mean work of a page in the incident over that in the baseline. Work is the usual time to serve
//! a path; a page is dear if it costs three of the baseline's pages or more. A path that ordinary
//! days do not know has the time that its served requests took in the incident, less what all paths
//! were slower then.
//!
//! # Speaks for
//! A much larger share than usual: attack, of the asymmetric kind.
//!
//! # What can fool it
//! A day on which everybody needs the same dear page: enrolment, results, log-in after a reset.
//!
//! # Not computable when
//! The log carries no durations, there is no baseline, or fewer than 50 pages were asked for.
//!
//! # References
//! Evidence T14; Ranjan et al., ToN 2009 (asymmetric requests); Oikonomou & Mirkovic, ICC 2009 (server
//! time consumed).

use std::collections::BTreeMap;

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::super::profile::asset;
use super::super::work::{COST_MAX, TIMES_MIN};
use super::{Test, answer, figure, graded, share_figure};
use crate::base::stats::spread::median;

/// Mean pages of the baseline that a dear page costs.
pub(in crate::judge) const DEAR: f64 = 3.0;
/// Pages below which their mean cost is chance.
pub(in crate::judge) const PAGES_MIN: f64 = 50.0;

pub(super) const TEST: Test = Test {
    name: "cost_asymmetry",
    number: "T14",
    family: "content",
    query: "slow-paths",
    source: include_str!("cost_asymmetry.rs"),
    run,
};

/// Work of pages: of dear ones, of all, and how many they are.
#[derive(Default)]
struct Spent {
    dear: f64,
    all: f64,
    pages: f64,
}

fn run(facts: &Facts) -> Answer {
    if !facts.work.is_measured() {
        return Answer::NotComputable("no_durations");
    }
    if !facts.has_baseline() {
        return Answer::NotComputable("no_baseline");
    }
    let none = BTreeMap::new();
    let usual = spent(facts, facts.baseline_rows(), &none, f64::INFINITY);
    let (new, limit) = (new_costs(facts), DEAR * usual.all / usual.pages.max(1.0));
    let now = spent(facts, facts.rows().filter(|&row| facts.intents.is_fresh(row)), &new, limit);
    let before = spent(facts, facts.baseline_rows(), &none, limit);
    if now.pages < PAGES_MIN || before.pages < PAGES_MIN {
        return Answer::NotComputable("few_requests");
    }
    let dearer = (now.all / now.pages) / (before.all / before.pages);
    let more = graded(now.dear / now.all - before.dear / before.all, 0.2, 0.6, 0.3);
    answer(
        [
            share_figure("dear", now.dear, now.all),
            share_figure("dear_before", before.dear, before.all),
            figure("dearer", dearer, Unit::Ratio),
        ],
        [(Hypothesis::Attack, more), (Hypothesis::Overload, -more * 0.5)],
    )
}

fn spent(
    facts: &Facts,
    rows: impl Iterator<Item = usize>,
    new: &BTreeMap<u32, f64>,
    limit: f64,
) -> Spent {
    let service = &facts.ground.service;
    let pages = rows.filter(|&row| !asset(service, facts.ground.names, row));
    pages.fold(Spent::default(), |spent, row| {
        let known = facts.work.of(service, row);
        let cost = new.get(&service.path[row]).copied().unwrap_or(known);
        let dear = if cost >= limit { cost } else { 0.0 };
        Spent { dear: spent.dear + dear, all: spent.all + cost, pages: spent.pages + 1.0 }
    })
}

/// Costs of paths that the baseline does not have, from the times that they took in the incident.
fn new_costs(facts: &Facts) -> BTreeMap<u32, f64> {
    let service = &facts.ground.service;
    let known: std::collections::BTreeSet<u32> =
        facts.baseline_rows().map(|row| service.path[row]).collect();
    let served = facts.rows().filter(|&row| {
        !facts.ground.outcomes[row].is_failure()
            && service.duration_us[row] > 0
            && !asset(service, facts.ground.names, row)
    });
    let (mut usual, mut new): (Vec<f64>, BTreeMap<u32, Vec<f64>>) = Default::default();
    for row in served {
        let time = service.duration_us[row] as f64;
        if known.contains(&service.path[row]) {
            usual.push(time / facts.work.of(service, row));
        } else {
            new.entry(service.path[row]).or_default().push(time);
        }
    }
    let Some(ordinary) = median(usual).filter(|&us| us > 0.0) else { return BTreeMap::new() };
    new.retain(|_, times| times.len() >= TIMES_MIN);
    let cost = |times: Vec<f64>| (median(times).unwrap_or(ordinary) / ordinary).min(COST_MAX);
    new.into_iter().map(|(path, times)| (path, cost(times))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn a_flood_of_dear_pages_is_seen_also_where_they_are_new() {
        for path in ["/export", "/report"] {
            let answer = about(&Crowd::ordinary().timed().flood(60, 0.1, path).world(), run);
            assert!(figure(&answer, "dear") > 0.6, "{path}: {answer:?}");
            assert!(figure(&answer, "dearer") > 1.5, "{path}: {answer:?}");
            assert!(weight(&answer, Hypothesis::Attack) > 0.1, "{path}");
        }
    }

    #[test]
    fn more_people_want_nothing_dearer_and_cheap_floods_are_not_seen() {
        for world in [
            Crowd::ordinary().timed().visitors(60).world(),
            Crowd::ordinary().timed().flood(60, 0.1, "/").world(),
        ] {
            let answer = about(&world, run);
            assert!(figure(&answer, "dearer") < 1.5, "{answer:?}");
            assert_eq!(weight(&answer, Hypothesis::Attack), 0.0);
        }
    }

    #[test]
    fn without_durations_nothing_is_dear() {
        assert!(not_computable(&about(&Crowd::ordinary().flood(60, 0.1, "/export").world(), run)));
    }
}
