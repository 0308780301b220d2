//! The IIS log file format (not W3C): fifteen fields, each ended by a comma. The time is the server's
//! local time; the date is as its locale writes it, by default month first; that is inferred from the
//! sample and said. Time taken is in milliseconds; a Windows error that is not 0 is kept as a flag.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::BAD_TIME;
use super::kernel::delimited::OTHER_FORMAT;
use super::kernel::number;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, Unit};
use super::kernel::stamp;

/// `203.0.113.7, -, 04/06/21, 8:31:02, W3SVC2, WEB1, 192.0.2.1, 4502, 163, 3223, 200, 0, GET, /logo.gif, -,`
pub(super) const FORMAT: Format = Format::new(
    "iis_native",
    "IIS log file format: client, user, date, time, service, server, server IP, time taken, …, status, win32, method, target, parameters,",
    Stamp::End,
    |_, sample| {
        let dates = || sample.iter().filter_map(|line| cells(line)).map(date_of);
        let day_first = dates().any(|date| parts(date).is_some_and(|[first, ..]| first > 12));
        let named = sample.is_empty() || dates().any(|date| parts(date).is_some());
        named.then(|| Box::new(Native { day_first }) as _)
    },
);

const COUNT: usize = 15;

/// The fields: parameters, the last, may have commas of the client's.
fn cells(line: &[u8]) -> Option<[&[u8]; COUNT]> {
    let line = line.trim_ascii();
    let line = line.strip_suffix(b",").unwrap_or(line);
    let mut cells = line.splitn(COUNT, |byte| *byte == b',').map(<[u8]>::trim_ascii);
    let mut found = [&b""[..]; COUNT];
    for cell in &mut found {
        *cell = cells.next()?;
    }
    Some(found)
}

fn date_of([_, _, date, ..]: [&[u8]; COUNT]) -> &[u8] {
    date
}

/// The three numbers of a date: `03/20/01`, `3/20/2001`.
fn parts(date: &[u8]) -> Option<[i64; 3]> {
    let mut parts = date
        .split(|byte| b"/.-".contains(byte))
        .map(|part| number::integer(part).filter(|_| part.len() <= 4));
    let found = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(found)
}

struct Native {
    day_first: bool,
}

impl Native {
    fn instant(&self, date: &[u8], time: &[u8], session: &mut Session) -> Option<i64> {
        let [first, second, year] = parts(date)?;
        let (month, day) = if self.day_first { (second, first) } else { (first, second) };
        // Windows writes two digits: IIS is of 1995.
        let year = match year {
            0..=69 => year + 2000,
            70..=99 => year + 1900,
            _ => year,
        };
        let small = |value: i64| i8::try_from(value).ok();
        let date = Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
        let padded = if time.get(1) == Some(&b':') { [b"0", time].concat() } else { time.to_vec() };
        let (time, rest) = stamp::time(&padded)?;
        let local = date.to_datetime(time);
        rest.is_empty().then(|| session.clock.local(local, &mut session.health))?
    }
}

impl Reader for Native {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let [
            client,
            user,
            date,
            time,
            service,
            _,
            _,
            took,
            _,
            sent,
            status,
            win32,
            method,
            target,
            parameters,
        ] = cells(line).ok_or(OTHER_FORMAT)?;
        // Other services (mail, files) write the same fields.
        if !service.starts_with(b"W3SVC") {
            return Err(OTHER_FORMAT);
        }
        row.ts_us = self.instant(date, time, session).ok_or(BAD_TIME)?;
        let win32: &[u8] = if win32 == b"0" { b"-" } else { win32 };
        for (slot, text) in [
            (Slot::Client, client),
            (Slot::User, user),
            (Slot::Duration(Unit::Millis), took),
            (Slot::Bytes, sent),
            (Slot::Status, status),
            (Slot::Flags, win32),
            (Slot::Method, method),
            (Slot::Path, target),
            (Slot::Query, parameters),
        ] {
            slot.fill(Cow::Borrowed(text), row, session)?;
        }
        Ok(Line::Request(Fit::Exact))
    }

    fn inferred(&self) -> Option<String> {
        Some(match self.day_first {
            true => "dates are day first: a first number is greater than 12".into(),
            false => "dates are month first, as IIS writes by default; no first number contradicts"
                .into(),
        })
    }
}
