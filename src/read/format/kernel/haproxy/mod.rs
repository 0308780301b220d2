//! What HAProxy's own formats share (configuration manual, section 8.2): a line in, its head, timers and
//! counters out. It knows no other server.

pub mod captures;
pub mod http;
pub mod notice;

use std::borrow::Cow;

use crate::read::columns::ABSENT;

use super::clf::{BAD_TIME, NO_CLIENT, NO_TIME};
use super::client;
use super::cursor::{Cursor, UNLIKE, is_number, last_word};
use super::number;
use super::reader::{Reason, Session};
use super::row::Row;
use super::slot::{Slot, TimeForm, Unit};

/// `client:port [accept date]`, and what is after it.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// Something is before the client: an envelope that is still on.
    pub wrapped: bool,
    /// `203.0.113.7:4711`; the last colon is the port's, also after an IPv6 address.
    client: &'a [u8],
    port: &'a [u8],
    date: &'a [u8],
    /// From the space after the bracket on.
    pub rest: Cursor<'a>,
}

impl<'a> Head<'a> {
    /// Finds the head of a line, perhaps after `haproxy[pid]: `.
    ///
    /// # Errors
    ///
    /// No accept date in brackets, or no `client:port` before it.
    pub fn find(line: &'a [u8]) -> Result<Self, Reason> {
        let (before, date, rest) = dated(line).ok_or(NO_TIME)?;
        let (before, client) = last_word(before.trim_ascii());
        let (client, port) = client::with_port(client).ok_or(NO_CLIENT)?;
        let tagged = before.is_empty() || before.ends_with(b": ");
        if !tagged {
            return Err(NO_CLIENT);
        }
        let wrapped = !is_tag(before);
        Ok(Self { wrapped, client, port, date, rest: Cursor::new(rest) })
    }

    /// Puts client, port and time into the row. The date is local and has no zone.
    pub fn fill(&self, row: &mut Row<'a>, session: &mut Session) -> Result<(), Reason> {
        Slot::Client.fill(self.client.into(), row, session)?;
        Slot::ClientPort.fill(self.port.into(), row, session)?;
        Slot::Time(TimeForm::Clf).fill(self.date.into(), row, session)
    }

    /// The client as logged.
    pub fn client(&self) -> &'a [u8] {
        self.client
    }

    /// The instant; its reason where there is none.
    pub fn instant(&self, session: &mut Session) -> Result<i64, Reason> {
        session.clock.read(&TimeForm::Clf, self.date, &mut session.health).ok_or(BAD_TIME)
    }
}

/// Is it nothing, or `haproxy[pid]: ` as syslog's receiver leaves it?
fn is_tag(before: &[u8]) -> bool {
    before.is_empty() || (memchr::memchr(b' ', before) == Some(before.len() - 1))
}

/// The line without `haproxy[pid]: `.
pub fn untagged(line: &[u8]) -> &[u8] {
    let tag = memchr::memmem::find(line.get(..64).unwrap_or(line), b": ").map(|at| at + 2);
    let cut = tag.and_then(|end| line.split_at_checked(end));
    match cut {
        Some((tag, rest)) if is_tag(tag) && tag.ends_with(b"]: ") => rest,
        _ => line,
    }
}

/// The first bracket that holds a date, what is before and what is after it. Nothing before it is the
/// client's own, so the first is the server's.
fn dated(line: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    memchr::memchr_iter(b'[', line).find_map(|open| {
        let inside = line.get(open + 1..)?;
        let shape = [(2, b'/'), (6, b'/'), (11, b':'), (14, b':'), (17, b':')];
        if shape.iter().any(|(at, byte)| inside.get(*at) != Some(byte)) {
            return None;
        }
        let end = memchr::memchr(b']', inside.get(..40).unwrap_or(inside))?;
        Some((line.get(..open)?, inside.get(..end)?, inside.get(end + 1..)?))
    })
}

/// Numbers with slashes between, as `10/0/30/69/109`: exactly so many, each perhaps `-1` or with the `+`
/// of `option logasap`.
pub fn numbers<const COUNT: usize>(text: &[u8]) -> Option<[&[u8]; COUNT]> {
    let mut parts = text.split(|byte| *byte == b'/');
    let mut found = [&b""[..]; COUNT];
    for slot in &mut found {
        let part = parts.next()?;
        let digits = part.strip_prefix(b"+").or(part.strip_prefix(b"-")).unwrap_or(part);
        *slot = is_number(digits).then_some(part)?;
    }
    parts.next().is_none().then_some(found)
}

