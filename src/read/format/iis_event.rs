//! IIS's requests as events of Windows (provider Microsoft-Windows-IIS-Logging, event 6200), exported
//! as XML with one event a line. The names are those of the W3C log, some without their brackets;
//! times are UTC, `time-taken` is in milliseconds. Other events are no requests.

use std::borrow::Cow;

use memchr::memmem;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::coding::Coding;
use super::kernel::cursor::UNLIKE;
use super::kernel::delimited::{Cell, Quote};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `<Event xmlns="…"><System>…</System><EventData><Data Name="date">2021-04-06</Data>…</EventData></Event>`
pub(super) const FORMAT: Format = Format::new(
    "iis_event",
    "IIS requests as Windows events in XML: <Data Name=\"date\">, time, c-ip, cs-method, cs-uri-stem …",
    Stamp::End,
    |_, _| Some(Box::new(Events)),
);

const PROVIDER: &[u8] = b"Microsoft-Windows-IIS-Logging";
const DATA: &[u8] = b"<Data Name=\"";

const SLOTS: &[(&[u8], Slot)] = &[
    (b"c-ip", Slot::Client),
    (b"cs-username", Slot::User),
    (b"cs-method", Slot::Method),
    (b"cs-uri-stem", Slot::Path),
    (b"cs-uri-query", Slot::Query),
    (b"cs-version", Slot::Protocol),
    (b"cs-host", Slot::Vhost),
    (b"sc-status", Slot::Status),
    (b"sc-bytes", Slot::Bytes),
    (b"time-taken", Slot::Duration(Unit::Millis)),
    (b"csUser-Agent", Slot::Agent),
    (b"csReferer", Slot::Referer),
];

struct Events;

impl Reader for Events {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let is_event = line.trim_ascii_start().starts_with(b"<Event ");
        let head = memmem::find(line, DATA).filter(|_| is_event).ok_or(UNLIKE)?;
        let (head, data) = line.split_at_checked(head).ok_or(UNLIKE)?;
        memmem::find(head, PROVIDER).ok_or(UNLIKE)?;
        let fields = Fields(data).collect::<Vec<_>>();
        let named = |name: &[u8]| fields.iter().find(|(n, _)| *n == name).map(|(_, text)| *text);
        let (date, time) = named(b"date").zip(named(b"time")).ok_or(UNLIKE)?;
        let stamp = [date, b"T", time, b"Z"].concat();
        Slot::Time(TimeForm::Any).fill(stamp.into(), row, session)?;
        let codes = named(b"sc-substatus").zip(named(b"sc-win32-status"));
        if let Some((sub, win32)) = codes.filter(|codes| *codes != (b"0", b"0")) {
            Slot::Flags.fill([sub, b" ", win32].concat().into(), row, session)?;
        }
        for (slot, text) in SLOTS.iter().filter_map(|(name, slot)| Some((slot, named(name)?))) {
            slot.fill(value(slot, text), row, session)?;
        }
        Ok(Line::Request(Fit::Exact))
    }
}

/// A text as the server logged it: without XML's escapes, headers without IIS's.
fn value<'a>(slot: &Slot, text: &'a [u8]) -> Cow<'a, [u8]> {
    let is_header = matches!(slot, Slot::Agent | Slot::Referer);
    let text = if is_header {
        Coding::Plus.undo(&Cell { text, quote: Quote::None })
    } else {
        Cow::Borrowed(text)
    };
    if memchr::memchr(b'&', &text).is_some() { Cow::Owned(plain(&text)) } else { text }
}

/// XML 1.0 §4.6: the predefined entities, once. What is none stays.
fn plain(text: &[u8]) -> Vec<u8> {
    const ENTITIES: [(&[u8], u8); 5] =
        [(b"&amp;", b'&'), (b"&lt;", b'<'), (b"&gt;", b'>'), (b"&quot;", b'"'), (b"&apos;", b'\'')];
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, after)) = rest.split_first() {
        let entity = ENTITIES.iter().find(|(name, _)| first == b'&' && rest.starts_with(name));
        plain.push(entity.map_or(first, |(_, byte)| *byte));
        rest = entity.and_then(|(name, _)| rest.strip_prefix(*name)).unwrap_or(after);
    }
    plain
}

/// `<Data Name="c-ip">203.0.113.7</Data>` and so on; a client's `<` is escaped.
struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.get(memmem::find(self.0, DATA)? + DATA.len()..)?;
        let (name, rest) = rest.split_at_checked(memchr::memchr(b'"', rest)?)?;
        let rest = rest.get(1..)?;
        self.0 = rest;
        let Some(rest) = rest.strip_prefix(b">") else { return Some((name, b"-")) };
        let (text, rest) = rest.split_at_checked(memchr::memchr(b'<', rest)?)?;
        self.0 = rest;
        Some((name, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_entities() {
        let line = br#"<Data Name="a">1&amp;lt;</Data> <Data Name="b" /><Data Name="c"></Data>"#;
        let fields: Vec<_> = Fields(line).map(|(name, text)| (name[0], plain(text))).collect();
        assert_eq!(fields, [(b'a', b"1&lt;".to_vec()), (b'b', b"-".to_vec()), (b'c', vec![])]);
    }
}
