//! The lines of Django's development server: `runserver`, and the one of Channels with Daphne. Only the
//! latter has a client and a duration.

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

/// `[06/Apr/2021 08:31:02] "GET / HTTP/1.1" 200 5`
pub(super) const FORMAT: Format = Format::new(
    "django_runserver",
    "Django runserver: [<time>] \"<request>\" <status> <bytes>; or HTTP <method> <target> <status> [<seconds>, <client>]",
    Stamp::End,
    |_, _| Some(Box::new(Coloured(read))),
);

fn read<'a>(line: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<Line, Reason> {
    let (time, mut rest) = begun(line).ok_or(NO_TIME)?;
    if let Some(time) = time {
        Slot::Time(TimeForm::Iso).fill(time.into(), row, session)?;
    }
    if rest.skip(b"HTTP ").is_some() {
        return channels(rest, row, session);
    }
    let request = rest.rest().strip_prefix(b"\"").ok_or(NO_REQUEST)?;
    // The server does not escape: the last quote is its own.
    let end = memchr::memrchr(b'"', request).ok_or(NO_REQUEST)?;
    let (request, after) = request.split_at_checked(end).ok_or(NO_REQUEST)?;
    let mut rest = Cursor::new(after.get(1..).unwrap_or_default());
    let status = rest.word().filter(|status| is_number(status)).ok_or(BAD_STATUS)?;
    let bytes = rest.word().ok_or(BAD_STATUS)?;
    Slot::Request.fill(request.into(), row, session)?;
    Slot::Status.fill(status.into(), row, session)?;
    Slot::Bytes.fill(bytes.into(), row, session)?;
    Ok(Line::Request(if rest.is_done() { Fit::Exact } else { Fit::Extra }))
}

/// `GET / 200 [0.02, 203.0.113.7:54321]`
fn channels<'a>(
    mut rest: Cursor<'a>,
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<Line, Reason> {
    let (method, target) = (rest.word().ok_or(NO_REQUEST)?, rest.word().ok_or(NO_REQUEST)?);
    let status = rest.word().filter(|status| is_number(status)).ok_or(BAD_STATUS)?;
    let mut ends = Cursor::new(rest.between(b'[', b']').ok_or(NO_REQUEST)?);
    let seconds = ends.until(b", ").ok_or(NO_REQUEST)?;
    Slot::Method.fill(method.into(), row, session)?;
    Slot::Target.fill(target.into(), row, session)?;
    Slot::Status.fill(status.into(), row, session)?;
    Slot::Duration(Unit::Seconds).fill(seconds.into(), row, session)?;
    let (client, port) = client::with_port(ends.rest()).ok_or(NO_CLIENT)?;
    Slot::Client.fill(client.into(), row, session)?;
    Slot::ClientPort.fill(port.into(), row, session)?;
    Ok(Line::Request(Fit::Exact))
}

/// `[06/Apr/2021 08:31:02] `, nothing, or what a usual logging set-up writes: `INFO 2021-04-06
/// 08:31:02,123 basehttp 12 139 `.
fn begun(line: &[u8]) -> Option<(Option<&[u8]>, Cursor<'_>)> {
    let mut rest = Cursor::new(line);
    if line.starts_with(b"[") {
        let time = rest.between(b'[', b']').filter(|time| time.len() < 32)?;
        rest.skip(b" ")?;
        return Some((Some(time), rest));
    }
    if line.starts_with(b"HTTP ") {
        return Some((None, rest));
    }
    let (_level, rest) = line.split_at_checked(memchr::memchr(b' ', line.get(..10)?)?)?;
    let (time, rest) = prefix::stamped(rest.trim_ascii_start())?;
    let mut rest = Cursor::new(rest);
    rest.skip(b"basehttp ")?;
    while !rest.rest().starts_with(b"\"") {
        rest.word().filter(|word| is_number(word))?;
        rest.spaces();
    }
    Some((Some(time), rest))
}
