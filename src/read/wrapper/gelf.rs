//! Graylog's extended log format: an object a line with `version`, `host` and the line as
//! `full_message` or `short_message`. Source: Graylog manual, "GELF payload specification".

use super::kernel::object;
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `{"version":"1.1","host":"web1","short_message":"…","timestamp":1617690662.123}`
pub(super) const WRAPPER: Wrapper = Wrapper::new(
    "gelf",
    "Graylog GELF: {\"version\", \"host\", \"short_message\", \"timestamp\"} (seconds)",
    open,
);

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let members = object::members(line)?;
    members.get("short_message")?;
    let text = object::line(&members, &["full_message", "short_message"])?;
    let ts_us = object::time(&members, &["timestamp"], session);
    Some(object::inside(text, ts_us))
}
