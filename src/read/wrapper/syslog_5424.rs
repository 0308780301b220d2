//! syslog as RFC 5424 writes it (rsyslog's SyslogProtocol23Format too), with structured data or without.

use std::borrow::Cow;

use super::kernel::head::{after_priority, word};
use super::kernel::instant::instant;
use super::{Inside, Wrapper};
use crate::read::format::kernel::number;
use crate::read::format::kernel::reader::Session;

/// `<134>1 2021-04-06T06:31:02.123Z web1 nginx 31 - [id a="b"] …`
pub(super) const WRAPPER: Wrapper = Wrapper::new(
    "syslog_5424",
    "syslog (RFC 5424): <PRI>1 stamp host app procid msgid [structured data] message",
    open,
)
.certain();

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let line = after_count(line);
    let rest = after_priority(line).unwrap_or(line).strip_prefix(b"1 ")?;
    let (stamp, rest) = word(rest)?;
    let ts_us = match stamp {
        b"-" => None,
        _ => Some(instant(stamp, session)?),
    };
    let mut rest = rest;
    // Host, application, process, kind of message: printable words or `-` (§6).
    for _ in 0..4 {
        let (value, after) = word(rest)?;
        rest = value.iter().all(u8::is_ascii_graphic).then_some(after)?;
    }
    let message = after_data(rest).unwrap_or(rest);
    let message = message.strip_prefix(b"\xef\xbb\xbf").unwrap_or(message);
    Some(Inside::whole(Cow::Borrowed(message), ts_us))
}

/// Octet counting of RFC 6587 §3.4.1: `83 <134>1 …`.
fn after_count(line: &[u8]) -> &[u8] {
    let counted = word(line).filter(|(count, rest)| {
        count.len() <= 7 && number::integer(count).is_some() && rest.starts_with(b"<")
    });
    counted.map_or(line, |(_, rest)| rest)
}

/// What follows the structured data: `-`, or elements in brackets with quoted values (§6.3); `None` if
/// there are none, as some senders leave them out.
fn after_data(rest: &[u8]) -> Option<&[u8]> {
    let after = match rest {
        [b'-', after @ ..] => after,
        _ => {
            let mut after = element(rest)?;
            while let Some(next) = element(after) {
                after = next;
            }
            after
        }
    };
    match after {
        [] => Some(after),
        [b' ', message @ ..] => Some(message),
        _ => None,
    }
}

/// What follows one element: `[id name="value with \" \] \\"]`. An id is needed, so that a message in
/// brackets is none.
fn element(rest: &[u8]) -> Option<&[u8]> {
    let mut rest = rest.strip_prefix(b"[")?;
    let end = rest.iter().position(|byte| b" ]=\"".contains(byte)).filter(|end| *end > 0)?;
    rest = rest.get(end..)?;
    loop {
        match rest {
            [b']', after @ ..] => return Some(after),
            [b' ', after @ ..] => rest = parameter(after)?,
            _ => return None,
        }
    }
}

fn parameter(rest: &[u8]) -> Option<&[u8]> {
    let end = rest.iter().take(64).position(|byte| b" ]=\"".contains(byte)).filter(|at| *at > 0)?;
    let mut rest = rest.get(end..)?.strip_prefix(b"=\"")?;
    loop {
        let at = memchr::memchr2(b'"', b'\\', rest)?;
        match rest.get(at)? {
            b'"' => return rest.get(at + 1..),
            _ => rest = rest.get(at + 2..)?,
        }
    }
}
