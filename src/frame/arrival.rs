//! Time columns: the stamp as logged, the arrival, and the calendar units that queries group by.
//! Servers differ in what a stamp marks; the duration is taken off only where it is known to mark
//! the end.

use polars::prelude::{
    Column, DataType, Int16Chunked, Int32Chunked, Int64Chunked, IntoColumn, IntoSeries,
    NewChunkedArray, PlSmallStr, TimeUnit, TimeZone,
};

use crate::base::account::Stamp;
use crate::base::time::{HOUR_US, day_of, weekday_of};
use crate::error::Result;
use crate::read::columns::{ABSENT, ABSENT_STATUS};

use super::broken;
use super::text::where_there;

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

/// When a request came, [`ABSENT`] where the log has no time.
#[inline]
pub(super) fn of(ts_us: i64, duration_us: i64, stamp: Stamp) -> i64 {
    match stamp {
        Stamp::End if ts_us != ABSENT && duration_us > 0 => ts_us.saturating_sub(duration_us),
        _ => ts_us,
    }
}

/// Whole numbers as a column, null where they are [`ABSENT`].
pub(super) fn whole(name: &'static str, values: Vec<i64>) -> Int64Chunked {
    where_there(PlSmallStr::from_static(name), values)
}

/// Instants as a column, null where they are [`ABSENT`].
pub(super) fn stamps(name: &'static str, values: Vec<i64>) -> Column {
    let whole = whole(name, values);
    whole.into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)).into_series().into_column()
}

/// A calendar unit of each arrival; the last one is remembered, for neighbours share it.
pub(super) fn each(arrival_us: &[i64], unit: impl Fn(i64) -> i64) -> Vec<i64> {
    let (mut last, mut value) = (ABSENT, ABSENT);
    let of_one = |&instant: &i64| {
        if instant != last {
            (last, value) = (instant, if instant == ABSENT { ABSENT } else { unit(instant) });
        }
        value
    };
    arrival_us.iter().map(of_one).collect()
}

/// The hour that holds an instant.
pub(super) fn hour_of(instant_us: i64) -> i64 {
    instant_us.div_euclid(HOUR_US) * HOUR_US
}

/// The days of arrivals.
pub(super) fn days(arrival_us: &[i64]) -> Result<Column> {
    let days = each(arrival_us, day_of).into_iter();
    let whole: std::result::Result<Vec<i32>, _> = days.clone().map(i32::try_from).collect();
    let name = PlSmallStr::from_static("day");
    let days = match whole {
        Ok(days) if !arrival_us.contains(&ABSENT) => Int32Chunked::from_vec(name, days),
        _ => {
            let days = days.zip(arrival_us);
            let day = |(day, &us)| i32::try_from(day).ok().filter(|_| us != ABSENT);
            Int32Chunked::from_iter_options(name, days.map(day))
        }
    };
    days.into_series()
        .cast(&DataType::Date)
        .map(IntoColumn::into_column)
        .map_err(|error| broken("make a column of days", error))
}

/// The weekdays of arrivals, 1 = Monday.
pub(super) fn weekdays(arrival_us: &[i64]) -> Column {
    let days = each(arrival_us, weekday_of);
    let day = |day| i16::try_from(day).ok().filter(|day| *day > 0).unwrap_or(ABSENT_STATUS);
    let days = days.into_iter().map(day).collect();
    let days: Int16Chunked = where_there(PlSmallStr::from_static("weekday"), days);
    days.into_series().into_column()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_end_stamps_are_moved_back() {
        for (ts, duration, stamp, arrival) in [
            (10, 4, Stamp::End, 6),
            (10, ABSENT, Stamp::End, 10),
            (ABSENT, 4, Stamp::End, ABSENT),
            (10, 4, Stamp::Start, 10),
            (10, 4, Stamp::Unknown, 10),
        ] {
            assert_eq!(of(ts, duration, stamp), arrival);
        }
    }

    #[test]
    fn units_follow_each_arrival() {
        assert_eq!(each(&[7, 7, ABSENT, 9], |us| us * 2), [14, 14, ABSENT, 18]);
    }
}
