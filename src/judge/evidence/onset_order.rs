//! # Question
//! What came first: load beyond what had been borne, or failing answers?
//!
//! # Measure
//! Seconds from the first minute whose first tries are more work than ever shown to be borne to the
//! first failing minute, from ten minutes before the incident on; else the highest such load until
//! then, as a share of what was borne.
//!
//! # Speaks for
//! Load first, or within a minute: attack, overload, crawl. Failing while load had stayed below 80 %
//! of what had been borne: lost capacity. Between the two: nothing.
//!
//! # What can fool it
//! Stamps that mark the end of requests make load appear late. Failed requests repeat and raise load
//! after the fact; only first tries are counted.
//!
//! # Not computable when
//! There is no healthy minute outside the incident, or nothing failed.
//!
//! # References
//! Evidence T22 and §2.4; change-point order after Bronson et al., HotOS 2021 (trigger and effect).

use super::super::facts::Facts;
use super::super::hostile::known_load;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::super::onset::first_failing;
use super::{Test, answer, figure};
use crate::base::time::{MINUTE_US, SECOND_US, minute_of};

/// Share of the demonstrated capacity below which a load was borne with certainty.
pub(in crate::judge) const BORNE: f64 = 0.8;

pub(super) const TEST: Test = Test {
    name: "onset_order",
    number: "T22",
    family: "onset",
    query: "outage-minutes",
    source: include_str!("onset_order.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let Some(shown) = facts.shown else { return Answer::NotComputable("no_healthy_minute") };
    let Some(failing) = first_failing(facts) else { return Answer::NotComputable("no_failures") };
    let until = failing + MINUTE_US;
    if let Some(loaded) = first_beyond(facts, shown, until) {
        let lead = (failing - loaded) as f64 / SECOND_US as f64;
        return answer(
            [figure("load_leads", lead, Unit::Seconds)],
            [
                (Hypothesis::Attack, 0.3),
                (Hypothesis::Overload, 0.4),
                (Hypothesis::Crawl, 0.3),
                (Hypothesis::CapacityLoss, -0.6),
            ],
        );
    }
    let before = most(facts, until) / shown;
    let figures = [figure("load_before", before, Unit::Share)];
    if before > BORNE {
        return answer(figures, []);
    }
    // Hostile requests may be dear: few of them can be much load.
    let known = known_load(facts);
    answer(
        figures,
        [
            (Hypothesis::Attack, -0.4 * known),
            (Hypothesis::Overload, -0.6 * known),
            (Hypothesis::Crawl, -0.4 * known),
            (Hypothesis::CapacityLoss, 0.6 * known),
        ],
    )
}

fn minutes(facts: &Facts, until: i64) -> impl Iterator<Item = i64> {
    let start = minute_of(facts.lead.start_us);
    (0..).map(move |k| start + k * MINUTE_US).take_while(move |&at| at <= until)
}

fn first_beyond(facts: &Facts, shown: f64, until: i64) -> Option<i64> {
    minutes(facts, until).find(|&at| facts.asked(at) > shown)
}

fn most(facts: &Facts, until: i64) -> f64 {
    minutes(facts, until).map(|at| facts.asked(at)).fold(0.0, f64::max)
}
