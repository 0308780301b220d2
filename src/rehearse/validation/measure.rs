//! Figures over examined cases. In: cases. Out: rates with bounds, nothing that a reader must take on
//! trust: every figure says of how many.

use std::collections::BTreeMap;

use serde::Serialize;

use super::case::{Case, Found, Known};
use super::replayed::{Replayed, STAYS, replayed};
use super::sets::{Sets, sets};
pub use crate::judge::validation::Rate;
use crate::judge::validation::cllr as cost;

/// Failing minutes below which a true incident is a hiccup that no verdict is expected on.
const MINUTES_LEAST: u32 = 5;

/// Causes of the confusion matrix, in order; the last two are answers only.
pub(super) const CAUSES: [&str; 8] = [
    "attack",
    "overload",
    "attack_and_overload",
    "crawl",
    "capacity_loss",
    "upstream_loss",
    "inconclusive",
    "not_found",
];
/// Causes that something can truly have.
const TRUE_CAUSES: usize = 6;

/// What is measured over a set of cases.
#[derive(Debug, Clone, Serialize)]
pub struct Measures {
    /// Cases.
    pub cases: usize,
    /// True incidents that the log can show and that last, by true cause and by answer.
    pub confusion: BTreeMap<&'static str, BTreeMap<&'static str, usize>>,
    /// F1 by cause; a cause that never was is missing.
    pub f1: BTreeMap<&'static str, f64>,
    /// Mean of them.
    pub macro_f1: f64,
    /// Cases in which attack was named, alone or with overload, where no attack was a cause.
    pub false_accusations: Rate,
    /// Attacks (alone or with overload) that were called overload.
    pub missed_attacks: Rate,
    /// Answers among true incidents: `inconclusive`.
    pub abstentions: Rate,
    /// True incidents of which nothing was found.
    pub not_found: Rate,
    /// True incidents that the log cannot show; counted, not judged.
    pub invisible: usize,
    /// Worlds in which nothing happens, and an incident is found.
    pub false_alarms: Rate,
    /// Worlds in which something happens that is no attack, less fails than the truth calls an incident (5 % of
    /// people's requests, three minutes), and one is found (from 2 % of all on).
    pub slight: Rate,
    /// Log-likelihood-ratio cost of attack against everything else (van Lierop et al. 2024): 0 is
    /// perfect, 1 says nothing.
    pub cllr: Option<f64>,
    /// Multi-class Brier score of the hypotheses, 0…2.
    pub brier: Option<f64>,
    /// F1 of the label attack, over the requests of all cases together.
    pub label_f1: f64,
    /// Requests labelled as attack that were not.
    pub wrong_labels: u64,
    /// Whether it would have failed without the attack or the surge: replays (0.5 divides) that agree
    /// with the truth.
    pub but_for: Rate,
    /// How far probabilities and capacity are from the truth.
    pub replayed: Replayed,
    /// Conformal sets.
    pub sets: Sets,
    /// Incidents that begin within two minutes of the truth.
    pub onset: Rate,
    /// Median relative error of first tries at the peak.
    pub fresh_error: Option<f64>,
    /// Median difference of the attack's foreign share from the truth.
    pub foreign_error: Option<f64>,
}

/// Measures a set of cases.
pub fn measure<'a>(cases: impl Iterator<Item = &'a Case> + Clone) -> Measures {
    let judged: Vec<(&Case, &Known, Option<&Found>)> = cases.clone().flat_map(judged).collect();
    let answer = |found: Option<&Found>| found.map_or("not_found", |found| found.cause);
    let mut confusion: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (_, known, found) in &judged {
        *confusion.entry(known.cause).or_default().entry(answer(*found)).or_default() += 1;
    }
    let f1: BTreeMap<_, _> = CAUSES
        .into_iter()
        .take(TRUE_CAUSES)
        .filter(|cause| confusion.contains_key(cause))
        .map(|cause| (cause, f1(&confusion, cause)))
        .collect();
    let count = |keep: &dyn Fn(&Known, &str) -> bool| {
        judged.iter().filter(|(_, known, found)| keep(known, answer(*found))).count()
    };
    let attacks = count(&|known, _| accuses(known.cause));
    let all = cases.clone().count();
    Measures {
        cases: all,
        macro_f1: mean(f1.values().copied()).unwrap_or(0.0),
        f1,
        false_accusations: Rate::of(
            cases.clone().filter(|case| wrongly_accuses(case)).count(),
            cases.clone().filter(|case| could_accuse(case)).count(),
        ),
        missed_attacks: Rate::of(
            count(&|known, answer| accuses(known.cause) && answer == "overload"),
            attacks,
        ),
        abstentions: Rate::of(count(&|_, answer| answer == "inconclusive"), judged.len()),
        not_found: Rate::of(count(&|_, answer| answer == "not_found"), judged.len()),
        invisible: cases
            .clone()
            .flat_map(|case| &case.known)
            .filter(|known| !known.visible)
            .count(),
        false_alarms: found_in(cases.clone().filter(|case| is_sound(case) && !case.eventful)),
        slight: found_in(cases.clone().filter(|case| is_sound(case) && case.eventful)),
        cllr: cllr(&judged),
        brier: mean(judged.iter().filter_map(|(_, known, found)| brier(known, (*found)?))),
        label_f1: label_f1(cases.clone()),
        wrong_labels: cases.map(|case| case.labels.wrong).sum(),
        but_for: but_for(&judged),
        replayed: replayed(&judged),
        sets: sets(&judged),
        onset: onset(&judged),
        fresh_error: median(judged.iter().filter_map(|(_, known, found)| {
            let fresh = (*found)?.fresh_peak_rps?;
            (known.fresh_peak_rps > 0.0).then(|| (fresh / known.fresh_peak_rps - 1.0).abs())
        })),
        foreign_error: median(judged.iter().filter_map(|(case, _, _)| {
            let (truth, found) = (case.foreign.0?, case.foreign.1?);
            Some((truth - found).abs())
        })),
        confusion,
    }
}

