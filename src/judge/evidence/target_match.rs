//! # Question
//! Did what was asked for more than usual fail, or something else?
//!
//! # Measure
//! By kind of page, assets included: first tries per minute above the baseline's, and failures, each as
//! shares of their sum. What the two have in common, from 0 (failures lie elsewhere) to 1.
//!
//! # Speaks for
//! Much in common: a load. Next to nothing: the excess hit another part than the one that failed, lost
//! capacity.
//!
//! # What can fool it
//! Parts that share a data base fail together, whichever of them is overloaded. A front page that is
//! served from a cache never fails, however it is flooded.
//!
//! # Not computable when
//! There is no baseline, fewer than 20 requests failed, or first tries were not at least a fifth above
//! the baseline.
//!
//! # References
//! Evidence T20 and §0 (a portal was flooded while another platform failed).

use std::collections::BTreeMap;

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::super::template::Templates;
use super::{Test, answer, figure, graded};

/// Failures below which where they lie is chance.
pub(in crate::judge) const FAILURES_MIN: f64 = 20.0;
/// First tries over the baseline's from which there is an excess.
pub(in crate::judge) const EXCESS_MIN: f64 = 1.2;

pub(super) const TEST: Test = Test {
    name: "target_match",
    number: "T20",
    family: "onset",
    query: "path-failures",
    source: include_str!("target_match.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    if !facts.has_baseline() {
        return Answer::NotComputable("no_baseline");
    }
    let mut templates = Templates::new(facts.ground.names);
    let minutes = facts.found.window.minutes() as f64;
    let fresh = facts.rows().filter(|&row| facts.intents.is_fresh(row));
    let now = rates(facts, fresh, minutes, &mut templates);
    let before = rates(facts, facts.baseline_rows(), facts.baseline_minutes, &mut templates);
    let failing = facts.rows().filter(|&row| facts.ground.outcomes[row].is_failure());
    let failures = rates(facts, failing, 1.0, &mut templates);
    let sum = |rates: &BTreeMap<u64, f64>| rates.values().sum::<f64>();
    if sum(&failures) < FAILURES_MIN {
        return Answer::NotComputable("few_failures");
    }
    if sum(&now) < EXCESS_MIN * sum(&before) {
        return Answer::NotComputable("no_excess");
    }
    let excess: BTreeMap<u64, f64> = now
        .iter()
        .map(|(kind, rate)| (*kind, rate - before.get(kind).copied().unwrap_or(0.0)))
        .filter(|(_, more)| *more > 0.0)
        .collect();
    let common = common(&excess, &failures);
    let linked = graded(common, 0.5, 0.8, 0.1);
    let apart = graded(common, 0.3, 0.05, 0.3);
    answer(
        [figure("common", common, Unit::Share), figure("excess", sum(&excess), Unit::PerMinute)],
        [
            (Hypothesis::Attack, linked - apart),
            (Hypothesis::Overload, linked - apart),
            (Hypothesis::Crawl, linked - apart),
            (Hypothesis::CapacityLoss, apart * 0.7 - linked),
        ],
    )
}

fn rates(
    facts: &Facts,
    rows: impl Iterator<Item = usize>,
    minutes: f64,
    templates: &mut Templates,
) -> BTreeMap<u64, f64> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(templates.of(facts.ground.service.path[row])).or_default() += 1.0;
    }
    counts.values_mut().for_each(|count| *count /= minutes.max(1.0));
    counts
}

/// What two distributions have in common: the sum of the smaller shares.
fn common(left: &BTreeMap<u64, f64>, right: &BTreeMap<u64, f64>) -> f64 {
    let (all_left, all_right): (f64, f64) = (left.values().sum(), right.values().sum());
    if all_left <= 0.0 || all_right <= 0.0 {
        return 0.0;
    }
    let pairs = left.iter().filter_map(|(kind, count)| Some((count, right.get(kind)?)));
    pairs.map(|(a, b)| (a / all_left).min(b / all_right)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn a_flood_of_the_page_that_fails_is_linked() {
        let answer = about(&Crowd::ordinary().flood(200, 0.1, "/").world(), run);
        assert!(figure(&answer, "common") > 0.6, "{answer:?}");
        assert!(weight(&answer, Hypothesis::CapacityLoss) < 0.0);
    }

    #[test]
    fn a_flood_of_one_page_while_others_fail_is_not() {
        let answer = about(&Crowd::sound("/").flood(200, 0.1, "/").world(), run);
        assert!(figure(&answer, "common") < 0.1, "{answer:?}");
        assert!(weight(&answer, Hypothesis::CapacityLoss) > 0.1);
        assert!(weight(&answer, Hypothesis::Attack) < -0.1);
    }

    #[test]
    fn more_people_ask_for_what_then_fails() {
        let answer = about(&Crowd::ordinary().visitors(90).world(), run);
        assert!(weight(&answer, Hypothesis::Overload) >= 0.0, "{answer:?}");
        assert!(not_computable(&about(&Crowd::ordinary().world(), run)), "no excess");
    }
}
