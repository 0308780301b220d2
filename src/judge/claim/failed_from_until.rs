//! # Claims
//! The service failed from one instant to another (`tolerance_minutes`, else 15, on each side).
//!
//! # Measure
//! The failing windows that share time with the claimed one: how far their first minute lies from the
//! claimed beginning and their last from the claimed end, each with three minutes of uncertainty, and
//! the share of the claimed minutes that lie in them.
//!
//! # Consistent when
//! Both edges keep within the tolerance.
//!
//! # Contradicted when
//! An edge lies outside it even with its uncertainty; or nothing failed while people came as usual.
//!
//! # Untestable when
//! An edge is too close to call, the logs do not cover the time, the service fell silent, or no
//! failure is seen and the log cannot show whether people reached it.
//!
//! # What can fool it
//! People say when they noticed. Failures that never reached this log are not in it.

use super::super::incident::{FAIL_SHARE, expected};
use super::super::judgement::{Figure, Unit};
use super::scene::failing::{failing, keeps, offset};
use super::scene::{Scene, Site, overlap_us};
use super::{
    Fallback, Form, Key, Kind, Lies, Tested, consistent, contradicted, figure, share_of, untestable,
};
use crate::base::time::Window;

/// Share of the expected requests that must have come for their success to mean that people were
/// served.
pub(in crate::judge) const CAME: f64 = 0.5;

pub(super) const KIND: Kind = Kind {
    name: "failed_from_until",
    query: "outage-minutes",
    timed: true,
    keys: &[Key {
        name: "tolerance_minutes",
        form: Form::Minutes,
        fallback: Fallback::Number(15.0),
    }],
    hypothesis: None,
    source: include_str!("failed_from_until.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    let window = scene.window;
    if let Some(why) = scene.unread(false).or_else(|| scene.uncovered(window)) {
        return why;
    }
    let failing = failing(scene, window);
    let start_us = failing.iter().map(|found| found.window.start_us).min();
    let end_us = failing.iter().map(|found| found.window.end_us).max();
    let (Some(start_us), Some(end_us)) = (start_us, end_us) else { return unfailing(scene) };
    let shared: i64 = failing.iter().map(|found| overlap_us(found.window, window)).sum();
    let share = shared as f64 / (window.end_us - window.start_us) as f64;
    let figures = vec![
        offset("onset_offset", start_us, window.start_us),
        offset("end_offset", end_us, window.end_us),
        figure("failing_part", share.min(1.0), Unit::Share),
    ];
    edges(figures, scene.claim.number("tolerance_minutes"))
}

fn edges(figures: Vec<Figure>, tolerance_s: f64) -> Tested {
    let kept: Vec<Lies> = figures.iter().take(2).map(|edge| keeps(edge, tolerance_s)).collect();
    if kept.contains(&Lies::Outside) {
        contradicted(figures)
    } else if kept.contains(&Lies::Across) {
        untestable("too_close", figures)
    } else {
        consistent(figures)
    }
}

/// Nothing failed: that excludes the claim only if people came and were served.
fn unfailing(scene: &Scene) -> Tested {
    let (failed, all) = scene.failures(scene.window);
    let share = share_of("failed", failed, all);
    let high = share.interval.map_or(1.0, |(_, high)| high);
    let Some(usual) = usual(scene, scene.window) else {
        return untestable("no_expectation", vec![share]);
    };
    let figures = vec![share, figure("came", all / usual.max(1.0), Unit::Ratio)];
    if high < FAIL_SHARE && all >= CAME * usual {
        contradicted(figures).because("nothing_failed")
    } else {
        untestable("unclear_failing", figures)
    }
}

fn usual(scene: &Scene, window: Window) -> Option<f64> {
    let of = |site: &Site| expected(&site.ground.series, window);
    scene.sites.iter().map(of).sum()
}
