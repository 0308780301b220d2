//! The weight of the findings on each hypothesis.
//!
//! Findings of one family lean on the same rows; their weights are added but bounded by
//! [`FAMILY_MAX`]. The sum is bounded by a cap: the tool has not yet been validated on cases, and
//! without validation the rule of three (evidence §4.2) allows no more.

use std::collections::BTreeMap;

use super::super::facts::Facts;
use super::super::judgement::{Answer, BaselineKind, Finding, Hypothesis, Weighed};

/// The most that a family may weigh, log10: between "weak" and "moderate" of ENFSI's scale.
pub(in crate::judge) const FAMILY_MAX: f64 = 1.2;
/// Cap with a baseline of the same hours of other days: the upper end of ENFSI's "moderate".
pub const CAP_WITH_BASELINE: f64 = 2.0;
/// Cap otherwise: the upper end of "weak" (evidence §5: LR ≤ 10 without a baseline).
pub const CAP_WITHOUT_BASELINE: f64 = 1.0;

/// Weighs all hypotheses; probabilities follow from equal priors and sum to 1.
pub(super) fn weigh(facts: &Facts, findings: &[Finding]) -> Vec<Weighed> {
    let cap = if matches!(facts.baseline.kind, BaselineKind::SameSlot | BaselineKind::Given) {
        CAP_WITH_BASELINE
    } else {
        CAP_WITHOUT_BASELINE
    };
    let supports: Vec<f64> = Hypothesis::ALL.iter().map(|h| support(*h, findings)).collect();
    let total: f64 = supports.iter().map(|support| 10f64.powf(*support)).sum();
    let count = Hypothesis::ALL.len() as f64;
    let capped: Vec<f64> = supports
        .iter()
        .map(|support| {
            let mine = 10f64.powf(*support);
            // Against the mean of the others: the ratio that equal priors over them give.
            let others = (total - mine) / (count - 1.0);
            (mine / others).log10().clamp(-cap, cap)
        })
        .collect();
    let odds: Vec<f64> = capped.iter().map(|lr| 10f64.powf(*lr)).collect();
    let sum: f64 = odds.iter().sum();
    Hypothesis::ALL
        .iter()
        .zip(capped.iter().zip(&odds))
        .map(|(&hypothesis, (&log10_lr, odds))| Weighed {
            hypothesis,
            probability: odds / sum,
            log10_lr,
            log10_lr_cap: cap,
        })
        .collect()
}

fn support(hypothesis: Hypothesis, findings: &[Finding]) -> f64 {
    let mut families: BTreeMap<&str, f64> = BTreeMap::new();
    for finding in findings {
        let Answer::Computed { speaks, .. } = &finding.answer else { continue };
        for speak in speaks.iter().filter(|speak| speak.hypothesis == hypothesis) {
            *families.entry(finding.family).or_default() += speak.weight;
        }
    }
    families.values().map(|weight| weight.clamp(-FAMILY_MAX, FAMILY_MAX)).sum()
}
