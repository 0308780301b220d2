//! Exports of log stores as CSV (CloudWatch Logs Insights, Splunk, Graylog, Datadog, Kibana): the line is
//! in one of the cells, with its quotes doubled (RFC 4180 §2). It needs no header: the cell is told by
//! the request line in it.

use std::borrow::Cow;

use super::kernel::instant::instant;
use super::kernel::object::without_end;
use super::{Inside, Wrapper};
use crate::read::format::kernel::anatomy::is_method;
use crate::read::format::kernel::delimited::{Cell, Cells, Style};
use crate::read::format::kernel::reader::Session;

/// `2021-04-06T06:31:02Z,web1,"203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] ""GET / HTTP/1.1"" 200 512"`
pub(super) const WRAPPER: Wrapper =
    Wrapper::new("csv_cell", "CSV exports of log stores: the line in a cell, quotes doubled", open)
        .certain();

/// Cells of a row at most.
const CELLS_MAX: usize = 256;
/// Bytes in which the blank behind a method stands: a run of quotes costs no more than its length.
const METHOD_MAX: usize = 16;
/// What stands between cells.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    // Every quote of the line inside is doubled: no line without has one.
    memchr::memmem::find(line, b"\"\"")?;
    let cut = SEPARATORS.iter().filter_map(|separator| {
        let cells = Cells::new(line, Style::csv(*separator)).take(CELLS_MAX);
        let cells: Vec<Cell<'_>> = cells.map_while(Result::ok).collect();
        // An agent that looks like a line is in the line, too, where the line is.
        let holding = cells.iter().enumerate().filter(|(_, cell)| holds_request(cell));
        let (length, at) = holding.map(|(at, cell)| (cell.text.len(), at)).max()?;
        Some((length, at, cells))
    });
    // What is no separator of this file leaves more in the cell.
    let (_, at, cells) = cut.min_by_key(|(length, ..)| *length)?;
    let stamps = cells.iter().enumerate().filter(|(other, _)| *other != at);
    let ts_us = stamps.filter_map(|(_, cell)| instant(cell.text, session)).next();
    let inside = match cells.get(at)?.value() {
        Cow::Borrowed(text) => Cow::Borrowed(without_end(text)),
        Cow::Owned(text) => Cow::Owned(without_end(&text).to_vec()),
    };
    Some(Inside::whole(inside, ts_us))
}

/// Is there a method behind a doubled quote, and more before it than a cell of its own would have?
fn holds_request(cell: &Cell<'_>) -> bool {
    cell.is_quoted()
        && memchr::memmem::find_iter(cell.text, b"\"\"").any(|at| {
            let after = cell.text.get(at + 2..).unwrap_or_default();
            let after = after.get(..METHOD_MAX).unwrap_or(after);
            at > 0 && after.split(|byte| *byte == b' ').next().is_some_and(is_method)
        })
}
