//! # Question
//! Did a waiting room or a quota do the refusing?
//!
//! # Measure
//! Share of answers that are a constant page in place of the varied pages of the same paths, or 429.
//!
//! # Speaks for
//! A configured limit was reached: overload (with the detail `admission_limit`). Says nothing on who
//! brought the load.
//!
//! # What can fool it
//! An attack can fill a waiting room too; the other tests weigh who came.
//!
//! # Not computable when
//! The log carries no sizes.
//!
//! # References
//! Evidence T29 and §2.6.

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis};
use super::super::outcome::Outcome;
use super::{Test, answer, graded, share_figure};

pub(super) const TEST: Test = Test {
    name: "admission_signature",
    number: "T29",
    family: "shape",
    query: "size-signature",
    source: include_str!("admission_signature.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let service = &facts.ground.service;
    if facts.rows().all(|row| service.bytes[row] < 0) {
        return Answer::NotComputable("no_sizes");
    }
    let told = waiting(facts);
    let all = facts.rows().len() as f64;
    let share = told / all.max(1.0);
    let limit = graded(share, 0.05, 0.3, 0.4);
    answer(
        [share_figure("told_to_wait", told, all)],
        [
            (Hypothesis::Overload, limit),
            (Hypothesis::CapacityLoss, -limit * 0.5),
            (Hypothesis::UpstreamLoss, -limit),
        ],
    )
}

/// Requests that were told to wait.
pub(in crate::judge) fn waiting(facts: &Facts) -> f64 {
    let told = |row: &usize| {
        facts.ground.outcomes[*row] == Outcome::Waiting || facts.ground.service.status[*row] == 429
    };
    facts.rows().filter(told).count() as f64
}
