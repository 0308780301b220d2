//! # Question
//! How much of the logged load was the same people trying again?
//!
//! # Measure
//! A = logged requests over first tries, of clients that are neither hostile nor crawlers; and the
//! share of failures that were tried again within a minute.
//!
//! # Speaks for
//! A well over 1: part of the surge is an effect of the failing, not its cause; against taking the
//! logged load for demand or for an attack.
//!
//! # What can fool it
//! Clients behind one address that ask for the same page after one of them failed.
//!
//! # Not computable when
//! Nothing failed.
//!
//! # References
//! Evidence T27 and §2.3 (λ = (λ₀ − rC)/(1 − r)).

use super::super::facts::{Class, Facts};
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::{Test, answer, figure, graded, share_figure};

pub(super) const TEST: Test = Test {
    name: "retry_amplification",
    number: "T27",
    family: "retries",
    query: "retries",
    source: include_str!("retry_amplification.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let organic: Vec<usize> =
        facts.rows().filter(|&row| facts.class(row) == Class::Organic).collect();
    let fresh = organic.iter().filter(|&&row| facts.intents.is_fresh(row)).count() as f64;
    let (followed, failures) = facts.intents.followed;
    if failures == 0 || fresh == 0.0 {
        return Answer::NotComputable("no_failures");
    }
    let amplification = organic.len() as f64 / fresh;
    let storm = graded(amplification, 1.1, 2.0, 0.2);
    answer(
        [
            figure("amplification", amplification, Unit::Ratio),
            share_figure("tried_again", followed as f64, failures as f64),
        ],
        [(Hypothesis::Overload, storm), (Hypothesis::Attack, -storm)],
    )
}
