//! `afflux show`: a stored case on the terminal: its answer page, one finding with the lines that it rests on, or
//! one raw line. It judges nothing and reads logs only to fetch lines, which it shows only of exhibits that are the
//! bytes that were judged.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::exhibits::{self, Found, State};
use crate::case::record::{self, Record};
use crate::error::{Error, Kind, Result};
use crate::read::escape::{escape, escape_start};
use crate::read::recall::{Line, Wanted};
use crate::tell::Context;
use crate::tell::document::{Cited, Document, stored};
use crate::tell::escape::whole;
use crate::tell::writer::terminal;
use crate::tell::writer::terminal::finding::Row;

use super::console::Console;
use super::documents::localised;
use super::exit::Exit;
use super::plan::{Showing, Shown};

/// Largest stored report that is read.
const REPORT_MAX: u64 = 256 << 20;
/// Bytes shown of a line under a finding; `--cite` shows all of it.
const LINE_SHOWN: usize = 1000;
/// Parts of one name that are printed at once.
const PARTS_MAX: usize = 5;
/// Names proposed for one that is unknown.
const PROPOSED: usize = 5;

/// Prints what is asked for.
pub(super) fn run(plan: &Showing, console: &Console) -> Result<Exit> {
    let record = Record::read(&plan.case)?;
    match &plan.shown {
        Shown::Answers => answers(plan, &record, console),
        Shown::Finding { name, incident } => finding(plan, &record, name, *incident, console),
        Shown::Line { exhibit, offset } => line(plan, &record, exhibit, *offset, console),
    }
}

fn answers(plan: &Showing, record: &Record, console: &Console) -> Result<Exit> {
    let report = plan.case.join(localised("report.html", plan.words.code()));
    let context = Context { report: Some(report.display().to_string()), ..context(plan, console) };
    let document = document(plan, record)?;
    console.print(terminal::answers(&document, &plan.words, &context).as_bytes())?;
    Ok(Exit::Done)
}

fn context(plan: &Showing, console: &Console) -> Context {
    let case = Some(plan.case.display().to_string());
    Context { case, width: console.width(), colour: console.colour(), ..Context::default() }
}

/// The stored report in the language that was asked for, if it is the one that was written.
fn document(plan: &Showing, record: &Record) -> Result<Document> {
    let name = localised("report.json", plan.words.code());
    let path = plan.case.join(&name);
    let refused = |why: &str| {
        Error::new(Kind::Case, format!("{} cannot be shown: {why}", path.display()))
            .hint("`afflux verify CASE` says what of the case differs from its manifest")
    };
    let bytes = record::bytes(&path, REPORT_MAX)?;
    let held = record.held(&name).ok_or_else(|| refused("the manifest does not name it"))?;
    if held.sha256 != crate::case::held::hex(&sha256(&bytes)) {
        return Err(refused("its SHA-256 is not that of the manifest"));
    }
    stored::read(&bytes).map_err(|why| refused(&why))
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).to_vec()
}

fn finding(
    plan: &Showing,
    record: &Record,
    name: &str,
    incident: Option<u32>,
    console: &Console,
) -> Result<Exit> {
    let document = document(plan, record)?;
    let mut anchors = anchors(&document, name, incident)?;
    let more = anchors.len().saturating_sub(PARTS_MAX);
    anchors.truncate(PARTS_MAX);
    let cited: Vec<&Cited> =
        document.cited.iter().filter(|one| anchors.contains(&one.anchor)).collect();
    let found = fetched(plan, record, &cited, console)?;
    let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for one in &cited {
        rows.entry(one.anchor.clone()).or_default().push(row(plan, record, one, &found));
    }
    let context = context(plan, console);
    let text = terminal::finding::parts(&document, &anchors, &rows, &plan.words, &context);
    console.print(text.as_bytes())?;
    if more > 0 {
        console.note(&plan.words.get("show-more", &[("n", more.into())]));
    }
    Ok(worst(&found))
}

/// The anchors that a name asks for, in the order of the report.
fn anchors(document: &Document, name: &str, incident: Option<u32>) -> Result<Vec<String>> {
    let wanted = name.to_ascii_lowercase();
    let mut anchors: Vec<String> = Vec::new();
    let named = document.named.iter().filter(|one| one.name == wanted || one.anchor == wanted);
    let mut of_name: Vec<&str> = named.map(|one| one.anchor.as_str()).collect();
    of_name.sort_by_key(|anchor| (number(anchor), *anchor));
    for anchor in of_name {
        let own = incident.is_none_or(|id| anchor.starts_with(&format!("incident-{id}-")));
        if own && anchors.last().is_none_or(|last| last != anchor) {
            anchors.push(anchor.to_owned());
        }
    }
    if anchors.is_empty() { Err(unknown(document, &wanted, incident)) } else { Ok(anchors) }
}

/// `incident-12-x` → 12, so that 12 comes after 2.
fn number(anchor: &str) -> u32 {
    anchor.split('-').nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn unknown(document: &Document, name: &str, incident: Option<u32>) -> Error {
    let of = incident.map_or_else(String::new, |id| format!(" in incident {id}"));
    let message = format!("nothing in this case is called {name:?}{of}");
    let names: BTreeSet<&str> = document.named.iter().map(|one| one.name.as_str()).collect();
    let mut near: Vec<(usize, &str)> =
        names.into_iter().map(|known| (distance(name, known), known)).collect();
    near.sort();
    let near: Vec<&str> = near.into_iter().take(PROPOSED).map(|(_, known)| known).collect();
    Error::new(Kind::Usage, message).hint(format!("did you mean {}?", near.join(", ")))
}

/// Edits between two names (Levenshtein 1966); 0 for a part of the other, which is what people type.
fn distance(typed: &str, known: &str) -> usize {
    if typed.len() > 1 && known.contains(typed) {
        return 0;
    }
    let known: Vec<char> = known.chars().collect();
    let mut row: Vec<usize> = (0..=known.len()).collect();
    // A name is short: what is longer than any of them is no slip of the pen.
    for (above, one) in typed.chars().take(100).enumerate() {
        let mut next = vec![above + 1];
        for (other, pair) in known.iter().zip(row.windows(2)) {
            let (diagonal, up) = (pair.first().copied(), pair.last().copied());
            let left = next.last().copied().unwrap_or(0);
            let change = diagonal.unwrap_or(0) + usize::from(one != *other);
            next.push(change.min(up.unwrap_or(0) + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

/// The exhibits that are cited, with the lines.
fn fetched(
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

fn row(plan: &Showing, record: &Record, one: &Cited, found: &[Found]) -> Row {
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
fn worst(found: &[Found]) -> Exit {
    let differs = found.iter().any(|one| matches!(one.state, State::Differs(_)));
    let gone = found.iter().any(|one| one.state == State::Gone);
    match (differs, gone) {
        (true, _) => Exit::Changed,
        (false, true) => Exit::Unreadable,
        (false, false) => Exit::Done,
    }
}

fn line(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_near_that_differ_by_a_slip() {
        assert_eq!(distance("prior_overlap", "prior_overlap"), 0);
        assert_eq!(distance("prio_overlap", "prior_overlap"), 1);
        assert_eq!(distance("overlap", "prior_overlap"), 0);
        assert_eq!(distance("abc", "xyz"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
