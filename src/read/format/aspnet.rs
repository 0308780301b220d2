//! ASP.NET Core: the messages of its hosting diagnostics, and the one that Serilog writes in their place.
//! The line before a message (`info: Microsoft…`) and the message of a start are counted as no requests.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{BAD_STATUS, NO_REQUEST};
use super::kernel::cursor::{Cursor, is_number, last_word};
use super::kernel::prefix;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `Request finished HTTP/1.1 GET http://www.example.org/a - 200 512 text/html 12.3456ms`
pub(super) const FORMAT: Format = Format::new(
    "aspnet",
    "ASP.NET Core: Request finished <protocol> <method> <URL> … - <status> <length> <type> <duration>ms; Serilog: HTTP <method> <path> responded <status> in <duration> ms",
    Stamp::End,
    |_, _| Some(Box::new(AspNet)),
);

/// Bytes before the message at most.
const PREFIX_MAX: usize = 200;

struct AspNet;

impl Reader for AspNet {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let text = line.trim_ascii_start();
        let head = text.get(..PREFIX_MAX).unwrap_or(text);
        let message = |begin: &[u8]| {
            let at = memchr::memmem::find(head, begin)?;
            Some((text.get(..at)?, Cursor::new(text.get(at + begin.len()..)?)))
        };
        let starts = message(b"Request starting HTTP/").is_some();
        if starts || head.starts_with(b"info: Microsoft.AspNetCore.") {
            return Ok(Line::Directive);
        }
        let (before, finished) = if let Some((before, rest)) = message(b"Request finished ") {
            (before, hosting(rest, row, session)?)
        } else {
            let (before, rest) = message(b"HTTP ").ok_or(NO_REQUEST)?;
            (before, serilog(rest, row, session)?)
        };
        match prefix::stamped(before) {
            Some((time, _)) => Slot::Time(TimeForm::Iso).fill(time.into(), row, session)?,
            None if before.is_empty() || is_serilog(before) => {}
            // An envelope, which knows the time.
            None => return Err(NO_REQUEST),
        }
        Ok(Line::Request(finished))
    }
}

/// `[08:31:02 INF] `, the default of Serilog's console.
fn is_serilog(before: &[u8]) -> bool {
    before.len() < 24 && before.starts_with(b"[") && before.ends_with(b"] ")
}

/// `HTTP/1.1 GET http://www.example.org/a - - - 200 512 text/html;+charset=utf-8 12.3456ms`: after the
/// URL type and length of the request (or `-`), a dash, then the answer's.
fn hosting<'a>(
    mut rest: Cursor<'a>,
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<Fit, Reason> {
    let protocol = rest.word().filter(|word| word.starts_with(b"HTTP/")).ok_or(NO_REQUEST)?;
    let (method, url) = (rest.word().ok_or(NO_REQUEST)?, rest.word().ok_or(NO_REQUEST)?);
    let _asked = rest.until(b" - ").ok_or(BAD_STATUS)?;
    let mut status = rest.word().ok_or(BAD_STATUS)?;
    for _ in 0..2 {
        if is_number(status) && status.len() == 3 {
            break;
        }
        status = rest.word().ok_or(BAD_STATUS)?;
    }
    let length = rest.word().ok_or(BAD_STATUS)?;
    let (_, millis) = last_word(rest.rest());
    let millis = millis.strip_suffix(b"ms").ok_or(BAD_STATUS)?;
    Slot::Protocol.fill(protocol.into(), row, session)?;
    Slot::Method.fill(method.into(), row, session)?;
    Slot::Url.fill(url.into(), row, session)?;
    Slot::Status.fill(status.into(), row, session)?;
    Slot::Bytes.fill(length.into(), row, session)?;
    Slot::Duration(Unit::Millis).fill(millis.into(), row, session)?;
    Ok(Fit::Exact)
}

/// `GET /a responded 200 in 12.3456 ms`
fn serilog<'a>(
    mut rest: Cursor<'a>,
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<Fit, Reason> {
    let method = rest.word().ok_or(NO_REQUEST)?;
    rest.spaces();
    let text = rest.rest();
    let end = memchr::memmem::rfind(text, b" responded ").ok_or(BAD_STATUS)?;
    let (target, after) = text.split_at_checked(end).ok_or(BAD_STATUS)?;
    let mut after = Cursor::new(after);
    after.skip(b" responded ").ok_or(BAD_STATUS)?;
    let status = after.word().filter(|status| is_number(status)).ok_or(BAD_STATUS)?;
    after.skip(b" in ").ok_or(BAD_STATUS)?;
    let millis = after.word().ok_or(BAD_STATUS)?;
    after.skip(b" ms").ok_or(BAD_STATUS)?;
    Slot::Method.fill(method.into(), row, session)?;
    Slot::Target.fill(target.into(), row, session)?;
    Slot::Status.fill(status.into(), row, session)?;
    Slot::Duration(Unit::Millis).fill(millis.into(), row, session)?;
    Ok(if after.is_done() { Fit::Exact } else { Fit::Extra })
}
