//! Time columns: the stamp as logged, the arrival, and the calendar units that queries group by.
//! Servers differ in what a stamp marks; the duration is taken off only where it is known to mark
//! the end.

use polars::prelude::{
    Column, DataType, Int64Chunked, IntoColumn, IntoSeries, NewChunkedArray, PlSmallStr, TimeUnit,
    TimeZone,
};

use crate::base::account::Stamp;
use crate::base::time::{HOUR_US, day_of, weekday_of};
use crate::error::Result;
use crate::read::columns::{ABSENT, ABSENT_STATUS};

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

/// When a request came, [`ABSENT`] where the log has no time.
#[inline]
pub(super) fn of(ts_us: i64, duration_us: i64, stamp: Stamp) -> i64 {
    match stamp {
        Stamp::End if ts_us != ABSENT && duration_us > 0 => ts_us.saturating_sub(duration_us),
        _ => ts_us,
    }
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

/// The day of a row without a time. [`ABSENT`] is the day before the epoch.
pub(super) const NO_DAY: i32 = i32::MIN;

/// The days of arrivals since the epoch, [`NO_DAY`] where there is none.
pub(super) fn days(arrival_us: &[i64]) -> Vec<i32> {
    let days = each(arrival_us, day_of).into_iter().zip(arrival_us);
    let day = |(day, &us)| i32::try_from(day).ok().filter(|_| us != ABSENT);
    days.map(|of_one| day(of_one).unwrap_or(NO_DAY)).collect()
}

/// The weekdays of arrivals, 1 = Monday.
pub(super) fn weekdays(arrival_us: &[i64]) -> Vec<i16> {
    let day = |day| i16::try_from(day).ok().filter(|day| *day > 0).unwrap_or(ABSENT_STATUS);
    each(arrival_us, weekday_of).into_iter().map(day).collect()
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
    fn the_day_before_the_epoch_is_a_day() {
        let day = 24 * HOUR_US;
        assert_eq!(days(&[-day, day / 2, ABSENT]), [-1, 0, NO_DAY]);
    }

    #[test]
    fn units_follow_each_arrival() {
        assert_eq!(each(&[7, 7, ABSENT, 9], |us| us * 2), [14, 14, ABSENT, 18]);
    }
}
