//! Tornado's access line (`tornado.web.Application.log_request`), behind the prefix of Tornado's or of
//! Python's logging; so write Jupyter's servers, which may add the user, the place they redirect to and the referer.
//! A prefix without a date leaves the time to the envelope.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::ansi::Coloured;
use super::kernel::clf::{BAD_STATUS, NO_CLIENT, NO_REQUEST};
use super::kernel::cursor::{Cursor, is_number};
use super::kernel::prefix;
use super::kernel::reader::{Fit, Line, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `[I 210406 08:31:02 web:2591] 200 GET /a?b (203.0.113.7) 0.52ms`
pub(super) const FORMAT: Format = Format::new(
    "tornado",
    "Tornado, Jupyter: [<level> <date> <time> <module>] <status> <method> <uri> (<client>) <milliseconds>ms",
    Stamp::End,
    |_, _| Some(Box::new(Coloured(read))),
);

/// What Python's `basicConfig` puts before the line.
const LOGGER: &[u8] = b":tornado.access:";

fn read<'a>(line: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<Line, Reason> {
    let (time, rest) = begun(line).ok_or(NO_REQUEST)?;
    // A target has no blanks: Tornado answers none that has.
    let mut rest = Cursor::new(rest);
    let status = rest.word().filter(|word| word.len() == 3 && is_number(word)).ok_or(BAD_STATUS)?;
    let method = rest.word().filter(|word| is_method(word)).ok_or(NO_REQUEST)?;
    let target = rest.word().ok_or(NO_REQUEST)?;
    let mut ahead = rest;
    if ahead.word() == Some(b"->") && ahead.word().is_some() {
        rest = ahead;
    }
    let (user, client) = who(rest.between(b'(', b')').ok_or(NO_CLIENT)?);
    let took = rest.word().filter(|word| word.ends_with(b"ms")).ok_or(NO_REQUEST)?;
    if let Some(time) = time {
        Slot::Time(TimeForm::Iso).fill(time, row, session)?;
    }
    Slot::Status.fill(status.into(), row, session)?;
    Slot::Method.fill(method.into(), row, session)?;
    Slot::Url.fill(target.into(), row, session)?;
    Slot::Client.fill(client.into(), row, session)?;
    Slot::User.fill(user.into(), row, session)?;
    Slot::Duration(Unit::Written).fill(took.into(), row, session)?;
    match referer(rest) {
        Some(referer) => Slot::Referer.fill(referer.into(), row, session)?,
        None if rest.is_done() => {}
        None => return Ok(Line::Request(Fit::Extra)),
    }
    Ok(Line::Request(Fit::Exact))
}

/// What is said of the time, as RFC 3339 writes it, and what follows.
type Begun<'a> = (Option<Cow<'a, [u8]>>, &'a [u8]);

fn begun(line: &[u8]) -> Option<Begun<'_>> {
    let line = line.trim_ascii_start();
    if let Some((time, rest)) = bracketed(line) {
        return Some((Some(time), rest));
    }
    if let Some((time, rest)) = prefix::stamped(line) {
        let mut rest = Cursor::new(rest);
        rest.until(b"tornado.access")?;
        return Some((Some(time.into()), after_signs(rest.rest())));
    }
    let at = memchr::memmem::find(line.get(..32).unwrap_or(line), LOGGER)?;
    Some((None, line.get(at + LOGGER.len()..)?))
}

/// Loggers write `tornado.access: `, `tornado.access - INFO - `, `tornado.access] `.
fn after_signs(rest: &[u8]) -> &[u8] {
    let digit = rest.iter().take(24).position(u8::is_ascii_digit).unwrap_or(0);
    rest.get(digit..).unwrap_or_default()
}

/// `[I 210406 08:31:02 web:2591] `, `[I 2021-04-06 08:31:02.123 ServerApp] `
fn bracketed(line: &[u8]) -> Option<(Cow<'_, [u8]>, &[u8])> {
    let mut cursor = Cursor::new(line);
    let mut inside = Cursor::new(cursor.between(b'[', b']').filter(|text| text.len() < 80)?);
    inside.word().filter(|level| matches!(level, [level] if level.is_ascii_uppercase()))?;
    let day = inside.word()?;
    let time = inside.word().filter(|time| prefix::is_time(time))?;
    let day: Cow<'_, [u8]> = match day {
        [a, b, c, d, e, f] if is_number(day) => {
            Cow::Owned([b'2', b'0', *a, *b, b'-', *c, *d, b'-', *e, *f].to_vec())
        }
        _ => Some(Cow::Borrowed(day)).filter(|day| day.len() == 10 && prefix::is_date(day))?,
    };
    Some((Cow::Owned([day.as_ref(), b"T", time].concat()), cursor.rest().trim_ascii_start()))
}

/// Capitals, as servers know them; other words are a message of the application.
fn is_method(word: &[u8]) -> bool {
    word.len() >= 3 && word.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'-')
}

/// `user@client`, `@client`, `client`.
fn who(text: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memrchr(b'@', text).and_then(|at| text.split_at_checked(at)) {
        Some((user, client)) => (user, client.get(1..).unwrap_or_default()),
        None => (b"", text),
    }
}

/// ` referer=…` at the end of the line.
fn referer(mut rest: Cursor<'_>) -> Option<&[u8]> {
    rest.spaces();
    rest.skip(b"referer=")?;
    Some(rest.rest().trim_ascii_end())
}
