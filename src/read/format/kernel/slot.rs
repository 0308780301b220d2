//! What a field of a line is: a slot and the field's text in, its value in the row out. Formats differ
//! in how they cut a line into fields and in which slot each belongs to; what a slot means is here,
//! once. Text comes without the quotes and escapes of its format.

use std::borrow::Cow;
use std::sync::Arc;

use crate::read::columns::ABSENT;

use super::clf::{BAD_BYTES, BAD_STATUS, BAD_TIME};
use super::reader::{Reason, Session};
use super::row::{Row, Text, dash};
use super::{client, number, request, upstream};

/// A duration that is none.
pub const BAD_DURATION: Reason = "bad duration";

/// The unit of a duration as logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Seconds, with decimals or without.
    Seconds,
    /// Milliseconds, with decimals or without.
    Millis,
    /// Microseconds.
    Micros,
    /// Nanoseconds.
    Nanos,
    /// The text says it: `12ms`, `0.5s`, `1m2.5s`.
    Written,
}

/// How an instant is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeForm {
    /// `06/Apr/2021:08:31:02 +0200`, perhaps with a fraction, perhaps in brackets or without a zone.
    Clf,
    /// RFC 3339 and its relatives: `2021-04-06T08:31:02.5+02:00`, with a space, without a zone.
    Iso,
    /// Seconds since the epoch, with decimals or without.
    EpochSeconds,
    /// Milliseconds since the epoch.
    EpochMillis,
    /// Microseconds since the epoch.
    EpochMicros,
    /// Nanoseconds since the epoch.
    EpochNanos,
    /// As `strftime` would write it with this pattern.
    Pattern(Arc<str>),
    /// Any of the above but the last, and the forms of error logs; told by its shape.
    Any,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// Nothing that is kept.
    Skip,
    /// The time stamp.
    Time(TimeForm),
    /// The start, where [`Slot::Time`] is the end: gives the duration if nothing else does.
    Started(TimeForm),
    /// The date, where the time of day is a field of its own: `2021-04-06`.
    Date,
    /// The time of day: `08:31:02`, perhaps with a fraction.
    TimeOfDay,
    /// The client, or what the server takes for it: address, `address:port`, name, hash.
    Client,
    /// The client and its port, where a server always writes both: `203.0.113.7:2817`,
    /// `2001:db8::1:2817`.
    ClientSocket,
    /// The client's port.
    ClientPort,
    /// A forwarding header.
    Forwarded,
    /// The connection's address, where [`Slot::Client`] is already taken from a header.
    Peer,
    /// The virtual host, perhaps with a port.
    Vhost,
    /// The authenticated user.
    User,
    /// A request line: `GET /a?b HTTP/1.1`.
    Request,
    /// A request line whose target is always a URL, as a proxy logs it: host and path are told apart.
    RequestUrl,
    /// The method.
    Method,
    /// Path and query.
    Target,
    /// An absolute URL: host, path and query.
    Url,
    /// The path alone.
    Path,
    /// The query alone, perhaps with its question mark.
    Query,
    /// Protocol and version: `HTTP/1.1`, `HTTP/2.0`, `h2`, `1.1`.
    Protocol,
    /// The status code.
    Status,
    /// Bytes sent.
    Bytes,
    /// Time to serve.
    Duration(Unit),
    /// A part of the time to serve: the parts add up.
    DurationPart(Unit),
    /// Time in a queue.
    Queue(Unit),
    /// Time upstream, perhaps a list.
    UpstreamDuration(Unit),
    /// Status upstream, perhaps a list.
    UpstreamStatus,
    /// Address of the upstream, perhaps a list.
    UpstreamAddr,
    /// The referer.
    Referer,
    /// The user agent.
    Agent,
    /// What the server says of how the request ended. More than one are joined by a space.
    Flags,
}

