//! nginx's error log. Source of the texts: nginx, src/core/ngx_connection.c, src/event/ngx_event_accept.c,
//! src/http/ngx_http_upstream.c, ngx_http_upstream_round_robin.c, modules/ngx_http_limit_req_module.c,
//! ngx_http_limit_conn_module.c, ngx_http_access_module.c, ngx_http_log_module.c, src/core/ngx_syslog.c,
//! src/os/unix/ngx_process.c. The time is local.

use memchr::memmem;

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::fault::{self, Errors, Phrases, bracketed, field, number_at};
use super::kernel::reader::Session;
use super::kernel::slot::TimeForm;

/// `2021/04/06 08:31:02 [error] 31#31: *163 upstream timed out (110: Connection timed out) while …`
pub(super) const FORMAT: Format = Format::new(
    "nginx_error",
    "nginx error log: yyyy/mm/dd hh:mm:ss [level] pid#tid: *connection message, client: …",
    Stamp::End,
    |_, _| Some(Box::new(Errors(read))),
);

const LEVELS: &[&[u8]] =
    &[b"emerg", b"alert", b"crit", b"error", b"warn", b"notice", b"info", b"debug"];

const PHRASES: Phrases = &[
    ("upstream timed out (", EventKind::UpstreamTimeout),
    ("upstream prematurely closed connection", EventKind::UpstreamFailure),
    ("upstream server temporarily disabled", EventKind::UpstreamFailure),
    ("connect() failed (110:", EventKind::UpstreamTimeout),
    // No local port is left.
    ("connect() failed (99:", EventKind::ResourceLimit),
    ("connect() failed (", EventKind::UpstreamFailure),
    ("no live upstreams while", EventKind::NoUpstream),
    // A dry run refuses nothing.
    ("limiting requests, dry run", EventKind::Other),
    ("limiting connections, dry run", EventKind::Other),
    ("delaying request, dry run", EventKind::Other),
    ("limiting requests, excess:", EventKind::RateLimit),
    ("delaying request, excess:", EventKind::RateLimit),
    ("limiting connections by zone", EventKind::RateLimit),
    ("access forbidden by rule", EventKind::Blocked),
    ("ModSecurity: Access denied", EventKind::Blocked),
    ("SSL_do_handshake() failed", EventKind::TlsFailure),
    ("peer closed connection in SSL handshake", EventKind::TlsFailure),
    ("client timed out (", EventKind::IdleTimeout),
    ("client closed connection", EventKind::ClientLeft),
    ("client prematurely closed connection", EventKind::ClientLeft),
    ("epoll_wait() reported that client prematurely closed", EventKind::ClientLeft),
    ("kevent() reported that client prematurely closed", EventKind::ClientLeft),
    ("accept4() failed (24:", EventKind::ResourceLimit),
    ("accept4() failed (23:", EventKind::ResourceLimit),
    ("accept() failed (24:", EventKind::ResourceLimit),
    ("accept() failed (23:", EventKind::ResourceLimit),
    ("socket() failed (24:", EventKind::ResourceLimit),
    ("socket() failed (23:", EventKind::ResourceLimit),
    ("malloc(", EventKind::ResourceLimit),
    ("posix_memalign(", EventKind::ResourceLimit),
    ("fork() failed", EventKind::ResourceLimit),
    ("reconfiguring", EventKind::Restart),
    ("start worker processes", EventKind::Restart),
    ("signal 1 (SIGHUP)", EventKind::Restart),
    ("signal 3 (SIGQUIT)", EventKind::Restart),
    ("signal 15 (SIGTERM)", EventKind::Restart),
];

fn read(line: &[u8], session: &mut Session) -> Option<Event> {
    let (stamp, rest) = line.split_at_checked(19)?;
    let is_stamp = stamp.get(4) == Some(&b'/') && stamp.get(10) == Some(&b' ');
    let (level, rest) = bracketed(rest.strip_prefix(b" ").filter(|_| is_stamp)?)?;
    let rest = LEVELS.contains(&level).then(|| after_process(rest))??;
    let message = after_connection(rest);
    let ts_us = session.clock.read(&TimeForm::Any, stamp, &mut session.health)?;
    let limit = connections(message);
    let mut event = Event::new(what(message, limit), Some(ts_us), message);
    event.limit = limit.or_else(|| lost(message)?);
    let fields = fields(message);
    event.client = fields.and_then(|fields| part(fields, b""));
    event.source = zone(message, event.kind).or_else(|| part(server(fields?)?, b""));
    Some(event)
}

/// `31#31: `
fn after_process(rest: &[u8]) -> Option<&[u8]> {
    let end = rest.iter().take(24).position(|byte| *byte == b':')?;
    let (process, rest) = rest.split_at_checked(end)?;
    let numbers = process.iter().all(|byte| byte.is_ascii_digit() || *byte == b'#');
    (numbers && process.contains(&b'#')).then(|| rest.strip_prefix(b": "))?
}

/// `*163 `
fn after_connection(rest: &[u8]) -> &[u8] {
    let numbered = rest.strip_prefix(b"*").and_then(|after| {
        let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
        after.get(digits..)?.strip_prefix(b" ")
    });
    numbered.unwrap_or(rest)
}

