//! # Question
//! When failing began, did the load step up, or only the failures?
//!
//! # Measure
//! The first ten failing minutes over the twenty minutes before: first tries (or distinct clients,
//! whichever grew more), and work served.
//!
//! # Speaks for
//! No more load, and half served: lost capacity, against every load. Much more load, and as much
//! served as before: a load.
//!
//! # What can fool it
//! Servers that drown in a load that has grown slowly fail without a step: where a fifth of the failures
//! timed out, nothing is said. Requests dearer than usual are no step in number: nor where a tenth of
//! the requests is hostile or cannot be told. Without durations, dearer requests of people look like
//! lost capacity.
//!
//! # Not computable when
//! Failing lasted less than five minutes, began with the log or within twenty minutes of other failures, or requests are too few.
//!
//! # References
//! Own; the argument of T23 with the minutes before as their own baseline.

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::{Test, answer, figure};

pub(super) const TEST: Test = Test {
    name: "onset_step",
    number: "T34",
    family: "onset",
    query: "outage-minutes",
    source: include_str!("onset_step.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let Some(onset) = facts.onset else { return Answer::NotComputable("no_minutes_before") };
    let (lost, loaded) = (onset.lost(), onset.loaded());
    answer(
        [
            figure("load_step", onset.load, Unit::Ratio),
            figure("served_step", onset.served, Unit::Ratio),
        ],
        [
            (Hypothesis::CapacityLoss, 0.9 * lost - 0.4 * loaded),
            (Hypothesis::Overload, 0.2 * loaded - 0.6 * lost),
            (Hypothesis::Attack, 0.2 * loaded - 0.4 * lost),
            (Hypothesis::Crawl, 0.2 * loaded - 0.4 * lost),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn half_lost_at_the_load_of_before_is_lost_capacity() {
        let answer = about(&Crowd::ordinary().world(), run);
        assert!(figure(&answer, "served_step") < 0.8, "{answer:?}");
        assert!(weight(&answer, Hypothesis::CapacityLoss) > 0.3, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) < 0.0);
    }

    #[test]
    fn a_flood_that_leaves_as_much_served_is_a_load() {
        let answer = about(&Crowd::bounded(300.0).flood(100, 10.0, "/").world(), run);
        assert!(figure(&answer, "load_step") > 1.4, "{answer:?}");
        assert!(weight(&answer, Hypothesis::CapacityLoss) <= 0.0, "{answer:?}");
    }

    #[test]
    fn without_minutes_before_nothing_is_said() {
        assert!(not_computable(&about(&Crowd::first_day().world(), run)));
    }
}
