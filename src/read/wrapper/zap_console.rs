//! zap's console encoder around the fields of a message, as Caddy writes its access log to a terminal: time,
//! level, logger and message with tabs between, coloured or not, then an object. The time has no zone.

use std::borrow::Cow;

use super::kernel::instant::instant;
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `2021/04/06 08:31:02.123⇥INFO⇥http.log.access⇥handled request⇥{…}`
pub(super) const WRAPPER: Wrapper = Wrapper::new(
    "zap_console",
    "zap console (Caddy's format console): time, level, logger, message, object, tabs between",
    open,
);

/// Texts between the time and the object at most: level, logger, caller, message.
const TEXTS_MAX: usize = 4;

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let mut parts = line.splitn(TEXTS_MAX + 2, |byte| *byte == b'\t');
    let stamp = parts.next().filter(|stamp| is_stamp(stamp))?;
    let inside = parts.skip(1).find(|part| part.starts_with(b"{"))?;
    let at = inside.as_ptr().addr().checked_sub(line.as_ptr().addr())?;
    let ts_us = instant(stamp, session);
    Some(Inside::whole(Cow::Borrowed(line.get(at..)?), ts_us))
}

/// `2021/04/06 08:31:02.123`, Caddy's own form, or zap's `2021-04-06T08:31:02.123+0200`.
fn is_stamp(text: &[u8]) -> bool {
    let shape = |(at, byte): (usize, &u8)| match at {
        4 | 7 => b"/-".contains(byte),
        10 => b" T".contains(byte),
        13 | 16 => *byte == b':',
        _ => byte.is_ascii_digit(),
    };
    (19..=29).contains(&text.len()) && text.iter().take(19).enumerate().all(shape)
}
