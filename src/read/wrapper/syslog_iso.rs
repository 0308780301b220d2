//! syslog with a full stamp: rsyslog's FileFormat and ForwardFormat, syslog-ng's ISO stamps, journald's
//! `-o short-iso`, `short-iso-precise`, `short-full` and `short-unix`. A host and a tag follow.

use std::borrow::Cow;

use super::kernel::head::{after_host, after_priority, after_tag, iso, word};
use super::kernel::instant::instant;
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `2021-04-06T08:31:02.123456+02:00 web1 nginx[31]: …`
pub(super) const WRAPPER: Wrapper = Wrapper::new(
    "syslog_iso",
    "syslog with a full stamp (rsyslog FileFormat, syslog-ng, journald short-iso): stamp host tag[pid]:",
    open,
).certain();

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let line = after_priority(line).unwrap_or(line);
    let (stamp, rest) = iso(line).or_else(|| full(line)).or_else(|| epoch(line))?;
    let inside = after_tag(rest).or_else(|| after_host(rest))?;
    let ts_us = instant(stamp, session);
    Some(Inside::whole(Cow::Borrowed(inside), ts_us))
}

/// `Tue 2021-04-06 08:31:02 CEST `: the zone's name says nothing certain, so the stamp has none.
fn full(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let (weekday, rest) = word(line)?;
    let (stamp, rest) = iso(rest).filter(|_| weekday.len() == 3)?;
    if stamp.len() > 26 {
        return Some((stamp, rest));
    }
    let (zone, after) = word(rest)?;
    zone.iter().all(u8::is_ascii_uppercase).then_some((stamp, after))
}

/// `1617690662.123456 `
fn epoch(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let (stamp, rest) = word(line)?;
    let digits = stamp.iter().filter(|byte| byte.is_ascii_digit()).count();
    let is_epoch = stamp.len() == 17 && digits == 16 && stamp.get(10) == Some(&b'.');
    is_epoch.then_some((stamp, rest))
}
