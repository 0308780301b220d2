//! JSON lines: one object a row, columns in order, times as RFC 3339 UTC.

use polars::prelude::DataFrame;
use serde_json::{Map, Number, Value};

use crate::error::Result;

use super::cell::{Cell, names, rows};
use super::escape::visible_json;

pub(super) fn render(answer: &DataFrame) -> Result<Vec<u8>> {
    let names = names(answer);
    let mut text = String::new();
    for row in rows(answer)? {
        let object: Map<String, Value> =
            names.iter().cloned().zip(row.into_iter().map(value)).collect();
        text.push_str(&visible_json(&Value::Object(object).to_string()));
        text.push('\n');
    }
    Ok(text.into_bytes())
}

/// Numbers that JSON cannot write (infinite, or none) become text rather than null: null means that
/// there is no value.
fn value(cell: Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Int(number) => Value::from(number),
        Cell::Float(number) => Number::from_f64(number)
            .map_or_else(|| Value::String(number.to_string()), Value::Number),
        Cell::Flag(flag) => Value::Bool(flag),
        Cell::Text(text) | Cell::Time(text) => Value::String(text),
    }
}
