//! JSON in any naming, one object a line: the fields are found by what most servers, frameworks and
//! shippers call them, whatever the case and the signs between words, or by `--map field=name`. An object
//! that has no request in it, as the line of an application's own log, is rejected.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::Format;
use super::kernel::fields::slot_named;
use super::kernel::json::aliases::aliases;
use super::kernel::json::infer;
use super::kernel::json::plan::{Fold, Plan};
use super::kernel::json::settle::Seen;
use super::kernel::json::{Json, NOT_THIS, has_object, visit};
use super::kernel::reader::{Fit, Line, Reader, Reason, Setting};
use super::kernel::row::{Row, dash};
use super::kernel::slot::{Slot, Unit, map};

/// `{"time":"2021-04-06T08:31:02+02:00","clientIp":"203.0.113.7","method":"GET","url":"/","statusCode":200,"durationMs":12}`
pub(super) const FORMAT: Format = Format::new(
    "json_lines",
    "JSON of any naming: an object a line with a time or a status, and a request or a client",
    Stamp::Unknown,
    open,
);

/// Methods of RFC 9110, WebDAV and PATCH: others are not taken for one without a status beside them.
const METHODS: &[&[u8]] = &[
    b"GET",
    b"HEAD",
    b"POST",
    b"PUT",
    b"DELETE",
    b"CONNECT",
    b"OPTIONS",
    b"TRACE",
    b"PATCH",
    b"PROPFIND",
    b"PROPPATCH",
    b"MKCOL",
    b"COPY",
    b"MOVE",
    b"LOCK",
    b"UNLOCK",
    b"REPORT",
    b"SEARCH",
];

/// Events of Suricata that repeat a request, or a part of it, as `http` has it.
const TOLD_AGAIN: &[&[u8]] = &[b"alert", b"anomaly", b"drop", b"fileinfo", b"flow"];

fn open(setting: &Setting, sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
    if !has_object(sample) {
        return None;
    }
    Some(Box::new(reader(setting, sample, &[])))
}

/// A reader of these names, and of all others that are known after them.
pub(super) fn reader(setting: &Setting, sample: &[Vec<u8>], first: &[(&str, Slot)]) -> Json {
    let aliases = aliases();
    let seen = Seen::of(sample);
    let mut names = mapped(setting);
    names.extend(seen.settled(&Plan::of(&aliases, Fold::Letters)));
    names.extend(first.iter().map(|(name, slot)| ((*name).to_owned(), slot.clone())));
    names.extend(aliases);
    let mut plan = Plan::of(&names, Fold::Letters);
    let inferred = settle_units(&mut plan, sample);
    Json::of(plan, sample).finish(finish).inferring(inferred)
}

/// What the user says of names comes before what is known of them.
fn mapped(setting: &Setting) -> Vec<(String, Slot)> {
    let pairs = setting.map.iter();
    pairs.filter_map(|(field, name)| Some((name.clone(), slot_named(field)?))).collect()
}

/// Infers the unit of every duration that has none in its name.
fn settle_units(plan: &mut Plan, sample: &[Vec<u8>]) -> Option<String> {
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in sample {
        visit(line, &mut |trail, raw| {
            let entry = trail.resolve(plan, trail.names().len()).entry;
            let slot = plan.entries.get(usize::from(entry)).map(|entry| &entry.slot);
            if slot == Some(&Slot::Duration(Unit::Written)) && !raw.is_nothing() {
                let name = String::from_utf8_lossy(&trail.names().join(&b'.')).into_owned();
                values.entry(name).or_default().push(String::from_utf8_lossy(raw.text).into());
            }
        });
    }
    let mut said = Vec::new();
    for (name, values) in &values {
        if let Some((unit, why)) = infer::unit(name, values) {
            plan.set(name, Slot::Duration(unit));
            said.push(why);
        }
    }
    (!said.is_empty()).then(|| said.join("; "))
}

/// Is it a request? A path, a method and a status are its marks: two of them, or one with a client and
/// a time. A line of an application's own log has names like these for other things.
fn finish(row: &mut Row<'_>) -> Result<Line, Reason> {
    row.referer = row.referer.take().map(unquoted).filter(|text| dash(text).is_some());
    row.user_agent = row.user_agent.take().map(unquoted).filter(|text| dash(text).is_some());
    row.protocol = row.protocol.take().filter(|protocol| protocol.contains(&b'/'));
    let (timed, answered) = (row.ts_us != ABSENT || row.started_us != ABSENT, row.status != ABSENT);
    let known = |method: &[u8]| METHODS.iter().any(|name| name.eq_ignore_ascii_case(method));
    let method = row.method.as_deref().is_some_and(|method| answered || known(method));
    let marks = [row.path.is_some(), method, answered].into_iter().filter(|mark| *mark).count();
    let enough = marks >= 2 || (marks == 1 && timed && row.client.is_some());
    let is_told_again = row.flags.as_deref().is_some_and(|kind| TOLD_AGAIN.contains(&kind));
    if is_told_again || !enough || !(timed || answered) || (row.method.is_some() && !method) {
        return Err(NOT_THIS);
    }
    Ok(Line::Request(Fit::Exact))
}

/// Grok's patterns keep the quotes of the line.
fn unquoted(text: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    map(text, |text| {
        text.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\"")).unwrap_or(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_that_was_guessed_is_stated() {
        let inferred = |line: &str| open(&Setting::default(), &[line.into()])?.inferred();
        let said = inferred(r#"{"method":"GET","path":"/","status":200,"latency":1234567}"#);
        assert!(said.is_some_and(|said| said.starts_with("latency taken as nanoseconds")));
        assert_eq!(inferred(r#"{"path":"/","status":200,"latency_ms":12,"took":"1ms"}"#), None);
    }
}
