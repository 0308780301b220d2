//! `afflux formats`: what is recognised.

use crate::error::Result;
use crate::read::format::FORMATS;

use super::console::Console;
use super::exit::Exit;

/// Prints name and title of every format.
pub(super) fn run(console: &Console) -> Result<Exit> {
    let width = FORMATS.iter().map(|format| format.name.len()).max().unwrap_or(0);
    let lines: String = FORMATS
        .iter()
        .map(|format| format!("{:width$}  {}\n", format.name, format.title))
        .collect();
    console.print(lines.as_bytes())?;
    Ok(Exit::Done)
}
