//! Apache's error log, as 2.2 and 2.4 write it by default. Source of the texts: httpd 2.4,
//! server/mpm/{prefork,worker,event}/*.c (AH00161, AH00286, AH00484, AH10159, AH00288, AH00485, AH03490),
//! server/mpm_unix.c (AH00051, AH00052), modules/proxy/{proxy_util,mod_proxy_http,mod_proxy_fcgi}.c
//! (AH00957, AH01114, AH01075, AH01079), modules/filters/mod_reqtimeout.c (AH01382). The time is local.

use memchr::memmem;

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::fault::{self, Errors, Phrases, bracketed, field, number_at};
use super::kernel::reader::Session;
use super::kernel::slot::TimeForm;

/// `[Tue Apr 06 08:31:02.123456 2021] [mpm_event:error] [pid 1:tid 2] AH00484: server reached …`
pub(super) const FORMAT: Format = Format::new(
    "apache_error",
    "Apache error log: [stamp] [module:level] [pid n:tid n] [client address:port] AHnnnnn: message",
    Stamp::End,
    |_, _| Some(Box::new(Errors(read))),
);

const LEVELS: &[&[u8]] =
    &[b"emerg", b"alert", b"crit", b"error", b"warn", b"notice", b"info", b"debug"];

/// What the server says of itself: no client is named in such a line.
const OF_SERVER: Phrases = &[
    ("server reached MaxRequestWorkers setting", EventKind::WorkerLimit),
    ("server reached MaxClients setting", EventKind::WorkerLimit),
    ("server is within MinSpareThreads of Max", EventKind::WorkerLimit),
    ("scoreboard is full, not at Max", EventKind::WorkerLimit),
    ("Server ran out of threads to serve requests", EventKind::WorkerLimit),
    ("mod_fcgid: can't apply process slot", EventKind::WorkerLimit),
    ("fork: Unable to fork new process", EventKind::ResourceLimit),
    ("caught SIGTERM, shutting down", EventKind::Restart),
    ("caught SIGWINCH, shutting down", EventKind::Restart),
    ("Graceful restart requested, doing restart", EventKind::Restart),
    ("SIGUSR1 received.  Doing graceful restart", EventKind::Restart),
    ("SIGHUP received.  Attempting to restart", EventKind::Restart),
];

/// What it says of a request or a backend.
const OF_REQUEST: Phrases = &[
    ("HTTP: failed to make connection to backend", EventKind::UpstreamFailure),
    ("HTTPS: failed to make connection to backend", EventKind::UpstreamFailure),
    ("FCGI: failed to make connection to backend", EventKind::UpstreamFailure),
    ("AJP: failed to make connection to backend", EventKind::UpstreamFailure),
    ("failed to make connection to backend", EventKind::UpstreamFailure),
    ("HTTP: attempt to connect to ", EventKind::UpstreamFailure),
    ("HTTPS: attempt to connect to ", EventKind::UpstreamFailure),
    ("FCGI: attempt to connect to ", EventKind::UpstreamFailure),
    ("AJP: attempt to connect to ", EventKind::UpstreamFailure),
    ("ap_proxy_connect_backend disabling worker", EventKind::UpstreamFailure),
    ("Error dispatching request to", EventKind::UpstreamFailure),
    ("error reading status line from remote server", EventKind::UpstreamFailure),
    ("Error reading from remote server returned by", EventKind::UpstreamFailure),
    ("ajp_read_header: ajp_ilink_receive failed", EventKind::UpstreamFailure),
    ("mod_fcgid: read data timeout", EventKind::UpstreamTimeout),
    ("Timeout waiting for output from CGI script", EventKind::UpstreamTimeout),
    ("Script timed out before returning headers", EventKind::UpstreamTimeout),
    ("client denied by server configuration", EventKind::Blocked),
    ("ModSecurity: Access denied", EventKind::Blocked),
    ("mod_qos(", EventKind::RateLimit),
    // mod_log_config.c, AH00646; AH00106 says of a piped logger that it died, and starts another.
    ("Error writing to /", EventKind::LogLoss),
    ("Request header read timeout", EventKind::IdleTimeout),
    ("Request body read timeout", EventKind::IdleTimeout),
    ("Request handshake read timeout", EventKind::IdleTimeout),
    ("SSL library error 1 in handshake", EventKind::TlsFailure),
    ("SSL handshake failed", EventKind::TlsFailure),
];

/// What precedes the message.
#[derive(Default)]
struct Head<'a> {
    module: &'a [u8],
    client: &'a [u8],
    /// Does the line name the process, as 2.4 does?
    has_process: bool,
    /// The system's or the portable runtime's error, as in `(70007)The timeout specified has expired: `.
    errno: Option<i64>,
}

/// `APR_TIMEUP`, and `ETIMEDOUT` of Linux.
const TIMED_OUT: [i64; 2] = [70_007, 110];
/// `ENFILE`, `EMFILE`, `ENOMEM`, `EAGAIN` of fork are ends of what the system gives.
const EXHAUSTED: [i64; 3] = [23, 24, 12];

