//! Squid's native access log. The stamp is when the request ended; the time to serve is in
//! milliseconds. Squid's result is kept as a flag (`TCP_MISS`), the peer as the upstream. Extended
//! formats that add numbers after the status, a port, and quoted headers at the end are understood.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{BAD_TIME, NO_CLIENT, NO_REQUEST};
use super::kernel::delimited::{Cell, Cells, OTHER_FORMAT, Quote, Style};
use super::kernel::number;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::{Row, dash};
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `1617690662.366    502 203.0.113.7 TCP_MISS/200 4120 GET http://www.example.com/ - HIER_DIRECT/192.0.2.80 text/html`
pub(super) const FORMAT: Format = Format::new(
    "squid",
    "Squid native: time elapsed client code/status bytes method URL user hierarchy/peer type",
    Stamp::End,
    |_, sample| {
        let ours = sample.is_empty() || sample.iter().any(|line| is_ours(line));
        ours.then(|| Box::new(Squid) as _)
    },
);

const STYLE: Style = Style { quote: Quote::Backslash, ..Style::W3C };

/// A time with milliseconds, and a result.
fn is_ours(line: &[u8]) -> bool {
    let mut cells = cells(line);
    let time = cells.next().map(|cell| cell.text);
    let mut results = cells.skip(2).take(2);
    time.is_some_and(|time| memchr::memchr(b'.', time).is_some_and(|at| (9..=10).contains(&at)))
        && results.any(|cell| result(cell.text).is_some())
}

/// Fields up to one that cannot be cut.
fn cells(line: &[u8]) -> impl Iterator<Item = Cell<'_>> {
    Cells::new(line, STYLE).map_while(Result::ok)
}

/// `TCP_MISS/200`: the result in capitals, and the status.
fn result(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (code, status) = text.split_at(memchr::memchr(b'/', text)?);
    let status = status.get(1..)?;
    let named = code.len() >= 4 && code.iter().all(|b| b.is_ascii_uppercase() || b"_,".contains(b));
    let numbered = status.len() <= 3 && (status == b"-" || number::integer(status).is_some());
    (named && numbered).then_some((code, status))
}

struct Squid;

impl Reader for Squid {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        if !is_ours(line) {
            return Err(OTHER_FORMAT);
        }
        let mut cells = cells(line);
        let mut put = |slot: Slot, text: &'a [u8], row: &mut Row<'a>| {
            slot.fill(Cow::Borrowed(text), row, session)
        };
        let next = |cells: &mut dyn Iterator<Item = Cell<'a>>| cells.next().map(|cell| cell.text);
        put(Slot::Time(TimeForm::EpochSeconds), next(&mut cells).ok_or(BAD_TIME)?, row)?;
        let elapsed = next(&mut cells).ok_or(NO_CLIENT)?;
        // Negative where the clock was set back meanwhile: no time is known then.
        let elapsed = Some(elapsed).filter(|text| !text.starts_with(b"-")).unwrap_or(b"-");
        put(Slot::Duration(Unit::Millis), elapsed, row)?;
        put(Slot::Client, next(&mut cells).ok_or(NO_CLIENT)?, row)?;
        let mut text = next(&mut cells).ok_or(OTHER_FORMAT)?;
        if result(text).is_none() {
            put(Slot::ClientPort, text, row)?;
            text = next(&mut cells).ok_or(OTHER_FORMAT)?;
        }
        let (code, status) = result(text).ok_or(OTHER_FORMAT)?;
        put(Slot::Flags, code, row)?;
        put(Slot::Status, status, row)?;
        put(Slot::Bytes, next(&mut cells).ok_or(NO_REQUEST)?, row)?;
        let mut method = next(&mut cells).ok_or(NO_REQUEST)?;
        // Further sizes.
        while method == b"-" || number::integer(method).is_some() {
            method = next(&mut cells).ok_or(NO_REQUEST)?;
        }
        // Of a connection that ended before a request, `- error:transaction-end-before-headers`.
        let url = match method.starts_with(b"error:") {
            true => std::mem::replace(&mut method, b"-"),
            false => next(&mut cells).ok_or(NO_REQUEST)?,
        };
        put(Slot::Method, Some(method).filter(|name| *name != b"NONE").unwrap_or(b"-"), row)?;
        put(Slot::Url, url, row)?;
        // A tunnel is asked for by host and port (RFC 9110 §9.3.6).
        if method == b"CONNECT" && row.vhost.is_none() {
            put(Slot::Vhost, url, row)?;
        }
        tail(&mut cells, row, session)?;
        Ok(Line::Request(Fit::Exact))
    }
}

/// `[version] user hierarchy/peer [port] type`, and in extended formats quoted headers: referer, agent,
/// host, forwarding header.
fn tail<'a>(
    cells: &mut impl Iterator<Item = Cell<'a>>,
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<(), Reason> {
    let mut user = cells.next().ok_or(NO_REQUEST)?.text;
    if matches!(user, b"1.0" | b"1.1" | b"2.0") {
        Slot::Protocol.fill(Cow::Borrowed(user), row, session)?;
        user = cells.next().ok_or(NO_REQUEST)?.text;
    }
    row.auth_user = dash(user).map(Cow::Borrowed);
    let hierarchy = cells.next().ok_or(NO_REQUEST)?.text;
    let peer = hierarchy.get(memchr::memchr(b'/', hierarchy).ok_or(NO_REQUEST)? + 1..);
    row.upstream_addr = peer.and_then(dash).filter(|peer| !peer.is_empty()).map(Cow::Borrowed);
    let headers = [Slot::Referer, Slot::Agent, Slot::Vhost, Slot::Forwarded];
    for (slot, cell) in headers.iter().zip(cells.filter(Cell::is_quoted)) {
        if *slot != Slot::Vhost || row.vhost.is_none() {
            slot.fill(cell.value(), row, session)?;
        }
    }
    Ok(())
}
