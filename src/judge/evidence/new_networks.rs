//! # Question
//! Did requests come from autonomous systems that never came before?
//!
//! # Measure
//! Share of the incident's requests from autonomous systems without a request in the baseline.
//!
//! # Speaks for
//! Many: attack, or crawl. Few, even if the addresses are new: people, whose access providers are
//! always the same (the 419,000 new accounts of a first day come from known providers).
//!
//! # What can fool it
//! A baseline too short to have seen every provider; residential proxies on known providers.
//!
//! # Not computable when
//! There is no baseline, or no database of networks knows the addresses.
//!
//! # References
//! Evidence T2; Bhatia et al., ARES 2011 (rate of new sources).

use std::collections::BTreeSet;

use super::super::facts::Facts;
use super::super::judgement::{Answer, BaselineKind, Hypothesis};
use super::{Test, answer, graded, share_figure};

pub(super) const TEST: Test = Test {
    name: "new_networks",
    number: "T2",
    family: "history",
    query: "networks",
    source: include_str!("new_networks.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    if !facts.has_baseline() {
        return Answer::NotComputable("no_baseline");
    }
    let number = |row: usize| {
        let client = facts.ground.names.clients.get(facts.ground.service.client[row] as usize);
        client.and_then(|client| client.as_number)
    };
    let known: BTreeSet<i64> = facts.baseline_rows().filter_map(number).collect();
    let placed: Vec<i64> = facts.rows().filter_map(number).collect();
    if known.is_empty() || placed.is_empty() {
        return Answer::NotComputable("no_networks");
    }
    let new = placed.iter().filter(|number| !known.contains(number)).count() as f64;
    let share = new / placed.len() as f64;
    let trust = if facts.baseline.kind == BaselineKind::SameSlot { 1.0 } else { 0.6 };
    let strange = graded(share, 0.15, 0.6, 0.7) * trust;
    let usual = graded(share, 0.15, 0.02, 0.4);
    answer(
        [share_figure("new_share", new, placed.len() as f64)],
        [
            (Hypothesis::Attack, strange - usual),
            (Hypothesis::Crawl, strange * 0.5),
            (Hypothesis::Overload, usual * 0.3 - strange * 0.5),
        ],
    )
}
