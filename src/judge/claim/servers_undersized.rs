//! # Claims
//! The servers could not bear the people who came: human demand made the service fail.
//!
//! # Measure
//! The verdicts on the incidents of that time, with the likelihood ratio of `overload`, the capacity
//! that was shown and the peak of first tries.
//!
//! # Consistent when
//! Every incident whose cause is named has the cause `overload` or `attack_and_overload`.
//!
//! # Contradicted when
//! Every such incident has the cause `attack` with headroom left, `capacity_loss` or `upstream_loss`,
//! and its findings speak against overload.
//!
//! # Untestable when
//! As for every claim about a cause. Also where an attack failed a service with thin headroom, and
//! where crawlers did: how much a service should bear is no question of measurement.
//!
//! # What can fool it
//! Capacity is what the logs have shown, not what was bought. Demand that never reached the log is
//! not counted.

use super::super::judgement::{Cause, Detail, Figure, Hypothesis, Incident, Unit};
use super::scene::Scene;
use super::scene::verdicts::{Says, by_verdicts, incidents};
use super::{Kind, Tested, figure, ranged};

pub(super) const KIND: Kind = Kind {
    name: "servers_undersized",
    query: "capacity",
    timed: false,
    keys: &[],
    hypothesis: Some(Hypothesis::Overload),
    source: include_str!("servers_undersized.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    let mut tested = by_verdicts(scene, Hypothesis::Overload, says);
    let largest = incidents(scene).into_iter().max_by_key(|one| (one.failures, one.id));
    tested.figures.extend(largest.map(capacity).unwrap_or_default());
    tested
}

fn says(incident: &Incident) -> Says {
    match (incident.cause, incident.detail) {
        (Cause::Overload | Cause::AttackAndOverload, _) => Says::Yes,
        (Cause::Attack, Some(Detail::ThinMargin)) => Says::Leaves("thin_margin"),
        (Cause::Crawl, _) => Says::Leaves("crawlers"),
        _ => Says::No,
    }
}

fn capacity(incident: &Incident) -> Vec<Figure> {
    let shown = incident
        .capacity_rps
        .map(|shown| ranged("capacity", shown.value, (shown.low, shown.high), Unit::PerSecond));
    let peak = incident.demand.map(|d| figure("fresh_peak", d.fresh_peak_rps, Unit::PerSecond));
    shown.into_iter().chain(peak).collect()
}
