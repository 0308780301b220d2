//! Docker's `json-file` logs: an object a line with the text, its stream and the time. Docker splits
//! lines after 16 KiB; only the last part has the line end.

use std::borrow::Cow;

use memchr::memmem;

use super::kernel::instant::instant;
use super::kernel::object::{self, without_end};
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `{"log":"…\n","stream":"stdout","time":"2021-04-06T06:31:02.123456789Z"}`
pub(super) const WRAPPER: Wrapper = Wrapper {
    certain: true,
    part: Some(part),
    ..Wrapper::new("docker_json", "Docker json-file: {\"log\", \"stream\", \"time\"}", open)
};

/// Docker reads its container's output in blocks of this size (moby, daemon/logger/copier.go,
/// `defaultBufSize`): text without a line end is a part only if it fills one. Less is the last output
/// of a container, or a shipper that drops line ends.
const BLOCK: usize = 16 << 10;

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let Record { log, ended, stream, time } = record(line)?;
    let ts_us = instant(&time, session);
    let partial = !ended && log.len() >= BLOCK;
    Some(Inside { partial, stream, ..Inside::whole(log, ts_us) })
}

/// The same without the text, where it needs none: text of fewer bytes than a block is no part.
fn part(line: &[u8]) -> Option<(u8, bool)> {
    // Only half of a surrogate pair (RFC 8259 §8.2) makes text unreadable whose quotes are in order.
    if let Some((log, stream, _)) = split(line)
        && log.len() < BLOCK
        && memmem::find(log, br"\ud").or_else(|| memmem::find(log, br"\uD")).is_none()
    {
        return Some((stream, false));
    }
    record(line).map(|record| (record.stream, !record.ended && record.log.len() >= BLOCK))
}

struct Record<'a> {
    /// The text, without its line end.
    log: Cow<'a, [u8]>,
    /// Had it a line end?
    ended: bool,
    stream: u8,
    time: Cow<'a, [u8]>,
}

fn record(line: &[u8]) -> Option<Record<'_>> {
    plain(line).or_else(|| any(line))
}

/// As Docker itself writes it, nothing added: no object is built for it, and text without escapes is
/// borrowed.
fn plain(line: &[u8]) -> Option<Record<'_>> {
    let (quoted, stream, time) = split(line)?;
    let inner = quoted.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let time = Cow::Borrowed(time);
    match memchr::memchr(b'\\', inner) {
        Some(at) if inner.get(at..) == Some(br"\n") => {
            let log = Cow::Borrowed(inner.get(..at)?);
            Some(Record { log, ended: true, stream, time })
        }
        _ => {
            let text: String = serde_json::from_slice(quoted).ok()?;
            Some(decoded(text.into_bytes(), stream, time))
        }
    }
}

fn decoded<'a>(mut log: Vec<u8>, stream: u8, time: Cow<'a, [u8]>) -> Record<'a> {
    let ended = log.ends_with(b"\n");
    log.truncate(without_end(&log).len());
    Record { log: Cow::Owned(log), ended, stream, time }
}

/// The text with its quotes, the stream, the time.
fn split(line: &[u8]) -> Option<(&[u8], u8, &[u8])> {
    let (log, rest) = quoted(line.strip_prefix(b"{\"log\":")?)?;
    let (stream, rest) = match rest.strip_prefix(b",\"stream\":\"std")? {
        [b'o', b'u', b't', rest @ ..] => (0, rest),
        [b'e', b'r', b'r', rest @ ..] => (1, rest),
        _ => return None,
    };
    let time = rest.strip_prefix(b"\",\"time\":\"")?.strip_suffix(b"\"}")?;
    memchr::memchr2(b'"', b'\\', time).is_none().then_some((log, stream, time))
}

/// With members in another order, or more of them (`attrs`, `kubernetes`).
fn any<'a>(line: &[u8]) -> Option<Record<'a>> {
    let members = object::members(line)?;
    let text = |name: &str| members.get(name)?.as_str();
    let stream = match text("stream")? {
        "stdout" => 0,
        "stderr" => 1,
        _ => return None,
    };
    let time = Cow::Owned(text("time")?.as_bytes().to_vec());
    Some(decoded(text("log")?.as_bytes().to_vec(), stream, time))
}

/// A JSON string with its quotes, and what follows.
fn quoted(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = text.starts_with(b"\"").then_some(1)?;
    loop {
        let next = at + memchr::memchr2(b'"', b'\\', text.get(at..)?)?;
        if text.get(next) == Some(&b'"') {
            return text.split_at_checked(next + 1);
        }
        at = next + 2;
    }
}
