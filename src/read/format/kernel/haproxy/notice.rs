//! HAProxy's lines that are no requests: servers lost, limits reached, starts and stops, handshakes that
//! failed. A line in, an event out; a line of another program is none.

use crate::read::event::{Event, EventKind};
use crate::read::format::kernel::cursor::Cursor;
use crate::read::format::kernel::reader::Session;

use super::{Head, untagged};

/// Reads a line, perhaps after `haproxy[pid]: `. Those about a connection have a time of their own.
pub fn read(line: &[u8], session: &mut Session) -> Option<Event> {
    failure(line, session).or_else(|| message(line))
}

/// `client:port [date] frontend/bind: SSL handshake failure (…)`
fn failure(line: &[u8], session: &mut Session) -> Option<Event> {
    let head = Head::find(line).ok()?;
    let mut rest = head.rest;
    rest.spaces();
    let source = rest.until(b": ").filter(|name| !name.contains(&b' ') && name.contains(&b'/'))?;
    let ts_us = head.instant(session).ok()?;
    let said = rest.rest();
    let is_tls = [&b"SSL"[..], b"TLS"].iter().any(|name| contains(said, name));
    let kind = if is_tls { EventKind::TlsFailure } else { EventKind::Other };
    Some(Event {
        client: Some(head.client().to_vec()),
        source: Some(source.to_vec()),
        ..Event::new(kind, Some(ts_us), said)
    })
}

/// A message of the process itself: its first words, and what they mean. `…` stands for one word, a name.
const MESSAGES: &[(&[&str], &str, EventKind)] = &[
    (&["Server", "…", "is"], "DOWN", EventKind::UpstreamFailure),
    (&["Backup", "Server", "…", "is"], "DOWN", EventKind::UpstreamFailure),
    (&["Health", "check", "for", "server", "…"], "failed", EventKind::UpstreamFailure),
    (&["backend", "…", "has", "no", "server"], "available", EventKind::NoUpstream),
    (&["proxy", "…", "has", "no", "server"], "available", EventKind::NoUpstream),
    (&["Proxy", "…", "reached"], "process FD limit", EventKind::ResourceLimit),
    (&["Proxy", "…", "reached"], "system FD limit", EventKind::ResourceLimit),
    (&["Proxy", "…", "reached"], "system memory limit", EventKind::ResourceLimit),
    (&["Proxy", "…", "reached"], "connection limit", EventKind::ConnectionLimit),
    (&["Proxy", "…"], "started", EventKind::Restart),
    (&["Proxy", "…"], "stopped", EventKind::Restart),
    (&["Stopping"], "in", EventKind::Restart),
    (&["New", "worker"], "forked", EventKind::Restart),
    (&["Loading"], "success", EventKind::Restart),
    (&["Reexecuting", "Master"], "process", EventKind::Restart),
    (&["Exiting", "Master"], "process", EventKind::Restart),
    (&["Current", "worker"], "exited", EventKind::WorkerDeath),
    (&["Former", "worker"], "exited", EventKind::Restart),
    (&["Server", "…", "is"], "", EventKind::Other),
    (&["Backup", "Server", "…", "is"], "", EventKind::Other),
    (&["Health", "check", "for", "server", "…"], "", EventKind::Other),
    (&["Connect()", "failed", "for", "backend", "…"], "", EventKind::ResourceLimit),
];

fn message(line: &[u8]) -> Option<Event> {
    let said = after_level(untagged(line));
    MESSAGES.iter().find_map(|(words, then, kind)| {
        let (source, rest) = begins(said, words)?;
        let source = source.map(bare);
        contains(rest, then.as_bytes()).then(|| Event { source, ..Event::new(*kind, None, said) })
    })
}

/// `[WARNING] 036/121414 (14389) : ` and `[WARNING]  (14389) : `, as it is on the standard error.
fn after_level(line: &[u8]) -> &[u8] {
    let mut cursor = Cursor::new(line);
    let level = cursor.between(b'[', b']');
    let is_level = |level: &[u8]| matches!(level, b"WARNING" | b"ALERT" | b"NOTICE");
    match level.filter(|level| is_level(level)).and_then(|_| cursor.until(b" : ")) {
        Some(process) if process.len() < 40 => cursor.rest(),
        _ => line,
    }
}

/// The name among the words, and what follows them.
fn begins<'a>(text: &'a [u8], words: &[&str]) -> Option<(Option<&'a [u8]>, &'a [u8])> {
    let mut cursor = Cursor::new(text);
    let mut name = None;
    for expected in words {
        let word = cursor.word()?;
        match *expected {
            "…" => name = Some(word),
            expected if word == expected.as_bytes() => {}
            _ => return None,
        }
    }
    Some((name, cursor.rest()))
}

/// A name without quotes and what the sentence puts after it.
fn bare(name: &[u8]) -> Vec<u8> {
    let name = name.strip_suffix(b":").or(name.strip_suffix(b",")).unwrap_or(name);
    let quoted = name.strip_prefix(b"'").and_then(|rest| rest.strip_suffix(b"'"));
    quoted.unwrap_or(name).to_vec()
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    // What says so is at the beginning.
    memchr::memmem::find(text.get(..200).unwrap_or(text), part).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_and_their_sources() {
        for (line, expected) in [
            (
                "Server web/s1 is DOWN, reason: Layer4 timeout.",
                Some((EventKind::UpstreamFailure, "web/s1")),
            ),
            (
                "haproxy[1]: backend web has no server available!",
                Some((EventKind::NoUpstream, "web")),
            ),
            ("[WARNING]  (9) : Server web/s1 is UP.", Some((EventKind::Other, "web/s1"))),
            ("[ALERT] 036/121414 (9) : Proxy web started.", Some((EventKind::Restart, "web"))),
            (
                "Proxy web reached process FD limit (maxsock=99).",
                Some((EventKind::ResourceLimit, "web")),
            ),
            ("Proxy web is fine", None),
            ("Server", None),
        ] {
            let event = read(line.as_bytes(), &mut Session::default());
            let source = |event: &Event| {
                String::from_utf8_lossy(event.source.as_deref().unwrap_or_default()).into_owned()
            };
            let shown = event.map(|event| (event.kind, source(&event)));
            assert_eq!(shown, expected.map(|(kind, name)| (kind, name.to_string())), "{line}");
        }
    }
}