fn read(line: &[u8], session: &mut Session) -> Option<Event> {
    let (first, rest) = bracketed(line)?;
    // Through syslog the stamp is left out.
    let (ts_us, (level, rest)) = match level(first) {
        Some(_) => (None, (first, rest)),
        None => {
            let at = session.clock.read(&TimeForm::Any, first, &mut session.health)?;
            (Some(at), bracketed(rest)?)
        }
    };
    let mut head = Head { module: level_module(level)?, ..Head::default() };
    let bare = ts_us.is_none() && (head.module.is_empty() || !rest.starts_with(b"[pid "));
    let message = (!bare).then(|| head.read(rest))?;
    let mut event = Event::new(head.kind(message), ts_us, message);
    event.limit = (event.kind == EventKind::LogLoss).then_some(1);
    event.client = field(head.address());
    event.source = field(head.module);
    Some(event)
}

/// `core:error`, `error`, `trace3`.
fn level(text: &[u8]) -> Option<&[u8]> {
    let name = text.rsplit(|byte| *byte == b':').next()?;
    let is_level = LEVELS.contains(&name)
        || name.strip_prefix(b"trace").is_some_and(|n| matches!(n, [b'1'..=b'8']));
    is_level.then_some(text)
}

fn level_module(text: &[u8]) -> Option<&[u8]> {
    let text = level(text)?;
    let end = memchr::memchr(b':', text).unwrap_or(0);
    text.get(..end)
}

impl<'a> Head<'a> {
    /// Takes what precedes the message; gives the message, without its number.
    fn read(&mut self, mut rest: &'a [u8]) -> &'a [u8] {
        while let Some((inner, after)) = bracketed(rest).filter(|(inner, _)| is_label(inner)) {
            match inner.strip_prefix(b"client ") {
                Some(client) if self.client.is_empty() => self.client = client,
                _ => self.has_process |= inner.starts_with(b"pid "),
            }
            rest = self.after_errno(after);
        }
        let after = self.after_errno(rest);
        after_number(after)
    }

    /// 2.4 writes a port after every address, and no brackets around those that have colons themselves
    /// (server/log.c, `log_remote_address`); 2.2 writes no port.
    fn address(&self) -> &'a [u8] {
        let port = memchr::memrchr(b':', self.client).filter(|_| self.has_process);
        port.and_then(|at| self.client.get(..at)).unwrap_or(self.client)
    }

    /// `(111)Connection refused: `; the system's text has no colon.
    fn after_errno(&mut self, rest: &'a [u8]) -> &'a [u8] {
        let found = rest.strip_prefix(b"(").filter(|_| self.errno.is_none()).and_then(|after| {
            let errno = number_at(after)?;
            let end = memmem::find(after.get(..120).unwrap_or(after), b": ")?;
            let closed = memchr::memchr(b')', after).is_some_and(|at| at < 8);
            closed.then(|| Some((errno, after.get(end + 2..)?)))?
        });
        let Some((errno, after)) = found else { return rest };
        self.errno = Some(errno);
        after
    }

    fn kind(&self, message: &[u8]) -> EventKind {
        if self.client.is_empty() {
            if let Some(kind) = fault::known(message, OF_SERVER) {
                return kind;
            }
            if message.starts_with(b"child pid ")
                && memmem::find(message, b" exit signal ").is_some()
            {
                return EventKind::WorkerDeath;
            }
            if message.ends_with(b"configured -- resuming normal operations") {
                return EventKind::Restart;
            }
        }
        let timed_out = self.errno.is_some_and(|errno| TIMED_OUT.contains(&errno));
        match fault::kind(message, OF_REQUEST) {
            EventKind::UpstreamFailure if timed_out => EventKind::UpstreamTimeout,
            EventKind::Other if self.errno.is_some_and(|errno| EXHAUSTED.contains(&errno)) => {
                EventKind::ResourceLimit
            }
            kind => kind,
        }
    }
}

/// `pid 1:tid 2`, `client 203.0.113.7:4711`, `remote 192.0.2.1:80`.
fn is_label(inner: &[u8]) -> bool {
    [&b"pid "[..], b"tid ", b"client ", b"remote "].iter().any(|name| inner.starts_with(name))
}

/// `AH00484: `
fn after_number(message: &[u8]) -> &[u8] {
    let numbered = message.strip_prefix(b"AH").and_then(|rest| {
        let (digits, rest) = rest.split_at_checked(5)?;
        let rest = digits.iter().all(u8::is_ascii_digit).then(|| rest.strip_prefix(b": "))??;
        // What a script printed is no word of the server's (mod_cgi, mod_proxy_fcgi).
        (!matches!(digits, b"01215" | b"01071")).then_some(rest)
    });
    numbered.unwrap_or(message)
}
