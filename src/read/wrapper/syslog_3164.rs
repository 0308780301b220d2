//! syslog as RFC 3164 and journald's `-o short` and `short-precise` write it: a stamp without year and
//! zone, perhaps a priority before it, perhaps a host and a tag after it.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime};

use super::kernel::head::{Yearless, after_host, after_priority, after_tag, yearless};
use super::{Inside, Wrapper};
use crate::read::format::kernel::number;
use crate::read::format::kernel::reader::Session;

/// `<134>Apr  6 08:31:02 web1 nginx[31]: …`
pub(super) const WRAPPER: Wrapper = Wrapper {
    certain: true,
    yearless: Some(|line| head(line).filter(|head| head.year.is_none()).map(|head| head.stamp)),
    ..Wrapper::new(
        "syslog_3164",
        "syslog (RFC 3164, rsyslog traditional, journald short): <PRI>Mmm dd hh:mm:ss host tag[pid]:",
        open,
    )
};

struct Head<'a> {
    stamp: Yearless,
    /// Cisco's `Apr  6 2021 08:31:02` and journald's relatives have one.
    year: Option<i16>,
    rest: &'a [u8],
}

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let Head { stamp, year, rest } = head(line)?;
    let ts_us = match year {
        Some(year) => instant(year, stamp, session),
        None => {
            let year = session.context.turn(stamp.month);
            session.outer.yearless += u64::from(year.is_some());
            year.and_then(|year| instant(year, stamp, session))
        }
    };
    let inside = after_tag(rest).or_else(|| after_host(rest)).unwrap_or(rest);
    Some(Inside::whole(Cow::Borrowed(inside), ts_us))
}

fn instant(year: i16, stamp: Yearless, session: &mut Session) -> Option<i64> {
    let (month, day) = (i8::try_from(stamp.month).ok()?, i8::try_from(stamp.day).ok()?);
    let local: DateTime = Date::new(year, month, day).ok()?.to_datetime(stamp.time);
    session.clock.local(local, &mut session.outer)
}

fn head(line: &[u8]) -> Option<Head<'_>> {
    let line = after_sequence(after_priority(line).unwrap_or(line));
    if let Some((stamp, rest)) = yearless(line) {
        // Cisco ends its stamp with a colon; everyone else goes on after a space.
        let rest = rest.strip_prefix(b":").unwrap_or(rest).strip_prefix(b" ")?;
        return Some(Head { stamp, year: None, rest });
    }
    let (date, rest) = line.split_at_checked(6)?;
    let rest = rest.strip_prefix(b" ")?;
    let (year, rest) = rest.split_at_checked(4)?;
    let year = number::integer(year).and_then(|year| i16::try_from(year).ok())?;
    // The same stamp without its year; the longest is 40 bytes.
    let plain = [date, rest.get(..rest.len().min(40))?].concat();
    let (stamp, after) = yearless(&plain)?;
    let used = plain.len() - after.len() - date.len();
    let rest = rest.get(used..)?;
    let rest = rest.strip_prefix(b":").unwrap_or(rest).strip_prefix(b" ")?;
    Some(Head { stamp, year: Some(year), rest })
}

/// Cisco numbers its messages and marks a clock that is not set: `123: *Apr  6 08:31:02.123:`.
fn after_sequence(line: &[u8]) -> &[u8] {
    let digits = line.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let after = line.get(digits..).unwrap_or_default();
    let numbered = after.strip_prefix(b": ").filter(|_| digits > 0).unwrap_or(line);
    match numbered {
        [b'*' | b'.', rest @ ..] => rest,
        _ => numbered,
    }
}
