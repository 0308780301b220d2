//! Random numbers, one independent ChaCha8 stream for every client. Because no client draws from
//! another's stream, the same world without its attack gives every person the same choices: common
//! random numbers. In: a seed and who asks. Out: draws. It is not for secrets.
//!
//! Draws use `ln` and `exp` of the platform's mathematics library, whose last bit may differ between
//! platforms. Since times are cut to microseconds, about one log in thousands would show it.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Exp1, StandardNormal};

use crate::base::time::SECOND_US;

/// The generator of one client or process.
pub(super) type Rng = ChaCha8Rng;

/// What a stream is for; streams of different families never meet.
#[derive(Debug, Clone, Copy)]
pub(super) enum Family {
    /// When sessions of a process begin.
    Arrivals,
    /// What one session does.
    Sessions,
    /// Address and agent of a person of a pool.
    Identities,
    /// Addresses that people share.
    SharedAddresses,
    /// A robot.
    Robots,
    /// A hostile source.
    Attackers,
    /// Addresses of proxies that hide clients.
    Proxies,
    /// Addresses by way of which people log in.
    Gateways,
    /// Sessions that were recorded.
    Recordings,
    /// Those who try to get in.
    Intruders,
}

/// All streams of one seed.
pub(super) struct Streams {
    base: ChaCha8Rng,
}

impl Streams {
    pub(super) fn new(seed: u64) -> Self {
        Self { base: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// Stream `serial` of process `process` in a family: 8, 16 and 40 bits of the stream number.
    pub(super) fn stream(&self, family: Family, process: usize, serial: u64) -> Rng {
        let mut rng = self.base.clone();
        let number = (family as u64) << 56 | (process as u64 & 0xffff) << 40;
        rng.set_stream(number | serial & 0xff_ffff_ffff);
        rng
    }
}

/// Uniform in 0…1, 1 excluded.
pub(super) fn uniform(rng: &mut Rng) -> f64 {
    rng.random::<f64>()
}

/// True with a probability.
pub(super) fn chance(rng: &mut Rng, probability: f64) -> bool {
    uniform(rng) < probability
}

/// Uniform in 0…`count`, `count` excluded; 0 if there is none.
pub(super) fn below(rng: &mut Rng, count: u32) -> u32 {
    ((uniform(rng) * f64::from(count)) as u32).min(count.saturating_sub(1))
}

/// A rank in 0…`count` of which low ones are much more likely: `u^power`, a cheap stand-in for
/// Zipf's law that takes exactly one draw.
pub(super) fn rank(rng: &mut Rng, count: u32, power: f64) -> u32 {
    let skewed = uniform(rng).powf(power) * f64::from(count);
    (skewed as u32).min(count.saturating_sub(1))
}

/// Exponential with a mean, in the unit of the mean.
pub(super) fn exponential(rng: &mut Rng, mean: f64) -> f64 {
    rng.sample::<f64, _>(Exp1) * mean
}

/// Log-normal with a median, in its unit.
pub(super) fn log_normal(rng: &mut Rng, median: f64, sigma: f64) -> f64 {
    median * (rng.sample::<f64, _>(StandardNormal) * sigma).exp()
}

/// How many before the first failure, with a mean: geometric from 0.
pub(super) fn geometric(rng: &mut Rng, mean: f64) -> u32 {
    let continues = mean / (1.0 + mean);
    if continues <= 0.0 {
        return 0;
    }
    let draws = (1.0 - uniform(rng)).ln() / continues.ln();
    draws.min(10_000.0) as u32
}

/// The longest time anything takes, microseconds: thirty years, so that sums of times never overflow.
pub(super) const LONGEST_US: i64 = 1_000_000_000 * SECOND_US;

/// Seconds as whole microseconds, at least one: time always moves on.
pub(super) fn us(seconds: f64) -> i64 {
    ((seconds * SECOND_US as f64) as i64).clamp(1, LONGEST_US)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_repeatable_and_apart() {
        let draw =
            |seed, family, serial| uniform(&mut Streams::new(seed).stream(family, 3, serial));
        assert_eq!(draw(1, Family::Sessions, 7), draw(1, Family::Sessions, 7));
        assert_ne!(draw(1, Family::Sessions, 7), draw(1, Family::Sessions, 8));
        assert_ne!(draw(1, Family::Sessions, 7), draw(1, Family::Robots, 7));
        assert_ne!(draw(1, Family::Sessions, 7), draw(2, Family::Sessions, 7));
    }

    #[test]
    fn means_come_out() {
        let mut rng = Streams::new(9).stream(Family::Sessions, 0, 0);
        let mean = |f: &mut dyn FnMut() -> f64| (0..20_000).map(|_| f()).sum::<f64>() / 20_000.0;
        assert!((mean(&mut || exponential(&mut rng, 3.0)) - 3.0).abs() < 0.1);
        let mut rng = Streams::new(9).stream(Family::Sessions, 0, 1);
        assert!((mean(&mut || f64::from(geometric(&mut rng, 4.0))) - 4.0).abs() < 0.15);
    }
}
