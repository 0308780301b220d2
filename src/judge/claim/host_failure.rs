//! # Claims
//! Machines failed: the service lost capacity at a load that it had borne before.
//!
//! # Measure
//! The verdicts on the incidents of that time, with the likelihood ratio of `capacity_loss`, and what
//! was served at a load that had been borne before.
//!
//! # Consistent when
//! Every incident whose cause is named has the cause `capacity_loss`.
//!
//! # Contradicted when
//! Every such incident has a cause that is a load, and its findings speak against lost capacity.
//!
//! # Untestable when
//! As for every claim about a cause. Also where requests stopped coming: machines that are gone do
//! that, and networks as well.
//!
//! # What can fool it
//! A slow database, a deployment and a fire look alike: the log shows that capacity fell, not why.

use super::super::judgement::{Answer, Cause, Figure, Finding, Hypothesis, Incident};
use super::scene::Scene;
use super::scene::verdicts::{Says, by_verdicts, incidents};
use super::{Kind, Tested};

pub(super) const KIND: Kind = Kind {
    name: "host_failure",
    query: "outage-minutes",
    timed: false,
    keys: &[],
    hypothesis: Some(Hypothesis::CapacityLoss),
    source: include_str!("host_failure.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    let mut tested = by_verdicts(scene, Hypothesis::CapacityLoss, says);
    let largest = incidents(scene).into_iter().max_by_key(|one| (one.failures, one.id));
    tested.figures.extend(largest.and_then(|one| headline(one, "matched_load")));
    tested
}

fn says(incident: &Incident) -> Says {
    match incident.cause {
        Cause::CapacityLoss => Says::Yes,
        Cause::UpstreamLoss => Says::Leaves("either_loss"),
        _ => Says::No,
    }
}

/// The first figure of a finding.
pub(super) fn headline(incident: &Incident, name: &str) -> Option<Figure> {
    let named = |finding: &&Finding| finding.name == name;
    match &incident.findings.iter().find(named)?.answer {
        Answer::Computed { figures, .. } => figures.first().cloned(),
        Answer::NotComputable(_) => None,
    }
}
