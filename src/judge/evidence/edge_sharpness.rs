//! # Question
//! Did the excess come and go as if switched?
//!
//! # Measure
//! Minutes that the arrivals above expectation take to rise from 10 % to 90 % of their level, and to fall back.
//! The level is the median of the minutes that have at least half of the busiest; measured are both ends of the
//! longest stretch at half the level or more, each from outside in. From the busiest minute outwards the noise
//! of a plateau would be taken for a part of its edge.
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

use std::ops::Range;

use super::super::baseline::expected_minute;
use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::{Test, answer, figure, graded};
use crate::base::stats::spread::median;
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
    let expected = facts.expected_per_minute().unwrap_or(0.0);
    let busiest = excess.iter().copied().max_by(f64::total_cmp).unwrap_or(0.0);
    if busiest <= 0.0 || busiest < 0.5 * expected || busiest < 30.0 {
        return Answer::NotComputable("no_excess");
    }
    let (rise, fall) = edges(&excess, level(&excess, busiest));
    let slowest = rise.max(fall);
    let switched = graded(slowest, 6.0, 2.0, 0.5);
    let slow_fall = graded(fall, 5.0, 15.0, 0.4);
    answer(
        [
            figure("rise", rise * 60.0, Unit::Seconds),
            figure("fall", fall * 60.0, Unit::Seconds),
            figure("peak_excess", busiest, Unit::PerMinute),
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

/// The level of what came and went: a single busy minute is not it.
fn level(excess: &[f64], busiest: f64) -> f64 {
    let high = excess.iter().copied().filter(|&minute| minute >= 0.5 * busiest);
    median(high.collect()).unwrap_or(busiest)
}

/// Minutes of the rise to a level, and of the fall from it.
fn edges(excess: &[f64], level: f64) -> (f64, f64) {
    let stretch = longest(excess, 0.5 * level);
    let back: Vec<f64> = excess.iter().rev().copied().collect();
    let mirrored = excess.len() - stretch.end..excess.len() - stretch.start;
    (rise(excess, stretch, level), rise(&back, mirrored, level))
}

/// Minutes from the last with a tenth of the level before a stretch to the first with nine tenths in it.
fn rise(excess: &[f64], stretch: Range<usize>, level: f64) -> f64 {
    let low = excess[..stretch.start].iter().rposition(|&minute| minute <= 0.1 * level);
    let high = excess[stretch.clone()].iter().position(|&minute| minute >= 0.9 * level);
    let until = stretch.start + high.unwrap_or(0);
    until as f64 - low.map_or(-1.0, |minute| minute as f64)
}

/// The longest run of minutes of at least so much; of equals the first.
fn longest(excess: &[f64], least: f64) -> Range<usize> {
    let (mut best, mut start) = (0..0, 0);
    for (k, &minute) in excess.iter().enumerate() {
        if minute < least {
            start = k + 1;
        } else if k + 1 - start > best.len() {
            best = start..k + 1;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minutes to and from the level of what rises and falls in so many minutes around a plateau that is uneven by
    /// a fifth, with one minute that is far busier.
    fn around_plateau(rise: usize, fall: usize) -> (f64, f64) {
        let slope = |k: usize, length: usize| 100.0 * (k as f64 + 0.5) / length as f64;
        let mut minutes = vec![0.0; 30];
        minutes.extend((0..rise).map(|k| slope(k, rise)));
        minutes.extend((0..40).map(|k| if k == 25 { 180.0 } else { [82.0, 118.0, 100.0][k % 3] }));
        minutes.extend((0..fall).rev().map(|k| slope(k, fall)));
        minutes.extend([0.0; 30]);
        edges(&minutes, level(&minutes, 180.0))
    }

    #[test]
    fn the_noise_of_a_plateau_is_no_part_of_its_edges() {
        let (rise, fall) = around_plateau(0, 1);
        assert!(rise <= 2.0 && fall <= 3.0, "{rise} {fall}");
    }

    #[test]
    fn a_slow_decay_is_slow() {
        let (rise, fall) = around_plateau(2, 30);
        assert!(rise <= 4.0 && (20.0..30.0).contains(&fall), "{rise} {fall}");
    }
}
