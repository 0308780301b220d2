//! The values of one column of a range of rows, plain: what a column of a data-frame and the pages of a
//! file are both made of. Nothing is looked up here.

use polars::prelude::{
    BooleanChunked, Column, DataType, Int16Chunked, Int32Chunked, Int64Chunked, IntoColumn,
    IntoSeries, NewChunkedArray, PlSmallStr, Series, TimeUnit, TimeZone,
};

use crate::base::record::{Field, Type};
use crate::error::Result;
use crate::read::columns::ABSENT_CODE;

use super::arrival::NO_DAY;
use super::broken;
use super::requests::absent;
use super::text::{Words, categorical, where_there};

/// A value a row; each kind has a value of its own for where there is none.
pub(super) enum Values<'l> {
    /// Codes into the words.
    Text(Vec<u32>, &'l Words),
    /// Whole numbers or instants.
    Int(Vec<i64>),
    /// Small whole numbers.
    Small(Vec<i16>),
    /// Days since the epoch, [`NO_DAY`] where there is none.
    Days(Vec<i32>),
    /// Flags, of all rows.
    Flags(Vec<bool>),
    /// No row has a value.
    Absent,
}

impl Values<'_> {
    /// As a column of a data-frame of that height.
    pub(super) fn column(self, field: &Field, height: usize) -> Result<Column> {
        let name = PlSmallStr::from_static(field.name);
        let series: Series = match self {
            Self::Text(codes, words) => return categorical(field.name, codes, words),
            Self::Absent if field.kind == Type::Text => {
                return categorical(field.name, vec![ABSENT_CODE; height], &Words::default());
            }
            Self::Absent => return Ok(absent(field.name, field.kind, height)),
            Self::Int(values) => {
                let whole: Int64Chunked = where_there(name, values);
                match field.kind {
                    Type::Instant => whole
                        .into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC))
                        .into_series(),
                    _ => whole.into_series(),
                }
            }
            Self::Small(values) => {
                let whole: Int16Chunked = where_there(name, values);
                whole.into_series()
            }
            Self::Days(days) => dates(name, &days)?,
            Self::Flags(flags) => BooleanChunked::from_slice(name, &flags).into_series(),
        };
        Ok(series.into_column())
    }
}

fn dates(name: PlSmallStr, days: &[i32]) -> Result<Series> {
    let days = days.iter().map(|day| Some(*day).filter(|day| *day != NO_DAY));
    let days = Int32Chunked::from_iter_options(name, days).into_series();
    days.cast(&DataType::Date).map_err(|error| broken("make a column of days", error))
}
