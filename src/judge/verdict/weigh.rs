//! The weight of the findings on each hypothesis.
//!
//! Findings of one family lean on the same rows; their weights are added but bounded by
//! [`FAMILY_MAX`]. The whole is bounded by a cap, below what the rule of three allows (evidence §4.2): no
//! more than a third of the validated cases of the other explanations. A test holds it to the table of
//! validation, simulated cases as they are.

use std::collections::BTreeMap;

use super::super::facts::Facts;
use super::super::judgement::{Answer, BaselineKind, Finding, Hypothesis, Weighed};

/// The most that a family may weigh, log10: between "weak" and "moderate" of ENFSI's scale.
pub(in crate::judge) const FAMILY_MAX: f64 = 1.2;
/// Cap with a baseline of the same hours of other days: the upper end of ENFSI's "moderate".
pub const CAP_WITH_BASELINE: f64 = 2.0;
/// Cap otherwise: the upper end of "weak" (evidence §5: LR ≤ 10 without a baseline).
pub const CAP_WITHOUT_BASELINE: f64 = 1.0;

/// What a family's weight is multiplied by: logistic fusion (Brümmer 2007; Morrison 2013), fitted by
/// `src/rehearse/validation/fit.py` on families of worlds that are not held out. One number a family,
/// drawn towards [`SCALE`] so that no family of worlds decides what a family of tests is worth.
pub(in crate::judge) const SCALES: &[(&str, f64)] = &[
    ("arrivals", 0.81),
    ("capacity", 0.44),
    ("content", 0.37),
    ("crawl", 0.83),
    ("demand", 0.81),
    ("dynamics", 0.42),
    ("history", 0.81),
    ("hostility", 0.52),
    ("identity", 0.67),
    ("onset", 0.63),
    ("retries", 0.70),
    ("shape", 0.80),
];
/// The scale of a family that no world has told about: reasoned weights overstate, because they were
/// reasoned one by one and lean on the same rows.
pub(in crate::judge) const SCALE: f64 = 0.7;

fn scale(family: &str) -> f64 {
    SCALES.iter().find(|scale| scale.0 == family).map_or(SCALE, |scale| scale.1)
}

/// Weighs all hypotheses. Probabilities follow from equal priors and sum to 1; the cap bounds them
/// as well: what it takes from the leading hypothesis is shared out equally, because unvalidated
/// evidence leaves that much to chance.
pub(super) fn weigh(facts: &Facts, findings: &[Finding]) -> Vec<Weighed> {
    let cap = match facts.baseline.kind {
        BaselineKind::SameSlot | BaselineKind::Given => CAP_WITH_BASELINE,
        BaselineKind::Before | BaselineKind::Missing => CAP_WITHOUT_BASELINE,
    };
    of(findings, cap)
}

/// The same with a given cap: findings alone decide.
pub(super) fn of(findings: &[Finding], cap: f64) -> Vec<Weighed> {
    let supports = Hypothesis::ALL.map(|hypothesis| support(hypothesis, findings));
    let probabilities = capped(&supports, cap);
    Hypothesis::ALL
        .into_iter()
        .zip(probabilities)
        .map(|(hypothesis, probability)| Weighed {
            hypothesis,
            probability,
            // Rounding must not lift a ratio over the edge of a verbal band.
            log10_lr: log10_lr(probability).clamp(-cap, cap),
            log10_lr_cap: cap,
        })
        .collect()
}

/// Hypotheses that compete.
const COUNT: f64 = Hypothesis::ALL.len() as f64;

/// log10 of the likelihood ratio against the mean of the other hypotheses that turns equal priors
/// into this probability.
fn log10_lr(probability: f64) -> f64 {
    (probability * (COUNT - 1.0) / (1.0 - probability)).log10()
}

/// Posterior probabilities from equal priors, mixed with them until none exceeds what the cap
/// allows.
fn capped(supports: &[f64; Hypothesis::ALL.len()], cap: f64) -> [f64; Hypothesis::ALL.len()] {
    let most = supports.iter().copied().fold(f64::MIN, f64::max);
    let odds = supports.map(|support| 10f64.powf(support - most));
    let sum: f64 = odds.iter().sum();
    let posterior = odds.map(|odds| odds / sum);
    let leading = posterior.iter().copied().fold(0.0, f64::max);
    let ratio = 10f64.powf(cap);
    let allowed = ratio / (ratio + COUNT - 1.0);
    let prior = 1.0 / COUNT;
    let mixed = if leading > allowed { (leading - allowed) / (leading - prior) } else { 0.0 };
    posterior.map(|probability| (1.0 - mixed) * probability + mixed * prior)
}

/// Tests that read what clients were sorted into. What they say stands and falls with the sorting;
/// the others are witnesses that never saw it.
const LABELLED: &[&str] =
    &["hostile_load", "organic_surge", "crawl_breadth", "retry_amplification", "matched_load"];

/// By how much (log10) the findings that do not read the sorting of clients speak for attack rather
/// than overload: the check that a wrong label does not confirm itself.
pub(super) fn attack_over_overload(findings: &[Finding]) -> f64 {
    let unlabelled: Vec<Finding> =
        findings.iter().filter(|finding| !LABELLED.contains(&finding.name)).cloned().collect();
    support(Hypothesis::Attack, &unlabelled) - support(Hypothesis::Overload, &unlabelled)
}

fn support(hypothesis: Hypothesis, findings: &[Finding]) -> f64 {
    let mut families: BTreeMap<&str, f64> = BTreeMap::new();
    for finding in findings {
        let Answer::Computed { speaks, .. } = &finding.answer else { continue };
        for speak in speaks.iter().filter(|speak| speak.hypothesis == hypothesis) {
            *families.entry(finding.family).or_default() += speak.weight;
        }
    }
    families
        .iter()
        .map(|(family, weight)| scale(family) * weight.clamp(-FAMILY_MAX, FAMILY_MAX))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::super::judgement::Speaks;
    use super::*;

    fn finding(family: &'static str, weight: f64) -> Finding {
        let speaks = vec![Speaks { hypothesis: Hypothesis::Attack, weight }];
        Finding {
            name: "a",
            number: "T0",
            family,
            answer: Answer::Computed { figures: Vec::new(), speaks },
            query: "timeline",
            citations: Vec::new(),
        }
    }

    #[test]
    fn the_cap_bounds_ratios_and_probabilities_alike() {
        let probabilities = capped(&[5.0, -3.0, 0.0, 0.0, 0.0], 2.0);
        assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((log10_lr(probabilities[0]) - 2.0).abs() < 1e-9);
        assert!(probabilities.iter().all(|p| log10_lr(*p).abs() <= 2.0 + 1e-9));
        let even = capped(&[0.3; 5], 2.0);
        assert!(even.iter().all(|p| (p - 0.2).abs() < 1e-12 && log10_lr(*p).abs() < 1e-9));
    }

    #[test]
    fn one_family_is_not_counted_twice() {
        let same = [finding("history", 1.0), finding("history", 1.0)];
        assert_eq!(support(Hypothesis::Attack, &same), scale("history") * FAMILY_MAX);
        let apart = [finding("history", 1.0), finding("content", 1.0)];
        assert_eq!(support(Hypothesis::Attack, &apart), scale("history") + scale("content"));
        assert_eq!(support(Hypothesis::Crawl, &apart), 0.0);
    }
}
