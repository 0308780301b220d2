//! Vectors to a data frame with the columns a table declares, in its order. A column that is missing
//! or of another type than declared is an error, so that documentation and data cannot part.

use polars::prelude::{
    Column, DataFrame, Int64Chunked, IntoColumn, IntoSeries, NewChunkedArray, PlSmallStr,
    StringChunked,
};
use rayon::prelude::*;

use crate::base::record::Type;
use crate::error::{Error, Kind, Result};
use crate::frame::{broken, instants};

use super::TableColumn;

/// The cells of one column.
pub(super) enum Cells<'a> {
    /// Text, null where there is none.
    Text(Vec<Option<&'a str>>),
    /// Whole numbers.
    Int(Vec<i64>),
    /// Whole numbers, null where there is none.
    MaybeInt(Vec<Option<i64>>),
    /// Microseconds since the epoch, UTC.
    Instant(Vec<i64>),
    /// The same, null where there is none.
    MaybeInstant(Vec<Option<i64>>),
}

/// Puts the cells under the declared columns.
pub(super) fn frame(columns: &'static [TableColumn], cells: Vec<Cells<'_>>) -> Result<DataFrame> {
    if columns.len() != cells.len() {
        return Err(Error::new(Kind::Case, "a table was made with other columns than it declares"));
    }
    let made = columns.par_iter().zip(cells).map(|(c, cells)| column(c, cells));
    let made = made.collect::<Result<Vec<Column>>>()?;
    DataFrame::new_infer_height(made).map_err(|error| broken("put a table together", error))
}

fn column(declared: &'static TableColumn, cells: Cells<'_>) -> Result<Column> {
    let name = PlSmallStr::from_static(declared.name);
    match (declared.kind, cells) {
        (Type::Text, Cells::Text(values)) => {
            let column = StringChunked::from_iter_options(name, values.into_iter());
            Ok(column.into_series().into_column())
        }
        (Type::Int, Cells::Int(values)) => {
            Ok(Int64Chunked::from_vec(name, values).into_series().into_column())
        }
        (Type::Int, Cells::MaybeInt(values)) => {
            let column = Int64Chunked::from_iter_options(name, values.into_iter());
            Ok(column.into_series().into_column())
        }
        (Type::Instant, Cells::Instant(values)) => {
            instants(declared.name, values.into_iter().map(Some))
        }
        (Type::Instant, Cells::MaybeInstant(values)) => instants(declared.name, values.into_iter()),
        _ => Err(Error::new(
            Kind::Case,
            format!("column {} was made with another type than it declares", declared.name),
        )),
    }
}
