//! # Question
//! Did the excess come and go as if switched?
//!
//! # Measure
//! Minutes that the arrivals above expectation take to rise from 10 % to 90 % of their peak before it,
//! and to fall back after it.
//!
//! # Speaks for
//! Both within two minutes: attack. A slow decay: people, who leave one by one.
//!
//! # What can fool it
//! A bell, a broadcast or a push message brings people within a minute; they still leave slowly. A
//! server that dies cuts the edge itself.
//!
//! # Not computable when
//! There is no baseline, or arrivals were not at least half above it.
//!
//! # References
//! Evidence T11 (in the World Cup 1998 logs the steepest organic rise took hours; its sharpest five
//! minutes grew 12-fold); Wendell & Freedman, IMC 2011.

use super::super::baseline::expected_minute;
use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::{Test, answer, figure, graded};
use crate::base::time::{MINUTE_US, minute_of};

pub(super) const TEST: Test = Test {
    name: "edge_sharpness",
    number: "T11",
    family: "dynamics",
    query: "timeline",
    source: include_str!("edge_sharpness.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let Some(excess) = excess(facts) else { return Answer::NotComputable("no_baseline") };
    let Some((peak_at, peak)) = excess
        .iter()
        .copied()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        .filter(|(_, peak)| *peak > 0.0)
    else {
        return Answer::NotComputable("no_excess");
    };
    let expected = facts.expected_per_minute().unwrap_or(0.0);
    if peak < 0.5 * expected || peak < 30.0 {
        return Answer::NotComputable("no_excess");
    }
    let rise = crossing(excess[..=peak_at].iter().rev(), peak);
    let fall = crossing(excess[peak_at..].iter(), peak);
    let slowest = rise.max(fall);
    let switched = graded(slowest, 6.0, 2.0, 0.5);
    let slow_fall = graded(fall, 5.0, 15.0, 0.4);
    answer(
        [
            figure("rise", rise * 60.0, Unit::Seconds),
            figure("fall", fall * 60.0, Unit::Seconds),
            figure("peak_excess", peak, Unit::PerMinute),
        ],
        [
            (Hypothesis::Attack, switched - slow_fall * 0.5),
            (Hypothesis::Overload, slow_fall * 0.6 - switched * 0.6),
        ],
    )
}

/// Arrivals above expectation, minute by minute, from half an hour before to half an hour after.
fn excess(facts: &Facts) -> Option<Vec<f64>> {
    let window = facts.found.window;
    let start = minute_of(window.start_us) - 30 * MINUTE_US;
    let minutes = window.minutes() + 60;
    (0..minutes)
        .map(|k| start + k * MINUTE_US)
        .map(|at| {
            let expected = expected_minute(&facts.ground.series, &facts.baseline, window, at)?;
            Some(f64::from(facts.ground.series.at(at).arrivals) - expected)
        })
        .collect()
}

/// Minutes between the last crossing of 90 % and the first of 10 %, walking away from the peak.
fn crossing<'a>(walk: impl Iterator<Item = &'a f64>, peak: f64) -> f64 {
    let (mut high, mut steps) = (0.0, 0.0);
    for value in walk {
        if *value >= 0.9 * peak {
            high = steps;
        }
        if *value <= 0.1 * peak {
            return steps - high;
        }
        steps += 1.0;
    }
    steps - high
}
