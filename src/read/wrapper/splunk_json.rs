//! Splunk's JSON export: an object a line whose `_raw` is the line, perhaps below `result`.

use serde_json::Value;

use super::kernel::object;
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `{"preview":false,"result":{"_raw":"…","_time":"2021-04-06T08:31:02.000+02:00"}}`
pub(super) const WRAPPER: Wrapper =
    Wrapper::new("splunk_json", "Splunk export: {\"result\": {\"_raw\", \"_time\"}}", open);

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let members = object::members(line)?;
    let result = match members.get("result") {
        Some(Value::Object(result)) => result,
        _ => &members,
    };
    let text = object::line(result, &["_raw"])?;
    let ts_us = object::time(result, &["_time"], session);
    Some(object::inside(text, ts_us))
}
