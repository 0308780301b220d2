//! `afflux summary`: how many requests, when, from whom, for what. It reads every line, hashes no file and
//! judges nothing.

mod json;
mod table;

use crate::error::Result;
use crate::read::Reading;
use crate::read::tables::{Tables, tables};

use super::console::Console;
use super::exit::Exit;
use super::plan::{InspectForm, Summing};
use super::sources;

/// All that is said of a reading.
struct Summary<'a> {
    reading: &'a Reading,
    tables: Tables,
}

/// Reads the logs and counts what they hold.
pub(super) fn run(plan: &Summing, console: &Console) -> Result<Exit> {
    let mut reading = sources::read(&plan.source, console)?;
    if plan.source.dedupe {
        sources::repeated(&plan.source, &mut reading, console);
    }
    let summary = Summary { reading: &reading, tables: tables(&reading.columns, plan.top) };
    let text = match plan.form {
        InspectForm::Table => table::text(&summary),
        InspectForm::Json => json::text(&summary)?,
    };
    console.print(text.as_bytes())?;
    // The process ends here: to give a gigabyte of columns back first would take a tenth of its time.
    std::mem::forget(reading);
    Ok(Exit::Done)
}

impl Summary<'_> {
    /// Requests in all rows: without those that were left out.
    fn requests(&self) -> u64 {
        self.reading.columns.len() as u64
    }

    fn sum(&self, count: impl Fn(&crate::base::account::Accounting) -> u64) -> u64 {
        self.reading.exhibits.iter().map(|exhibit| count(&exhibit.accounting)).sum()
    }

    /// The busiest minute, the first of equals.
    fn busiest(&self) -> Option<(i64, u64)> {
        let minutes = self.tables.minutes.iter().copied();
        minutes.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }
}
