//! What Linux itself says: connections it could not queue, tables that were full, processes it killed.
//! Lines of `dmesg`, or of syslog without their head. Source of the texts: linux, net/ipv4/tcp_input.c
//! (`tcp_syn_flood_action`), net/netfilter/nf_conntrack_core.c, mm/oom_kill.c, fs/file_table.c,
//! lib/ratelimit.c.

use memchr::memmem;

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind, KERNEL};

use super::Format;
use super::kernel::fault::{self, Errors, Phrases, bracketed, number_after};
use super::kernel::reader::Session;
use super::kernel::slot::TimeForm;

/// `TCP: request_sock_TCP: Possible SYN flooding on port 443. Sending cookies.  Check SNMP counters.`
pub(super) const FORMAT: Format = Format::new(
    "kernel_log",
    "Linux kernel messages: [seconds since the start] message, or [date] message (dmesg -T)",
    Stamp::End,
    |_, _| Some(Box::new(Errors(read))),
);

const FILES: &str = "VFS: file-max limit ";

const PHRASES: Phrases = &[
    ("TCP: request_sock_TCP: Possible SYN flooding on port ", EventKind::ConnectionLimit),
    ("TCP: request_sock_TCPv6: Possible SYN flooding on port ", EventKind::ConnectionLimit),
    ("request_sock_TCP: Possible SYN flooding on port ", EventKind::ConnectionLimit),
    ("request_sock_TCPv6: Possible SYN flooding on port ", EventKind::ConnectionLimit),
    ("TCP: Possible SYN flooding on port ", EventKind::ConnectionLimit),
    ("possible SYN flooding on port ", EventKind::ConnectionLimit),
    ("TCP: drop open request from ", EventKind::ConnectionLimit),
    ("nf_conntrack: table full, dropping packet", EventKind::ConnectionLimit),
    ("nf_conntrack: nf_conntrack: table full, dropping packet", EventKind::ConnectionLimit),
    ("ip_conntrack: table full, dropping packet", EventKind::ConnectionLimit),
    ("TCP: too many orphaned sockets", EventKind::ResourceLimit),
    ("TCP: out of memory", EventKind::ResourceLimit),
    ("Out of socket memory", EventKind::ResourceLimit),
    ("Out of memory: Kill", EventKind::ResourceLimit),
    ("Memory cgroup out of memory: Kill", EventKind::ResourceLimit),
    ("oom-kill:", EventKind::ResourceLimit),
    (FILES, EventKind::ResourceLimit),
    ("net_ratelimit: ", EventKind::LogLoss),
];

fn read(line: &[u8], session: &mut Session) -> Option<Event> {
    let (ts_us, message) = match bracketed(line) {
        None => (None, fault::known(line, PHRASES).map(|_| line)?),
        Some((inner, rest)) if is_uptime(inner) => (None, rest),
        // `dmesg -T`: 24 bytes that begin with the day of the week. An Apache error line begins so, too, but
        // goes on with a bracket.
        Some((inner, rest)) => {
            let is_date = inner.len() == 24 && inner.first().is_some_and(u8::is_ascii_uppercase);
            let rest = (is_date && !rest.starts_with(b"[")).then_some(rest)?;
            (Some(session.clock.read(&TimeForm::Any, inner, &mut session.health)?), rest)
        }
    };
    let mut event = Event::new(kind(message), ts_us, message);
    event.limit = number_after(message, FILES);
    event.source = Some(KERNEL.to_vec());
    Some(event)
}

/// `    5.123456`, seconds since the start.
fn is_uptime(inner: &[u8]) -> bool {
    let inner = inner.trim_ascii_start();
    let point = inner.len().checked_sub(7).filter(|at| *at > 0);
    point.is_some_and(|at| {
        let fits = |(place, byte): (usize, &u8)| match place == at {
            true => *byte == b'.',
            false => byte.is_ascii_digit(),
        };
        inner.iter().enumerate().all(fits)
    })
}

fn kind(message: &[u8]) -> EventKind {
    match fault::kind(message, PHRASES) {
        // `nginx[31]: segfault at 0 ip …`
        EventKind::Other if memmem::find(message, b"]: segfault at ").is_some() => {
            EventKind::WorkerDeath
        }
        kind => kind,
    }
}
