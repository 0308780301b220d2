//! CloudWatch Logs events, an object a line, as `filter-log-events` gives them: a `message` and its time
//! in milliseconds. Source: Amazon CloudWatch Logs API reference, OutputLogEvent, FilteredLogEvent.

use super::kernel::object;
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;
use crate::read::format::kernel::slot::TimeForm;

/// `{"timestamp":1617690662123,"message":"…","ingestionTime":1617690663000}`
pub(super) const WRAPPER: Wrapper = Wrapper::new(
    "cloudwatch_json",
    "CloudWatch Logs event: {\"timestamp\", \"message\"} (milliseconds), perhaps \"ingestionTime\", \"id\"",
    open,
);

/// Members of such an event; one with others is something else.
const MEMBERS: &[&str] =
    &["timestamp", "message", "ingestionTime", "id", "eventId", "logStreamName", "logGroupName"];

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let members = object::members(line)?;
    if !members.keys().all(|name| MEMBERS.contains(&name.as_str())) {
        return None;
    }
    let text = object::line(&members, &["message"])?;
    let time = object::text(&members, &["timestamp"])?;
    let ts_us = match time.len() {
        13 if members.get("timestamp").is_some_and(serde_json::Value::is_number) => {
            session.clock.read(&TimeForm::EpochMillis, time.as_bytes(), &mut session.outer)
        }
        _ => return None,
    };
    Some(object::inside(text, ts_us))
}
