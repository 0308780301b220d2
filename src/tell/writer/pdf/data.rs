//! What the template is given: the view of the page as JSON, every text in it settable, the colours,
//! and the pictures apart. A report in, two JSON texts out. It chooses nothing but one thing: long
//! tables of numbers behind a picture stay in the page and in the case.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::colours::{colours, picture_rules};
use super::letters::settable;
use crate::tell::Report;
use crate::tell::words::Words;
use crate::tell::writer::view;

/// Rows of a table behind a picture that are printed: half a page. Longer ones are counted.
const PICTURE_ROWS_MAX: usize = 24;
/// Columns that a page has room for.
const PICTURE_COLUMNS_MAX: usize = 10;

/// The data of the template, JSON, without pictures.
pub fn text(report: &Report<'_>) -> String {
    let mut page = page(report);
    if let Some(page) = page.as_object_mut() {
        let seals = report.context.seals.iter();
        page.insert("colours".into(), json!(colours()));
        page.insert("digest".into(), report.words.say("pdf-digest").into());
        page.insert(
            "seals".into(),
            seals.map(|s| json!({"name": s.name, "sha256": s.sha256})).collect(),
        );
    }
    let mut anchors = BTreeSet::new();
    refine(&mut page, report.words, &mut anchors);
    page["anchors"] = json!(anchors);
    page.to_string()
}

/// The pictures by anchor, JSON: the SVG of the page with the rules it is drawn by.
pub(super) fn pictures(report: &Report<'_>) -> String {
    let mut found = Map::new();
    drawn(&page(report), &format!("<style>{}</style></svg>", picture_rules()), &mut found);
    Value::Object(found).to_string()
}

/// The view of the page. Maps of texts in memory cannot fail to become JSON.
fn page(report: &Report<'_>) -> Value {
    serde_json::to_value(view::page(report)).unwrap_or_default()
}

/// Makes every text settable, takes pictures out, shortens their tables, and notes the anchors.
fn refine(value: &mut Value, words: &Words, anchors: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => *text = settable(text),
        Value::Array(items) => items.iter_mut().for_each(|item| refine(item, words, anchors)),
        Value::Object(fields) => {
            if fields.remove("svg").is_some() {
                shorten(fields, words);
            }
            anchors.extend(fields.get("id").and_then(Value::as_str).map(str::to_owned));
            fields.values_mut().for_each(|field| refine(field, words, anchors));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn shorten(chart: &mut Map<String, Value>, words: &Words) {
    let length = |part: &str| {
        chart.get("table").and_then(|table| table[part].as_array()).map_or(0, Vec::len)
    };
    let rows = length("rows");
    if rows > PICTURE_ROWS_MAX || length("columns") > PICTURE_COLUMNS_MAX {
        let elsewhere = words.get("pdf-elsewhere", &[("n", (rows as u64).into())]);
        chart.remove("table");
        chart.insert("elsewhere".into(), elsewhere.into());
    }
}

fn drawn(value: &Value, style: &str, found: &mut Map<String, Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| drawn(item, style, found)),
        Value::Object(fields) => {
            if let (Some(Value::String(id)), Some(Value::String(svg))) =
                (fields.get("id"), fields.get("svg"))
            {
                found.insert(id.clone(), settable(&svg.replace("</svg>", style)).into());
            }
            fields.values().for_each(|field| drawn(field, style, found));
        }
        _ => {}
    }
}
