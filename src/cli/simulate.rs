//! `afflux simulate`: a log with a known truth.

use crate::error::Result;
use crate::rehearse;

use super::args::SimulateArgs;
use super::console::Console;
use super::exit::Exit;

/// Plays the scenario.
pub(super) fn run(args: &SimulateArgs, console: &Console) -> Result<Exit> {
    rehearse::run(&args.scenario, args.seed, &args.out)?;
    console
        .note(&format!("wrote access.log, truth.json and labels.csv into {}", args.out.display()));
    Ok(Exit::Done)
}
