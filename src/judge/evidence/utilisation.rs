//! # Question
//! When failing began, was more asked than the servers had ever shown that they can bear?
//!
//! # Measure
//! ρ = work of first tries per second in the busiest of the first five failing minutes, over the most
//! work served per second in any healthy minute of the log outside incidents. Work counts a request by
//! its usual time to serve; without durations an asset counts a tenth of a page.
//!
//! # Speaks for
//! ρ > 1: a load (attack, overload, crawl). ρ < 0.8: lost capacity, against every load.
//!
//! # What can fool it
//! A quiet log never shows its capacity: ρ > 1 then says little, and the test says how much load the
//! log has shown. Requests dearer than usual make ρ < 1 look like lost capacity.
//!
//! # Not computable when
//! There is no healthy minute outside the incident, or nothing failed.
//!
//! # References
//! Evidence T21; Gunther 2007, Guerrilla Capacity Planning, ch. 4 (demonstrated throughput).

use super::super::facts::Facts;
use super::super::hostile::known_load;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::{Test, answer, figure, graded};

pub(super) const TEST: Test = Test {
    name: "utilisation",
    number: "T21",
    family: "capacity",
    query: "capacity",
    source: include_str!("utilisation.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let Some(shown) = facts.shown else { return Answer::NotComputable("no_healthy_minute") };
    let Some(asked) = facts.asked_at_onset() else { return Answer::NotComputable("no_failures") };
    let ratio = asked / shown;
    let over = graded(ratio, 1.0, 1.5, 0.6);
    // Hostile requests may be dear: few of them can be much load.
    let under = graded(ratio, 0.85, 0.5, 0.9) * known_load(facts);
    answer(
        [
            figure("utilisation", ratio, Unit::Ratio),
            figure("asked", asked, Unit::PerSecond),
            figure("shown", shown, Unit::PerSecond),
        ],
        [
            (Hypothesis::Attack, over * 0.5 - under * 0.7),
            (Hypothesis::Overload, over - under),
            (Hypothesis::Crawl, over * 0.5 - under * 0.7),
            (Hypothesis::CapacityLoss, under - over),
        ],
    )
}
