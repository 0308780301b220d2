//! A stamp and a space before each line: `kubectl logs --timestamps`, `docker logs -t`, CloudWatch
//! exports, and whatever else stamps what it reads.

use std::borrow::Cow;

use super::kernel::head::{iso, word};
use super::kernel::instant::instant;
use super::{Inside, Wrapper};
use crate::read::format::kernel::prefix;
use crate::read::format::kernel::reader::Session;

/// `2021-04-06T06:31:02.000Z …`, `2021-04-06_06:31:02.12345 …`, `[2021-04-06 08:31:02] …`
pub(super) const WRAPPER: Wrapper = Wrapper::new(
    "time_prefix",
    "a stamp before each line (kubectl --timestamps, docker logs -t, CloudWatch export)",
    open,
);

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    if let Some((ts_us, rest)) = svlogd(line, session) {
        return Some(Inside::whole(Cow::Borrowed(rest), Some(ts_us)));
    }
    let (stamp, rest) =
        iso(line).or_else(|| bracketed(line)).filter(|(_, rest)| !rest.is_empty())?;
    let ts_us = instant(stamp, session)?;
    Some(Inside::whole(Cow::Borrowed(rest), Some(ts_us)))
}

/// `[2021-04-06 08:31:02] `, as GitLab's container stamps what its servers write.
fn bracketed(line: &[u8]) -> Option<(&[u8], &[u8])> {
    if !line.starts_with(b"[") {
        return None;
    }
    prefix::stamped(line)
}

/// `2021-04-06_06:31:02.12345 `, in UTC: runit's `svlogd -tt` (svlogd(8)), as GitLab's packages use it.
fn svlogd<'a>(line: &'a [u8], session: &mut Session) -> Option<(i64, &'a [u8])> {
    let (stamp, rest) = word(line).filter(|(stamp, _)| (19..=29).contains(&stamp.len()))?;
    let (date, time) = stamp.split_at_checked(10)?;
    let time = time.strip_prefix(b"_")?;
    Some((instant(&[date, b"T", time, b"Z"].concat(), session)?, rest))
}
