//! Runs a guarded statement: frames are registered so that comparisons mean what they say, a panic
//! becomes an error, and an answer of a type that may have wrapped is refused.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use polars::error::set_warning_function;
use polars::prelude::{DataFrame, DataType, Expr, IntoLazy, LazyFrame, PolarsResult, col};
use polars::sql::SQLContext;

use crate::error::{Error, Kind, Result};

use super::guard::Guarded;

/// Integers beyond this (2^61) could wrap when a statement adds a few of them.
const INTEGER_MAX: i64 = 1 << 61;

/// Registers the frames and runs the statement.
pub(super) fn execute(statement: &Guarded, frames: &[(&str, DataFrame)]) -> Result<DataFrame> {
    let mut context = SQLContext::new();
    for (name, frame) in frames {
        if statement.calculates {
            in_range(name, frame)?;
        }
        context.register(name, readable(frame));
    }
    let answer = quietly(|| context.execute(&statement.sql)?.collect())?;
    trusted(answer)
}

/// Text as strings, because LIKE and comparisons want them, and short integers as 64 bits, because
/// their sums wrap. Columns that a statement does not name are never converted.
fn readable(frame: &DataFrame) -> LazyFrame {
    let columns: Vec<Expr> = frame
        .columns()
        .iter()
        .map(|column| match column.dtype() {
            DataType::Categorical(..) => col(column.name().clone()).cast(DataType::String),
            kind if kind.is_integer() => col(column.name().clone()).cast(DataType::Int64),
            _ => col(column.name().clone()),
        })
        .collect();
    frame.clone().lazy().select(columns)
}

fn in_range(name: &str, frame: &DataFrame) -> Result<()> {
    for column in frame.columns() {
        let Ok(values) = column.as_materialized_series().i64() else { continue };
        if values.iter().flatten().any(|value| !(-INTEGER_MAX..=INTEGER_MAX).contains(&value)) {
            let message =
                format!("{name}.{} holds numbers too large to calculate with", column.name());
            return Err(Error::new(Kind::Query, message)
                .hint("a forged log line can do this; leave these rows out before calculating"));
        }
    }
    Ok(())
}

/// Runs with the engine's panics turned into errors and their messages kept off the terminal.
fn quietly(run: impl FnOnce() -> PolarsResult<DataFrame>) -> Result<DataFrame> {
    static RUNNING: AtomicUsize = AtomicUsize::new(0);
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        // Its notes on coming versions are for programmers, and stderr is not the engine's.
        set_warning_function(|_, _| ());
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let engine = info.location().is_some_and(|place| place.file().contains("polars"));
            if !(engine && RUNNING.load(Ordering::Relaxed) > 0) {
                before(info);
            }
        }));
    });
    RUNNING.fetch_add(1, Ordering::Relaxed);
    let outcome = catch_unwind(AssertUnwindSafe(run));
    RUNNING.fetch_sub(1, Ordering::Relaxed);
    match outcome {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(Error::new(Kind::Query, explained(&error.to_string()))
            .hint("see docs/reference/queries.md for what can be asked")),
        Err(_) => Err(Error::new(Kind::Query, "the query engine failed on this statement")
            .hint("write it in simpler steps with WITH, or ask DuckDB on the Parquet of the case")),
    }
}

/// The first line of the engine's message, in words that fit where the check of [`super::guard`]
/// stopped a sum or product.
fn explained(message: &str) -> String {
    let line = message.lines().next().unwrap_or("").trim();
    if line.contains("conversion from `f64` to `i64` failed") {
        return "a sum or product does not fit 64 bits, or is no number".into();
    }
    line.to_owned()
}

/// An unsigned or short integer in the answer means that the statement found a way round the guard.
fn trusted(answer: DataFrame) -> Result<DataFrame> {
    use DataType::{Boolean, Date, Datetime, Float64, Int64, Null, String};
    for column in answer.columns() {
        let name = column.name();
        match column.dtype() {
            Int64 | Float64 | String | Boolean | Date | Datetime(..) | Null => {}
            DataType::Duration(_) => {
                let message = format!("column {name} is a span of time, which no format carries");
                let hint = "compare it with INTERVAL '60 seconds', or select both ends";
                return Err(Error::new(Kind::Query, message).hint(hint));
            }
            other => {
                let message = format!("column {name} comes out as {other}, which may have wrapped");
                return Err(Error::new(Kind::Query, message).hint("CAST its parts to BIGINT"));
            }
        }
    }
    Ok(answer)
}
