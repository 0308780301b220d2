//! Sanic's access line: since version 21.12 behind the name of the process and a bar, before that with
//! the client in the brackets of the logger. Its URL is whole. A redirect has no size.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::ansi::Coloured;
use super::kernel::clf::{BAD_STATUS, NO_CLIENT, NO_REQUEST, NO_TIME};
use super::kernel::client;
use super::kernel::cursor::{Cursor, is_number};
use super::kernel::prefix;
use super::kernel::reader::{Fit, Line, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `Main |2021-04-06 08:31:02 +0200 INFO: 203.0.113.7:4711 GET http://www.example.org/a?b 200 512  0.2ms`,
/// `[2021-04-06 08:31:02 +0200] - (sanic.access)[INFO][203.0.113.7:4711]: GET http://www.example.org/a?b  200 512`
pub(super) const FORMAT: Format = Format::new(
    "sanic",
    "Sanic: <process> |<time> INFO: <client>:<port> <method> <url> <status> <bytes> <milliseconds>ms",
    Stamp::End,
    |_, _| Some(Box::new(Coloured(read))),
);

/// The name of a process before the bar at most, as padded by Sanic.
const PROCESS_MAX: usize = 48;

fn read<'a>(line: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<Line, Reason> {
    let (time, rest) = prefix::stamped(after_process(line)).ok_or(NO_TIME)?;
    let mut rest = Cursor::new(rest);
    let client = peer(&mut rest).ok_or(NO_CLIENT)?;
    let method = rest.word().filter(|word| word.iter().all(u8::is_ascii_uppercase));
    let url = rest.word().filter(|url| memchr::memmem::find(url, b"://").is_some());
    let (method, url) = method.zip(url).ok_or(NO_REQUEST)?;
    let status = rest.word().filter(|word| word.len() == 3 && is_number(word)).ok_or(BAD_STATUS)?;
    Slot::Time(TimeForm::Iso).fill(time.into(), row, session)?;
    Slot::ClientSocket.fill(client.into(), row, session)?;
    Slot::Method.fill(method.into(), row, session)?;
    Slot::Url.fill(url.into(), row, session)?;
    Slot::Status.fill(status.into(), row, session)?;
    while let Some(word) = rest.word() {
        let slot = if word.ends_with(b"s") { Slot::Duration(Unit::Written) } else { Slot::Bytes };
        slot.fill(word.into(), row, session)?;
    }
    Ok(Line::Request(Fit::Exact))
}

/// Without `Main |`, `Srv 0 |`, `Goin' Fast |`.
fn after_process(line: &[u8]) -> &[u8] {
    let head = line.get(..PROCESS_MAX).unwrap_or(line);
    let bar = memchr::memchr(b'|', head).filter(|_| !line.starts_with(b"["));
    bar.and_then(|bar| line.get(bar + 1..)).unwrap_or(line).trim_ascii_start()
}

/// The client behind `INFO: `, or in the last brackets of `- (sanic.access)[INFO][…]: `.
fn peer<'a>(rest: &mut Cursor<'a>) -> Option<&'a [u8]> {
    let client = match rest.skip(b"- (sanic.access)[") {
        Some(()) => {
            rest.until(b"][")?;
            rest.until(b"]: ")?
        }
        None => {
            rest.word().filter(|word| matches!(*word, b"INFO:" | b"(sanic.access)[INFO]:"))?;
            rest.word()?
        }
    };
    client::with_port(client).map(|_| client)
}
