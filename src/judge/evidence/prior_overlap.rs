//! # Question
//! Had the networks that came been seen before?
//!
//! # Measure
//! Share of the incident's clusters (/24 for IPv4, /48 for IPv6) that the baseline holds, with its
//! 95 % interval.
//!
//! # Speaks for
//! High overlap: people (in real flash crowds 43–83 % of clusters had been seen). Low overlap (attacks:
//! 0.6–14 %): attack, weakly crawl.
//!
//! # What can fool it
//! The first day of something brings new people. A short baseline has seen few; its weight is halved
//! when it is not the same hours of other days.
//!
//! # Not computable when
//! There is no baseline, or fewer than 30 clusters came.
//!
//! # References
//! Jung, Krishnamurthy, Rabinovich, WWW 2002; Evidence T1.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::super::facts::Facts;
use super::super::judgement::{Answer, BaselineKind, Hypothesis, Unit};
use super::super::profile::Profile;
use super::{Test, answer, figure, graded, share_figure};
use crate::base::net::cluster_of;

pub(super) const TEST: Test = Test {
    name: "prior_overlap",
    number: "T1",
    family: "history",
    query: "prior-overlap",
    source: include_str!("prior_overlap.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    if !facts.has_baseline() {
        return Answer::NotComputable("no_baseline");
    }
    let (now, before) = (clusters(facts, &facts.incident), clusters(facts, &facts.before));
    if now.len() < 30 || before.is_empty() {
        return Answer::NotComputable("few_clients");
    }
    let seen = now.intersection(&before).count() as f64;
    let share = seen / now.len() as f64;
    let trust = if facts.baseline.kind == BaselineKind::SameSlot { 1.0 } else { 0.5 };
    // Access providers hand out new addresses every night; new clusters of known providers say little.
    let foreign = graded(share, 0.4, 0.1, 0.3) * trust;
    let familiar = graded(share, 0.4, 0.8, 0.5);
    answer(
        [
            share_figure("overlap", seen, now.len() as f64),
            figure("clusters", now.len() as f64, Unit::Count),
        ],
        [
            (Hypothesis::Attack, foreign - familiar),
            (Hypothesis::Crawl, foreign * 0.3 - familiar * 0.3),
            (Hypothesis::CapacityLoss, familiar * 0.4 - foreign * 0.4),
        ],
    )
}

fn clusters(facts: &Facts, profiles: &[Profile]) -> BTreeSet<IpAddr> {
    let client = |profile: &Profile| facts.ground.names.clients.get(profile.subscriber as usize);
    profiles
        .iter()
        .filter_map(|profile| client(profile).and_then(|client| client.address))
        .map(cluster_of)
        .collect()
}
