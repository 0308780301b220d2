//! # Claims
//! The service did not fail in that time.
//!
//! # Measure
//! Failing windows that share more than three minutes with the claimed time, and the share of
//! requests that failed in it.
//!
//! # Consistent when
//! There is none, and the interval of the failing share stays below the share at which a minute
//! counts as degraded.
//!
//! # Contradicted when
//! There is one, and the interval of the failing share in it lies above that share.
//!
//! # Untestable when
//! The logs do not cover the time, the service fell silent in it, or it failed a little without a
//! window of its own.
//!
//! # What can fool it
//! What never reached this log did not fail in it. Pages that fail on ordinary days too are no
//! failure of the service.

use super::super::incident::FAIL_SHARE;
use super::scene::Scene;
use super::scene::failing::failing;
use super::{Kind, Tested, consistent, contradicted, share_of, untestable};
use crate::base::time::Window;

pub(super) const KIND: Kind = Kind {
    name: "no_failure",
    query: "outage-minutes",
    timed: false,
    keys: &[],
    hypothesis: None,
    source: include_str!("no_failure.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    let window = scene.window;
    if let Some(why) = scene.unread(false) {
        return why;
    }
    // What failed is seen whatever else the logs leave out.
    let worst = failing(scene, window).into_iter().map(|found| {
        let inside = Window::new(
            found.window.start_us.max(window.start_us),
            found.window.end_us.min(window.end_us),
        );
        let (failed, all) = scene.failures(inside);
        share_of("failed_while_failing", failed, all)
    });
    let worst = worst.max_by(|a, b| a.value.total_cmp(&b.value));
    let (failed, all) = scene.failures(window);
    let share = share_of("failed", failed, all);
    let above = |(low, _)| low > FAIL_SHARE;
    match worst {
        Some(worst) if worst.interval.is_some_and(above) => contradicted(vec![worst, share]),
        Some(worst) => untestable("unclear_failing", vec![worst, share]),
        None => match scene.uncovered(window) {
            Some(why) => why,
            None if share.interval.is_some_and(|(_, high)| high < FAIL_SHARE) => {
                consistent(vec![share])
            }
            None => untestable("unclear_failing", vec![share]),
        },
    }
}
