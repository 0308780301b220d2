//! Envoy's default text and what Istio, Contour and Ambassador make of it. Envoy does not escape: a
//! quote in a header can look like the end of a field. Where the number of fields is not the format's,
//! only what stands before them is read: a client must not choose whose address is logged.
//!
//! Istio's lines have the connection's address; the others have the forwarding header only, which
//! Envoy ends with the address that it saw.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{BAD_STATUS, NO_REQUEST, NO_TIME};
use super::kernel::cursor::{Cursor, UNLIKE, is_number};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `[2021-04-06T06:31:02.310Z] "GET / HTTP/2" 200 - 154 0 226 100 "203.0.113.7" "curl/7.74.0" "cc21d9b0" "www.example.org" "tcp://10.0.2.1:80"`
pub(super) const FORMAT: Format = Format::new(
    "envoy",
    "Envoy and Istio text: [%START_TIME%] \"%REQ(:METHOD)% %REQ(:PATH)% %PROTOCOL%\" %RESPONSE_CODE% %RESPONSE_FLAGS% … %BYTES_RECEIVED% %BYTES_SENT% %DURATION% …",
    Stamp::Start,
    |_, _| Some(Box::new(Envoy)),
);

/// Fields between the flags and the counts at most: Istio's three, with spaces in two of them.
const DETAILS: usize = 24;
struct Envoy;

impl Reader for Envoy {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let mut rest = Cursor::new(line.strip_prefix(b"ACCESS ").unwrap_or(line));
        let time = rest.between(b'[', b']').filter(|time| time.contains(&b'T')).ok_or(NO_TIME)?;
        rest.skip(b" \"").ok_or(NO_REQUEST)?;
        let (request, status) = request(&mut rest).ok_or(NO_REQUEST)?;
        let flags = rest.word().ok_or(BAD_STATUS)?;
        let [_received, sent, duration, upstream] = counts(&mut rest).ok_or(UNLIKE)?;
        Slot::Time(TimeForm::Iso).fill(time.into(), row, session)?;
        put_request(request, row, session)?;
        Slot::Status.fill(status.into(), row, session)?;
        Slot::Flags.fill(flags.into(), row, session)?;
        Slot::Bytes.fill(sent.into(), row, session)?;
        Slot::Duration(Unit::Millis).fill(duration.into(), row, session)?;
        Slot::UpstreamDuration(Unit::Millis).fill(upstream.into(), row, session)?;
        // Never left to the last resort, which would take the client from a header.
        let Some(headers) = Headers::of(rest) else { return Ok(Line::Request(Fit::Fewer)) };
        headers.fill(row, session)?;
        Ok(Line::Request(Fit::Exact))
    }
}

/// `GET / HTTP/2" 200`: the first quote that a status follows.
fn request<'a>(rest: &mut Cursor<'a>) -> Option<(&'a [u8], &'a [u8])> {
    let text = rest.rest();
    memchr::memmem::find_iter(text, b"\" ").find_map(|end| {
        let mut after = Cursor::new(text.get(end + 1..)?);
        let starts_so = text.get(end + 2).is_some_and(u8::is_ascii_digit);
        let status = after.word().filter(|word| starts_so && word.len() <= 3 && is_number(word))?;
        *rest = after;
        Some((text.get(..end)?, status))
    })
}

/// Always three parts, each `-` where there is none; what the middle is, is the client's.
fn put_request<'a>(text: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<(), Reason> {
    let first = memchr::memchr(b' ', text);
    let last = memchr::memrchr(b' ', text);
    let parts = first.zip(last).filter(|(first, last)| first < last).and_then(|(first, last)| {
        Some((text.get(..first)?, text.get(first + 1..last)?, text.get(last + 1..)?))
    });
    let Some((method, target, protocol)) = parts else {
        return Slot::Request.fill(text.into(), row, session);
    };
    Slot::Method.fill(method.into(), row, session)?;
    Slot::Target.fill(target.into(), row, session)?;
    Slot::Protocol.fill(protocol.into(), row, session)
}

/// `received sent duration upstream`, after whatever Istio puts before them; a quote follows.
fn counts<'a>(rest: &mut Cursor<'a>) -> Option<[&'a [u8]; 4]> {
    for _ in 0..DETAILS {
        let mut ahead = *rest;
        let four = [ahead.word()?, ahead.word()?, ahead.word()?, ahead.word()?];
        let [received, sent, duration, upstream] = four;
        let numbers = [received, sent, duration].iter().all(|word| is_number(word))
            && (upstream == b"-" || is_number(upstream));
        if numbers && ahead.rest().starts_with(b" \"") {
            *rest = ahead;
            return Some(four);
        }
        rest.field()?;
    }
    None
}

/// What follows the counts.
struct Headers<'a> {
    forwarded: &'a [u8],
    agent: &'a [u8],
    authority: &'a [u8],
    upstream: &'a [u8],
    /// Istio's `%DOWNSTREAM_REMOTE_ADDRESS%`.
    client: Option<&'a [u8]>,
}

impl<'a> Headers<'a> {
    /// ` "forwarded" "agent" "id" "authority" "upstream"`, and Istio's words after it; `None` for any
    /// other number of fields.
    fn of(rest: Cursor<'a>) -> Option<Self> {
        let text = rest.rest().strip_prefix(b" \"")?;
        let (quoted, after) = text.split_at_checked(memchr::memrchr(b'"', text)?)?;
        let mut parts = Cursor::new(quoted);
        let mut part = || parts.until(b"\" \"");
        let (forwarded, agent, _id, authority) = (part()?, part()?, part()?, part()?);
        let upstream = parts.rest();
        let client = connection(Cursor::new(after.get(1..)?))?;
        let is_one = !upstream.contains(&b'"');
        is_one.then_some(Self { forwarded, agent, authority, upstream, client })
    }

    fn fill(&self, row: &mut Row<'a>, session: &mut Session) -> Result<(), Reason> {
        Slot::Client.fill(self.client.unwrap_or(b"-").into(), row, session)?;
        Slot::Forwarded.fill(self.forwarded.into(), row, session)?;
        Slot::Agent.fill(self.agent.into(), row, session)?;
        Slot::Vhost.fill(self.authority.into(), row, session)?;
        let upstream = self.upstream.strip_prefix(b"tcp://").unwrap_or(self.upstream);
        Slot::UpstreamAddr.fill(upstream.into(), row, session)
    }
}

/// `cluster upstream-local downstream-local downstream-remote server-name [route]`, or nothing.
fn connection<'a>(mut rest: Cursor<'a>) -> Option<Option<&'a [u8]>> {
    if rest.is_done() {
        return Some(None);
    }
    let (_cluster, _local, _own) = (rest.word()?, rest.word()?, rest.word()?);
    let client = rest.word().filter(|word| *word == b"-" || word.contains(&b':'))?;
    let (_server, _route) = (rest.word()?, rest.word());
    rest.is_done().then_some(Some(client))
}