impl Slot {
    /// Puts a field into the row. Text of `-` is nothing, whatever the slot.
    ///
    /// # Errors
    ///
    /// The reason, where the text cannot be what the slot holds and the row would be wrong without it:
    /// times, status, bytes, durations. Other fields are what they are.
    pub fn fill<'a>(
        &self,
        text: Cow<'a, [u8]>,
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<(), Reason> {
        if *self == Self::Skip || dash(&text).is_none() {
            return Ok(());
        }
        match self {
            Self::Skip => {}
            Self::Time(form) => row.ts_us = time(form, &text, session)?,
            Self::Started(form) => row.started_us = time(form, &text, session)?,
            Self::Date => session.clock.date(&text).ok_or(BAD_TIME)?,
            Self::TimeOfDay => row.ts_us = session.clock.time_of_day(&text).ok_or(BAD_TIME)?,
            Self::Client => put_client(text, row),
            Self::ClientSocket => put_socket(text, row),
            Self::ClientPort => row.client_port = number::integer(&text).unwrap_or(row.client_port),
            Self::Forwarded => row.forwarded = Some(text).filter(|text| !text.is_empty()),
            Self::Peer => row.peer = Some(client::normal(text)),
            Self::Vhost => row.vhost = some(host(text)),
            Self::User => row.auth_user = some(text),
            Self::Request => put_request(text, row),
            Self::RequestUrl => {
                put_request(text, row);
                part_url(row);
            }
            Self::Method => row.method = some(text),
            Self::Target => put_target(text, row),
            Self::Url => {
                put_target(text, row);
                part_url(row);
            }
            Self::Path => row.path = some(text),
            Self::Query => row.query = some(after_mark(text)),
            Self::Protocol => {
                row.protocol = some(request::protocol(text)).filter(|t| is_protocol(t))
            }
            Self::Status => row.status = status(&text)?,
            Self::Bytes => row.bytes = bytes(&text)?,
            Self::Duration(unit) => row.duration_us = duration(&text, *unit)?,
            Self::DurationPart(unit) => {
                let part = duration(&text, *unit)?;
                if part != ABSENT {
                    row.duration_us = row.duration_us.max(0).saturating_add(part);
                }
            }
            Self::Queue(unit) => row.queue_us = duration(&text, *unit)?,
            Self::UpstreamDuration(unit) => {
                row.upstream_duration_us = upstream::total(&text, *unit).ok_or(BAD_DURATION)?;
            }
            Self::UpstreamStatus => row.upstream_status = upstream::last_status(&text),
            Self::UpstreamAddr => row.upstream_addr = last(text),
            Self::Referer => row.referer = Some(text),
            Self::Agent => row.user_agent = Some(text),
            Self::Flags => join_flags(text, row),
        }
        Ok(())
    }
}

fn time(form: &TimeForm, text: &[u8], session: &mut Session) -> Result<i64, Reason> {
    session.clock.read(form, text, &mut session.health).ok_or(BAD_TIME)
}

fn some(text: Cow<'_, [u8]>) -> Text<'_> {
    Some(text).filter(|text| !text.is_empty())
}

/// Applies a function on borrowed text to text of either kind.
pub fn map<'a>(text: Cow<'a, [u8]>, part: impl for<'t> Fn(&'t [u8]) -> &'t [u8]) -> Cow<'a, [u8]> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(part(text)),
        Cow::Owned(text) => Cow::Owned(part(&text).to_vec()),
    }
}

/// A name with a version, or HTTP's. Other words name what is asked for, as `Autodiscover`.
fn is_protocol(text: &[u8]) -> bool {
    text.iter().any(u8::is_ascii_digit)
        || text.contains(&b'/')
        || text.get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"http"))
}

fn host(text: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    map(text, client::without_port)
}

fn after_mark(text: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    map(text, |text| text.strip_prefix(b"?").unwrap_or(text))
}

