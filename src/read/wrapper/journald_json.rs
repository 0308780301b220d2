//! journald's `-o json`: an object a line whose `MESSAGE` is a text, or an array of bytes where it is no
//! UTF-8. Source: systemd, docs/JOURNAL_EXPORT_FORMATS.md.

use std::borrow::Cow;

use serde_json::Value;

use super::kernel::object::{self, without_end};
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;
use crate::read::format::kernel::slot::TimeForm;

/// `{"__REALTIME_TIMESTAMP":"1617690662123456","SYSLOG_IDENTIFIER":"nginx","MESSAGE":"…"}`
pub(super) const WRAPPER: Wrapper = Wrapper::new(
    "journald_json",
    "journald -o json: {\"MESSAGE\", \"__REALTIME_TIMESTAMP\"} (microseconds)",
    open,
)
.certain();

/// The time at which the sender wrote it is nearer to the event than the time of its receipt.
const TIME: &[&str] = &["_SOURCE_REALTIME_TIMESTAMP", "__REALTIME_TIMESTAMP"];

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let members = object::members(line)?;
    let time = object::text(&members, TIME)?;
    let ts_us = session.clock.read(&TimeForm::EpochMicros, time.as_bytes(), &mut session.outer);
    let message = match members.get("MESSAGE")? {
        Value::String(text) => text.as_bytes().to_vec(),
        Value::Array(bytes) => bytes.iter().map(byte).collect::<Option<Vec<u8>>>()?,
        _ => return None,
    };
    Some(Inside::whole(Cow::Owned(without_end(&message).to_vec()), ts_us))
}

fn byte(value: &Value) -> Option<u8> {
    value.as_u64().and_then(|byte| u8::try_from(byte).ok())
}
