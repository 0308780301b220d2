//! The labels of requests, held against the truth, request by request.

use serde::Serialize;

use super::play::{Judged, Line};

/// Requests labelled as attack, held against the truth.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Labels {
    /// Hostile and labelled.
    pub right: u64,
    /// Labelled and not hostile.
    pub wrong: u64,
    /// Hostile and not labelled.
    pub missed: u64,
}

impl Labels {
    /// F1; 1 where there was nothing to label and nothing was.
    pub fn f1(&self) -> f64 {
        let errors = (self.wrong + self.missed) as f64;
        let twice = 2.0 * self.right as f64;
        if twice + errors > 0.0 { twice / (twice + errors) } else { 1.0 }
    }
}

/// Rows of the frame are the lines of the one exhibit in their order: no line of a rehearsed log is
/// rejected.
pub(super) fn labels(lines: &[Line], judged: &Judged) -> Labels {
    let mut labels = Labels::default();
    let mut called = vec![false; lines.len()];
    for label in judged.judgement.labels.iter().filter(|label| label.attack) {
        if let Some(row) = called.get_mut(label.row as usize) {
            *row = true;
        }
    }
    for (truly, called) in lines.iter().map(|line| line.hostile).zip(called) {
        labels.right += u64::from(truly && called);
        labels.wrong += u64::from(!truly && called);
        labels.missed += u64::from(truly && !called);
    }
    labels
}
