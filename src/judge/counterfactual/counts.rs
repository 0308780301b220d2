//! How many bins fail in the replays of a subset, draw by draw: each is replayed once, whoever asks. A model and
//! a subset in, counts in order of draw out, the same for any number of threads.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Model;
use super::draws::DRAWS;
use super::kept::Kept;

/// Steps of all draws of one subset: an incident of months is drawn less often. One of two weeks, minute by
/// minute, is not.
const STEPS_MOST: usize = 5_000_000;
/// The least draws of one: a replay decides at a fifth and at four fifths of them.
const DRAWS_LEAST: usize = 40;

/// Draws of a replay of so many bins.
pub(super) fn draws_of_all(bins: usize) -> usize {
    (STEPS_MOST / bins.max(1)).clamp(DRAWS_LEAST, DRAWS)
}

/// The counts of a model so far.
pub(super) struct Counts<'m> {
    model: &'m Model,
    held: RefCell<BTreeMap<Kept, Vec<f64>>>,
}

impl<'m> Counts<'m> {
    /// None yet.
    pub(super) fn of(model: &'m Model) -> Self {
        Self { model, held: RefCell::default() }
    }

    /// The counts of all draws.
    pub(super) fn all(&self, kept: Kept) -> Vec<f64> {
        self.first(kept, draws_of_all(self.model.bins.len()))
    }

    /// The counts of the first draws.
    pub(super) fn first(&self, kept: Kept, draws: usize) -> Vec<f64> {
        let mut held = self.held.borrow_mut();
        let counts = held.entry(kept).or_default();
        let further = self.model.draws.get(counts.len()..draws).unwrap_or_default();
        counts.par_extend(further.par_iter().map(|draw| self.model.failing(kept, draw)));
        counts.iter().take(draws).copied().collect()
    }
}
