//! `afflux query`: a question to a case or to logs, named or in SQL.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use crate::ask;
use crate::ask::query::{self, NAMED, render};
use crate::ask::table::{self, Input};
use crate::case;
use crate::error::{Error, Kind, Result};
use crate::frame::{self, Requests};
use crate::judge::intrusion;

use super::console::Console;
use super::exit::Exit;
use super::plan::{Asked, Form, Question, Source};
use super::sources;

/// Answers a question.
pub(super) fn run(question: &Question, console: &Console) -> Result<Exit> {
    let bytes = match &question.asked {
        Asked::List => list().into_bytes(),
        Asked::Statement { source, sql } => {
            let (requests, tables) = open(source, console)?;
            let answer = query::run(Some(requests.frame()), &tables, sql)?;
            render::render(&answer, output(question.form))?
        }
    };
    match &question.output {
        Some(path) => written(path, &bytes)?,
        None if question.form == Form::Parquet => console.print_raw(&bytes)?,
        None => console.print(&bytes)?,
    }
    Ok(Exit::Done)
}

/// Writes a new file: an answer never replaces anything, least of all an exhibit.
fn written(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || File::create_new(path)?.write_all(bytes);
    write().map_err(|error| {
        Error::new(Kind::Case, format!("cannot write {}", path.display()))
            .because(error)
            .hint("choose a file that does not exist yet")
    })
}

fn output(form: Form) -> render::Output {
    match form {
        Form::Table => render::Output::Table,
        Form::Csv => render::Output::Csv,
        Form::Jsonl => render::Output::Jsonl,
        Form::Markdown => render::Output::Markdown,
        Form::Parquet => render::Output::Parquet,
    }
}

fn list() -> String {
    let width = NAMED.iter().map(|named| named.name.len()).max().unwrap_or(0);
    NAMED.iter().map(|named| format!("{:width$}  {}\n", named.name, named.question())).collect()
}

/// A case as it is stored, or logs as they are read; the same tables either way.
fn open(source: &Source, console: &Console) -> Result<(Requests, table::Frames)> {
    sources::keep_to_memory(source, &sources::aside())?;
    if let [only] = source.logs.as_slice()
        && case::is_case(only.as_ref())
    {
        let loaded = case::load(only.as_ref())?;
        return Ok((loaded.requests, loaded.tables));
    }
    let mut reading = sources::read(source, console)?;
    if source.dedupe {
        sources::repeated(source, &mut reading, console);
    }
    let places = sources::places(source, sources::span_us(&reading), console)?;
    let log = frame::assemble(&mut reading, &places, &source.home, source.service.as_deref())?;
    let (names, services) = ask::split(&log, Some(&places), &source.home, &reading.exhibits);
    let found = intrusion::find(&services, &names, intrusion::Rules::embedded());
    let of = (services.as_slice(), &names);
    let input = Input::new(of, &reading.events, &reading.exhibits, &found.attempts);
    let tables = table::build(&input)?;
    Ok((log.requests(0..log.len(), None)?, tables))
}
