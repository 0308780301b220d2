//! uvicorn's access line, which has no time of its own, and the prefixes that usual logging set-ups of
//! Python put before it.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::ansi::Coloured;
use super::kernel::clf::{BAD_STATUS, NO_CLIENT, NO_REQUEST};
use super::kernel::client;
use super::kernel::cursor::{Cursor, is_number, last_word};
use super::kernel::prefix;
use super::kernel::reader::{Fit, Line, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm};

/// `INFO:     203.0.113.7:54321 - "GET /p?q HTTP/1.1" 200 OK`
pub(super) const FORMAT: Format = Format::new(
    "uvicorn",
    "uvicorn access: [<time>] INFO: %(client_addr)s - \"%(request_line)s\" %(status_code)s",
    Stamp::End,
    |_, _| Some(Box::new(Coloured(read))),
);

/// Bytes before the client at most.
const PREFIX_MAX: usize = 160;

fn read<'a>(line: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<Line, Reason> {
    let at = memchr::memmem::find(line.get(..PREFIX_MAX).unwrap_or(line), b" - \"");
    let (before, request) = at.and_then(|at| line.split_at_checked(at)).ok_or(NO_REQUEST)?;
    let (client, port) = client(before, row, session)?;
    let mut rest = Cursor::new(request);
    rest.skip(b" - \"").ok_or(NO_REQUEST)?;
    let request = rest.until(b"\" ").ok_or(NO_REQUEST)?;
    let status = rest.word().ok_or(BAD_STATUS)?;
    Slot::Client.fill(client.into(), row, session)?;
    Slot::ClientPort.fill(port.into(), row, session)?;
    match request.strip_prefix(b"WebSocket ") {
        // `"WebSocket /ws" [accepted]`: the status is 101 or what it was refused with.
        Some(target) => Slot::Target.fill(target.into(), row, session)?,
        None => Slot::Request.fill(request.into(), row, session)?,
    }
    let status = if status == b"[accepted]" { b"101" } else { status };
    if !is_number(status) {
        return Err(BAD_STATUS);
    }
    Slot::Status.fill(status.into(), row, session)?;
    Ok(Line::Request(Fit::Exact))
}

/// Client and port after whatever the logger puts before them; the time in it goes into the row.
fn client<'a>(
    before: &'a [u8],
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<Peer<'a>, Reason> {
    let (logger, client) = peer(before).ok_or(NO_CLIENT)?;
    let plain = logger.trim_ascii_start();
    match prefix::stamped(plain) {
        Some((time, rest)) if memchr::memmem::find(rest, b"INFO").is_some() => {
            Slot::Time(TimeForm::Iso).fill(time.into(), row, session)?;
            Ok(client)
        }
        // Anything else is an envelope, which knows the time.
        None if plain.is_empty() || plain.starts_with(b"INFO") => Ok(client),
        _ => Err(NO_CLIENT),
    }
}

/// Client and port.
type Peer<'a> = (&'a [u8], &'a [u8]);

/// What is before the client; client and port, as `203.0.113.7:54321` or, before a WebSocket, as a pair of
/// Python: `('203.0.113.7', 54321)`.
fn peer(before: &[u8]) -> Option<(&[u8], Peer<'_>)> {
    if let Some(pair) = before.strip_suffix(b")") {
        let (logger, pair) = pair.split_at_checked(memchr::memmem::rfind(pair, b"('")?)?;
        let mut pair = Cursor::new(pair.get(2..)?);
        let name = pair.until(b"', ")?;
        return is_number(pair.rest()).then_some((logger, (name, pair.rest())));
    }
    let (logger, client) = last_word(before);
    // `INFO:uvicorn.access:203.0.113.7:54321`, as Python's `basicConfig` writes it.
    let client = client.strip_prefix(b"INFO:uvicorn.access:").unwrap_or(client);
    Some((logger, client::with_port(client)?))
}
