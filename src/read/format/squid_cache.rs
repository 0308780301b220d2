//! Squid's own log, `cache.log`. Source of the texts: squid, src/{comm,helper,main,neighbors,fd}.cc. The time
//! is local; the kid is the process that speaks.

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::cursor::{Cursor, is_number};
use super::kernel::fault::{self, Errors, Phrases, field};
use super::kernel::reader::Session;
use super::kernel::slot::TimeForm;

/// `2021/04/06 08:31:02 kid1| WARNING! Your cache is running out of filedescriptors`
pub(super) const FORMAT: Format = Format::new(
    "squid_cache",
    "Squid cache.log: yyyy/mm/dd hh:mm:ss kidN| message",
    Stamp::End,
    |_, _| Some(Box::new(Errors(read))),
);

const PHRASES: Phrases = &[
    ("WARNING! Your cache is running out of filedescriptors", EventKind::ResourceLimit),
    ("WARNING: Your cache is running out of filedescriptors", EventKind::ResourceLimit),
    ("WARNING: Consider increasing the number of ", EventKind::WorkerLimit),
    ("FATAL: Too many queued ", EventKind::QueueFull),
    ("Too many queued ", EventKind::QueueFull),
    ("Detected DEAD ", EventKind::UpstreamFailure),
    ("TCP connection to ", EventKind::UpstreamFailure),
    ("Starting Squid Cache version ", EventKind::Restart),
    ("Reconfiguring Squid Cache", EventKind::Restart),
    ("Shutting down...", EventKind::Restart),
    ("FATAL: Received Segment Violation", EventKind::WorkerDeath),
];

fn read(line: &[u8], session: &mut Session) -> Option<Event> {
    let (stamp, rest) = line.split_at_checked(19)?;
    let is_stamp = stamp.get(4) == Some(&b'/') && stamp.get(10) == Some(&b' ');
    let mut rest = Cursor::new(rest);
    let kid = rest.until(b"| ").filter(|kid| is_stamp && is_kid(kid))?.trim_ascii();
    let message = rest.rest().trim_ascii();
    let ts_us = session.clock.read(&TimeForm::Any, stamp, &mut session.health)?;
    let busy = message.starts_with(b"WARNING: All ") && message.ends_with(b" processes are busy.");
    let kind = if busy { EventKind::WorkerLimit } else { fault::kind(message, PHRASES) };
    let mut event = Event::new(kind, Some(ts_us), message);
    event.source = field(kid);
    Some(event)
}

/// ` kid1`, or nothing where there is one process.
fn is_kid(text: &[u8]) -> bool {
    text.is_empty() || text.strip_prefix(b" kid").is_some_and(is_number)
}
