//! When a service failed, for claims about a beginning or an end: the failing windows and how far
//! their edges lie from what is claimed.

use super::super::super::incident::Found;
use super::super::super::judgement::{Figure, Symptom, Unit};
use super::super::{Lies, lies, ranged};
use super::{EDGE_US, Scene};
use crate::base::time::{SECOND_US, Window};

/// Failing or slow windows that share more with a window than the uncertainty of an edge.
pub(in crate::judge) fn failing(scene: &Scene, window: Window) -> Vec<Found> {
    let least = EDGE_US.min((window.end_us - window.start_us) / 2).max(1);
    scene
        .found(window)
        .filter(|found| {
            matches!(found.symptom, Symptom::Failures | Symptom::Latency | Symptom::Unfinished)
        })
        .filter(|found| super::overlap_us(found.window, window) >= least)
        .cloned()
        .collect()
}

/// How far what was measured lies after what was claimed (before, if negative), in seconds.
pub(in crate::judge) fn offset(name: &'static str, measured_us: i64, claimed_us: i64) -> Figure {
    let seconds = |us: i64| us as f64 / SECOND_US as f64;
    let off = measured_us - claimed_us;
    ranged(name, seconds(off), (seconds(off - EDGE_US), seconds(off + EDGE_US)), Unit::Seconds)
}

/// Does an offset keep within a tolerance, seconds? The edge's own uncertainty is the claim's to use:
/// an offset is outside only where all of it is.
pub(in crate::judge) fn keeps(offset: &Figure, tolerance_s: f64) -> Lies {
    if offset.value.abs() <= tolerance_s {
        return Lies::Inside;
    }
    let interval = offset.interval.unwrap_or((offset.value, offset.value));
    match lies(interval, (-tolerance_s, tolerance_s)) {
        Lies::Outside => Lies::Outside,
        _ => Lies::Across,
    }
}
