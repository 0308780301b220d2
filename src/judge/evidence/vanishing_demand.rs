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
//! A server that is switched off, or a log that is lost, leaves the same silence. Only the rush
//! afterwards tells them apart; without it the verdict is open.
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
    let rush = echo(facts).map_or(0.0, |echo| echo.ratio);
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

/// What came right after an incident, beside what came once that had died down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::judge) struct Echo {
    /// Arrivals of the first two minutes over two later minutes.
    pub(in crate::judge) ratio: f64,
    count: f64,
    usual: f64,
}

impl Echo {
    /// More than three standard deviations of a Poisson count above the later level.
    pub(in crate::judge) fn is_significant(self) -> bool {
        self.count > self.usual + 3.0 * self.usual.sqrt()
    }
}

/// The rush after an incident; `None` if nothing came later either.
pub(in crate::judge) fn echo(facts: &Facts) -> Option<Echo> {
    let end = crate::base::time::minute_of(facts.found.window.end_us + MINUTE_US - 1);
    let after = Window::new(end, end + 2 * MINUTE_US);
    let later = Window::new(after.end_us, after.end_us + 15 * MINUTE_US);
    let count = |window: Window| -> f64 {
        let points = facts.ground.series.within(window);
        points.iter().map(|point| f64::from(point.arrivals)).sum()
    };
    let usual = count(later) * after.minutes() as f64 / later.minutes() as f64;
    (usual > 0.0).then(|| Echo { ratio: count(after) / usual, count: count(after), usual })
}