/// Is there no true incident, and nobody attacks?
fn is_sound(case: &Case) -> bool {
    case.known.is_empty() && !case.attacked
}

/// Cases in which anything was found.
fn found_in<'a>(cases: impl Iterator<Item = &'a Case> + Clone) -> Rate {
    Rate::of(cases.clone().filter(|case| !case.found.is_empty()).count(), cases.count())
}

/// True incidents that a verdict is expected on, each with what was found of it.
pub(super) fn judged(case: &Case) -> impl Iterator<Item = (&Case, &Known, Option<&Found>)> {
    let expected = |known: &Known| {
        known.visible
            && known.failing_minutes.as_it_was >= MINUTES_LEAST
            && known.cause != "inconclusive"
    };
    let known = case.known.iter().enumerate().filter(move |(_, known)| expected(known));
    known.map(move |(index, known)| (case, known, case.found_for(index)))
}

pub(super) fn accuses(cause: &str) -> bool {
    matches!(cause, "attack" | "attack_and_overload")
}

/// Could attack be named where none was a cause: did the log show none that was, or is it named so?
fn could_accuse(case: &Case) -> bool {
    let known = |known: &Known| accuses(known.cause);
    let shown = judged(case).any(|(_, one, _)| known(one))
        || case.found.iter().any(|found| truth(case, found).is_some_and(known));
    wrongly_accuses(case) || !shown
}

/// What an incident that was found truly was.
fn truth<'a>(case: &'a Case, found: &Found) -> Option<&'a Known> {
    found.of.and_then(|index| case.known.get(index))
}

pub(super) fn wrongly_accuses(case: &Case) -> bool {
    let truly = |found: &Found| truth(case, found).is_some_and(|known| accuses(known.cause));
    case.found.iter().any(|found| accuses(found.cause) && !truly(found))
}

fn f1(confusion: &BTreeMap<&str, BTreeMap<&str, usize>>, cause: &str) -> f64 {
    let at = |truth: &str, answer: &str| -> usize {
        confusion.get(truth).and_then(|row| row.get(answer)).copied().unwrap_or(0)
    };
    let right = at(cause, cause);
    let truly: usize = confusion.get(cause).map_or(0, |row| row.values().sum());
    let called: usize = confusion.keys().map(|truth| at(truth, cause)).sum();
    if truly + called == 0 { 0.0 } else { 2.0 * right as f64 / (truly + called) as f64 }
}

/// log10 of the likelihood ratio of attack, as the report gives it: equal priors over five hypotheses.
pub(super) fn attack_ratio(found: &Found) -> Option<f64> {
    let probability = found.probabilities.get("attack")?.clamp(1e-6, 1.0 - 1e-6);
    Some((probability / (1.0 - probability) * 4.0).log10())
}

/// Cost of the ratios of attack; incidents with both causes are left out.
fn cllr(judged: &[(&Case, &Known, Option<&Found>)]) -> Option<f64> {
    let ratios = |attack: bool| {
        judged
            .iter()
            .filter(|(_, known, _)| known.cause != "attack_and_overload")
            .filter(move |(_, known, _)| (known.cause == "attack") == attack)
            .filter_map(|(_, _, found)| attack_ratio((*found)?))
    };
    cost(ratios(true), ratios(false))
}

fn brier(known: &Known, found: &Found) -> Option<f64> {
    let truth = |name: &str| match known.cause {
        "attack_and_overload" if matches!(name, "attack" | "overload") => 0.5,
        cause => f64::from(cause == name),
    };
    let squares = found.probabilities.iter().map(|(name, p)| (p - truth(name)).powi(2));
    (!found.probabilities.is_empty()).then(|| squares.sum())
}

fn label_f1<'a>(cases: impl Iterator<Item = &'a Case>) -> f64 {
    let mut all = super::labels::Labels::default();
    for case in cases {
        all.right += case.labels.right;
        all.wrong += case.labels.wrong;
        all.missed += case.labels.missed;
    }
    all.f1()
}

fn but_for(judged: &[(&Case, &Known, Option<&Found>)]) -> Rate {
    let answers: Vec<bool> = judged
        .iter()
        .filter_map(|(_, known, found)| Some((known, (*found)?)))
        .flat_map(|(known, found)| {
            let minutes = &known.failing_minutes;
            let stays = |left: Option<u32>| {
                left.map(|left| f64::from(left) >= STAYS * f64::from(minutes.as_it_was))
            };
            let agrees = |name: &str, truth: Option<bool>| {
                Some((*found.but_for.get(name)? >= 0.5) == truth?)
            };
            [
                agrees("without_attack", stays(minutes.without_attack)),
                agrees("without_surge", stays(minutes.without_surge)),
                agrees("without_crawl", stays(minutes.without_crawl)),
                agrees("with_baseline_capacity", stays(minutes.with_full_capacity)),
            ]
        })
        .flatten()
        .collect();
    Rate::of(answers.iter().filter(|agrees| **agrees).count(), answers.len())
}

fn onset(judged: &[(&Case, &Known, Option<&Found>)]) -> Rate {
    let distances: Vec<i64> = judged
        .iter()
        .filter_map(|(_, known, found)| Some(((*found)?.start_us - known.start_us).abs()))
        .collect();
    let near = distances.iter().filter(|us| **us <= 2 * crate::base::time::MINUTE_US).count();
    Rate::of(near, distances.len())
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    crate::base::stats::spread::mean(&values.collect::<Vec<_>>())
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    crate::base::stats::spread::median(values.collect())
}
