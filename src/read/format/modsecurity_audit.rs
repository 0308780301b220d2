//! ModSecurity's serial audit log, whose transactions were put together before
//! ([`gather`](crate::read::exhibit::gather)). Only transactions that rules chose are in it, so it is no log
//! of all requests. The size is the answer's own `Content-Length`; the time to serve, where Apache's
//! module tells it, is that of `Stopwatch`.

use crate::base::account::Stamp;
use crate::read::exhibit::gather::{END, boundary};

use super::Format;
use super::kernel::clf::{BAD_TIME, NO_CLIENT, NO_REQUEST};
use super::kernel::cursor::{Cursor, UNLIKE};
use super::kernel::header_text;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `--636f7b5a-A--⏎[06/Apr/2021:08:31:02.579453 +0200] YGv… 203.0.113.7 4711 192.0.2.1 443⏎--636f7b5a-B--⏎GET / HTTP/1.1⏎…⏎--636f7b5a-F--⏎HTTP/1.1 403 Forbidden⏎…⏎--636f7b5a-Z--`
pub(super) const FORMAT: Format = Format::new(
    "modsecurity_audit",
    "ModSecurity serial audit log: sections A (time, id, client, port), B (request), F (answer), H",
    Stamp::Unknown,
    |_, sample| {
        let ours = sample.is_empty() || sample.iter().any(|line| parts(line).next().is_some());
        ours.then(|| Box::new(Audit) as Box<dyn Reader>)
    },
);

/// Headers of a request and what they hold.
const HEADERS: [(&str, Slot); 4] = [
    ("host", Slot::Vhost),
    ("user-agent", Slot::Agent),
    ("referer", Slot::Referer),
    ("x-forwarded-for", Slot::Forwarded),
];
/// Lines of the section of rules that are looked at.
const TOLD_MAX: usize = 256;

struct Audit;

impl Reader for Audit {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let mut parts = parts(line).peekable();
        parts.peek().ok_or(UNLIKE)?;
        for (section, lines) in parts {
            match section {
                b'A' => put_head(&lines, row, session)?,
                b'B' => put_request(&lines, row, session)?,
                b'F' => put_answer(&lines, row, session)?,
                b'H' => put_took(&lines, row, session)?,
                _ => {}
            }
        }
        let is_asked = row.method.is_some() || row.path.is_some();
        if is_asked { Ok(Line::Request(Fit::Exact)) } else { Err(NO_REQUEST) }
    }
}

/// The sections with their lines; none where the line is no transaction.
fn parts(line: &[u8]) -> impl Iterator<Item = (u8, Vec<&[u8]>)> {
    let mut lines = line.split(|byte| *byte == END).map(<[u8]>::trim_ascii_end);
    let first = lines.next().and_then(boundary).filter(|(_, section)| *section == b'A');
    let id = first.map(|(id, _)| id);
    let mut found: Vec<(u8, Vec<&[u8]>)> = first.map(|_| (b'A', Vec::new())).into_iter().collect();
    for line in lines.filter(|_| id.is_some()) {
        match boundary(line).filter(|(other, _)| Some(*other) == id) {
            Some((_, section)) => found.push((section, Vec::new())),
            // Of bodies nothing is read.
            None => match found.last_mut() {
                Some((b'A' | b'B' | b'F' | b'H', lines)) if lines.len() < TOLD_MAX => {
                    lines.push(line)
                }
                _ => {}
            },
        }
    }
    found.into_iter()
}

/// `[time] id client port server port`
fn put_head<'a>(
    lines: &[&'a [u8]],
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<(), Reason> {
    let mut rest = Cursor::new(lines.first().copied().unwrap_or_default());
    let time = rest.between(b'[', b']').ok_or(BAD_TIME)?;
    let _id = rest.word().ok_or(NO_CLIENT)?;
    let client = rest.word().ok_or(NO_CLIENT)?;
    Slot::Time(TimeForm::Any).fill(time.into(), row, session)?;
    Slot::Client.fill(client.into(), row, session)?;
    Slot::ClientPort.fill(rest.word().unwrap_or_default().into(), row, session)
}

fn put_request<'a>(
    lines: &[&'a [u8]],
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<(), Reason> {
    Slot::Request.fill(lines.first().copied().unwrap_or_default().into(), row, session)?;
    for (name, slot) in &HEADERS {
        if let Some(value) = header_text::value(lines, name) {
            slot.fill(value.into(), row, session)?;
        }
    }
    Ok(())
}

fn put_answer<'a>(
    lines: &[&'a [u8]],
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<(), Reason> {
    let mut first = Cursor::new(lines.first().copied().unwrap_or_default());
    if first.word().is_some_and(|protocol| protocol.starts_with(b"HTTP/")) {
        Slot::Status.fill(first.word().unwrap_or_default().into(), row, session)?;
    }
    match header_text::value(lines, "content-length") {
        Some(length) => Slot::Bytes.fill(length.into(), row, session),
        None => Ok(()),
    }
}

/// `Stopwatch2: 1617690662579453 8316; combined=14, …`: when it began and how long it took, microseconds.
fn put_took<'a>(
    lines: &[&'a [u8]],
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<(), Reason> {
    let told = lines.iter().find_map(|line| {
        line.strip_prefix(b"Stopwatch: ").or_else(|| line.strip_prefix(b"Stopwatch2: "))
    });
    let took = told.and_then(|text| text.split(|byte| b" ;".contains(byte)).nth(1));
    match took {
        Some(took) => Slot::Duration(Unit::Micros).fill(took.into(), row, session),
        None => Ok(()),
    }
}
