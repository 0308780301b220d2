//! The raw lines that a stored report cites: fetched from the exhibits, and shown only of those that are the bytes that
//! were judged.

use std::collections::BTreeSet;

use crate::case::exhibits::{self, Found, State};
use crate::case::record::Record;
use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::plan::Showing;
use crate::error::{Error, Kind, Result};
use crate::read::escape::{escape, escape_start};
use crate::read::recall::{Line, Wanted};
use crate::tell::document::Cited;
use crate::tell::escape::whole;
use crate::tell::writer::terminal::finding::Row;

/// Bytes shown of a line under a finding; `--cite` shows all of it.
const LINE_SHOWN: usize = 1000;
/// Exhibits named where another was asked for.
const PROPOSED: usize = 5;

/// The exhibits that are cited, with the lines.
pub(super) fn fetched(
    plan: &Showing,
    record: &Record,
    cited: &[&Cited],
    console: &Console,
) -> Result<Vec<Found>> {
    let mut wanted = Wanted::new();
    for one in cited {
        let exhibit = record.exhibits.get(one.exhibit as usize);
        let offset = u64::try_from(one.byte_offset).ok();
        if let Some((exhibit, offset)) = exhibit.zip(offset) {
            wanted.entry(exhibit.path.clone()).or_default().insert(offset);
        }
    }
    look(plan, record, &wanted, console)
}

fn look(plan: &Showing, record: &Record, wanted: &Wanted, console: &Console) -> Result<Vec<Found>> {
    let watcher = console.watch(exhibits::size(record, wanted));
    let found = exhibits::at_their_place(record, &plan.root, wanted, &watcher);
    watcher.done();
    found
}

pub(super) fn row(plan: &Showing, record: &Record, one: &Cited, found: &[Found]) -> Row {
    let exhibit = record.exhibits.get(one.exhibit as usize);
    let path = exhibit.map_or("?", |exhibit| exhibit.path.as_str());
    let arguments = [("path", whole(path).into()), ("offset", one.byte_offset.to_string().into())];
    let place = plan.words.get("citation", &arguments);
    let found = found.iter().find(|found| found.path == path);
    let line = match found.map(|found| (&found.state, offset_of(one, found))) {
        Some((State::Same(_), Some(line))) => Ok(whole(&escape_start(&line.bytes, LINE_SHOWN))),
        Some((State::Same(_), None)) => Err(plan.words.say("show-no-line")),
        Some((State::Differs(_), _)) => Err(plan.words.say("show-differs")),
        Some((State::Gone, _)) | None => Err(plan.words.say("show-gone")),
    };
    Row { place, note: one.note.clone(), line }
}

fn offset_of<'f>(one: &Cited, found: &'f Found) -> Option<&'f Line> {
    found.lines.get(&u64::try_from(one.byte_offset).ok()?)
}

/// What is shown without its lines is not shown whole.
pub(super) fn worst(found: &[Found]) -> Exit {
    let differs = found.iter().any(|one| matches!(one.state, State::Differs(_)));
    let gone = found.iter().any(|one| one.state == State::Gone);
    match (differs, gone) {
        (true, _) => Exit::Changed,
        (false, true) => Exit::Unreadable,
        (false, false) => Exit::Done,
    }
}

/// One raw line, printed.
pub(super) fn line(
    plan: &Showing,
    record: &Record,
    exhibit: &str,
    offset: u64,
    console: &Console,
) -> Result<Exit> {
    if !record.exhibits.iter().any(|one| one.path == exhibit) {
        let paths: Vec<&str> =
            record.exhibits.iter().take(PROPOSED).map(|one| one.path.as_str()).collect();
        let message = format!("{exhibit} is no exhibit of this case");
        let hint = format!("its exhibits are {}", paths.join(", "));
        return Err(Error::new(Kind::Usage, message).hint(hint));
    }
    let wanted = Wanted::from([(exhibit.to_owned(), BTreeSet::from([offset]))]);
    let found = look(plan, record, &wanted, console)?;
    let Some(found) = found.first() else { return Ok(Exit::Unreadable) };
    match (&found.state, found.lines.get(&offset)) {
        (State::Same(_), Some(line)) => {
            if !line.begins {
                console.note(&plan.words.say("show-inside"));
            }
            console.print(format!("{}\n", whole(&escape(&line.bytes))).as_bytes())?;
            Ok(Exit::Done)
        }
        (State::Same(_), None) => {
            let message = format!("{exhibit} ends before byte {offset}");
            Err(Error::new(Kind::Usage, message).hint("offsets are of the decoded bytes, from 0"))
        }
        (State::Differs(_), _) => {
            Err(Error::new(Kind::Changed, format!("{exhibit}: {}", plan.words.say("show-differs"))))
        }
        (State::Gone, _) => {
            let message = format!("{exhibit}: {}", plan.words.say("show-gone"));
            Err(Error::new(Kind::Unreadable, message)
                .hint("--root names the directory that relative paths start from"))
        }
    }
}
