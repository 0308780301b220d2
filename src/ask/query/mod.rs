//! Questions in SQL: named ones from `queries/`, and one-off ones, over `requests` and the tables.
//! What the engine would answer wrongly is rewritten or refused. No verdict rests on SQL.

mod engine;
mod guard;
mod named;
mod reference;
pub mod render;

pub use named::{NAMED, Named, named};
pub use reference::reference;

use polars::prelude::DataFrame;

use crate::error::Result;

/// Answers one SELECT over `requests` and the tables.
pub fn run(
    requests: Option<&DataFrame>,
    tables: &[(String, DataFrame)],
    sql: &str,
) -> Result<DataFrame> {
    let mut frames: Vec<(&str, DataFrame)> = Vec::new();
    frames.extend(requests.map(|frame| ("requests", frame.clone())));
    frames.extend(tables.iter().map(|(name, frame)| (name.as_str(), frame.clone())));
    let names: Vec<&str> = frames.iter().map(|(name, _)| *name).collect();
    let statement = guard::guard(sql, &names)?;
    engine::execute(&statement, &frames)
}
