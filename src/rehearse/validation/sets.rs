//! Conformal sets held against the truth. In: judged incidents. Out: how often the set holds what truly
//! explains, and how large sets are.

use serde::Serialize;

use super::case::{Case, Found, Known};
use super::measure::Rate;
use crate::base::stats::spread::mean;

/// Coverage and size.
#[derive(Debug, Clone, Serialize)]
pub struct Sets {
    /// Sets that hold everything that truly explains (goal: 94 to 97 %, evidence §9).
    pub covered: Rate,
    /// Mean number of explanations in a set (goal: at most 1.15).
    pub size: Option<f64>,
}

/// Measures the sets of these incidents.
pub(super) fn sets(judged: &[(&Case, &Known, Option<&Found>)]) -> Sets {
    let found: Vec<(&Known, &Found)> = judged
        .iter()
        .filter_map(|(_, known, found)| Some((*known, (*found)?)))
        .filter(|(_, found)| !found.probabilities.is_empty())
        .collect();
    let covered = found.iter().filter(|(known, found)| {
        truths(known.cause).iter().all(|truth| found.conformal_set.contains(truth))
    });
    let sizes: Vec<f64> = found.iter().map(|(_, one)| one.conformal_set.len() as f64).collect();
    Sets { covered: Rate::of(covered.count(), found.len()), size: mean(&sizes) }
}

/// The explanations that a true cause consists of.
fn truths(cause: &'static str) -> Vec<&'static str> {
    match cause {
        "attack_and_overload" => vec!["attack", "overload"],
        cause => vec![cause],
    }
}
