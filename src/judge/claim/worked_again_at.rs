//! # Claims
//! The service, which had failed, worked again at an instant (`at`; `tolerance_minutes`, else 15, on
//! each side).
//!
//! # Measure
//! How far the end of the nearest failing window lies from the claimed instant, with three minutes of
//! uncertainty.
//!
//! # Consistent when
//! It keeps within the tolerance.
//!
//! # Contradicted when
//! It lies outside the tolerance even with its uncertainty.
//!
//! # Untestable when
//! No failing window is near, the edge is too close to call, or the logs do not cover the time
//! around.
//!
//! # What can fool it
//! Failing windows less than ten minutes apart are one: a short recovery in between is not seen.

use super::super::judgement::Symptom;
use super::scene::Scene;
use super::scene::failing::{keeps, offset};
use super::{Fallback, Form, Key, Kind, Lies, Tested, consistent, contradicted, untestable};
use crate::base::time::{HOUR_US, MINUTE_US, SECOND_US, Window};

/// A failing window is near if it ends within so much of the claimed instant.
pub(in crate::judge) const NEAR_US: i64 = 12 * HOUR_US;
/// Time after the claimed instant, beyond the tolerance, that the logs must cover: as long as failing
/// windows may be apart and still be one, and as much again.
pub(in crate::judge) const AFTER_US: i64 = 20 * MINUTE_US;

pub(super) const KIND: Kind = Kind {
    name: "worked_again_at",
    query: "outage-minutes",
    timed: false,
    keys: &[
        Key { name: "at", form: Form::Instant, fallback: Fallback::Required },
        Key { name: "tolerance_minutes", form: Form::Minutes, fallback: Fallback::Number(15.0) },
    ],
    hypothesis: None,
    source: include_str!("worked_again_at.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    let Some(at_us) = scene.claim.instant("at") else {
        return untestable("no_incident", Vec::new());
    };
    let tolerance_s = scene.claim.number("tolerance_minutes");
    let reach_us = (tolerance_s * SECOND_US as f64) as i64 + AFTER_US;
    let around = Window::new(at_us - reach_us, at_us + reach_us);
    if let Some(why) = scene.unread(false).or_else(|| scene.uncovered(around)) {
        return why;
    }
    let near = Window::new(at_us - NEAR_US, at_us + NEAR_US);
    let ends = scene
        .found(near)
        .filter(|found| found.symptom != Symptom::Given)
        .map(|found| found.window.end_us)
        .filter(|end_us| near.contains(*end_us));
    let Some(end_us) = ends.min_by_key(|end_us| (end_us - at_us).abs()) else {
        return untestable("no_incident", Vec::new());
    };
    let end = offset("end_offset", end_us, at_us);
    match keeps(&end, tolerance_s) {
        Lies::Inside => consistent(vec![end]),
        Lies::Outside => contradicted(vec![end]),
        Lies::Across => untestable("too_close", vec![end]),
    }
}
