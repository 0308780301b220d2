//! php-fpm's own log, and PHP's. Source of the texts: php-src, sapi/fpm/fpm/fpm_process_ctl.c ("server reached
//! pm.max_children setting"), fpm_request.c ("execution timed out"), fpm_children.c ("exited on signal"),
//! fpm_events.c ("ready to handle connections"). The time is local.

use memchr::memmem;

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::fault::{self, Errors, Phrases, bracketed, field, number_after};
use super::kernel::reader::Session;
use super::kernel::slot::TimeForm;

/// `[06-Apr-2021 08:31:02] WARNING: [pool www] server reached pm.max_children setting (5), consider …`
pub(super) const FORMAT: Format = Format::new(
    "php_fpm_error",
    "php-fpm log: [dd-Mmm-yyyy hh:mm:ss] LEVEL: [pool name] message; PHP log: PHP Fatal error:  message",
    Stamp::End,
    |_, _| Some(Box::new(Errors(read))),
);

const LEVELS: &[&[u8]] = &[b"DEBUG", b"NOTICE", b"WARNING", b"ERROR", b"ALERT"];
const LIMIT: &str = "server reached pm.max_children setting (";
const LIMIT_OLD: &str = "server reached max_children setting (";

const MEMORY: &str = "Allowed memory size of ";

/// How a script ended, in PHP's own log (php-src, Zend/zend_alloc.c, Zend/zend_execute_API.c).
const FATAL: Phrases = &[
    (MEMORY, EventKind::ResourceLimit),
    ("Maximum execution time of ", EventKind::UpstreamTimeout),
];

const PHRASES: Phrases = &[
    (LIMIT, EventKind::WorkerLimit),
    (LIMIT_OLD, EventKind::WorkerLimit),
    ("fork() failed", EventKind::ResourceLimit),
    ("ready to handle connections", EventKind::Restart),
    ("fpm is running, pid", EventKind::Restart),
    ("Terminating ...", EventKind::Restart),
    ("Finishing ...", EventKind::Restart),
    ("Reloading in progress ...", EventKind::Restart),
    ("exiting, bye-bye!", EventKind::Restart),
];

fn read(line: &[u8], session: &mut Session) -> Option<Event> {
    let (stamp, rest) = bracketed(line)?;
    if rest.starts_with(b"PHP ") {
        return of_script(stamp, rest, session);
    }
    // Through syslog: `[WARNING] [pool www] …`, without a stamp.
    if LEVELS.contains(&stamp) {
        let known = rest.starts_with(b"[pool ") || fault::known(rest, PHRASES).is_some();
        return known.then(|| of_pool(rest, None));
    }
    let (level, rest) =
        rest.split_at_checked(memchr::memchr(b':', rest.get(..10).unwrap_or(rest))?)?;
    let message = rest.strip_prefix(b": ").filter(|_| LEVELS.contains(&level))?;
    let ts_us = session.clock.read(&TimeForm::Any, stamp, &mut session.health)?;
    Some(of_pool(message, Some(ts_us)))
}

fn of_pool(message: &[u8], ts_us: Option<i64>) -> Event {
    let pooled =
        bracketed(message).and_then(|(label, rest)| Some((label.strip_prefix(b"pool ")?, rest)));
    let (pool, message) = pooled.unwrap_or((b"", message));
    let mut event = Event::new(kind(message), ts_us, message);
    event.limit = number_after(message, LIMIT).or_else(|| number_after(message, LIMIT_OLD));
    event.source = field(pool);
    event
}

/// `[06-Apr-2021 08:31:02 UTC] PHP Fatal error:  Allowed memory size of …`: other messages may begin as a
/// script likes.
fn of_script(stamp: &[u8], rest: &[u8], session: &mut Session) -> Option<Event> {
    let rest = rest.strip_prefix(b"PHP ")?;
    let (level, message) =
        rest.split_at_checked(memchr::memchr(b':', rest.get(..20).unwrap_or(rest))?)?;
    let message = message.strip_prefix(b":  ")?;
    let ts_us = session.clock.read(&TimeForm::Any, stamp, &mut session.health)?;
    let fatal = level == b"Fatal error";
    let kind = if fatal { fault::kind(message, FATAL) } else { EventKind::Other };
    let mut event = Event::new(kind, Some(ts_us), message);
    event.limit = number_after(message, MEMORY).filter(|_| fatal);
    event.source = field(b"php");
    Some(event)
}

fn kind(message: &[u8]) -> EventKind {
    match fault::kind(message, PHRASES) {
        EventKind::Other if message.starts_with(b"child ") => of_child(message),
        kind => kind,
    }
}

/// `child 7, script '…' (request: "…") execution timed out (30.1 sec), terminating`: between the script
/// and the end stands what the client asked for, so it is the end that counts.
fn of_child(message: &[u8]) -> EventKind {
    let end = |text: &[u8]| text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let seconds = message.strip_suffix(b" sec), terminating").and_then(|head| {
        let at = memmem::rfind(head, b" execution timed out (")?;
        head.get(at + 22..)
    });
    let rest = message.get(6..).unwrap_or_default();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let fate = rest.get(digits..).unwrap_or_default();
    let died = fate.starts_with(b" exited on signal ")
        || (fate.starts_with(b" exited with code ") && !fate.starts_with(b" exited with code 0 "));
    match (seconds.is_some_and(end), died) {
        (true, _) => EventKind::UpstreamTimeout,
        (_, true) => EventKind::WorkerDeath,
        _ => EventKind::Other,
    }
}
