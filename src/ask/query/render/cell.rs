//! The cells of an answer as plain values, so that formats need not know the engine's types.

use polars::prelude::{AnyValue, DataFrame, DataType, TimeUnit};

use crate::base::time::{DAY_US, rfc3339};
use crate::error::{Error, Kind, Result};

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Null,
    Int(i64),
    Float(f64),
    Flag(bool),
    Text(String),
    /// A time or date, as RFC 3339.
    Time(String),
}

impl Cell {
    /// As text without any escape; null is empty.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Int(number) => number.to_string(),
            Self::Float(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Text(text) | Self::Time(text) => text.clone(),
        }
    }

    /// Is it a number? Numbers are aligned to the right.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Int(_) | Self::Float(_))
    }
}

/// The names of the columns.
pub(super) fn names(answer: &DataFrame) -> Vec<String> {
    answer.columns().iter().map(|column| column.name().to_string()).collect()
}

/// The cells, row by row.
pub(super) fn rows(answer: &DataFrame) -> Result<Vec<Vec<Cell>>> {
    let mut rows = vec![Vec::with_capacity(answer.width()); answer.height()];
    for column in answer.columns() {
        let text;
        let series = match column.dtype() {
            DataType::Categorical(..) => {
                text = column.as_materialized_series().cast(&DataType::String);
                text.as_ref().map_err(|error| unknown(&error.to_string()))?
            }
            _ => column.as_materialized_series(),
        };
        for (row, value) in rows.iter_mut().zip(series.iter()) {
            row.push(cell(&value)?);
        }
    }
    Ok(rows)
}

fn cell(value: &AnyValue<'_>) -> Result<Cell> {
    Ok(match value {
        AnyValue::Null => Cell::Null,
        AnyValue::Int64(number) => Cell::Int(*number),
        AnyValue::Int32(number) => Cell::Int(i64::from(*number)),
        AnyValue::Int16(number) => Cell::Int(i64::from(*number)),
        AnyValue::Float64(number) => Cell::Float(*number),
        AnyValue::Boolean(flag) => Cell::Flag(*flag),
        AnyValue::String(text) => Cell::Text((*text).to_owned()),
        AnyValue::StringOwned(text) => Cell::Text(text.to_string()),
        AnyValue::Datetime(us, TimeUnit::Microseconds, _) => Cell::Time(rfc3339(*us)),
        AnyValue::Date(days) => Cell::Time(date(*days)),
        other => return Err(unknown(&other.dtype().to_string())),
    })
}

fn date(days: i32) -> String {
    let midnight = rfc3339(i64::from(days) * DAY_US);
    midnight.split('T').next().unwrap_or_default().to_owned()
}

fn unknown(what: &str) -> Error {
    Error::new(Kind::Query, format!("an answer of type {what} has no place in this format"))
}
