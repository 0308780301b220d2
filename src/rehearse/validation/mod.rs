//! Validation: worlds of every family are played, judged from their logs alone, and the verdicts held
//! against what truly happened. In: families and a number of cases. Out: examined cases, measures over
//! them, and the page that says how often the tool errs.
//!
//! `family ─ play ─▶ log + truth ─ judge ─▶ judgement ─ compare ─▶ case ─ measure ─▶ figures ─▶ page`

mod case;
mod damaged;
mod intrusion;
mod labels;
mod measure;
mod page;
mod play;
mod replayed;
mod sets;
mod table;

pub use case::{Case, Found, Known};
pub use damaged::{Damaged, damaged};
pub use intrusion::{IntrusionCase, IntrusionMeasures};
pub use labels::Labels;
pub use measure::{Measures, Rate, measure};
pub use page::{json, markdown};
pub use play::{Judged, judge_log, play};
pub use replayed::Replayed;
pub use sets::Sets;
pub use table::table;

use rayon::prelude::*;

use super::family::intrusion::{INTRUSION_FAMILIES, IntrusionFamily};
use super::family::{FAMILIES, Family};
use crate::error::Result;
use crate::frame::place::Places;

/// Plays and judges `count` cases, family after family in turn, with consecutive seeds from `first`.
/// `wanted` says which families take part.
///
/// # Errors
///
/// Those of reading a log that the simulator wrote, and of a full disk.
pub fn examine(wanted: impl Fn(&Family) -> bool, count: usize, first: u64) -> Result<Vec<Case>> {
    let families: Vec<&Family> = FAMILIES.iter().filter(|family| wanted(family)).collect();
    let places = Places::open(&[], &[], None)?;
    (0..count)
        .into_par_iter()
        .filter_map(|k| dealt(&families, k, first))
        .map(|(family, seed)| play(family, seed, &places))
        .collect()
}

/// The same for the families of attempts to get in.
///
/// # Errors
///
/// Those of reading a log that the simulator wrote, and of a full disk.
pub fn examine_attempts(
    wanted: impl Fn(&IntrusionFamily) -> bool,
    count: usize,
    first: u64,
) -> Result<Vec<IntrusionCase>> {
    let families: Vec<&IntrusionFamily> =
        INTRUSION_FAMILIES.iter().filter(|family| wanted(family)).collect();
    let places = Places::open(&[], &[], None)?;
    (0..count)
        .into_par_iter()
        .filter_map(|k| dealt(&families, k, first))
        .map(|(family, seed)| intrusion::play(family, seed, &places))
        .collect()
}

/// The family and seed of case `k`: families in turn, then the next seed.
fn dealt<'a, T>(families: &[&'a T], k: usize, first: u64) -> Option<(&'a T, u64)> {
    let family = families.get(k.checked_rem(families.len())?)?;
    Some((family, first + (k / families.len()) as u64))
}
