//! Time stamps as logs write them: text in, microseconds since the epoch out; `None` for what is no
//! date of the calendar. Zones come from the text alone.

use crate::base::time::{DAY_US, HOUR_US, MINUTE_US, SECOND_US, days_from_civil};

use super::number;

/// Years 1 to 9999, less the last day: what is outside cannot be printed or shown in another zone, and
/// no server was there to log it. An epoch in milliseconds falls outside too.
const INSTANTS: std::ops::Range<i64> = -62_135_596_800_000_000..253_402_207_200_000_000;

/// Bytes of `06/Apr/2021:08:31:02 +0200`.
pub const CLF_LENGTH: usize = 26;

/// Reads time stamps of the CLF family and remembers the last one: logs have many lines a second.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    last: [u8; CLF_LENGTH],
    last_us: Option<i64>,
}

impl Clock {
    /// Reads the inside of the brackets.
    #[inline]
    pub fn clf(&mut self, text: &[u8]) -> Option<i64> {
        let text: &[u8; CLF_LENGTH] = text.try_into().ok()?;
        if *text != self.last {
            self.last_us = clf(text);
            self.last = *text;
        }
        self.last_us
    }
}

/// Reads `dd/Mon/yyyy:HH:MM:SS ±hhmm`. A leap second (:60) is the first second of the next minute,
/// as POSIX counts.
fn clf(text: &[u8; CLF_LENGTH]) -> Option<i64> {
    let separators = [(2, b'/'), (6, b'/'), (11, b':'), (14, b':'), (17, b':'), (20, b' ')];
    if separators.iter().any(|&(at, byte)| text.get(at) != Some(&byte)) {
        return None;
    }
    let part = |from: usize, to: usize| number::integer(text.get(from..to)?);
    let (year, month, day) = (part(7, 11)?, month(text.get(3..6)?)?, part(0, 2)?);
    let (hour, minute, second) = (part(12, 14)?, part(15, 17)?, part(18, 20)?);
    let (zone_hour, zone_minute) = (part(22, 24)?, part(24, 26)?);
    let possible = (1..=month_length(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60
        && zone_hour < 24
        && zone_minute < 60;
    let zone_us = match text.get(21)? {
        b'+' => zone_hour * HOUR_US + zone_minute * MINUTE_US,
        b'-' => -(zone_hour * HOUR_US + zone_minute * MINUTE_US),
        _ => return None,
    };
    let clock_us = hour * HOUR_US + minute * MINUTE_US + second * SECOND_US;
    let instant = || days_from_civil(year, month, day) * DAY_US + clock_us - zone_us;
    possible.then(instant).filter(|us| INSTANTS.contains(us))
}

/// English month names, whatever the locale: servers do not translate them.
fn month(name: &[u8]) -> Option<i64> {
    const MONTHS: &[u8; 36] = b"janfebmaraprmayjunjulaugsepoctnovdec";
    let lower: [u8; 3] = name.to_ascii_lowercase().try_into().ok()?;
    MONTHS.chunks_exact(3).position(|month| month == lower).map(|index| index as i64 + 1)
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Reads any of the ways in which JSON logs write an instant: RFC 3339 with an offset, CLF, or
/// seconds since the epoch with or without decimals. Without an offset it is no instant.
pub fn any(text: &str) -> Option<i64> {
    let instant = match text.parse::<jiff::Timestamp>() {
        Ok(instant) => Some(instant.as_microsecond()),
        Err(_) => number::seconds(text.as_bytes()),
    };
    let instant = instant.or_else(|| Clock::default().clf(text.as_bytes()));
    instant.filter(|us| INSTANTS.contains(us))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::rfc3339;

    fn read(text: &str) -> Option<String> {
        Clock::default().clf(text.as_bytes()).map(rfc3339)
    }

    #[test]
    fn instants_of_the_clf_family() {
        for (text, expected) in [
            ("06/Apr/2021:08:31:02 +0200", Some("2021-04-06T06:31:02Z")),
            ("31/dec/1999:23:59:60 +0000", Some("2000-01-01T00:00:00Z")),
            ("29/Feb/2020:00:00:00 -0930", Some("2020-02-29T09:30:00Z")),
            ("29/Feb/2021:00:00:00 +0000", None),
            ("06/Avr/2021:08:31:02 +0200", None),
            ("40/Apr/2021:08:31:02 +0200", None),
            ("06/Apr/2021:24:00:00 +0200", None),
            ("06/Apr/2021:08:31:02  0200", None),
            ("2021-04-06T08:31:02+02:00x", None),
        ] {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_bad_stamp_stays_bad() {
        let mut clock = Clock::default();
        assert_eq!(clock.clf(b"06/Apr/2021:08:31:61 +0200"), None);
        assert_eq!(clock.clf(b"06/Apr/2021:08:31:61 +0200"), None);
        assert_eq!(clock.clf(&[0; CLF_LENGTH]), None);
    }

    #[test]
    fn instants_of_json() {
        let expected = Some(1_617_690_662_500_000);
        for text in ["2021-04-06T08:31:02.5+02:00", "2021-04-06T06:31:02.500Z", "1617690662.500"] {
            assert_eq!(any(text), expected, "{text}");
        }
        assert_eq!(any("2021-04-06T08:31:02"), None);
        assert_eq!(any("06/Apr/2021:08:31:02 +0200"), Some(1_617_690_662_000_000));
    }

    #[test]
    fn instants_that_cannot_be_printed_are_none() {
        assert_eq!(any("253402207199"), Some(253_402_207_199_000_000));
        for text in
            ["253402207200", "1617690662500", "9999-12-30T22:00:00Z", "-000001-01-01T00:00:00Z"]
        {
            assert_eq!(any(text), None, "{text}");
        }
        for text in ["31/Dec/9999:23:59:59 +0000", "01/Jan/0001:00:00:00 +0100"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("01/Jan/0001:00:00:00 +0000").as_deref(), Some("0001-01-01T00:00:00Z"));
    }
}
