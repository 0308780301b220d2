//! Instants and windows. An instant is a signed count of microseconds since 1970-01-01T00:00:00Z,
//! because that is what Parquet, DuckDB, Spark and polars read alike; it is printed as RFC 3339 UTC.

/// Microseconds in a second.
pub const SECOND_US: i64 = 1_000_000;
/// Microseconds in a minute.
pub const MINUTE_US: i64 = 60 * SECOND_US;
/// Microseconds in an hour.
pub const HOUR_US: i64 = 60 * MINUTE_US;
/// Microseconds in a day.
pub const DAY_US: i64 = 24 * HOUR_US;

/// A half-open span of time, in microseconds since the epoch, UTC: `start_us <= t < end_us`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    /// First instant inside.
    pub start_us: i64,
    /// First instant after.
    pub end_us: i64,
}

impl Window {
    /// The window from `start_us` up to but not including `end_us`; empty if they are out of order.
    pub fn new(start_us: i64, end_us: i64) -> Self {
        Self { start_us, end_us: end_us.max(start_us) }
    }

    /// Is the instant inside?
    pub fn contains(&self, instant_us: i64) -> bool {
        self.start_us <= instant_us && instant_us < self.end_us
    }

    /// Do the two share an instant?
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start_us < other.end_us && other.start_us < self.end_us
    }

    /// Its length in seconds.
    pub fn seconds(&self) -> f64 {
        (self.end_us - self.start_us) as f64 / SECOND_US as f64
    }

    /// Its length in whole minutes, at least one.
    pub fn minutes(&self) -> i64 {
        ((self.end_us - self.start_us) / MINUTE_US).max(1)
    }

    /// The same clock times `days` days later (earlier if negative).
    pub fn shifted_days(&self, days: i64) -> Self {
        Self { start_us: self.start_us + days * DAY_US, end_us: self.end_us + days * DAY_US }
    }
}

/// Rounds an instant down to its minute.
pub fn minute_of(instant_us: i64) -> i64 {
    instant_us.div_euclid(MINUTE_US) * MINUTE_US
}

/// Days since 1970-01-01 of an instant.
pub fn day_of(instant_us: i64) -> i64 {
    instant_us.div_euclid(DAY_US)
}

/// ISO weekday of an instant: 1 = Monday … 7 = Sunday (1970-01-01 was a Thursday).
pub fn weekday_of(instant_us: i64) -> i64 {
    (day_of(instant_us) + 3).rem_euclid(7) + 1
}

/// Days since 1970-01-01 of a civil date of the proleptic Gregorian calendar.
///
/// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// `2021-04-06T06:02:00Z`, with a fraction only where there is one. Instants outside the years
/// −9999…9999 are printed as their count of microseconds.
pub fn rfc3339(instant_us: i64) -> String {
    jiff::Timestamp::from_microsecond(instant_us)
        .map_or_else(|_| format!("{instant_us}us"), |instant| instant.to_string())
}

/// Reads `2021-04-06T06:02:00Z`, `2021-04-06 06:02` or `2021-04-06` (UTC where no offset is given).
/// `None` if it is none of these.
pub fn parse(text: &str) -> Option<i64> {
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return Some(instant.as_microsecond());
    }
    let civil = text.parse::<jiff::civil::DateTime>().ok()?;
    let zoned = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn civil_days_agree_with_known_dates() {
        assert_eq!(days_from_civil(1970, 1, 1), 0);
        assert_eq!(days_from_civil(2000, 2, 29), 11_016);
        assert_eq!(days_from_civil(2021, 4, 6), 18_723);
        assert_eq!(days_from_civil(1969, 12, 31), -1);
    }

    #[test]
    fn instants_print_and_parse_back() {
        let instant = parse("2021-04-06T08:02:00+02:00").expect("an offset");
        assert_eq!(rfc3339(instant), "2021-04-06T06:02:00Z");
        assert_eq!(parse("2021-04-06 06:02"), Some(instant));
        assert_eq!(parse("2021-04-06"), Some(18_723 * DAY_US));
        assert_eq!(parse("yesterday"), None);
        assert_eq!(weekday_of(instant), 2);
    }

    #[test]
    fn windows_are_half_open() {
        let window = Window::new(0, MINUTE_US);
        assert!(window.contains(0) && !window.contains(MINUTE_US));
        assert!(!window.overlaps(&Window::new(MINUTE_US, 2 * MINUTE_US)));
    }
}
