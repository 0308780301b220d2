//! `afflux show`: a stored case on the terminal: its answer page, one finding with the lines that it rests on, or
//! one raw line. It judges nothing and reads logs only to fetch lines, which it shows only of exhibits that are the
//! bytes that were judged.

mod lines;
mod names;

use std::collections::BTreeMap;

use crate::case::record::{self, Record};
use crate::error::{Error, Kind, Result};
use crate::tell::Context;
use crate::tell::document::{Cited, Document, stored};
use crate::tell::writer::terminal;
use crate::tell::writer::terminal::finding::Row;

use super::console::Console;
use super::documents::localised;
use super::exit::Exit;
use super::plan::{Showing, Shown};

/// Largest stored report that is read.
const REPORT_MAX: u64 = 256 << 20;
/// What to do about a report that is not the one that was written.
const VERIFY: &str = "`afflux verify CASE` says what of the case differs from its manifest";
/// Parts of one name that are printed at once.
const PARTS_MAX: usize = 5;

/// Prints what is asked for.
pub(super) fn run(plan: &Showing, console: &Console) -> Result<Exit> {
    let record = Record::read(&plan.case)?;
    match &plan.shown {
        Shown::Answers => answers(plan, &record, console),
        Shown::Finding { name, incident } => finding(plan, &record, name, *incident, console),
        Shown::Line { exhibit, offset } => lines::line(plan, &record, exhibit, *offset, console),
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
        Error::new(Kind::Case, format!("{} cannot be shown: {why}", path.display())).hint(VERIFY)
    };
    let bytes = record::bytes(&path, REPORT_MAX).map_err(|error| error.hint(VERIFY))?;
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
    let mut anchors = names::anchors(&document, name, incident)?;
    let more = anchors.len().saturating_sub(PARTS_MAX);
    anchors.truncate(PARTS_MAX);
    let cited: Vec<&Cited> =
        document.cited.iter().filter(|one| anchors.contains(&one.anchor)).collect();
    let found = lines::fetched(plan, record, &cited, console)?;
    let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for one in &cited {
        rows.entry(one.anchor.clone()).or_default().push(lines::row(plan, record, one, &found));
    }
    let context = context(plan, console);
    let text = terminal::finding::parts(&document, &anchors, &rows, &plan.words, &context);
    console.print(text.as_bytes())?;
    if more > 0 {
        console.note(&plan.words.get("show-more", &[("n", more.into())]));
    }
    Ok(lines::worst(&found))
}
