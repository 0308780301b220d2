//! What is not known exactly, drawn: capacity, the share of failures that are tried again, the demand of an
//! ordinary day, and whose the unclear requests are. The same draws serve every replay of an incident
//! (common random numbers), so that replays differ by what was removed and not by chance.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

/// Draws of each replay.
pub(in crate::judge) const DRAWS: usize = 200;
/// Seed of the draws: the first digits of the date of the seed case, for want of a better constant.
pub(in crate::judge) const SEED: u64 = 20_210_406;
/// Relative uncertainty of capacity, standard deviation.
pub(in crate::judge) const CAPACITY_SPREAD: f64 = 0.08;
/// Uncertainty of the retry share, half width.
pub(in crate::judge) const RETRY_SPREAD: f64 = 0.1;
/// An ordinary day may bring so much more than its mean.
const BASE_SPREAD: f64 = 0.3;
/// The most failures that are tried again: with all of them no outage would ever end.
pub(super) const RETRY_MOST: f64 = 0.95;

/// One draw.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draw {
    /// Factor of the capacity.
    pub(super) capacity: f64,
    /// Share of failing people that try again.
    pub(super) retry: f64,
    /// Factor of the expected demand.
    pub(super) base: f64,
    /// Do unclear clients belong to what is removed?
    pub(super) drop_unknown: bool,
}

impl Draw {
    /// No uncertainty.
    pub(super) const fn plain(retry: f64) -> Self {
        Self { capacity: 1.0, retry, base: 1.0, drop_unknown: false }
    }
}

/// All draws, for that share of retries.
pub(super) fn draws(retry: f64) -> Vec<Draw> {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    (0..DRAWS).map(|_| draw(&mut rng, retry)).collect()
}

fn draw(rng: &mut ChaCha8Rng, retry: f64) -> Draw {
    let normal: f64 = StandardNormal.sample(rng);
    let retry = retry + RETRY_SPREAD * (2.0 * rng.random::<f64>() - 1.0);
    let base = 1.0 + BASE_SPREAD * rng.random::<f64>();
    Draw {
        capacity: (CAPACITY_SPREAD * normal).exp(),
        retry: retry.clamp(0.0, RETRY_MOST),
        base,
        drop_unknown: rng.random::<f64>() < 0.5,
    }
}
