//! Distances between distributions and their shape.

/// Jensen–Shannon divergence of two count vectors over the same categories, in bits: 0 the same,
/// 1 nothing in common (Lin 1991). `None` if either is empty.
pub fn jensen_shannon(left: &[f64], right: &[f64]) -> Option<f64> {
    let (total_left, total_right) = (left.iter().sum::<f64>(), right.iter().sum::<f64>());
    if total_left <= 0.0 || total_right <= 0.0 {
        return None;
    }
    let mut divergence = 0.0;
    for (a, b) in left.iter().zip(right) {
        let (p, q) = (a / total_left, b / total_right);
        let middle = (p + q) / 2.0;
        divergence += half_term(p, middle) + half_term(q, middle);
    }
    Some(divergence.clamp(0.0, 1.0))
}

fn half_term(p: f64, middle: f64) -> f64 {
    if p > 0.0 { 0.5 * p * (p / middle).log2() } else { 0.0 }
}

/// Shannon entropy of counts, in bits; 0 for one category or none.
pub fn entropy(counts: &[f64]) -> f64 {
    let total: f64 = counts.iter().sum();
    counts
        .iter()
        .filter(|&&count| count > 0.0)
        .map(|count| -(count / total) * (count / total).log2())
        .sum()
}

/// By how much the first sample is the larger one: the greatest height of the second's distribution
/// function over the first's, 0 to 1 (the one-sided statistic of Smirnov 1939). Both sorted; 0 where
/// one is empty.
pub fn smirnov(sample: &[f64], reference: &[f64]) -> f64 {
    if sample.is_empty() || reference.is_empty() {
        return 0.0;
    }
    let below = |values: &[f64], x: f64| {
        values.partition_point(|value| *value <= x) as f64 / values.len() as f64
    };
    let heights = reference.iter().map(|&x| below(reference, x) - below(sample, x));
    heights.fold(0.0, f64::max)
}

/// F1 score of a prediction against the truth, both as flags; 1 when neither says anything.
pub fn f1(predicted: &[bool], truth: &[bool]) -> f64 {
    let both = predicted.iter().zip(truth).filter(|(p, t)| **p && **t).count() as f64;
    let said = predicted.iter().filter(|p| **p).count() as f64;
    let real = truth.iter().filter(|t| **t).count() as f64;
    if said + real == 0.0 { 1.0 } else { 2.0 * both / (said + real) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divergence_has_its_bounds() {
        assert_eq!(jensen_shannon(&[1.0, 0.0], &[0.0, 3.0]), Some(1.0));
        assert!(jensen_shannon(&[2.0, 2.0], &[5.0, 5.0]).expect("counts") < 1e-12);
        assert_eq!(jensen_shannon(&[0.0], &[1.0]), None);
    }

    #[test]
    fn entropy_of_four_equal_parts_is_two_bits() {
        assert!((entropy(&[3.0; 4]) - 2.0).abs() < 1e-12);
        assert_eq!(entropy(&[]), 0.0);
    }

    #[test]
    fn a_sample_that_is_larger_throughout_is_at_distance_one() {
        assert_eq!(smirnov(&[5.0, 6.0], &[1.0, 2.0]), 1.0);
        assert_eq!(smirnov(&[1.0, 2.0], &[5.0, 6.0]), 0.0);
        assert_eq!(smirnov(&[1.0, 9.0], &[1.0, 2.0]), 0.5);
        assert_eq!(smirnov(&[], &[1.0]), 0.0);
    }

    #[test]
    fn f1_of_a_perfect_and_a_blind_prediction() {
        assert_eq!(f1(&[true, false], &[true, false]), 1.0);
        assert_eq!(f1(&[false, false], &[true, false]), 0.0);
        assert_eq!(f1(&[], &[]), 1.0);
    }
}
