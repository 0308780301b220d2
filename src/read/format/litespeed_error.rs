//! LiteSpeed's and OpenLiteSpeed's own log. Source of the texts: openlitespeed, src/http/clientinfo.cpp,
//! httplistener.cpp, httpsession.cpp. The time is local.

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::client;
use super::kernel::fault::{self, Errors, Phrases, bracketed, field, number_after};
use super::kernel::reader::Session;
use super::kernel::slot::TimeForm;

/// `2021-04-06 08:31:02.774649 [NOTICE] [1226033] [203.0.113.7:45164:HTTP2-41#www] message`
pub(super) const FORMAT: Format = Format::new(
    "litespeed_error",
    "LiteSpeed error log: yyyy-mm-dd hh:mm:ss.uuuuuu [LEVEL] [pid] [client:port#vhost] message",
    Stamp::End,
    |_, _| Some(Box::new(Errors(read))),
);

const LEVELS: &[&[u8]] =
    &[b"ALERT", b"CRIT", b"FATAL", b"ERROR", b"WARN", b"WARNING", b"NOTICE", b"INFO", b"DEBUG"];

const SOFT: &str = "is over per client soft connection limit: ";
const HARD: &str = "Reached per client connection hard limit: ";

const PHRASES: Phrases = &[
    (SOFT, EventKind::RateLimit),
    (HARD, EventKind::RateLimit),
    ("Max connections reached", EventKind::ConnectionLimit),
    ("Max SSL connections reached", EventKind::ConnectionLimit),
    ("Connection idle time too long", EventKind::IdleTimeout),
];

fn read(line: &[u8], session: &mut Session) -> Option<Event> {
    let (stamp, rest) = line.split_at_checked(26)?;
    let rest = rest.strip_prefix(b" ").filter(|_| stamp.get(19) == Some(&b'.'))?;
    let (_, mut rest) = bracketed(rest).filter(|(level, _)| LEVELS.contains(level))?;
    let ts_us = session.clock.read(&TimeForm::Any, stamp, &mut session.health)?;
    let (mut named, mut source) = (None, None);
    // The process, the thread and the connection are there or not.
    while let Some((text, after)) = bracketed(rest).filter(|(text, _)| is_head(text)) {
        named = named.or_else(|| peer(text));
        source = source.or_else(|| text.split(|byte| *byte == b'#').nth(1).and_then(field));
        rest = after;
    }
    let mut event = Event::new(fault::kind(rest, PHRASES), Some(ts_us), rest);
    event.limit = number_after(rest, SOFT).or_else(|| number_after(rest, HARD));
    (event.client, event.source) = (named, source);
    Some(event)
}

/// A number, `T0`, or a connection.
fn is_head(text: &[u8]) -> bool {
    let number = text.strip_prefix(b"T").unwrap_or(text);
    number.iter().all(u8::is_ascii_digit) || peer(text).is_some()
}

/// The client of `203.0.113.7:45164:HTTP2-41#www`, `203.0.113.7:45164-5#www`, `203.0.113.7`.
fn peer(text: &[u8]) -> Option<Vec<u8>> {
    let head = text.split(|byte| *byte == b'#').next()?;
    let colons = (0..head.len()).filter(|at| head.get(*at) == Some(&b':'));
    // The shorter first: with a port it is an address, too.
    let ends: Vec<usize> = colons.rev().take(2).collect();
    let mut hosts = ends.iter().rev().filter_map(|at| head.get(..*at)).chain([head]);
    hosts.find(|host| client::address(host).is_some()).and_then(field)
}
