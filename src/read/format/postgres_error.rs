//! PostgreSQL's log: when the database refuses connections, so does the site. Source of the texts:
//! postgres, src/backend/storage/lmgr/proc.c ("sorry, too many clients already"),
//! src/backend/utils/init/postinit.c ("remaining connection slots", "too many connections for"),
//! src/backend/postmaster/postmaster.c. Zones are abbreviations and say nothing certain: the time is local
//! unless it is UTC.

use memchr::memmem;

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};
use crate::read::wrapper::kernel::head::{iso, word};

use super::Format;
use super::kernel::fault::{self, Errors, Phrases, bracketed};
use super::kernel::reader::Session;
use super::kernel::slot::TimeForm;

/// `2021-04-06 08:31:02.123 CEST [1234] app@shop FATAL:  sorry, too many clients already`
pub(super) const FORMAT: Format = Format::new(
    "postgres_error",
    "PostgreSQL log: log_line_prefix beginning with %m or %t and [%p], then LEVEL:  message",
    Stamp::End,
    |_, _| Some(Box::new(Errors(read))),
);

const LEVELS: &[&[u8]] = &[
    b"DEBUG",
    b"LOG",
    b"INFO",
    b"NOTICE",
    b"WARNING",
    b"ERROR",
    b"FATAL",
    b"PANIC",
    b"DETAIL",
    b"HINT",
    b"STATEMENT",
    b"CONTEXT",
];

const PHRASES: Phrases = &[
    ("sorry, too many clients already", EventKind::ResourceLimit),
    ("remaining connection slots are reserved", EventKind::ResourceLimit),
    ("too many connections for ", EventKind::ResourceLimit),
    ("could not fork new process for connection", EventKind::ResourceLimit),
    ("out of memory", EventKind::ResourceLimit),
    ("database system is ready to accept", EventKind::Restart),
    ("received fast shutdown request", EventKind::Restart),
    ("received smart shutdown request", EventKind::Restart),
    ("database system is shut down", EventKind::Restart),
];

fn read(line: &[u8], session: &mut Session) -> Option<Event> {
    // Through syslog a number of message and line comes first, and perhaps nothing else.
    let numbered = bracketed(line).filter(|(number, _)| number.iter().all(of_numbers));
    let rest = numbered.map_or(line, |(_, rest)| rest);
    let stamped = iso(rest);
    let (process, rest) = match stamped {
        Some((_, rest)) => bracketed(after_zone(rest))?,
        None => (&b""[..], numbered.map(|(_, rest)| rest)?),
    };
    let (level, message) = split(rest).filter(|_| process.iter().all(of_numbers))?;
    let ts_us = match stamped {
        Some((stamp, _)) => Some(session.clock.read(&TimeForm::Iso, stamp, &mut session.health)?),
        None => None,
    };
    let mut event = Event::new(kind(level, message), ts_us, message);
    event.source = Some(b"postgres".to_vec());
    Some(event)
}

fn of_numbers(byte: &u8) -> bool {
    byte.is_ascii_digit() || *byte == b'-'
}

/// Without an abbreviation as `CEST`.
fn after_zone(rest: &[u8]) -> &[u8] {
    let zoned = word(rest).filter(|(zone, _)| {
        (2..=5).contains(&zone.len()) && zone.iter().all(u8::is_ascii_uppercase)
    });
    zoned.map_or(rest, |(_, rest)| rest)
}

/// The level and the message: the level is the first word in capitals with a colon and two spaces.
fn split(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memmem::find(rest.get(..200).unwrap_or(rest), b":  ")?;
    let (head, message) = rest.split_at_checked(end)?;
    let level = head.rsplit(|byte| *byte == b' ').next()?;
    LEVELS.contains(&level).then(|| Some((level, message.get(3..)?)))?
}

/// What a client sent stands behind these levels, and begins none of the other messages.
fn kind(level: &[u8], message: &[u8]) -> EventKind {
    if matches!(level, b"STATEMENT" | b"DETAIL" | b"CONTEXT" | b"HINT") {
        return EventKind::Other;
    }
    match fault::kind(message, PHRASES) {
        EventKind::Other
            if message.starts_with(b"server process (PID ")
                && memmem::find(message, b") was terminated by signal ").is_some() =>
        {
            EventKind::WorkerDeath
        }
        kind => kind,
    }
}
