//! # Question
//! Did more people come than usual?
//!
//! # Measure
//! Visits of people that began in the incident over those that usually begin in as many minutes; where too few usually do, first
//! tries of clients that are neither hostile nor crawlers, a minute, over the arrivals that the baseline has in the same minutes.
//! Both of these are given beside it.
//!
//! # Speaks for
//! Well above 1: overload. Near or below 1: against overload.
//!
//! # What can fool it
//! A baseline on another kind of day (holiday, first day of term). Bots that behave like people are
//! counted as people.
//!
//! # Not computable when
//! There is no baseline.
//!
//! # References
//! Evidence §3.3 (do(O = base)); Jung et al., WWW 2002.

use super::super::facts::{Class, Facts};
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::{Test, answer, figure, graded};

pub(super) const TEST: Test = Test {
    name: "organic_surge",
    number: "T33",
    family: "demand",
    query: "first-seen-clients",
    source: include_str!("organic_surge.rs"),
    run,
};

/// Share of what counts as people's that cannot be told.
fn untold(facts: &Facts) -> f64 {
    let (unknown, people) = (facts.share_of(Class::Unknown), facts.share_of(Class::Organic));
    crate::base::stats::proportion::share(unknown, unknown + people).unwrap_or(0.0)
}

fn run(facts: &Facts) -> Answer {
    let Some(expected) = facts.expected_per_minute().filter(|&rate| rate > 0.0) else {
        return Answer::NotComputable("no_baseline");
    };
    let people = facts
        .rows()
        .filter(|&row| matches!(facts.class(row), Class::Organic | Class::Unknown))
        .filter(|&row| facts.intents.is_fresh(row))
        .count() as f64;
    let rate = people / facts.found.window.minutes() as f64;
    let ratio = facts.visit_ratio().unwrap_or(rate / expected);
    // Who cannot be told may be people or not: a surge must be one without them, and no surge with them.
    let surge = graded(ratio * (1.0 - untold(facts)), 1.2, 2.0, 0.8);
    let usual = graded(ratio, 1.25, 1.0, 0.9);
    answer(
        [
            figure("surge", ratio, Unit::Ratio),
            figure("people", rate, Unit::PerMinute),
            figure("expected", expected, Unit::PerMinute),
        ],
        [
            (Hypothesis::Overload, surge - usual),
            (Hypothesis::CapacityLoss, usual * 0.3 - surge * 0.4),
        ],
    )
}
