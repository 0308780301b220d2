//! The error log of MySQL and MariaDB: when the database refuses connections, so does the site. Source of
//! the texts: mysql-server, share/messages_to_clients.txt (ER_CON_COUNT_ERROR, ER_CANT_CREATE_THREAD) and
//! messages_to_error_log.txt (ER_SERVER_STARTUP_MSG). The time is UTC or local, as the line says.

use memchr::memmem;

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::fault::{self, Errors, Phrases, bracketed};
use super::kernel::reader::Session;
use super::kernel::slot::TimeForm;

/// `2021-04-06T06:31:02.123456Z 12 [ERROR] [MY-010914] [Server] Too many connections`
pub(super) const FORMAT: Format = Format::new(
    "mysql_error",
    "MySQL and MariaDB error log: stamp thread [Level] [code] [subsystem] message",
    Stamp::End,
    |_, _| Some(Box::new(Errors(read))),
);

const LEVELS: &[&[u8]] = &[b"ERROR", b"Warning", b"Note", b"System"];

const PHRASES: Phrases = &[
    ("Too many connections", EventKind::ResourceLimit),
    ("Can't create thread to handle new connection", EventKind::ResourceLimit),
    ("Can't create a new thread", EventKind::ResourceLimit),
    ("Out of memory", EventKind::ResourceLimit),
    ("Normal shutdown", EventKind::Restart),
];

fn read(line: &[u8], session: &mut Session) -> Option<Event> {
    let (stamp, rest) = stamped(line)?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (_, rest) = rest.split_at_checked(digits).filter(|_| digits > 0)?;
    let (level, mut message) = bracketed(rest.strip_prefix(b" ")?)?;
    LEVELS.contains(&level).then_some(())?;
    for _ in 0..2 {
        message = bracketed(message).map_or(message, |(_, rest)| rest);
    }
    let ts_us = session.clock.read(&TimeForm::Iso, &stamp, &mut session.health)?;
    let mut event = Event::new(kind(message), Some(ts_us), message);
    event.source = Some(b"mysqld".to_vec());
    Some(event)
}

/// The stamp and what follows. MariaDB pads the hour with a space.
fn stamped(line: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let (date, rest) = line.split_at_checked(11)?;
    let padded = rest.strip_prefix(b" ").filter(|_| date.ends_with(b" "));
    let head = [date, if padded.is_some() { b"0" } else { b"" }].concat();
    let rest = padded.unwrap_or(rest);
    let (time, rest) = rest.split_at_checked(memchr::memchr(b' ', rest)?)?;
    let is_date = date.get(4) == Some(&b'-') && matches!(date.last(), Some(b'T' | b' '));
    (is_date && time.len() <= 24).then(|| Some(([&head, time].concat(), rest.get(1..)?)))?
}

fn kind(message: &[u8]) -> EventKind {
    match fault::kind(message, PHRASES) {
        // `/usr/sbin/mysqld: ready for connections. Version: …`
        EventKind::Other if memmem::find(message, b"mysqld: ready for connections.").is_some() => {
            EventKind::Restart
        }
        EventKind::Other if message.ends_with(b"mysqld: Shutdown complete") => EventKind::Restart,
        kind => kind,
    }
}
