//! Envelopes that are JSON objects: the members that hold the line and the time. It does not decide
//! which object is an envelope.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::read::format::kernel::reader::Session;
use crate::read::format::kernel::slot::TimeForm;

use super::super::Inside;

/// The members of a line that is a JSON object. Shippers know JSON: nothing is repaired.
pub fn members(line: &[u8]) -> Option<Map<String, Value>> {
    line.trim_ascii_start().starts_with(b"{").then(|| serde_json::from_slice(line).ok())?
}

/// The text of the first of these members that is a text or a number.
pub fn text<'v>(members: &'v Map<String, Value>, names: &[&str]) -> Option<Cow<'v, str>> {
    names.iter().find_map(|name| match members.get(*name)? {
        Value::String(text) => Some(Cow::Borrowed(text.as_str())),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    })
}

/// The line inside, if one of these members is a text that can be a line of a log: it has a space, as
/// every one has, or is an object itself.
pub fn line<'v>(members: &'v Map<String, Value>, names: &[&str]) -> Option<&'v str> {
    let text = names.iter().find_map(|name| members.get(*name)?.as_str())?;
    (text.contains([' ', '\t']) || text.starts_with('{')).then_some(text)
}

/// The instant that the first of these members names, in any form.
pub fn time(members: &Map<String, Value>, names: &[&str], session: &mut Session) -> Option<i64> {
    let text = text(members, names)?;
    session.clock.read(&TimeForm::Any, text.as_bytes(), &mut session.outer)
}

/// What an envelope with that text holds; it outlives the object.
pub fn inside<'a>(text: &str, ts_us: Option<i64>) -> Inside<'a> {
    Inside::whole(Cow::Owned(without_end(text.as_bytes()).to_vec()), ts_us)
}

/// Without the line end, which shippers keep or drop.
pub fn without_end(text: &[u8]) -> &[u8] {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    text.strip_suffix(b"\r").unwrap_or(text)
}
