//! Attempts to get in, for claims about them: what was found apart from outages, in the claimed time.

use super::super::super::judgement::{Intrusion, Unit};
use super::super::{Tested, consistent, figure, untestable};
use super::{COVERED, Scene};

/// Puts "somebody tried to get in" to the attempts of the kinds that are meant.
pub(in crate::judge) fn attempted(scene: &Scene, is_meant: impl Fn(&str) -> bool) -> Tested {
    // Attempts are counted over all services of a run.
    if scene.sites.len() < scene.run.grounds.len() {
        return untestable("not_by_service", Vec::new());
    }
    let inside = |one: &&Intrusion| {
        is_meant(one.kind.name())
            && one.window.start_us < scene.window.end_us
            && scene.window.start_us <= one.window.end_us
    };
    let found: Vec<&Intrusion> = scene.run.judgement.intrusion.iter().filter(inside).collect();
    let sum = |pick: fn(&Intrusion) -> u64| found.iter().map(|one| pick(one)).sum::<u64>() as f64;
    let figures = vec![
        figure("attempts", sum(|one| one.requests), Unit::Count),
        figure("attempt_sources", sum(|one| one.sources), Unit::Count),
    ];
    if !found.is_empty() {
        return consistent(figures);
    }
    if scene.covered(scene.window) < COVERED {
        return untestable("not_covered", figures);
    }
    untestable("not_seen", figures)
}
