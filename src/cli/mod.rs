//! The command line: what was typed, what it means, and one file a command. The only room that reads
//! the environment and the clock, and the only one that writes to the terminal.

mod account;
mod args;
mod claims;
mod console;
mod documents;
mod exit;
mod formats;
mod inspect;
mod investigate;
mod mandate;
mod package;
mod plan;
mod pseudonym;
mod query;
mod reference;
mod rules;
mod seal;
mod setting;
mod show;
mod simulate;
mod sources;
mod summary;
mod validate;
mod verify;

use clap::Parser;

use args::{Args, Command};
use console::Console;
pub use exit::Exit;

/// Runs the command line of this process and says how it ended.
pub fn run() -> Exit {
    let typed: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let args = match Args::try_parse_from(&typed) {
        Ok(args) => args,
        Err(error) => return console::usage(&error),
    };
    let console = Console::new(args.quiet, args.no_progress);
    let arguments = typed.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    match dispatch(args, arguments, &console) {
        Ok(exit) => exit,
        Err(error) => console.fail(&error),
    }
}

fn dispatch(args: Args, arguments: Vec<String>, console: &Console) -> crate::error::Result<Exit> {
    plan::use_threads(args.threads)?;
    match args.command {
        Command::Investigate(args) => {
            investigate::run(&plan::Investigation::of(args, arguments)?, console)
        }
        Command::Query(args) => query::run(&plan::Question::of(args)?, console),
        Command::Inspect(args) => inspect::run(&plan::Inspection::of(args)?, console),
        Command::Summary(args) => summary::run(&plan::Summing::of(args)?, console),
        Command::Show(args) => show::run(&plan::Showing::of(args)?, console),
        Command::Verify(args) => verify::run(&plan::Verification::of(args)?, console),
        Command::Package(args) => package::run(&plan::Packing::of(args)?, console),
        Command::Sign(args) => seal::sign(&plan::Sealing::of(args)?, console),
        Command::Timestamp(args) => seal::timestamp(&plan::Stamping::of(args)?, console),
        Command::Simulate(args) => simulate::run(&args, console),
        Command::Validate(args) => validate::run(&args, console),
        Command::Formats => formats::run(console),
        Command::Reference(args) => reference::run(&args, console),
    }
}
