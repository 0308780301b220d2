//! Common Event Format of web application firewalls and attack mitigation services (F5 ASM, Imperva,
//! NetScaler, Contrast): `CEF:0|vendor|product|version|id|name|severity|` and pairs. Source: ArcSight,
//! Common Event Format, version 25; keys beyond it are F5's and Imperva's own.
//!
//! A message with a method and a request is read as that request; any other is none. Of two pairs with
//! one key the first counts: vendors put what a client sent behind what they say themselves, and not all
//! escape the `=` in it.

use std::borrow::Cow;

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::Format;
use super::kernel::clf::NO_REQUEST;
use super::kernel::cursor::UNLIKE;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm};
use super::kernel::{header_text, number};

/// `CEF:0|F5|ASM|15.1.10|Illegal URL|Illegal URL|5|act=blocked cn1=403 cn1Label=response_code src=203.0.113.7 spt=4711 requestMethod=GET rt=Apr 06 2021 06:31:02 request=/a?b`
pub(super) const FORMAT: Format = Format::new(
    "cef",
    "CEF of web application firewalls: src, spt, request, requestMethod, rt, act (F5 ASM, Imperva, NetScaler, Contrast)",
    Stamp::Unknown,
    |_, sample| {
        let ours = sample.is_empty() || sample.iter().any(|line| after_mark(line).is_some());
        ours.then(|| Box::new(Cef) as _)
    },
);

const MARK: &[u8] = b"CEF:";
/// Where the mark begins at the latest: before it are a priority, a time, a host and a tag.
const MARK_WITHIN: usize = 160;
/// Parts of the head after the mark: version, vendor, product, version, id, name, severity.
const HEAD: usize = 7;
/// Pairs that are looked at; F5 and Imperva write about 50.
const PAIRS_MAX: usize = 160;
/// Keys whose time is that of the request, the best first.
const TIMES: &[&[u8]] = &[b"rt", b"start", b"end"];
/// Labels of a custom number that is the status of the answer.
const STATUS_LABELS: &[&[u8]] = &[b"response_code", b"Response Code", b"status_code"];
/// Labels of a custom text that is the forwarding header.
const FORWARDED_LABELS: &[&[u8]] = &[b"x_forwarded_for_header_value"];
/// Keys of the host that was asked for, where the request names none, the best first.
const HOSTS: [&[u8]; 3] = [b"dhost", b"sourceServiceName", b"host"];
/// Texts that stand for nothing.
const NOTHING: &[&[u8]] = &[b"", b"N/A", b"NA", b"-"];

struct Cef;

impl Reader for Cef {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let message = Message::of(line).ok_or(UNLIKE)?;
        let method = message.get(b"requestMethod").or_else(|| message.get(b"method"));
        let (method, request) = method.zip(message.get(b"request")).ok_or(NO_REQUEST)?;
        Slot::Method.fill(unescaped(method), row, session)?;
        put_target(unescaped(request), row, session)?;
        for (text, slot) in message.fields(row.query.is_none()) {
            if let Some(text) = text {
                slot.fill(unescaped(text), row, session)?;
            }
        }
        if let Some(text) = message.labelled(&[b"full_request"]) {
            put_headers(text, row, session)?;
        }
        if let Some(host) = message.first(&HOSTS).filter(|_| row.vhost.is_none()) {
            Slot::Vhost.fill(unescaped(host), row, session)?;
        }
        row.status = Some(row.status).filter(|status| *status != 0).unwrap_or(ABSENT);
        row.ts_us = message.time(session).unwrap_or(ABSENT);
        Ok(Line::Request(Fit::Exact))
    }
}

/// What follows the mark.
fn after_mark(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let within = line.get(..line.len().min(MARK_WITHIN))?;
    let at = memchr::memmem::rfind(within, b"CEF:0|")
        .or_else(|| memchr::memmem::rfind(within, b"CEF:1|"))?;
    let (before, after) = line.split_at_checked(at)?;
    Some((before, after.get(MARK.len()..)?))
}

/// A message: what is before its mark, and its pairs.
struct Message<'a> {
    before: &'a [u8],
    vendor: &'a [u8],
    pairs: Vec<(&'a [u8], &'a [u8])>,
}

impl<'a> Message<'a> {
    fn of(line: &'a [u8]) -> Option<Self> {
        let (before, after) = after_mark(line)?;
        let (mut rest, mut vendor) = (after, &b""[..]);
        for part in 0..HEAD {
            let end = bar(rest)?;
            if part == 1 {
                vendor = rest.get(..end)?;
            }
            rest = rest.get(end + 1..)?;
        }
        Some(Self { before, vendor, pairs: pairs(rest) })
    }

    /// Texts that are fields as they are.
    fn fields(&self, has_no_query: bool) -> [(Option<&'a [u8]>, Slot); 9] {
        [
            (self.get(b"src"), Slot::Client),
            (self.first(&[b"cpt", b"spt"]), Slot::ClientPort),
            (self.get(b"requestClientApplication"), Slot::Agent),
            (self.first(&[b"requestContext", b"ref"]), Slot::Referer),
            (self.get(b"suser"), Slot::User),
            (self.get(b"act"), Slot::Flags),
            (self.status(), Slot::Status),
            (self.get(b"xff").or_else(|| self.labelled(FORWARDED_LABELS)), Slot::Forwarded),
            (self.get(b"qstr").filter(|_| has_no_query), Slot::Query),
        ]
    }

    /// The text of the first of these keys that says anything.
    fn first(&self, keys: &[&[u8]]) -> Option<&'a [u8]> {
        keys.iter().find_map(|key| self.get(key))
    }

