//! Rehearsal: a small world with known causes, which writes access logs as real servers do. In: a
//! scenario and a seed. Out: a log, and the truth about it, found by playing the same world again with
//! one cause removed. It never reads a log and shares no code with what judges one.

pub mod arsenal;
pub mod corpus;
pub mod family;
pub mod format;
pub mod scenario;
pub mod truth;
pub mod validation;

mod agents;
mod sabotage;
mod world;
mod writer;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::error::{Error, Kind, Result};
use agents::Agents;
use sabotage::{Saboteur, Stage};
use scenario::Scenario;
use truth::Truth;
use world::Kept;
use world::ledger::Ledger;
use writer::{Tally, Writer};

pub use writer::Line;

/// The world as it was, and its log.
pub(crate) struct Played {
    tally: Tally,
    sabotage: Vec<Stage>,
    ledger: Ledger,
}

/// Plays a scenario: writes its log to `out` and returns the truth about it. The same scenario and
/// seed give the same bytes.
///
/// # Errors
///
/// Those of `out`.
pub fn simulate(scenario: &Scenario, seed: u64, out: &mut (dyn Write + Send)) -> io::Result<Truth> {
    simulate_lines(scenario, seed, out, &mut |_| {})
}

/// The same, and `each` is told what every line is: who truly sent it.
///
/// # Errors
///
/// Those of `out`.
pub fn simulate_lines(
    scenario: &Scenario,
    seed: u64,
    out: &mut (dyn Write + Send),
    each: &mut (dyn FnMut(Line<'_>) + Send),
) -> io::Result<Truth> {
    let agents = Agents::new(&scenario.agents);
    let log = || -> io::Result<Played> {
        let out = BufWriter::with_capacity(1 << 18, out);
        let mut writer = Writer::begin(scenario, &agents, out, each)?;
        let mut saboteur = Saboteur::new(scenario, seed, &mut writer);
        let ledger = world::play(scenario, &agents, seed, Kept::ALL, &mut saboteur)?;
        let sabotage = saboteur.finish()?;
        writer.flush()?;
        Ok(Played { tally: writer.tally, sabotage, ledger })
    };
    let (log, worlds) = rayon::join(log, || truth::replay(scenario, &agents, seed));
    Ok(truth::establish(scenario, seed, &log?, &worlds?))
}

/// Writes the log alone: no other world is played, and no incident has a cause.
///
/// # Errors
///
/// Those of `out`.
pub fn write_lines(
    scenario: &Scenario,
    seed: u64,
    out: &mut (dyn Write + Send),
    each: &mut (dyn FnMut(Line<'_>) + Send),
) -> io::Result<()> {
    let agents = Agents::new(&scenario.agents);
    let out = BufWriter::with_capacity(1 << 18, out);
    let mut writer = Writer::begin(scenario, &agents, out, each)?;
    let mut saboteur = Saboteur::new(scenario, seed, &mut writer);
    world::play(scenario, &agents, seed, Kept::ALL, &mut saboteur)?;
    saboteur.finish()?;
    writer.flush()
}

/// Plays the scenario of a file and writes `access.log`, `truth.json` and `labels.csv` (the true class
/// of
/// each line and its part in a campaign of attempts, by its first byte) into a directory, which is made if it is missing.
pub fn run(file: &Path, seed: u64, directory: &Path) -> Result<Truth> {
    let text = fs::read_to_string(file).map_err(|cause| Error::unreadable(file, cause))?;
    let scenario = Scenario::parse(&text, &file.display().to_string())?;
    let unwritable = |cause: io::Error| {
        let message = format!("cannot write a rehearsal into {}", directory.display());
        Error::new(Kind::Case, message).because(cause)
    };
    fs::create_dir_all(directory).map_err(unwritable)?;
    let mut log = File::create_new(directory.join("access.log")).map_err(unwritable)?;
    let labels = File::create_new(directory.join("labels.csv")).map_err(unwritable)?;
    let mut labels = BufWriter::with_capacity(1 << 16, labels);
    let mut labelled = writeln!(labels, "byte_offset,class,intrusion,part");
    let truth = simulate_lines(&scenario, seed, &mut log, &mut |line| {
        if labelled.is_ok() {
            let (intrusion, part) =
                line.intrusion().map_or((String::new(), ""), |(n, part)| (n.to_string(), part));
            let (at, class) = (line.byte_offset, line.class());
            labelled = writeln!(labels, "{at},{class},{intrusion},{part}");
        }
    })
    .map_err(unwritable)?;
    labelled.and_then(|()| labels.flush()).map_err(unwritable)?;
    fs::write(directory.join("truth.json"), truth.json()).map_err(unwritable)?;
    Ok(truth)
}

#[cfg(test)]
mod tests;
