//! Validation of the second question: who tried to get in. Worlds of the intrusion families are played,
//! attempts are looked for in their logs alone, and what is found is held against what was done. In: a
//! family, a seed. Out: cases, measures over them, a chapter of the page.

mod case;
mod chapter;
mod measure;

pub use case::IntrusionCase;
pub use measure::IntrusionMeasures;

pub(super) use chapter::{chapter, json};

use std::fs::File;
use std::io;
use std::path::Path;

use super::play::{open, unwritable};
use crate::error::Result;
use crate::frame::place::Places;
use crate::judge::intrusion::{Rules, find};
use crate::rehearse;
use crate::rehearse::family::intrusion::IntrusionFamily;
use crate::rehearse::scenario::Scenario;
use case::Line;

/// Plays a world of a family and looks for attempts in its log.
///
/// # Errors
///
/// Those of writing and reading a temporary file.
pub(super) fn play(family: &IntrusionFamily, seed: u64, places: &Places) -> Result<IntrusionCase> {
    let scenario = Scenario::parse(&family.scenario(seed), family.name)?;
    let directory = tempfile::tempdir().map_err(unwritable)?;
    let log = directory.path().join("access.log");
    let lines = simulate(&scenario, seed, &log).map_err(unwritable)?;
    let opened = open(&log, places)?;
    let found = find(&opened.services, &opened.names, Rules::embedded());
    Ok(IntrusionCase::compare((family, seed), &scenario, &lines, &opened.services, &found))
}

/// Writes the log and says what is known of each line.
fn simulate(scenario: &Scenario, seed: u64, log: &Path) -> io::Result<Vec<Line>> {
    let mut lines = Vec::new();
    let mut file = File::create(log)?;
    rehearse::write_lines(scenario, seed, &mut file, &mut |line| {
        lines.push(Line { intrusion: line.intrusion(), right: line.right_password() });
    })?;
    Ok(lines)
}
