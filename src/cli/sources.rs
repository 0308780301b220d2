//! Reading as the commands share it: files gathered, read with progress, and what was understood
//! said on stderr; databases of places opened and their distance to the logs said.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use crate::base::account::{Exhibit, Zone, ZoneOrigin};
use crate::base::time::{HOUR_US, rfc3339};
use crate::error::{Error, Kind, Result};
use crate::frame::place::{LIMIT_DAYS, Places, distance_days};
use crate::memory;
use crate::read::columns::ABSENT;
use crate::read::options::Options;
use crate::read::review::repeats;
use crate::read::{Reading, inputs, parse};

use super::console::Console;
use super::plan::Source;

/// From here on the process keeps to the memory that the source is given, if any; what is beyond it lies
/// in a temporary file in `directory`.
pub(super) fn keep_to_memory(source: &Source, directory: &Path) -> Result<()> {
    match source.memory {
        Some(bytes) => memory::limit(bytes, directory),
        None => {
            memory::reuse();
            Ok(())
        }
    }
}

/// Where temporary files lie for a command that writes no case. Not the usual directory: that may itself
/// be memory, while the other is one for files that outlive a restart (Filesystem Hierarchy Standard 3.0).
#[expect(clippy::disallowed_methods, reason = "where temporary files go is for the user to say")]
pub(super) fn aside() -> PathBuf {
    std::env::var_os("TMPDIR").map_or_else(|| PathBuf::from("/var/tmp"), PathBuf::from)
}

/// Reads all logs of a source, says what was understood, and leaves out what several hold if asked to.
pub(super) fn read(source: &Source, console: &Console) -> Result<Reading> {
    let reading = read_quietly(source, console)?;
    say(&reading, console);
    Ok(reading)
}

/// Requests that several exhibits hold; with `--dedupe` they are kept once from here on.
pub(super) fn repeated(
    source: &Source,
    reading: &mut Reading,
    console: &Console,
) -> Vec<(String, String, u64)> {
    let repeats = if source.dedupe { repeats::take_out(reading) } else { repeats::find(reading) };
    let path = |index: u32| {
        reading.exhibits.get(index as usize).map_or(String::new(), |exhibit| exhibit.path.clone())
    };
    let repeated: Vec<(String, String, u64)> = repeats
        .iter()
        .map(|repeat| (path(repeat.again), path(repeat.first), repeat.rows))
        .collect();
    for (again, first, rows) in &repeated {
        let what = if source.dedupe { "left out" } else { "counted twice without --dedupe" };
        console.note(&format!("warning: {again}: {rows} requests are in {first} too; {what}"));
    }
    repeated
}

/// Reads all logs of a source.
pub(super) fn read_quietly(source: &Source, console: &Console) -> Result<Reading> {
    let gathered = inputs::gather(&source.logs)?;
    if gathered.paths.is_empty() {
        return Err(Error::new(Kind::Unreadable, format!("no file in {}", source.logs.join(", ")))
            .hint("name log files, or directories or patterns that hold some"));
    }
    let size = |path: &std::path::PathBuf| path.metadata().map_or(0, |metadata| metadata.len());
    let watcher = console.watch(gathered.paths.iter().map(size).sum());
    let stdin = Some(Box::new(std::io::stdin()) as _);
    let reading = parse::read_with(&gathered.paths, stdin, &source.reading, &watcher);
    watcher.done();
    memory::kept()?;
    let mut reading = reading?;
    reading.skipped.extend(gathered.skipped);
    reading.skipped.sort();
    Ok(reading)
}

/// Reads the files of a manifest again: by the name that each had, the place where it is now.
pub(super) fn read_again(
    source: &Source,
    places: BTreeMap<PathBuf, PathBuf>,
    console: &Console,
) -> Result<Reading> {
    let size = |path: &PathBuf| path.metadata().map_or(0, |metadata| metadata.len());
    let watcher = console.watch(places.values().map(size).sum());
    let (mut paths, mut stdin) = (Vec::new(), None);
    for (name, place) in &places {
        if name == Path::new(inputs::STDIN_NAME) {
            let file = File::open(place).map_err(|error| Error::unreadable(place, error))?;
            paths.push(PathBuf::from(inputs::STDIN));
            stdin = Some(Box::new(file) as _);
        } else {
            paths.push(name.clone());
        }
    }
    let options = Options { places, ..source.reading.clone() };
    let reading = parse::read_with(&paths, stdin, &options, &watcher);
    watcher.done();
    memory::kept()?;
    reading
}

