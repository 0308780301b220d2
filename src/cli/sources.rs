//! Reading as the commands share it: files gathered, read with progress, and what was understood
//! said on stderr; databases of places opened and their distance to the logs said.

use crate::base::stats::spread::nearest_rank;
use crate::base::time::rfc3339;
use crate::error::{Error, Kind, Result};
use crate::frame::place::{LIMIT_DAYS, Places, distance_days};
use crate::read::{Reading, inputs, parse};

use super::console::Console;
use super::plan::Source;

/// Reads all logs of a source.
pub(super) fn read(source: &Source, console: &Console) -> Result<Reading> {
    let gathered = inputs::gather(&source.logs)?;
    if gathered.paths.is_empty() {
        return Err(Error::new(Kind::Unreadable, format!("no file in {}", source.logs.join(", ")))
            .hint("name log files, or directories or patterns that hold some"));
    }
    let size = |path: &std::path::PathBuf| path.metadata().map_or(0, |metadata| metadata.len());
    let watcher = console.watch(gathered.paths.iter().map(size).sum());
    let reading = parse::read(&gathered.paths, &source.reading, &watcher);
    watcher.done();
    let mut reading = reading?;
    reading.skipped.extend(gathered.skipped);
    reading.skipped.sort();
    say(&reading, console);
    Ok(reading)
}

fn say(reading: &Reading, console: &Console) {
    for exhibit in &reading.exhibits {
        let lines = &exhibit.accounting;
        console.note(&format!(
            "{}: {} (confidence {:.2}), {} lines: {} requests, {} rejects, {} blank",
            exhibit.path,
            exhibit.format,
            exhibit.confidence,
            lines.lines(),
            lines.requests,
            lines.rejects,
            lines.blank,
        ));
        if let Some(damage) = &exhibit.damage {
            console.note(&format!("warning: {}: {damage}", exhibit.path));
        }
    }
    for (left_out, kept) in &reading.duplicates {
        console.note(&format!("left out {left_out}: the same bytes as {kept}"));
    }
    for (path, reason) in &reading.skipped {
        console.note(&format!("left out {path}: {reason}"));
    }
}

/// The time that the logs cover, but for the outermost half per cent on either side: a single wrong
/// or forged time must not choose the database of places. To be taken before the frame is made.
pub(super) fn span_us(reading: &Reading) -> Option<(i64, i64)> {
    let mut times: Vec<i64> =
        reading.columns.iter().flat_map(|columns| columns.ts_us.iter().copied()).collect();
    let low = nearest_rank(&mut times, 0.005)?;
    Some((low, nearest_rank(&mut times, 0.995)?))
}

/// Opens the databases of places for the dates of the logs.
pub(super) fn places(
    source: &Source,
    span: Option<(i64, i64)>,
    console: &Console,
) -> Result<Places> {
    let places = Places::open(&source.geoip, &source.searched, span)?;
    for skipped in places.skipped() {
        console.note(&format!("left out {skipped}"));
    }
    for database in places.databases().iter().filter(|database| database.primary) {
        let built = rfc3339(database.built_us);
        let day = built.get(..10).unwrap_or(&built);
        let days = span.map_or(0, |span| distance_days(database.built_us, span));
        let limit = if days > LIMIT_DAYS { ", a stated limit" } else { "" };
        console.note(&format!(
            "places: {} ({}), built {day}, {days} days from the logs{limit}",
            database.name, database.holds,
        ));
    }
    Ok(places)
}
