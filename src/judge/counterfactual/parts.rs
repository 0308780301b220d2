//! Whose minutes they were. For each factor of an incident: is it necessary (PN), would it have been enough
//! alone (PS), and its share of the failing minutes (Shapley 1953: the mean of what it adds over every order
//! in which the factors could have come). In: the replay of any subset. Out: a line a factor.
//!
//! Pearl 2000 (PN, PS), evidence §3.3. The shares sum to the minutes that fail as it was, less those that
//! would fail on an ordinary day.

use super::super::judgement::{Factor, Part};
use super::kept::Kept;

/// The parts of these factors; `without` is the probability that the replay without each fails, in their
/// order. `fails` gives it for any replay, `minutes` how many minutes fail in one on average.
pub(super) fn parts(
    factors: &[Factor],
    without: &[f64],
    fails: impl Fn(Kept) -> f64,
    minutes: impl Fn(Kept) -> f64,
) -> Vec<Part> {
    let absent = Factor::ALL.into_iter().filter(|factor| !factors.contains(factor));
    // What there is not to remove stays as it is.
    let rest = absent.fold(Kept::NONE, Kept::with);
    let subsets: Vec<Kept> = (0..1_u32 << factors.len())
        .map(|subset| members(factors, subset).fold(rest, Kept::with))
        .collect();
    let minutes: Vec<f64> = subsets.iter().map(|kept| minutes(*kept)).collect();
    let part = |(at, (&factor, without)): (usize, (&Factor, &f64))| Part {
        factor,
        necessity: 1.0 - without,
        sufficiency: alone(rest, factor).map(&fails),
        minutes: shapley(factors.len(), at, &minutes),
    };
    factors.iter().zip(without).enumerate().map(part).collect()
}

fn members(factors: &[Factor], subset: u32) -> impl Iterator<Item = Factor> + '_ {
    let within = move |(at, factor): (usize, &Factor)| (subset >> at & 1 == 1).then_some(*factor);
    factors.iter().enumerate().filter_map(within)
}

/// What is kept where only this factor is out of the ordinary. People go on to try again: that is how the
/// service is made, not something that happened to it. Retries alone are nothing.
fn alone(rest: Kept, factor: Factor) -> Option<Kept> {
    (factor != Factor::Retries).then(|| rest.with(Factor::Retries).with(factor))
}

/// The Shapley value of player `at` of `players`; `values` by subset, player k is bit k.
fn shapley(players: usize, at: usize, values: &[f64]) -> f64 {
    let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
    let without = (0..values.len()).filter(|subset| subset >> at & 1 == 0);
    without
        .filter_map(|subset| {
            let size = subset.count_ones() as usize;
            let weight = factorial(size) * factorial(players - size - 1) / factorial(players);
            Some(weight * (values.get(subset | 1 << at)? - values.get(subset)?))
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(factors: &[Factor], fails: impl Fn(Kept) -> f64) -> Vec<f64> {
        factors.iter().map(|factor| fails(Kept::ALL.without(*factor))).collect()
    }

    #[test]
    fn shares_follow_the_published_example_and_sum_to_the_whole() {
        // The glove game (Shapley 1953; Osborne & Rubinstein 1994, ch. 14): one left glove, two right.
        let glove = |subset: usize| f64::from(subset & 1 == 1 && subset & 6 != 0);
        let values: Vec<f64> = (0..8).map(glove).collect();
        let shares: Vec<f64> = (0..3).map(|at| shapley(3, at, &values)).collect();
        for (share, expected) in shares.iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((share - expected).abs() < 1e-12, "{shares:?}");
        }
    }

    #[test]
    fn a_joint_cause_is_necessary_twice_and_sufficient_never() {
        let both = |kept: Kept| f64::from(kept.has(Factor::Attack) && kept.has(Factor::Surge));
        let factors = [Factor::Attack, Factor::Surge];
        let parts = parts(&factors, &without(&factors, both), both, |kept| 60.0 * both(kept));
        for part in parts {
            assert_eq!((part.necessity, part.sufficiency), (1.0, Some(0.0)));
            assert_eq!(part.minutes, 30.0);
        }
    }

    #[test]
    fn of_two_causes_each_enough_none_is_necessary() {
        let either = |kept: Kept| f64::from(kept.has(Factor::Attack) || kept.has(Factor::Surge));
        let factors = [Factor::Attack, Factor::Surge];
        let parts = parts(&factors, &without(&factors, either), either, |kept| 60.0 * either(kept));
        for part in parts {
            assert_eq!((part.necessity, part.sufficiency), (0.0, Some(1.0)));
            assert_eq!(part.minutes, 30.0);
        }
    }
}
