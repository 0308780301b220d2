//! # Question
//! Did requests stop arriving, without answers failing first?
//!
//! # Measure
//! Arrivals over expected arrivals inside the incident, the share of failures among them, and the
//! arrivals of the first two minutes afterwards over the expected ones (those who had waited).
//!
//! # Speaks for
//! Few arrivals without failures, and a rush afterwards: loss upstream. Arrivals as expected or more:
//! against it.
//!
//! # What can fool it
//! A server that is switched off, or a log that is lost, leaves the same silence. The rush afterwards
//! and a trickle from a few networks tell them apart; without either the gate `log_gap` closes.
//!
//! # Not computable when
//! Nothing says how many arrivals to expect.
//!
//! # References
//! Evidence T26; RFC 6298 (repeated connection attempts after a cut).

use super::super::facts::Facts;
use super::super::incident::expected;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::{Test, answer, figure, graded, share_figure};
use crate::base::time::{MINUTE_US, Window};

pub(super) const TEST: Test = Test {
    name: "vanishing_demand",
    number: "T26",
    family: "arrivals",
    query: "timeline",
    source: include_str!("vanishing_demand.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let window = facts.found.window;
    let expectation = expected(&facts.ground.series, window)
        .or_else(|| facts.expected_per_minute().map(|rate| rate * window.minutes() as f64));
    let Some(expected) = expectation.filter(|&count| count >= 1.0) else {
        return Answer::NotComputable("no_expectation");
    };
    let arrived = facts.rows().len() as f64;
    let failed = facts.rows().filter(|&row| facts.ground.outcomes[row].is_failure()).count() as f64;
    let ratio = arrived / expected;
    let silent =
        graded(ratio, 0.5, 0.1, 1.0) * (1.0 - graded(failed / arrived.max(1.0), 0.02, 0.2, 1.0));
    let rush = echo(facts).unwrap_or(0.0);
    let present = graded(ratio, 0.3, 0.7, 1.0);
    let upstream = silent * (1.0 + graded(rush, 1.1, 1.6, 0.8)) - present * 1.5;
    answer(
        [
            figure("arrivals_ratio", ratio, Unit::Ratio),
            share_figure("failed", failed, arrived),
            figure("rush_after", rush, Unit::Ratio),
        ],
        [
            (Hypothesis::UpstreamLoss, upstream),
            (Hypothesis::Attack, -silent),
            (Hypothesis::Overload, -silent),
            (Hypothesis::Crawl, -silent),
        ],
    )
}

/// Arrivals of the two minutes after the incident over the expected ones.
pub(in crate::judge) fn echo(facts: &Facts) -> Option<f64> {
    let end = crate::base::time::minute_of(facts.found.window.end_us + MINUTE_US - 1);
    let after = Window::new(end, end + 2 * MINUTE_US);
    // The quarter of an hour after those minutes is the level that the rush dies down to.
    let later = Window::new(after.end_us, after.end_us + 15 * MINUTE_US);
    let rate = |window: Window| {
        let sum: u32 = facts.ground.series.within(window).iter().map(|point| point.arrivals).sum();
        f64::from(sum) / window.minutes() as f64
    };
    let level = rate(later);
    (level > 0.0).then(|| rate(after) / level)
}