fn say(reading: &Reading, console: &Console) {
    for exhibit in &reading.exhibits {
        let lines = &exhibit.accounting;
        console.note(&format!(
            "{}: {} (confidence {:.2}), {} lines: {} requests, {} rejects, {} blank{}",
            exhibit.path,
            exhibit.format,
            exhibit.confidence,
            lines.lines(),
            lines.requests,
            lines.rejects,
            lines.blank,
            if lines.events > 0 { format!(", {} events", lines.events) } else { String::new() },
        ));
        assumed(exhibit, console);
        if let Some(damage) = &exhibit.damage {
            console.note(&format!("warning: {}: {damage}", exhibit.path));
        }
    }
    for (left_out, kept) in &reading.duplicates {
        console.note(&format!("left out {left_out}: the same bytes as {kept}"));
    }
    for (same, first) in &reading.same_content {
        console.note(&format!(
            "warning: {same}: the same log as {first}, packed otherwise (--dedupe)"
        ));
    }
    for archive in &reading.archives {
        if let Some(damage) = &archive.damage {
            console.note(&format!("warning: {}: {damage}", archive.path));
        }
    }
    for (path, reason) in &reading.skipped {
        console.note(&format!("left out {path}: {reason}"));
    }
}

/// What the lines do not say and was taken as read.
fn assumed(exhibit: &Exhibit, console: &Console) {
    if let Some(Zone { name, origin: ZoneOrigin::Assumed }) = &exhibit.zone {
        let path = &exhibit.path;
        console.note(&format!("warning: {path}: no zone in its stamps; {name} is assumed (--tz)"));
    }
    if let Some(inferred) = &exhibit.inferred {
        console.note(&format!("warning: {}: inferred: {inferred}", exhibit.path));
    }
}

/// The time that the logs cover, but for the outermost half per cent on either side: a single wrong
/// or forged time must not choose the database of places. To be taken before the frame is made.
pub(super) fn span_us(reading: &Reading) -> Option<(i64, i64)> {
    let times = || {
        let values = reading.columns.sets().iter().flat_map(|set| set.ts_us.values());
        values.copied().filter(|us| *us != ABSENT)
    };
    let hours = by_hour(times());
    let (first, last) =
        rayon::join(|| ranked(times, &hours, 0.005), || ranked(times, &hours, 0.995));
    Some((first?, last?))
}

/// How many times each hour holds. They are mostly in order: a look-up a run of them.
fn by_hour(times: impl Iterator<Item = i64>) -> BTreeMap<i64, usize> {
    let mut hours: BTreeMap<i64, usize> = BTreeMap::new();
    let (mut start_us, mut held) = (0, 0);
    for us in times {
        if us.wrapping_sub(start_us) as u64 >= HOUR_US as u64 {
            *hours.entry(start_us).or_default() += held;
            (start_us, held) = (us.div_euclid(HOUR_US) * HOUR_US, 0);
        }
        held += 1;
    }
    *hours.entry(start_us).or_default() += held;
    hours
}

/// The value of that rank, as [`nearest_rank`](crate::base::stats::spread::nearest_rank) has it: the times of one hour
/// are copied and sorted, not all.
fn ranked<I: Iterator<Item = i64>>(
    times: impl Fn() -> I,
    hours: &BTreeMap<i64, usize>,
    share: f64,
) -> Option<i64> {
    let count: usize = hours.values().sum();
    let rank = ((share * count as f64).ceil() as usize).clamp(1, count.max(1));
    let mut before = 0;
    let within = hours.iter().find(|(_, held)| {
        before += **held;
        before >= rank
    });
    let (&wanted, &held) = within?;
    let inside = |us: &i64| us.wrapping_sub(wanted) as u64 <= (HOUR_US - 1) as u64;
    let mut times: Vec<i64> = times().filter(inside).collect();
    let at = (rank + held - before).saturating_sub(1);
    (at < times.len()).then(|| *times.select_nth_unstable(at).1)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::stats::spread::nearest_rank;

    #[test]
    fn ranks_by_hour_are_those_of_all_times() {
        let times: Vec<i64> = (0..997).map(|k| (k * k % 991) * HOUR_US / 7 - 5 * HOUR_US).collect();
        for share in [0.0, 0.005, 0.5, 0.995, 1.0] {
            let expected = nearest_rank(&mut times.clone(), share);
            assert_eq!(
                ranked(|| times.iter().copied(), &by_hour(times.iter().copied()), share),
                expected
            );
        }
        assert_eq!(ranked(std::iter::empty, &by_hour(std::iter::empty()), 0.5), None);
    }
}
