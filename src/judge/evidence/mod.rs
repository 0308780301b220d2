//! The evidence tests: one question each, put to the facts of one incident. A test answers with
//! figures and says how they speak for or against each hypothesis, or why it cannot be computed. It
//! never decides; the verdict weighs.
//!
//! Weights are log10 of likelihood ratios, reasoned from the sources named in each test and **not
//! calibrated**: no rate of error is claimed for them yet.

pub(in crate::judge) mod admission_signature;
pub(in crate::judge) mod agent_forgery;
pub(in crate::judge) mod asset_closure;
pub(in crate::judge) mod cache_busting;
pub(in crate::judge) mod client_rate;
pub(in crate::judge) mod cohort_coherence;
pub(in crate::judge) mod cost_asymmetry;
pub(in crate::judge) mod crawl_breadth;
pub(in crate::judge) mod edge_sharpness;
pub(in crate::judge) mod failure_persistence;
pub(in crate::judge) mod failure_shape;
mod forgotten_files;
pub(in crate::judge) mod hostile_load;
pub(in crate::judge) mod infrastructure_mix;
pub(in crate::judge) mod matched_load;
pub(in crate::judge) mod metastability;
pub(in crate::judge) mod navigation_likelihood;
pub(in crate::judge) mod new_networks;
pub(in crate::judge) mod odd_methods;
pub(in crate::judge) mod onset_order;
pub(in crate::judge) mod onset_step;
pub(in crate::judge) mod organic_surge;
pub(in crate::judge) mod partial_backend;
pub(in crate::judge) mod periodicity;
pub(in crate::judge) mod popularity_divergence;
pub(in crate::judge) mod prior_overlap;
mod recorded_visits;
pub(in crate::judge) mod referrer_provenance;
pub(in crate::judge) mod response_elasticity;
pub(in crate::judge) mod resumption;
pub(in crate::judge) mod retry_amplification;
pub(in crate::judge) mod returning_clients;
pub(in crate::judge) mod servers_said;
pub(in crate::judge) mod slow_requests;
pub(in crate::judge) mod target_match;
pub(in crate::judge) mod utilisation;
pub(in crate::judge) mod vanishing_demand;

pub(super) use admission_signature::waiting;
pub(super) use vanishing_demand::echo;

use rayon::prelude::*;

use super::facts::Facts;
use super::judgement::{Answer, Figure, Finding, Hypothesis, Speaks, Symptom, Unit};

/// An evidence test.
#[derive(Debug, Clone, Copy)]
pub struct Test {
    /// Snake-case name, as in `verdict.json`; its file has the same name.
    pub name: &'static str,
    /// Number in the literature table of `docs/concepts/evidence.md`.
    pub number: &'static str,
    /// Family: tests of one family lean on the same thing, and are not counted twice.
    pub family: &'static str,
    /// The named query that re-asks it.
    pub query: &'static str,
    /// Its source, whose head is its page of the documentation.
    pub source: &'static str,
    /// The test.
    pub run: fn(&Facts) -> Answer,
}

/// Every test, in the order of reports.
pub const TESTS: &[Test] = &[
    utilisation::TEST,
    onset_order::TEST,
    onset_step::TEST,
    matched_load::TEST,
    partial_backend::TEST,
    servers_said::TEST,
    target_match::TEST,
    failure_shape::TEST,
    vanishing_demand::TEST,
    resumption::TEST,
    admission_signature::TEST,
    retry_amplification::TEST,
    metastability::TEST,
    organic_surge::TEST,
    hostile_load::TEST,
    crawl_breadth::TEST,
    prior_overlap::TEST,
    new_networks::TEST,
    infrastructure_mix::TEST,
    client_rate::TEST,
    response_elasticity::TEST,
    failure_persistence::TEST,
    periodicity::TEST,
    cohort_coherence::TEST,
    recorded_visits::TEST,
    edge_sharpness::TEST,
    popularity_divergence::TEST,
    asset_closure::TEST,
    forgotten_files::TEST,
    navigation_likelihood::TEST,
    cache_busting::TEST,
    cost_asymmetry::TEST,
    referrer_provenance::TEST,
    agent_forgery::TEST,
    returning_clients::TEST,
    slow_requests::TEST,
    odd_methods::TEST,
];

/// Puts every test to the facts.
pub fn findings(facts: &Facts) -> Vec<Finding> {
    TESTS.par_iter().map(|test| finding(test, facts)).collect()
}

fn finding(test: &Test, facts: &Facts) -> Finding {
    Finding {
        name: test.name,
        number: test.number,
        family: test.family,
        answer: answered(test, facts),
        query: test.query,
        citations: citations(facts),
    }
}

/// Tests that ask about requests that did not arrive.
const OF_SILENCE: &[&str] =
    &[vanishing_demand::TEST.name, resumption::TEST.name, servers_said::TEST.name];

/// Where requests are missing, those that came are not the question: no answer of theirs failed.
fn answered(test: &Test, facts: &Facts) -> Answer {
    let silence = facts.found.symptom == Symptom::Vanished;
    if silence && !OF_SILENCE.contains(&test.name) {
        return Answer::NotComputable("requests_missing");
    }
    (test.run)(facts)
}

/// The first failing rows of the incident: where an expert begins to read.
fn citations(facts: &Facts) -> Vec<crate::base::record::Citation> {
    let failing = facts.rows().filter(|&row| facts.ground.outcomes[row].is_failure());
    failing.take(3).map(|row| facts.ground.service.cite(row)).collect()
}

/// An answer with its figures, headline first.
fn answer<const F: usize, const S: usize>(
    figures: [Figure; F],
    speaks: [(Hypothesis, f64); S],
) -> Answer {
    let speaks = speaks
        .into_iter()
        .filter(|(_, weight)| weight.abs() >= 0.005)
        .map(|(hypothesis, weight)| Speaks { hypothesis, weight })
        .collect();
    Answer::Computed { figures: Vec::from(figures), speaks }
}

/// A figure without an interval.
fn figure(name: &'static str, value: f64, unit: Unit) -> Figure {
    // A sum over nothing is −0.0 in floating point; nobody wants to read that.
    Figure { name, value: value + 0.0, interval: None, unit }
}

/// A share with its Wilson interval.
fn share_figure(name: &'static str, part: f64, whole: f64) -> Figure {
    let interval = crate::base::stats::proportion::wilson(part, whole);
    let value = if whole > 0.0 { part / whole + 0.0 } else { 0.0 };
    Figure { name, value, interval: Some(interval), unit: Unit::Share }
}

/// `most` where the value is at `full` or beyond, 0 where it is at `none` or before, linear between;
/// `full` may lie on either side of `none`.
fn graded(value: f64, none: f64, full: f64, most: f64) -> f64 {
    ((value - none) / (full - none)).clamp(0.0, 1.0) * most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_run_both_ways() {
        assert_eq!(graded(0.5, 0.0, 1.0, 2.0), 1.0);
        assert_eq!(graded(0.9, 0.8, 0.2, 1.0), 0.0);
        assert_eq!(graded(0.0, 0.8, 0.2, 1.0), 1.0);
    }

    #[test]
    fn names_are_unique() {
        let names: std::collections::BTreeSet<_> = TESTS.iter().map(|test| test.name).collect();
        assert_eq!(names.len(), TESTS.len());
    }
}