fn put_client<'a>(text: Cow<'a, [u8]>, row: &mut Row<'a>) {
    match text {
        Cow::Borrowed(text) => client::read(text, row),
        Cow::Owned(text) => client::read_owned(&text, row),
    }
}

fn put_socket<'a>(text: Cow<'a, [u8]>, row: &mut Row<'a>) {
    let length = client::with_port(&text).map(|(name, _)| name.len());
    let port = length.and_then(|length| number::integer(text.get(length + 1..)?));
    put_client(map(text, |text| text.get(..length.unwrap_or(text.len())).unwrap_or(text)), row);
    row.client_port = port.unwrap_or(row.client_port);
}

fn put_request<'a>(text: Cow<'a, [u8]>, row: &mut Row<'a>) {
    match text {
        Cow::Borrowed(text) => request::read_plain(text, row),
        Cow::Owned(text) => request::read_owned(&text, row),
    }
}

fn put_target<'a>(text: Cow<'a, [u8]>, row: &mut Row<'a>) {
    match text {
        Cow::Borrowed(text) => request::target(text, row, Cow::Borrowed),
        Cow::Owned(text) => request::target(&text, row, |part| Cow::Owned(part.to_vec())),
    }
}

/// Tells host and path of a URL in the path apart.
pub(in crate::read::format) fn part_url(row: &mut Row<'_>) {
    let Some(path) = row.path.take() else { return };
    let parted = request::parts_of_url(&path).map(|(host, rest)| (host.to_vec(), rest.to_vec()));
    match parted {
        Some((name, rest)) => {
            row.vhost = Some(Cow::Owned(client::without_port(&name).to_vec()));
            row.path = Some(if rest.is_empty() { Cow::Borrowed(b"/") } else { Cow::Owned(rest) });
        }
        None => row.path = Some(path),
    }
}

fn status(text: &[u8]) -> Result<i64, Reason> {
    match text {
        // No status was sent: the connection ended first.
        b"" | b"-1" => Ok(ABSENT),
        _ if text.len() <= 3 => number::integer(text).ok_or(BAD_STATUS),
        _ => Err(BAD_STATUS),
    }
}

fn bytes(text: &[u8]) -> Result<i64, Reason> {
    match text {
        b"" | b"-1" => Ok(ABSENT),
        // HAProxy marks what was still growing when it was logged.
        _ => number::size(text.strip_prefix(b"+").unwrap_or(text))
            .or_else(|| grouped(text))
            .ok_or(BAD_BYTES),
    }
}

/// `8,304`, as Kibana exports numbers.
fn grouped(text: &[u8]) -> Option<i64> {
    let mut groups = text.split(|byte| *byte == b',');
    let first = groups.next().filter(|group| (1..=3).contains(&group.len()))?;
    let rest: Vec<&[u8]> = groups.collect();
    let is_grouped = rest.iter().all(|group| group.len() == 3);
    is_grouped.then(|| number::size(&[first, &rest.concat()].concat()))?
}

fn duration(text: &[u8], unit: Unit) -> Result<i64, Reason> {
    match text {
        b"" => Ok(ABSENT),
        // Not reached, or not measured.
        [b'-', b'1', rest @ ..] if rest.iter().all(|byte| b".0".contains(byte)) => Ok(ABSENT),
        _ => number::duration_in(text.strip_prefix(b"+").unwrap_or(text), unit).ok_or(BAD_DURATION),
    }
}

fn last(text: Cow<'_, [u8]>) -> Text<'_> {
    match text {
        Cow::Borrowed(text) => upstream::last(text).map(Cow::Borrowed),
        Cow::Owned(text) => upstream::last(&text).map(|last| Cow::Owned(last.to_vec())),
    }
}

fn join_flags<'a>(text: Cow<'a, [u8]>, row: &mut Row<'a>) {
    row.flags = match row.flags.take() {
        None => some(text),
        Some(before) => Some(Cow::Owned([before.as_ref(), b" ", text.as_ref()].concat())),
    };
}