    /// The first text with that key, if it says anything.
    fn get(&self, key: &[u8]) -> Option<&'a [u8]> {
        let (_, text) = self.pairs.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        Some(*text).filter(|text| !NOTHING.contains(text))
    }

    /// The custom text that has one of these labels: of `cs3Label=full_request`, `cs3`.
    fn labelled(&self, labels: &[&[u8]]) -> Option<&'a [u8]> {
        // A client may send the label as a text of its own: only keys that end so are labels.
        let mut named = self.pairs.iter().filter(|(_, text)| labels.contains(text));
        self.get(named.find_map(|(key, _)| key.strip_suffix(b"Label"))?)
    }

    /// The status of the answer. Imperva gives it no label.
    fn status(&self) -> Option<&'a [u8]> {
        let own = || self.get(b"cn1").filter(|_| matches!(self.vendor, b"Incapsula" | b"Imperva"));
        let named = || self.get(b"http_code");
        self.labelled(STATUS_LABELS)
            .or_else(own)
            .or_else(named)
            .filter(|text| number::integer(text).is_some())
    }

    /// NetScaler's stamps have no year: it is a custom text of its own.
    fn year(&self) -> Option<i16> {
        let year = self.get(b"cs5").filter(|year| self.vendor == b"Citrix" && year.len() == 4)?;
        i16::try_from(number::integer(year)?).ok()
    }

    fn time(&self, session: &mut Session) -> Option<i64> {
        let mut read = |text: &[u8]| session.clock.read(&TimeForm::Any, text, &mut session.health);
        let own = TIMES.iter().find_map(|key| read(self.get(key)?));
        own.or_else(|| read(stamp_before(self.before)?)).or_else(|| {
            let outer_us = session.outer_time()?;
            Some(self.year().and_then(|year| in_year(outer_us, year)).unwrap_or(outer_us))
        })
    }
}

/// The same moment of another year. Days are counted in UTC; once the survey of the exhibit has the year
/// from here, nothing is moved.
fn in_year(us: i64, year: i16) -> Option<i64> {
    let at = jiff::Timestamp::from_microsecond(us).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
    Some(at.with().year(year).build().ok()?.timestamp().as_microsecond())
}

/// `Apr 06 2021 08:31:02.5+0200 ` before the mark: four words.
fn stamp_before(before: &[u8]) -> Option<&[u8]> {
    let end = memchr::memchr_iter(b' ', before).nth(3)?;
    before.get(..end)
}

/// Where the head's part ends: at a bar without a backslash before it.
fn bar(text: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'|', text).find(|at| !is_escaped(text, *at))
}

fn is_escaped(text: &[u8], at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().iter().rev();
    before.take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// `key=text key=text`: a text has spaces in it, and ends where a word with an unescaped `=` begins.
fn pairs(text: &[u8]) -> Vec<(&[u8], &[u8])> {
    let mut pairs: Vec<(&[u8], &[u8])> = Vec::new();
    let mut open: Option<(&[u8], usize)> = None;
    for equals in memchr::memchr_iter(b'=', text) {
        let before = text.get(..equals).unwrap_or_default();
        let start = before.iter().rposition(|byte| !is_of_keys(*byte)).map_or(0, |at| at + 1);
        let is_key = start < equals && (start == 0 || before.get(start - 1) == Some(&b' '));
        if !is_key {
            continue;
        }
        if let Some((key, from)) = open {
            pairs.push((key, text.get(from..start).unwrap_or_default().trim_ascii()));
        }
        if pairs.len() == PAIRS_MAX {
            return pairs;
        }
        open = before.get(start..).map(|key| (key, equals + 1));
    }
    if let Some((key, from)) = open {
        pairs.push((key, text.get(from..).unwrap_or_default().trim_ascii()));
    }
    pairs
}

fn is_of_keys(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Without the backslashes before `=`, `|` and `\`.
fn unescaped(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text.iter().peekable();
    while let Some(byte) = rest.next() {
        let hidden =
            (*byte == b'\\').then(|| rest.next_if(|next| b"=|\\".contains(next))).flatten();
        plain.push(*hidden.unwrap_or(byte));
    }
    Cow::Owned(plain)
}

/// A path, a URL, or a host with a path, as Imperva writes.
fn put_target<'a>(
    text: Cow<'a, [u8]>,
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<(), Reason> {
    let is_bare = !text.starts_with(b"/") && memchr::memmem::find(&text, b"://").is_none();
    let slash = memchr::memchr(b'/', &text).unwrap_or(text.len());
    match text.get(..slash).filter(|host| is_bare && host.contains(&b'.')) {
        Some(_) => Slot::Url.fill(Cow::Owned([b"http://", text.as_ref()].concat()), row, session),
        None => Slot::Url.fill(text, row, session),
    }
}

/// The request as it came: its protocol and those headers that nothing has told yet.
fn put_headers<'a>(text: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<(), Reason> {
    let lines = header_text::lines(text);
    let first = lines.first().copied().unwrap_or_default();
    let (_, protocol) = super::kernel::cursor::last_word(first);
    if protocol.starts_with(b"HTTP/") {
        Slot::Protocol.fill(protocol.into(), row, session)?;
    }
    for (name, slot) in
        [("host", Slot::Vhost), ("user-agent", Slot::Agent), ("referer", Slot::Referer)]
    {
        let is_free = match slot {
            Slot::Vhost => row.vhost.is_none(),
            Slot::Agent => row.user_agent.is_none(),
            _ => row.referer.is_none(),
        };
        if let Some(value) = header_text::value(&lines, name).filter(|_| is_free) {
            slot.fill(value.into(), row, session)?;
        }
    }
    Ok(())
}
