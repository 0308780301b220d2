//! # Question
//! Did clients ask for what is usually asked for?
//!
//! # Measure
//! Jensen–Shannon divergence, in bits, between the pages asked for in the incident (first tries only)
//! and in the baseline.
//!
//! # Speaks for
//! Small: the usual public. Large: attack or crawl, which want other things.
//!
//! # What can fool it
//! News: a new page that everybody wants is a flash crowd's mark too.
//!
//! # Not computable when
//! There is no baseline or fewer than 100 page requests on either side.
//!
//! # References
//! Lin 1991; Evidence T6; Xie & Yu, ToN 2009 (popularity of documents).

use std::collections::BTreeMap;

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::super::profile::asset;
use super::{Test, answer, figure, graded};
use crate::base::stats::distribution::{entropy, jensen_shannon};

pub(super) const TEST: Test = Test {
    name: "popularity_divergence",
    number: "T6",
    family: "content",
    query: "popular-paths",
    source: include_str!("popularity_divergence.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    if !facts.has_baseline() {
        return Answer::NotComputable("no_baseline");
    }
    let now = pages(facts, facts.rows().filter(|&row| facts.intents.is_fresh(row)));
    let before = pages(facts, facts.baseline_rows());
    if now.values().sum::<f64>() < 100.0 || before.values().sum::<f64>() < 100.0 {
        return Answer::NotComputable("few_requests");
    }
    let paths: std::collections::BTreeSet<u32> = now.keys().chain(before.keys()).copied().collect();
    let counts = |side: &BTreeMap<u32, f64>| -> Vec<f64> {
        paths.iter().map(|path| side.get(path).copied().unwrap_or(0.0)).collect()
    };
    let (now, before) = (counts(&now), counts(&before));
    let Some(divergence) = jensen_shannon(&now, &before) else {
        return Answer::NotComputable("few_requests");
    };
    let other = graded(divergence, 0.3, 0.7, 0.4);
    let same = graded(divergence, 0.25, 0.05, 0.4);
    answer(
        [
            figure("divergence", divergence, Unit::Bits),
            figure("entropy", entropy(&now), Unit::Bits),
            figure("entropy_before", entropy(&before), Unit::Bits),
        ],
        [
            (Hypothesis::Attack, other - same),
            (Hypothesis::Crawl, other - same * 0.5),
            (Hypothesis::CapacityLoss, same * 0.5 - other * 0.5),
        ],
    )
}

fn pages(facts: &Facts, rows: impl Iterator<Item = usize>) -> BTreeMap<u32, f64> {
    let mut counts = BTreeMap::new();
    for row in rows.filter(|&row| !asset(&facts.ground.service, facts.ground.names, row)) {
        *counts.entry(facts.ground.service.path[row]).or_default() += 1.0;
    }
    counts
}
