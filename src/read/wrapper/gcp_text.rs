//! Google Cloud Logging entries of containers: an object a line whose `textPayload` is the line.
//! Source: Cloud Logging API reference, LogEntry.

use super::kernel::object;
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `{"textPayload":"…","timestamp":"2021-04-06T06:31:02.123Z","resource":{…}}`
pub(super) const WRAPPER: Wrapper =
    Wrapper::new("gcp_text", "Cloud Logging entry: {\"textPayload\", \"timestamp\"}", open);

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let members = object::members(line)?;
    let text = object::line(&members, &["textPayload"])?;
    let ts_us = object::time(&members, &["timestamp", "receiveTimestamp"], session);
    Some(object::inside(text, ts_us))
}
