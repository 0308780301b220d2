//! An answer in, the bytes of one format out. Text from a log is escaped for where it goes; nothing
//! is localised, because programs read these formats.

mod cell;
mod csv;
mod escape;
mod jsonl;
mod markdown;
mod table;

use polars::prelude::DataFrame;

use crate::error::Result;

/// The formats of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// Aligned columns for a terminal, long cells shortened.
    Table,
    /// RFC 4180, with a header; text that a spreadsheet would run is disarmed.
    Csv,
    /// One JSON object a row; times as RFC 3339 UTC.
    Jsonl,
    /// A GitHub table.
    Markdown,
    /// Apache Parquet.
    Parquet,
}

impl Output {
    /// Every format by the name that users give.
    pub const ALL: [(&'static str, Self); 5] = [
        ("table", Self::Table),
        ("csv", Self::Csv),
        ("jsonl", Self::Jsonl),
        ("markdown", Self::Markdown),
        ("parquet", Self::Parquet),
    ];
}

/// Writes the answer.
pub fn render(answer: &DataFrame, output: Output) -> Result<Vec<u8>> {
    match output {
        Output::Table => table::render(answer),
        Output::Csv => csv::render(answer),
        Output::Jsonl => jsonl::render(answer),
        Output::Markdown => markdown::render(answer),
        Output::Parquet => crate::frame::parquet_bytes(answer),
    }
}
