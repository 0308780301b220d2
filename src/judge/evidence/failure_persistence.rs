//! # Question
//! Did clients go on through failure after failure, as machines do, or give up, as people do?
//!
//! # Measure
//! Share of the failures that fell to clients with at least 16 failures in a row and no sign of being
//! many people behind one address (they never fetch assets); S(3), S(16): share of failing clients
//! with so many in a row.
//!
//! # Speaks for
//! Much: attack. None, with many failures: people.
//!
//! # What can fool it
//! Applications that repeat by themselves; the baseline's habitual clients are not counted.
//!
//! # Not computable when
//! Fewer than 100 failures: nobody had the occasion.
//!
//! # References
//! Kandula et al., NSDI 2005; Evidence T5.

use super::super::facts::Facts;
use super::super::fingerprint::{is_shared, is_stubborn};
use super::super::judgement::{Answer, Hypothesis};
use super::super::profile::Profile;
use super::{Test, answer, graded, share_figure};

pub(super) const TEST: Test = Test {
    name: "failure_persistence",
    number: "T5",
    family: "dynamics",
    query: "persistent-failers",
    source: include_str!("failure_persistence.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let known: std::collections::BTreeSet<u32> =
        facts.before.iter().map(|profile| profile.subscriber).collect();
    let failing: Vec<&Profile> =
        facts.incident.iter().filter(|profile| profile.failures > 0).collect();
    let failures: f64 = failing.iter().map(|profile| f64::from(profile.failures)).sum();
    if failures < 100.0 {
        return Answer::NotComputable("few_failures");
    }
    let stubborn: Vec<&&Profile> = failing
        .iter()
        .filter(|p| is_stubborn(p) && !is_shared(p))
        .filter(|p| !p.closes && !p.follows && !known.contains(&p.subscriber))
        .collect();
    let theirs: f64 = stubborn.iter().map(|profile| f64::from(profile.failures)).sum();
    let clients = failing.len() as f64;
    let at_least = |k: u32| failing.iter().filter(|p| p.longest_failing >= k).count() as f64;
    let much = graded(theirs / failures, 0.1, 0.6, 0.7);
    let none = graded(theirs / failures, 0.1, 0.01, 0.4);
    answer(
        [
            share_figure("stubborn_share", theirs, failures),
            share_figure("three_in_a_row", at_least(3), clients),
            share_figure("sixteen_in_a_row", at_least(16), clients),
        ],
        [(Hypothesis::Attack, much - none), (Hypothesis::Overload, none * 0.5 - much * 0.3)],
    )
}
