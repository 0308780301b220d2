//! What shippers write (Filebeat, Fluentd, Fluent Bit, Vector, Promtail): an object a line with the
//! whole line as one of its members and, mostly, the time at which it was read.

use serde_json::{Map, Value};

use super::kernel::object;
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `{"@timestamp":"2021-04-06T06:31:02.123Z","message":"…","log":{"offset":0}}`
pub(super) const WRAPPER: Wrapper = Wrapper::new(
    "message_json",
    "shippers (Filebeat, Fluentd, Fluent Bit, Vector, Loki): {\"message\" | \"log\" | \"line\", time}",
    open,
);

/// Names of the line, the surest first: `event.original` is kept by ingest pipelines that part the rest;
/// `@message` is CloudWatch Logs Insights', `LogEntry` and `LogMessage` are Azure Monitor's, `full_log` is Wazuh's,
/// `_entry` Promtail's, `body` OpenTelemetry's, `_raw` Splunk's.
const LINE: &[&str] = &[
    "event.original",
    "message",
    "log",
    "MESSAGE",
    "line",
    "raw",
    "@message",
    "LogEntry",
    "LogMessage",
    "full_log",
    "_entry",
    "_raw",
    "body",
    "msg",
];

/// Names of the time.
const TIME: &[&str] =
    &["@timestamp", "timestamp", "time", "ts", "date", "datetime", "TimeGenerated"];

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let members = object::members(line)?;
    let below = |name: &str| members.get(name)?.as_object();
    let text = original(&members).or_else(|| object::line(&members, LINE)).or_else(|| {
        // The document of Elasticsearch's search, the event of Datadog's archives.
        let document = below("_source").or_else(|| below("content"))?;
        original(document).or_else(|| object::line(document, LINE))
    })?;
    let ts_us = object::time(&members, TIME, session);
    Some(object::inside(text, ts_us))
}

fn original(members: &Map<String, Value>) -> Option<&str> {
    let Value::Object(event) = members.get("event")? else { return None };
    object::line(event, &["original"])
}
