//! # Question
//! At a load that was borne before, was as much served as before?
//!
//! # Measure
//! R = median share served in the incident's minutes whose first tries stay within 60 % of the
//! work shown to be borne, over the same share in the baseline (there near 1).
//!
//! # Speaks for
//! R < 0.8: lost capacity. R near 1 (failing only beyond that load): a load.
//!
//! # What can fool it
//! Dearer requests at the same rate. A waiting room that refuses below capacity.
//!
//! # Not computable when
//! No minute of the incident has so low a load, or no capacity was demonstrated.
//!
//! # References
//! Evidence T23.

use super::super::facts::{Class, Facts};
use super::super::hostile::known_load;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::{Test, answer, figure, graded};
use crate::base::stats::spread::median;

/// Share of the work shown to be borne below which a load is borne with certainty, queues left by
/// busier minutes included.
pub(in crate::judge) const BORNE: f64 = 0.6;

pub(super) const TEST: Test = Test {
    name: "matched_load",
    number: "T23",
    family: "capacity",
    query: "outage-minutes",
    source: include_str!("matched_load.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let Some(shown) = facts.shown else { return Answer::NotComputable("no_healthy_minute") };
    let shares: Vec<f64> = facts
        .ground
        .series
        .within(facts.found.window)
        .iter()
        .filter(|point| point.arrivals >= 5 && facts.asked(point.start_us) <= BORNE * shown)
        .map(|point| 1.0 - point.fail_share())
        .collect();
    let minutes = shares.len() as f64;
    let Some(served) = median(shares).filter(|_| minutes >= 3.0) else {
        return Answer::NotComputable("no_matched_minute");
    };
    // Hostile requests may be dear: at the same rate they are not the same load.
    let clear = known_load(facts).min(1.0 - graded(facts.share_of(Class::Hostile), 0.02, 0.2, 1.0));
    let lost = graded(served, 0.95, 0.6, 0.9) * clear;
    let kept = graded(served, 0.9, 0.99, 0.5);
    answer(
        [
            figure("served_share", served, Unit::Share),
            figure("matched_minutes", minutes, Unit::Count),
        ],
        [
            (Hypothesis::CapacityLoss, lost - kept),
            (Hypothesis::Overload, kept * 0.4 - lost * 0.7),
            (Hypothesis::Attack, kept * 0.4 - lost * 0.5),
            (Hypothesis::Crawl, -lost * 0.5),
        ],
    )
}
