//! # Question
//! Did requests stop arriving, without answers failing first?
//!
//! # Measure
//! Arrivals inside the incident over those that the baseline lets expect (the line in the chart of load), the share of failures among them, and the
//! arrivals of the first two minutes afterwards over those of later ones (those who had waited). Where
//! single networks vanished, of their requests alone.
//!
//! # Speaks for
//! Few arrivals without failures, and a rush afterwards: loss upstream. Arrivals as expected or more:
//! against it.
//!
//! # What can fool it
//! A server that is switched off, or a log that is lost, leaves the same silence. A rush beyond chance
//! afterwards speaks against a lost log; `resumption` looks at who comes. A filter that keeps a network
//! out leaves the same trace as a route that is lost. Where error logs say that servers stopped where
//! the silence began, it says nothing between the two (`servers_said` does).
//!
//! # Not computable when
//! Nothing says how many arrivals to expect.
//!
//! # References
//! Evidence T26; RFC 6298 (repeated connection attempts after a cut).

use super::super::facts::Facts;
use super::super::incident::expected;
use super::super::judgement::{Absence, Answer, Hypothesis, Unit};
use super::super::network::holds;
use super::servers_said::is_off;
use super::{Test, answer, figure, graded, share_figure};
use crate::base::stats::spread::mean;
use crate::base::time::{MINUTE_US, Window};

pub(super) const TEST: Test = Test {
    name: "vanishing_demand",
    number: "T26",
    family: "arrivals",
    query: "timeline",
    source: include_str!("vanishing_demand.rs"),
    run,
};

/// How much a silence of the whole service speaks against lost capacity, beside one of single networks:
/// servers that serve everybody else have lost none, but one that is off has.
const OFF: f64 = 0.5;

fn run(facts: &Facts) -> Answer {
    let Some((expected, arrived, failed)) = counted(facts) else {
        return Answer::NotComputable("no_expectation");
    };
    let ratio = arrived / expected;
    let silent =
        graded(ratio, 0.5, 0.1, 1.0) * (1.0 - graded(failed / arrived.max(1.0), 0.02, 0.2, 1.0));
    let rush = echo(facts).filter(|echo| echo.is_significant()).map_or(0.0, |echo| echo.ratio);
    let present = graded(ratio, 0.3, 0.7, 1.0);
    let off = is_off(facts);
    let whole = facts.found.absent.is_empty();
    let cut = if off { 0.0 } else { silent * (1.0 + graded(rush, 1.1, 1.6, 0.8)) };
    let upstream = cut - present * 1.5;
    answer(
        [
            figure("arrivals_ratio", ratio, Unit::Ratio),
            share_figure("failed", failed, arrived),
            figure("rush_after", echo(facts).map_or(0.0, |echo| echo.ratio), Unit::Ratio),
        ],
        [
            (Hypothesis::UpstreamLoss, upstream),
            (Hypothesis::Attack, -silent),
            (Hypothesis::Overload, -silent),
            (Hypothesis::Crawl, -silent),
            (
                Hypothesis::CapacityLoss,
                match whole {
                    true if off => 0.0,
                    true => -silent * OFF,
                    false => -silent,
                },
            ),
        ],
    )
}

/// Requests expected, those that came, and those of them that failed: of the networks that vanished, if
/// the others went on, else of the whole service.
fn counted(facts: &Facts) -> Option<(f64, f64, f64)> {
    let outcomes = &facts.ground.outcomes;
    let theirs = |row: &usize| is_theirs(facts, *row);
    let failed = facts.rows().filter(theirs).filter(|&row| outcomes[row].is_failure()).count();
    let absent = &facts.found.absent;
    if !absent.is_empty() {
        let sum = |of: fn(&Absence) -> f64| absent.iter().map(of).sum::<f64>();
        return Some((
            sum(|one| one.requests.0).max(1.0),
            sum(|one| one.requests.1),
            failed as f64,
        ));
    }
    let window = facts.found.window;
    // What the chart of load shows; without a baseline, what the silence was found by.
    let usual = facts.expected_per_minute().map(|rate| rate * window.minutes() as f64);
    let expectation = usual.or_else(|| expected(&facts.ground.series, window));
    let expected = expectation.filter(|&count| count >= 1.0)?;
    Some((expected, facts.rows().len() as f64, failed as f64))
}

/// Is a row of the networks that vanished, or are all in question?
fn is_theirs(facts: &Facts, row: usize) -> bool {
    let absent = &facts.found.absent;
    let ground = facts.ground;
    let client = || ground.names.clients.get(ground.service.client[row] as usize);
    absent.is_empty()
        || client().is_some_and(|client| absent.iter().any(|one| holds(&one.group, client)))
}

/// Time after a silence in which those who waited come.
const RUSH_US: i64 = 2 * MINUTE_US;
/// Later stretches of the same length that say how much comes, and how unevenly.
const LATER: i64 = 15;
/// Stretches needed.
const LATER_MIN: usize = 5;

/// What came right after an incident, beside what came once that had died down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::judge) struct Echo {
    /// Arrivals of the first two minutes over those of two later minutes.
    pub(in crate::judge) ratio: f64,
    count: f64,
    usual: f64,
    deviation: f64,
}

impl Echo {
    /// More than three standard deviations above the later level, and no less than a Poisson count
    /// varies: arrivals come in clumps.
    pub(in crate::judge) fn is_significant(self) -> bool {
        self.count > self.usual + 3.0 * self.deviation.max(self.usual.sqrt())
    }
}

/// The rush after an incident; `None` if nothing came later either.
pub(in crate::judge) fn echo(facts: &Facts) -> Option<Echo> {
    let end = crate::base::time::minute_of(facts.found.window.end_us + MINUTE_US - 1);
    let log_end = facts.ground.series.span()?.end_us;
    let stretch = |k: i64| Window::new(end + k * RUSH_US, end + (k + 1) * RUSH_US);
    let count = |window: Window| -> f64 {
        let rows = facts.ground.service.range(window);
        rows.filter(|&row| is_theirs(facts, row)).count() as f64
    };
    let later: Vec<f64> =
        (1..=LATER).map(stretch).take_while(|one| one.end_us <= log_end).map(count).collect();
    let usual = mean(&later).filter(|&usual| usual > 0.0 && later.len() >= LATER_MIN)?;
    let squares: f64 = later.iter().map(|count| (count - usual).powi(2)).sum();
    let deviation = (squares / (later.len() - 1) as f64).sqrt();
    let count = count(stretch(0));
    Some(Echo { ratio: count / usual, count, usual, deviation })
}
