//! # Claims
//! The network failed: requests no longer reached the service.
//!
//! # Measure
//! The verdicts on the incidents of that time, with the likelihood ratio of `upstream_loss`, and how
//! much came of what was expected.
//!
//! # Consistent when
//! Every incident whose cause is named has the cause `upstream_loss`.
//!
//! # Contradicted when
//! Every such incident has a cause that is a load, and its findings speak against a loss upstream.
//!
//! # Untestable when
//! As for every claim about a cause. Also where capacity was lost: a network that fails behind the
//! server that writes the log looks like lost machines.
//!
//! # What can fool it
//! A log that lost its lines is as silent as a network that failed.

use super::super::judgement::{Cause, Hypothesis, Incident};
use super::host_failure::headline;
use super::scene::Scene;
use super::scene::verdicts::{Says, by_verdicts, incidents};
use super::{Kind, Tested};

pub(super) const KIND: Kind = Kind {
    name: "network_failure",
    query: "timeline",
    timed: false,
    keys: &[],
    hypothesis: Some(Hypothesis::UpstreamLoss),
    source: include_str!("network_failure.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    let mut tested = by_verdicts(scene, Hypothesis::UpstreamLoss, says);
    let largest = incidents(scene).into_iter().max_by_key(|one| (one.failures, one.id));
    tested.figures.extend(largest.and_then(|one| headline(one, "vanishing_demand")));
    tested
}

fn says(incident: &Incident) -> Says {
    match incident.cause {
        Cause::UpstreamLoss => Says::Yes,
        Cause::CapacityLoss => Says::Leaves("either_loss"),
        _ => Says::No,
    }
}
