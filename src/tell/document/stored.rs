//! The document as a case stores it: the whole report but its drawings, as JSON. A document in, bytes out, and back.
//! What it reads may have been written by anybody: it lets no character through that acts on a terminal.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::{Block, Document, Part};
use crate::judge::judgement::{Cause, Outcome};
use crate::tell::escape::acts;
use crate::tell::words::LANGUAGES;

/// Version of the document's form. It follows the report and may change with any version of afflux.
const SCHEMA: &str = "afflux.report/1";

#[derive(Serialize)]
struct Wrapped<'a> {
    schema: &'static str,
    report: &'a Document,
}

/// The bytes of a document: JSON with a final newline. Of a chart its table is kept.
pub fn write(document: &Document) -> Result<Vec<u8>, serde_json::Error> {
    let mut plain = document.clone();
    plain.sections.iter_mut().for_each(undrawn);
    let mut bytes = serde_json::to_vec(&Wrapped { schema: SCHEMA, report: &plain })?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn undrawn(part: &mut Part) {
    for block in &mut part.blocks {
        match block {
            Block::Chart(chart) => *block = Block::Table(chart.table.clone()),
            Block::Part(inside) => undrawn(inside),
            _ => {}
        }
    }
}

/// Reads a document back. Errors: why it is none.
pub fn read(bytes: &[u8]) -> Result<Document, String> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if value.get("schema").and_then(Value::as_str) != Some(SCHEMA) {
        return Err(format!("it is not of the form {SCHEMA}: another version of afflux wrote it"));
    }
    if !is_inert(&value) {
        return Err("it holds control characters, which no report of afflux does".to_owned());
    }
    let report = value.get("report").cloned().unwrap_or_default();
    serde_json::from_value(report).map_err(|error| error.to_string())
}

/// Does no text in it act on what shows it? Line ends and unbroken spaces are the words' own.
fn is_inert(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.chars().any(|c| acts(c) && !"\n\u{a0}\u{202f}".contains(c)),
        Value::Array(values) => values.iter().all(is_inert),
        Value::Object(fields) => fields.values().all(is_inert),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

/// A text that must be one of a closed list, as the list has it.
fn of_list<'de, D: Deserializer<'de>>(
    deserializer: D,
    list: &[&'static str],
) -> Result<&'static str, D::Error> {
    let text = String::deserialize(deserializer)?;
    let known = list.iter().find(|known| **known == text).copied();
    known.ok_or_else(|| D::Error::custom(format!("{text:?} is not one of {}", list.join(", "))))
}

pub(super) fn language<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    let codes: Vec<&'static str> = LANGUAGES.iter().map(|language| language.code).collect();
    of_list(from, &codes)
}

pub(super) fn cause<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    of_list(from, &Cause::ALL.map(Cause::name))
}

pub(super) fn outcome<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    of_list(from, &Outcome::ALL.map(Outcome::name))
}