fn what(message: &[u8], limit: Option<i64>) -> EventKind {
    match fault::kind(after_client(message), PHRASES) {
        EventKind::TlsFailure if handshakes_upstream(message) => EventKind::UpstreamFailure,
        EventKind::Other if limit.is_some() => EventKind::ConnectionLimit,
        EventKind::Other if message.starts_with(b"worker process ") => death(message),
        EventKind::Other if message.starts_with(b"connect() to ") => to_socket(message),
        EventKind::Other if message.starts_with(b"open() \"") => opening(message),
        EventKind::Other if lost(message).is_some() => EventKind::LogLoss,
        EventKind::Other if is_transfer(message) => broken(message),
        kind => kind,
    }
}

/// ModSecurity names the client first: `[client 203.0.113.7] ModSecurity: Access denied …`.
fn after_client(message: &[u8]) -> &[u8] {
    let named = bracketed(message).filter(|(label, _)| label.starts_with(b"client "));
    named.map_or(message, |(_, rest)| rest)
}

/// `768 worker_connections are not enough`
fn connections(message: &[u8]) -> Option<i64> {
    let limit = number_at(message)?;
    let digits = message.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = message.get(digits..)?;
    rest.starts_with(b" worker_connections are not enough").then_some(limit)
}

/// `worker process 31 exited on signal 9`; a code of 0 is an orderly end.
fn death(message: &[u8]) -> EventKind {
    let has = |text: &[u8]| memmem::find(message, text).is_some();
    match has(b" exited on signal ") || has(b" exited with fatal code ") {
        true => EventKind::WorkerDeath,
        false => EventKind::Other,
    }
}

/// `connect() to unix:/run/php-fpm.sock failed (11: …)`: the queue of the socket is full (unix(7),
/// EAGAIN), or no local port is left (99). The path is the server's own.
fn to_socket(message: &[u8]) -> EventKind {
    let errno =
        memmem::find(message, b" failed (").and_then(|at| number_at(message.get(at + 9..)?));
    match errno {
        Some(11) => EventKind::QueueFull,
        Some(24 | 99) => EventKind::ResourceLimit,
        Some(110) => EventKind::UpstreamTimeout,
        _ => EventKind::UpstreamFailure,
    }
}

/// The name of the file may be the client's: only a line that says it once is believed.
fn opening(message: &[u8]) -> EventKind {
    let once = memmem::find_iter(message, b" failed (").count() == 1;
    match once && memmem::find(message, b"\" failed (24: ").is_some() {
        true => EventKind::ResourceLimit,
        false => EventKind::Other,
    }
}

/// Lines of the access log that could not be written: `send() failed (111: Connection refused) while
/// logging to syslog, server: unix:/dev/log` is one; `write() to "/var/log/nginx/access.log" failed (28: No
/// space left on device) while logging request` is a buffer of them.
fn lost(message: &[u8]) -> Option<Option<i64>> {
    if let Some(rest) = message.strip_prefix(b"send() failed (") {
        let after = rest.get(memchr::memchr(b')', rest)?..)?;
        return after.starts_with(b") while logging to syslog").then_some(Some(1));
    }
    let rest = message.strip_prefix(b"write() to \"")?;
    let after = rest.get(memchr::memchr(b'"', rest)?..)?;
    let is_short = [&b"\" failed (28: "[..], b"\" was incomplete: "];
    is_short.iter().any(|text| after.starts_with(text)).then_some(None)
}

fn is_transfer(message: &[u8]) -> bool {
    [&b"recv() failed ("[..], b"readv() failed (", b"send() failed (", b"writev() failed ("]
        .iter()
        .any(|beginning| message.starts_with(beginning))
}

/// `recv() failed (104: Connection reset by peer) while reading response header from upstream, client:`
fn broken(message: &[u8]) -> EventKind {
    let end = memmem::find(message, b", client: ").unwrap_or(message.len());
    let doing = message.get(..end).unwrap_or(message);
    match memmem::find(doing, b" upstream").is_some() {
        true => EventKind::UpstreamFailure,
        false => EventKind::ClientLeft,
    }
}

fn handshakes_upstream(message: &[u8]) -> bool {
    let end = memmem::find(message, b", client: ").unwrap_or(message.len());
    message.get(..end).is_some_and(|head| head.ends_with(b"while SSL handshaking to upstream"))
}

/// What follows `, client: `, if it is nginx that wrote it there: nothing quoted stands before it, or it
/// is said once.
fn fields(message: &[u8]) -> Option<&[u8]> {
    const NAME: &[u8] = b", client: ";
    let at = memmem::find(message, NAME)?;
    let (head, rest) = message.split_at_checked(at)?;
    let rest = rest.get(NAME.len()..)?;
    let sure = memchr::memchr(b'"', head).is_none() || memmem::find(rest, NAME).is_none();
    sure.then_some(rest)
}

fn server(fields: &[u8]) -> Option<&[u8]> {
    let end = memchr::memchr(b',', fields)?;
    fields.get(end..)?.strip_prefix(b", server: ")
}

/// The text up to a comma.
fn part(text: &[u8], before: &[u8]) -> Option<Vec<u8>> {
    let text = text.strip_prefix(before)?;
    let end = memchr::memchr(b',', text).unwrap_or(text.len());
    field(text.get(..end)?)
}

/// `limiting requests, excess: 5.2 by zone "one"`
fn zone(message: &[u8], kind: EventKind) -> Option<Vec<u8>> {
    let at = memmem::find(message, b" zone \"").filter(|_| kind == EventKind::RateLimit)?;
    let rest = message.get(at + 7..)?;
    field(rest.get(..memchr::memchr(b'"', rest)?)?)
}
