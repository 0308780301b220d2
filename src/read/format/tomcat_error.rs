//! Tomcat's own log (`catalina.out`), of one line a message (`OneLineFormatter`, Tomcat 8 and later) or
//! two. Source of the texts: Tomcat 5.5 ThreadPool.logFull ("All threads"), Tomcat 7
//! org/apache/tomcat/util/net/res/LocalStrings.properties (`endpoint.info.maxThreads`). The time is local.

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::fault::{self, Errors, Phrases, bracketed, field, number_after};
use super::kernel::reader::Session;
use super::kernel::slot::TimeForm;

/// `06-Apr-2021 08:31:02.123 WARNING [http-nio-8080-exec-1] org.apache.… Maximum number of threads (200) …`
pub(super) const FORMAT: Format = Format::new(
    "tomcat_error",
    "Tomcat log (catalina.out): dd-Mmm-yyyy hh:mm:ss.mmm LEVEL [thread] class.method message",
    Stamp::End,
    |_, _| Some(Box::new(Errors(read))),
);

const LEVELS: &[&[u8]] = &[b"SEVERE", b"WARNING", b"INFO", b"CONFIG", b"FINE", b"FINER", b"FINEST"];
const BUSY: &str = "All threads (";
const FULL: &str = "Maximum number of threads (";

const PHRASES: Phrases = &[
    (BUSY, EventKind::WorkerLimit),
    (FULL, EventKind::WorkerLimit),
    ("Executor rejected socket", EventKind::QueueFull),
    ("java.lang.OutOfMemoryError", EventKind::ResourceLimit),
    ("Server startup in ", EventKind::Restart),
    ("Starting ProtocolHandler ", EventKind::Restart),
    ("Stopping ProtocolHandler ", EventKind::Restart),
    ("Pausing ProtocolHandler ", EventKind::Restart),
];

fn read(line: &[u8], session: &mut Session) -> Option<Event> {
    one_line(line, session).or_else(|| second_line(line))
}

fn one_line(line: &[u8], session: &mut Session) -> Option<Event> {
    let mut words = line.splitn(4, |byte| *byte == b' ');
    let (date, time, level, rest) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let (thread, rest) = bracketed(rest).filter(|_| LEVELS.contains(&level))?;
    let (class, message) = rest.split_at_checked(memchr::memchr(b' ', rest)?)?;
    let message = message.get(1..).filter(|_| class.contains(&b'.') && !thread.is_empty())?;
    let stamp = line.get(..date.len() + 1 + time.len())?;
    let ts_us = session.clock.read(&TimeForm::Any, stamp, &mut session.health)?;
    Some(event(message, Some(ts_us), class))
}

/// `SEVERE: All threads (150) are currently busy, waiting. …`: the time is in the line before.
fn second_line(line: &[u8]) -> Option<Event> {
    let (level, rest) =
        line.split_at_checked(memchr::memchr(b':', line.get(..9).unwrap_or(line))?)?;
    let message = rest.strip_prefix(b": ").filter(|_| LEVELS.contains(&level))?;
    fault::known(message, PHRASES).map(|_| event(message, None, b""))
}

fn event(message: &[u8], ts_us: Option<i64>, source: &[u8]) -> Event {
    let mut event = Event::new(fault::kind(message, PHRASES), ts_us, message);
    event.limit = number_after(message, BUSY).or_else(|| number_after(message, FULL));
    event.source = field(source);
    event
}
