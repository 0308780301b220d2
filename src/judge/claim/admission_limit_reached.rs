//! # Claims
//! A limit of users was reached: a waiting room or a quota turned people away.
//!
//! # Measure
//! Share of requests that were told to wait: a constant page in place of the varied pages of the same
//! paths, or 429.
//!
//! # Consistent when
//! The interval of that share lies above the share of failures at which a minute counts as degraded.
//!
//! # Contradicted when
//! Never: waiting rooms also run on other hosts, of which this log shows nothing.
//!
//! # Untestable when
//! No such answers are seen, sizes are not logged, or the logs do not cover the time.
//!
//! # What can fool it
//! A constant error page that is rare before looks like a waiting page. Rate limits per client answer
//! 429 as well.

use super::super::incident::FAIL_SHARE;
use super::super::judgement::Detail;
use super::super::outcome::Outcome;
use super::scene::verdicts::incidents;
use super::scene::{COVERED, Scene, Site};
use super::{Kind, Tested, consistent, share_of, untestable};

pub(super) const KIND: Kind = Kind {
    name: "admission_limit_reached",
    query: "size-signature",
    timed: false,
    keys: &[],
    hypothesis: None,
    source: include_str!("admission_limit_reached.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    let (told, all) = told(scene);
    let share = share_of("told_to_wait", told, all);
    let low = share.interval.map_or(0.0, |(low, _)| low);
    let limited = incidents(scene).into_iter();
    let limited = limited.filter(|one| one.detail == Some(Detail::AdmissionLimit));
    let incidents = limited.map(|one| one.id).collect();
    let figures = vec![share];
    let tested = if low > FAIL_SHARE {
        consistent(figures)
    } else if scene.covered(scene.window) < COVERED {
        untestable("not_covered", figures)
    } else if !has_sizes(scene) {
        untestable("no_sizes", figures)
    } else {
        untestable("not_seen", figures)
    };
    Tested { incidents, ..tested }
}

fn told(scene: &Scene) -> (f64, f64) {
    let of = |site: &Site| {
        let ground = site.ground;
        let rows = ground.service.range(scene.window);
        let waits = |row: &usize| {
            ground.outcomes[*row] == Outcome::Waiting || ground.service.status[*row] == 429
        };
        (rows.clone().filter(waits).count() as f64, rows.len() as f64)
    };
    scene.sites.iter().map(of).fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

fn has_sizes(scene: &Scene) -> bool {
    let sized = |site: &Site| {
        let service = &site.ground.service;
        service.range(scene.window).any(|row| service.bytes[row] >= 0)
    };
    scene.sites.iter().any(sized)
}
