//! Time columns: the stamp as logged, the arrival, and the calendar units that queries group by.
//! Servers differ in what a stamp marks; the duration is taken off only where it is known to mark
//! the end.

use polars::prelude::{
    Column, DataType, Int16Chunked, Int32Chunked, Int64Chunked, IntoColumn, IntoSeries,
    NewChunkedArray, PlSmallStr, TimeUnit, TimeZone,
};

use crate::base::account::Stamp;
use crate::base::time::{HOUR_US, day_of, minute_of, weekday_of};
use crate::error::Result;
use crate::read::columns::{ABSENT, Columns};

use super::broken;

/// Microseconds, UTC: the one form of an instant in the frame.
pub(crate) fn instant_type() -> DataType {
    DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC))
}

/// A column of instants, null where there is none.
pub(crate) fn instants(
    name: &'static str,
    values: impl Iterator<Item = Option<i64>>,
) -> Result<Column> {
    let whole = Int64Chunked::from_iter_options(PlSmallStr::from_static(name), values);
    let instants = whole
        .into_series()
        .cast(&instant_type())
        .map_err(|error| broken("make a column of instants", error))?;
    Ok(instants.into_column())
}

/// When each request of a chunk came, [`ABSENT`] where the log has no time.
pub(super) fn of_chunk(chunk: &Columns, stamp: Stamp) -> Vec<i64> {
    let pairs = chunk.ts_us.iter().zip(&chunk.duration_us);
    let arrival = |(&ts, &duration): (&i64, &i64)| match stamp {
        Stamp::End if ts != ABSENT && duration > 0 => ts.saturating_sub(duration),
        _ => ts,
    };
    pairs.map(arrival).collect()
}

/// The columns `arrival`, `minute`, `hour`, `day` and `weekday`.
pub(super) fn columns(arrival_us: &[i64]) -> Result<Vec<Column>> {
    let present = || arrival_us.iter().map(|&instant| (instant != ABSENT).then_some(instant));
    let days = present().map(|instant| instant.and_then(|us| i32::try_from(day_of(us)).ok()));
    let days = Int32Chunked::from_iter_options(PlSmallStr::from_static("day"), days)
        .into_series()
        .cast(&DataType::Date)
        .map_err(|error| broken("make a column of days", error))?;
    let weekdays = present().map(|instant| instant.map(|us| weekday_of(us) as i16));
    let weekdays = Int16Chunked::from_iter_options(PlSmallStr::from_static("weekday"), weekdays);
    let hour_of = |us: i64| us.div_euclid(HOUR_US) * HOUR_US;
    Ok(vec![
        instants("arrival", present())?,
        instants("minute", present().map(|instant| instant.map(minute_of)))?,
        instants("hour", present().map(|instant| instant.map(hour_of)))?,
        days.into_column(),
        weekdays.into_series().into_column(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_end_stamps_are_moved_back() {
        let chunk = Columns {
            ts_us: vec![10, 10, ABSENT],
            duration_us: vec![4, ABSENT, 4],
            ..Columns::default()
        };
        assert_eq!(of_chunk(&chunk, Stamp::End), [6, 10, ABSENT]);
        assert_eq!(of_chunk(&chunk, Stamp::Start), [10, 10, ABSENT]);
        assert_eq!(of_chunk(&chunk, Stamp::Unknown), [10, 10, ABSENT]);
    }
}
