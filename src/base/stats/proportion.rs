//! Shares of a whole and their uncertainty.

/// The 97.5 % point of the standard normal distribution.
pub const Z95: f64 = 1.959_963_984_540_054;

/// The 95 % score interval of `part` out of `whole` (Wilson 1927); (0, 1) when nothing was seen.
pub fn wilson(part: f64, whole: f64) -> (f64, f64) {
    if whole <= 0.0 {
        return (0.0, 1.0);
    }
    let share = (part / whole).clamp(0.0, 1.0);
    let z2 = Z95 * Z95;
    let centre = share + z2 / (2.0 * whole);
    let half = Z95 * ((share * (1.0 - share) + z2 / (4.0 * whole)) / whole).sqrt();
    let scale = 1.0 + z2 / whole;
    // Nothing and all are bounds of themselves, to the last bit.
    let low = if part <= 0.0 { 0.0 } else { ((centre - half) / scale).max(0.0) };
    let high = if part >= whole { 1.0 } else { ((centre + half) / scale).min(1.0) };
    (low, high)
}

/// `part / whole`, or `None` when the whole is empty.
pub fn share(part: f64, whole: f64) -> Option<f64> {
    if whole > 0.0 { Some(part / whole) } else { None }
}

/// log-odds of a share, kept finite by half a count on each side (Haldane–Anscombe correction).
pub fn logit(part: f64, whole: f64) -> f64 {
    ((part + 0.5) / (whole - part + 0.5)).ln()
}

/// Upper bound (log10, at most 0) of the probability that at least `count` of `total` are so, where each is with
/// this share (Chernoff 1952, for a binomial variable).
pub fn at_least(count: f64, total: f64, share: f64) -> f64 {
    let seen = count / total;
    if total <= 0.0 || seen <= share {
        return 0.0;
    }
    let term = |seen: f64, usual: f64| if seen > 0.0 { seen * (seen / usual).log10() } else { 0.0 };
    -total * (term(seen, share) + term(1.0 - seen, 1.0 - share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_agrees_with_the_published_example() {
        // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3: 81 of 263 and 0 of 20.
        let (low, high) = wilson(81.0, 263.0);
        assert!((low - 0.2553).abs() < 5e-4 && (high - 0.3662).abs() < 5e-4);
        let (low, high) = wilson(0.0, 20.0);
        assert!(low == 0.0 && (high - 0.1611).abs() < 5e-4);
        assert_eq!(wilson(0.0, 0.0), (0.0, 1.0));
        assert!(
            (1..2000).all(|n| wilson(0.0, f64::from(n)).0 == 0.0
                && wilson(f64::from(n), f64::from(n)).1 == 1.0)
        );
    }

    #[test]
    fn logit_stays_finite() {
        assert!(logit(0.0, 10.0).is_finite() && logit(10.0, 10.0).is_finite());
        assert_eq!(share(1.0, 0.0), None);
    }
}
