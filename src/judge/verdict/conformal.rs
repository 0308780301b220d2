//! Which explanations are not out of the question: a conformal set at 95 %, by class. Probabilities in, a set
//! out. It names no cause.
//!
//! Ding et al., NeurIPS 2023 (class-conditional conformal prediction); evidence §4.2. An explanation is in the
//! set if its probability is at least that which 95 % of the simulated incidents had that it truly explained,
//! alone or with another. Where cases like these have nothing in common with the simulated ones, the 95 % mean
//! nothing: conformal sets hold for exchangeable cases only.

use super::super::judgement::{Hypothesis, Weighed};

/// What each explanation's probability reached in 95 % of the incidents that it explained, in families of
/// worlds that are not held out: printed by `src/rehearse/validation/fit.py`, rounded down. The lower two are
/// those that explain together.
pub(in crate::judge) const LEAST: [(Hypothesis, f64); 5] = [
    (Hypothesis::Attack, 0.115),
    (Hypothesis::Overload, 0.165),
    (Hypothesis::Crawl, 0.71),
    (Hypothesis::CapacityLoss, 0.71),
    (Hypothesis::UpstreamLoss, 0.71),
];

/// The explanations that are not out of the question, in the order given. Empty where none fits as well as true
/// ones did.
pub fn conformal(weighed: &[Weighed]) -> Vec<Hypothesis> {
    let least = |of: Hypothesis| LEAST.iter().find(|one| one.0 == of).map(|one| one.1);
    let fits = |one: &&Weighed| least(one.hypothesis).is_some_and(|least| one.probability >= least);
    weighed.iter().filter(fits).map(|one| one.hypothesis).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(probabilities: [f64; 5]) -> Vec<Hypothesis> {
        let weighed: Vec<Weighed> = Hypothesis::ALL
            .into_iter()
            .zip(probabilities)
            .map(|(hypothesis, probability)| Weighed {
                hypothesis,
                probability,
                log10_lr: 0.0,
                log10_lr_cap: 2.0,
            })
            .collect();
        conformal(&weighed)
    }

    #[test]
    fn a_set_holds_what_is_not_excluded() {
        assert_eq!(set([0.95, 0.02, 0.01, 0.01, 0.01]), [Hypothesis::Attack]);
        assert_eq!(set([0.4, 0.5, 0.04, 0.03, 0.03]), [Hypothesis::Attack, Hypothesis::Overload]);
        assert_eq!(set([0.05, 0.05, 0.05, 0.8, 0.05]), [Hypothesis::CapacityLoss]);
        assert!(set([0.03, 0.07, 0.3, 0.3, 0.3]).is_empty());
    }
}
