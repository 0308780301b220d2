//! A share of a number of things, with its uncertainty.

use serde::Serialize;

use crate::base::stats::proportion::wilson;

/// A share of a number of cases, with its 95 % interval (Wilson).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// Lower bound of the share.
    pub low: f64,
    /// Upper bound of the share.
    pub high: f64,
}

impl Rate {
    /// `count` of `of`.
    pub fn of(count: usize, of: usize) -> Self {
        let (low, high) = wilson(count as f64, of as f64);
        // At the ends the formula gives the ends, but for rounding.
        let low = if count == 0 { 0.0 } else { low };
        Self { count, of, low, high: if count == of { 1.0 } else { high } }
    }

    /// How many of these have a property.
    pub fn among<T>(things: impl Iterator<Item = T>, keep: impl Fn(&T) -> bool) -> Self {
        let (mut count, mut of) = (0, 0);
        for one in things {
            count += usize::from(keep(&one));
            of += 1;
        }
        Self::of(count, of)
    }

    /// The share; 0 of nothing is 0.
    pub fn share(&self) -> f64 {
        self.count as f64 / self.of.max(1) as f64
    }
}
