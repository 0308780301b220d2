//! Files whose first line names their columns: CSV and TSV exports of access logs. The columns are
//! settled by the sample, for the whole file; a line that repeats the names is no request. A quoted
//! field that goes on in the next line is not read.

use std::collections::BTreeSet;

use super::clf::NO_REQUEST;
use super::coding::Coding;
use super::delimited::{Cells, FIELD_COUNT, NO_HEADER, Style};
use super::fields::slot_named;
use super::heading::{Meaning, meaning};
use super::number;
use super::plan::{Habits, Part, Plan, is_request};
use super::reader::{Fit, Line, Reader, Reason, Session, Setting};
use super::row::Row;
use super::slot::{Slot, Unit};

/// Columns that must be known before a line is taken for a header.
const KNOWN_MIN: usize = 3;

/// Lines for each different name, from which on names are those of virtual hosts.
const HOSTS_PER_NAME: usize = 20;

/// Reads the lines of one exhibit.
pub struct Table {
    style: Style,
    /// The header as written, and what its columns hold.
    header: Option<(Vec<u8>, Plan)>,
    inferred: Option<String>,
}

impl Table {
    /// A reader for the first header in a sample of any of these styles. Without lines, one that reads
    /// nothing.
    pub fn open(styles: &[Style], setting: &Setting, sample: &[Vec<u8>]) -> Option<Self> {
        let Some(first) = sample.first() else {
            let style = *styles.first()?;
            return Some(Self { style, header: None, inferred: None });
        };
        let header = |style: &Style| {
            let (plan, inferred) = plan_of(first, *style, setting, sample)?;
            Some(Self { style: *style, header: Some((first.clone(), plan)), inferred })
        };
        let known = |table: &Self| table.header.as_ref().map_or(0, |(_, plan)| plan.known());
        styles.iter().filter_map(header).max_by_key(known)
    }

    /// A reader of columns that are known without a header; a line of that text is one.
    pub fn fixed(style: Style, header: &[u8], habits: &Habits) -> Option<Self> {
        let names: Vec<&[u8]> = header.split(|byte| *byte == b',').collect();
        let plan = Plan::of(&names, habits)?;
        Some(Self { style, header: Some((header.to_vec(), plan)), inferred: None })
    }
}

impl Reader for Table {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let (header, plan) = self.header.as_ref().ok_or(NO_HEADER)?;
        if is_header(line, header) {
            return Ok(Line::Directive);
        }
        let count = plan.fill(Cells::new(line, self.style), row, session)?;
        if count < plan.needed() {
            return Err(FIELD_COUNT);
        }
        if !is_request(row) {
            return Err(NO_REQUEST);
        }
        Ok(Line::Request(if count > plan.len() { Fit::Extra } else { Fit::Exact }))
    }

    fn inferred(&self) -> Option<String> {
        self.inferred.clone()
    }
}

/// Is the line the header, however it is quoted?
fn is_header(line: &[u8], header: &[u8]) -> bool {
    let bare =
        |text: &'_ [u8]| text.iter().copied().filter(|byte| *byte != b'"').collect::<Vec<_>>();
    line == header
        || (line.first().is_some_and(|first| !first.is_ascii_digit())
            && line.len() <= header.len() * 2
            && bare(line) == bare(header))
}

/// The plan of a header, and what was inferred for it.
fn plan_of(
    header: &[u8],
    style: Style,
    setting: &Setting,
    sample: &[Vec<u8>],
) -> Option<(Plan, Option<String>)> {
    let cells: Option<Vec<_>> = Cells::new(header, style).map(|cell| cell.ok()).collect();
    let names: Vec<Vec<u8>> =
        cells?.iter().map(|cell| cell.value().trim_ascii().to_vec()).collect();
    let names: Vec<&[u8]> = names.iter().map(Vec::as_slice).collect();
    let names = of_common_log(&names, style, sample);
    let (unit, inferred) = unit_of(&names, style, sample);
    let habits = Habits { unit, coding: Coding::Plain, day_apart: false, own: |_| None };
    let plan = if setting.map.is_empty() {
        Plan::of(&names, &habits).filter(|plan| plan.known() >= KNOWN_MIN)
    } else {
        mapped(&names, setting)
    };
    plan.map(|plan| (plan, inferred))
}

/// NASA's log as people export it calls the client `host` and the status `response`, as its description does: so they are
/// where no column is called a client, hosts are many, and all responses are numbers.
fn of_common_log<'n>(names: &[&'n [u8]], style: Style, sample: &[Vec<u8>]) -> Vec<&'n [u8]> {
    let is = |name: &[u8], slot: &Slot| matches!(meaning(name), Some((_, Meaning::Is(own))) if own == slot);
    let cells = |name: &[u8]| -> Vec<&[u8]> {
        let Some(column) = names.iter().position(|own| *own == name) else { return Vec::new() };
        let lines = sample.iter().skip(1);
        lines.filter_map(|line| Some(Cells::new(line, style).nth(column)?.ok()?.text)).collect()
    };
    let lacks = |slot: Slot| !names.iter().any(|name| is(name, &slot));
    let (hosts, responses) = (cells(b"host"), cells(b"response"));
    let distinct = hosts.iter().collect::<BTreeSet<_>>().len();
    let is_status = lacks(Slot::Status)
        && !responses.is_empty()
        && responses.iter().all(|text| text.len() == 3 && number::integer(text).is_some());
    // The header that asks for a host is the client's to write: NASA's status must be there, too.
    let is_client =
        is_status && lacks(Slot::Client) && distinct > 1 && distinct * HOSTS_PER_NAME > hosts.len();
    let renamed = |name: &&'n [u8]| match *name {
        b"host" if is_client => b"client".as_slice(),
        b"response" if is_status => b"status",
        name => name,
    };
    names.iter().map(renamed).collect()
}

/// The plan of columns that the user named.
fn mapped(names: &[&[u8]], setting: &Setting) -> Option<Plan> {
    let part = |name: &&[u8]| {
        let field = setting.map.iter().find(|(_, column)| column.as_bytes() == *name);
        field.and_then(|(field, _)| slot_named(field)).map_or(Part::Skip, Part::of)
    };
    Plan::made(names.iter().map(part).collect(), names)
}

/// The unit of a duration by its values: with decimals seconds, else milliseconds.
fn unit_of(names: &[&[u8]], style: Style, sample: &[Vec<u8>]) -> (Unit, Option<String>) {
    let unitless = |name: &&[u8]| matches!(meaning(name), Some((_, Meaning::Took)));
    let Some(column) = names.iter().position(unitless) else { return (Unit::Millis, None) };
    let is_decimal = |line: &Vec<u8>| {
        let cell = Cells::new(line, style).nth(column).and_then(Result::ok);
        cell.is_some_and(|cell| cell.text.contains(&b'.'))
    };
    let decimal = sample.iter().skip(1).any(is_decimal);
    let name = String::from_utf8_lossy(names.get(column).copied().unwrap_or_default()).into_owned();
    if decimal {
        (Unit::Seconds, Some(format!("{name} is in seconds: it has decimals")))
    } else {
        (Unit::Millis, Some(format!("{name} is in milliseconds: it has no decimals")))
    }
}