/// Takes `actconn/feconn/beconn/srv_conn/retries srv_queue/backend_queue`; the oldest versions have
/// fewer of the first, and 1.1 had no queues.
pub fn counters(cursor: &mut Cursor<'_>) -> Option<()> {
    let connections = cursor.word()?;
    if numbers::<2>(connections).is_some() {
        return Some(());
    }
    let known = numbers::<5>(connections).is_some()
        || numbers::<4>(connections).is_some()
        || numbers::<3>(connections).is_some();
    numbers::<2>(cursor.word()?)?;
    known.then_some(())
}

/// Puts `backend/server` into the row: HAProxy logs no address of a server, and this name is what its
/// configuration and its own messages call it. `<NOSRV>`, `<STATS>` and the like are none.
pub fn put_server<'a>(text: &'a [u8], row: &mut Row<'a>) {
    row.upstream_addr = (!text.ends_with(b">") && !text.ends_with(b"/")).then(|| text.into());
}

/// Puts queue time, the time that the server took and the whole time into the row, milliseconds. The
/// server's is connecting plus answering, where it did both.
pub fn put_times<'a>(
    [queue, connect, response, total]: [&'a [u8]; 4],
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<(), Reason> {
    Slot::Queue(Unit::Millis).fill(queue.into(), row, session)?;
    Slot::Duration(Unit::Millis).fill(total.into(), row, session)?;
    let times = [connect, response].map(|time| number::duration_in(time, Unit::Millis));
    row.upstream_duration_us = match times {
        [Some(connect), Some(response)] => connect + response,
        _ => ABSENT,
    };
    Ok(())
}

/// Undoes the escapes of printable text, as `#22` for a quote (log.c: `#`, `"`, and in captures `{`, `|` and
/// `}` are always escaped). Others stay, as `\\xHH` does elsewhere.
pub fn decoded(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'#', text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        let escaped = match rest {
            [b'#', high, low, ..] => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        let escaped = escaped.filter(u8::is_ascii_graphic);
        plain.push(escaped.unwrap_or(*byte));
        rest = if escaped.is_some() { rest.get(3..).unwrap_or_default() } else { after };
    }
    Cow::Owned(plain)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// Puts a termination state into the row, unless all is well.
pub fn put_state<'a>(text: &'a [u8], row: &mut Row<'a>) -> Result<(), Reason> {
    let possible = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'-';
    if !matches!(text.len(), 2 | 4) || !text.iter().all(possible) {
        return Err(UNLIKE);
    }
    row.flags = text.iter().any(|byte| *byte != b'-').then(|| text.into());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_with_and_without_what_syslog_puts_before() {
        for (line, expected) in [
            (
                "203.0.113.7:4711 [06/Feb/2009:12:14:14.655] fe",
                Some(("203.0.113.7", "4711", false)),
            ),
            (
                "haproxy[1]: 2001:db8::1:99 [06/Feb/2009:12:14:14.655] fe",
                Some(("2001:db8::1", "99", false)),
            ),
            (
                "Feb  6 12:14:14 lb haproxy[1]: -:99 [06/Feb/2009:12:14:14.655] fe",
                Some(("-", "99", true)),
            ),
            ("203.0.113.7 - - [06/Feb/2009:12:14:14 +0000] \"GET", None),
            ("a 203.0.113.7:4711 [06/Feb/2009:12:14:14.655] fe", None),
            ("203.0.113.7:4711 [now] fe", None),
        ] {
            let head = Head::find(line.as_bytes()).ok();
            let text = |bytes| std::str::from_utf8(bytes).expect("ASCII");
            let shown = head.map(|head| (text(head.client), text(head.port), head.wrapped));
            assert_eq!(shown, expected, "{line}");
        }
    }

    #[test]
    fn printable_escapes_are_undone() {
        for (text, expected) in [
            ("/a#22b#23", "/a\"b#"),
            ("#C3#A9#7C", "#C3#A9|"),
            ("#2", "#2"),
            ("#zz", "#zz"),
            ("a", "a"),
        ] {
            assert_eq!(decoded(text.as_bytes()).as_ref(), expected.as_bytes());
        }
    }

    #[test]
    fn timers_are_counted() {
        assert_eq!(numbers::<2>(b"+1/-1"), Some([&b"+1"[..], b"-1"]));
        assert_eq!(numbers::<2>(b"1/1/1"), None);
        assert_eq!(numbers::<3>(b"1/1"), None);
        assert_eq!(numbers::<2>(b"1/"), None);
    }
}
