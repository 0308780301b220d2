//! lighttpd's error log. Source of the texts: lighttpd 1.4, src/{server,connections,gw_backend,
//! mod_evasive,mod_proxy,mod_fastcgi}.c. The time is local; `(server.c.1306)` names the source's file and line.

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::cursor::Cursor;
use super::kernel::fault::{self, Errors, Phrases, field};
use super::kernel::reader::Session;
use super::kernel::slot::TimeForm;
use super::kernel::{client, cursor};

/// `2021-04-06 08:31:02: (server.c.1306) [note] sockets disabled, connection limit reached`
pub(super) const FORMAT: Format = Format::new(
    "lighttpd_error",
    "lighttpd error log: yyyy-mm-dd hh:mm:ss: (file.c.line) message",
    Stamp::End,
    |_, _| Some(Box::new(Errors(read))),
);

const PHRASES: Phrases = &[
    ("[note] sockets disabled, connection limit reached", EventKind::ConnectionLimit),
    ("[note] sockets disabled, out-of-fds", EventKind::ResourceLimit),
    ("[note] graceful shutdown started", EventKind::Restart),
    ("server started", EventKind::Restart),
    ("server stopped", EventKind::Restart),
    ("all handlers for ", EventKind::NoUpstream),
    ("backend is overloaded", EventKind::UpstreamFailure),
    ("establishing connection failed", EventKind::UpstreamFailure),
    ("unexpected end-of-file", EventKind::UpstreamFailure),
    ("response not received", EventKind::UpstreamFailure),
    ("closing connection; response not received", EventKind::UpstreamFailure),
    ("read timeout on socket", EventKind::UpstreamTimeout),
    ("connect timeout on socket", EventKind::UpstreamTimeout),
];

/// What `mod_evasive` says behind the address of a client.
const TURNED_AWAY: &[u8] = b" turned away. Too many connections.";

fn read(line: &[u8], session: &mut Session) -> Option<Event> {
    let (stamp, rest) = line.split_at_checked(19)?;
    let is_stamp = stamp.get(4) == Some(&b'-') && stamp.get(10) == Some(&b' ');
    let mut rest = Cursor::new(rest.strip_prefix(b": ").filter(|_| is_stamp)?);
    let place = rest.between(b'(', b')').filter(|place| is_place(place))?;
    let message = rest.rest().trim_ascii();
    let ts_us = session.clock.read(&TimeForm::Any, stamp, &mut session.health)?;
    let away = message.strip_suffix(TURNED_AWAY).filter(|name| client::address(name).is_some());
    let kind = match away {
        Some(_) => EventKind::RateLimit,
        None => fault::kind(message, PHRASES),
    };
    let mut event = Event::new(kind, Some(ts_us), message);
    (event.client, event.source) = (away.and_then(field), field(place));
    Some(event)
}

/// `mod_fastcgi.c.2900`
fn is_place(text: &[u8]) -> bool {
    let mut parts = text.rsplit(|byte| *byte == b'.');
    parts.next().is_some_and(cursor::is_number) && parts.next() == Some(b"c")
}
