//! `afflux summary`: how many requests, when, from whom, for what. It reads every line, hashes no file and
//! judges nothing.

mod json;
mod origins;
mod table;

use crate::base::time::MINUTE_US;
use crate::error::Result;
use crate::read::Reading;
use crate::read::tables::{Tables, tables};

use super::console::Console;
use super::exit::Exit;
use super::plan::{InspectForm, Summing};
use super::sources;
use origins::Origins;

/// All that is said of a reading.
struct Summary<'a> {
    reading: &'a Reading,
    tables: Tables,
    origins: Option<Origins>,
}

/// Reads the logs and counts what they hold.
pub(super) fn run(plan: &Summing, console: &Console) -> Result<Exit> {
    sources::keep_to_memory(&plan.source, &sources::aside())?;
    let mut reading = sources::read(&plan.source, console)?;
    if plan.source.dedupe {
        sources::repeated(&plan.source, &mut reading, console);
    }
    let tables = tables(&reading.columns, plan.top);
    let origins = match plan.places {
        true => {
            let places = sources::places(&plan.source, span_us(&tables.minutes), console)?;
            Some(Origins::of(&reading.columns, &places, plan.top))
        }
        false => None,
    };
    let summary = Summary { reading: &reading, tables, origins };
    let text = match plan.form {
        InspectForm::Table => table::text(&summary),
        InspectForm::Json => json::text(&summary)?,
    };
    console.print(text.as_bytes())?;
    // The process ends here: to give a gigabyte of columns back first would take a tenth of its time.
    std::mem::forget(reading);
    Ok(Exit::Done)
}

/// The time that the logs cover, but for the outermost half per cent on either side, as
/// [`sources::span_us`] has it, to the minute.
fn span_us(minutes: &[(i64, u64)]) -> Option<(i64, i64)> {
    let all: u64 = minutes.iter().map(|(_, requests)| requests).sum();
    let at = |share: f64| {
        let mut before = 0;
        let wanted = (share * all as f64).ceil() as u64;
        let mut reached = minutes.iter().filter(|(_, requests)| {
            before += requests;
            before >= wanted.max(1)
        });
        reached.next().map(|(start_us, _)| *start_us)
    };
    Some((at(0.005)?, at(0.995)? + MINUTE_US))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_wrong_time_does_not_stretch_the_span() {
        let minutes = [(0, 1), (10 * MINUTE_US, 500), (20 * MINUTE_US, 498), (99 * MINUTE_US, 1)];
        assert_eq!(span_us(&minutes), Some((10 * MINUTE_US, 21 * MINUTE_US)));
        assert_eq!(span_us(&[]), None);
    }
}
