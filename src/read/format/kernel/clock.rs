//! Time stamps as logs write them: text in, microseconds since the epoch out; `None` for what is no
//! date of the calendar. Zones come from the text, or from what was said about the log.

use crate::base::time::{DAY_US, HOUR_US, MINUTE_US, SECOND_US, days_from_civil};

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::base::health::Health;

use super::slot::TimeForm;
use super::zone::{Local, Zone};
use super::{number, stamp, utc};

/// Years 1 to 9999, less the last day: what is outside cannot be printed or shown in another zone, and
/// no server was there to log it. An epoch in milliseconds falls outside too.
const INSTANTS: std::ops::Range<i64> = -62_135_596_800_000_000..253_402_207_200_000_000;

/// Bytes of `06/Apr/2021:08:31:02 +0200`.
pub const CLF_LENGTH: usize = 26;

/// Reads time stamps and remembers the last one: logs have many lines a second.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    zone: Zone,
    last: [u8; CLF_LENGTH],
    last_us: Option<i64>,
    date: Option<Date>,
    /// The offset of the stamp read last, and that of the last in brackets.
    offset_us: Option<i64>,
    last_offset_us: Option<i64>,
}

impl Clock {
    /// A clock that reads stamps without a zone in this one.
    pub fn new(zone: Zone) -> Self {
        Self { zone, ..Self::default() }
    }

    /// Reads the inside of the brackets.
    #[inline]
    pub fn clf(&mut self, text: &[u8]) -> Option<i64> {
        let text: &[u8; CLF_LENGTH] = text.try_into().ok()?;
        if *text != self.last {
            let read = clf(text);
            self.last_us = read.map(|read| read.0);
            self.last_offset_us = read.map(|read| read.1);
            self.last = *text;
        }
        self.offset_us = self.last_offset_us;
        self.last_us
    }

    /// The offset from UTC of the stamp that was read last in this line, microseconds, but for `Z`: machines
    /// write it wherever they are.
    #[inline]
    pub fn offset_us(&self) -> Option<i64> {
        self.offset_us
    }

    /// The instant, whose offset is noted.
    fn seen(&mut self, (instant_us, offset_us): (i64, i64)) -> Option<i64> {
        self.offset_us = Some(offset_us);
        Some(instant_us)
    }

    /// Reads an instant that is written in that form.
    pub fn read(&mut self, form: &TimeForm, text: &[u8], health: &mut Health) -> Option<i64> {
        let instant = match form {
            TimeForm::Clf => self.clf(text).or_else(|| self.written(text, health)),
            TimeForm::EpochSeconds => number::scaled(text, 6),
            TimeForm::EpochMillis => number::scaled(text, 3),
            TimeForm::EpochMicros => number::scaled(text, 0),
            TimeForm::EpochNanos => number::scaled(text, 0).map(|nanos| nanos / 1_000),
            TimeForm::Pattern(pattern) => self.by_pattern(pattern, text, health),
            TimeForm::Iso | TimeForm::Any => {
                let usual = zulu(text);
                let usual = usual.or_else(|| self.seen(utc::instant_with_offset(text)?));
                usual.or_else(|| epoch(text)).or_else(|| self.written(text, health))
            }
        };
        instant.filter(|us| INSTANTS.contains(us))
    }

    /// Begins a line: the date of the one before is not its date, or the rows would depend on where a
    /// chunk begins.
    #[inline]
    pub fn begin(&mut self) {
        self.date = None;
        self.offset_us = None;
    }

    /// Takes the date of a line whose time of day is another field.
    pub fn date(&mut self, text: &[u8]) -> Option<()> {
        let (date, rest) = stamp::date(text)?;
        self.date = rest.is_empty().then_some(date);
        self.date.map(|_| ())
    }

    /// The instant of a time of day, on the date taken before it, in UTC: the formats that split the two
    /// say that they write UTC.
    pub fn time_of_day(&self, text: &[u8]) -> Option<i64> {
        let (time, rest) = stamp::time(text)?;
        let local = self.date?.to_datetime(time);
        let instant = || TimeZone::UTC.to_timestamp(local).ok().map(|at| at.as_microsecond());
        rest.is_empty().then(instant)?
    }

    /// The instant of a local date and time in the zone of the log; counts what was done.
    pub fn local(&self, local: DateTime, health: &mut Health) -> Option<i64> {
        let found = self.zone.instant(local)?;
        health.zoneless += 1;
        match found {
            Local::Plain(_) => {}
            Local::Fold(_) => health.folds += 1,
            Local::Gap(_) => health.gaps += 1,
        }
        Some(found.instant_us())
    }

    fn written(&mut self, text: &[u8], health: &mut Health) -> Option<i64> {
        let (local, offset_us) = stamp::read(text)?;
        match offset_us {
            Some(offset_us) => {
                let at = TimeZone::UTC.to_timestamp(local).ok()?;
                let instant_us = at.as_microsecond().checked_sub(offset_us)?;
                self.seen((instant_us, offset_us))
            }
            None => self.local(local, health),
        }
    }

    fn by_pattern(&self, pattern: &str, text: &[u8], health: &mut Health) -> Option<i64> {
        let parsed = jiff::fmt::strtime::parse(pattern, text).ok()?;
        match parsed.to_timestamp() {
            Ok(at) => Some(at.as_microsecond()),
            Err(_) => self.local(parsed.to_datetime().ok()?, health),
        }
    }
}

/// The form that most machines write, `2021-04-06T06:31:02.5Z`, without a look at the others.
fn zulu(text: &[u8]) -> Option<i64> {
    utc::instant(text).filter(|_| text.ends_with(b"Z"))
}

/// A number since the epoch; its unit by its size: seconds have ten digits from 2001 to 2286, and the
/// finer units three more each.
fn epoch(text: &[u8]) -> Option<i64> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match digits {
        9..=10 => number::scaled(text, 6),
        12..=13 => number::scaled(text, 3),
        15..=16 => number::scaled(text, 0),
        18..=19 => {
            let nanos: i64 = std::str::from_utf8(text).ok()?.parse().ok()?;
            Some(nanos / 1_000)
        }
        _ => None,
    }
}

/// Reads `dd/Mon/yyyy:HH:MM:SS ±hhmm`. A leap second (:60) is the first second of the next minute,
/// as POSIX counts. The instant and the offset, microseconds.
fn clf(text: &[u8; CLF_LENGTH]) -> Option<(i64, i64)> {
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
    let instant = possible.then(instant).filter(|us| INSTANTS.contains(us))?;
    Some((instant, zone_us))
}

/// The number of an English month name, whatever the locale: servers do not translate them.
pub fn month(name: &[u8]) -> Option<i64> {
    const MONTHS: &[u8; 36] = b"janfebmaraprmayjunjulaugsepoctnovdec";
    let lower: [u8; 3] = name.to_ascii_lowercase().try_into().ok()?;
    MONTHS.chunks_exact(3).position(|month| month == lower).map(|index| index as i64 + 1)
}

/// Days of a month, 1 to 12.
pub fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::rfc3339;

    fn any(text: &str) -> Option<i64> {
        Clock::default().read(&TimeForm::Any, text.as_bytes(), &mut Health::default())
    }

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
        for text in [
            "2021-04-06T08:31:02.5+02:00",
            "2021-04-06T06:31:02.500Z",
            "2021-04-06 06:31:02,500 UTC",
            "1617690662.500",
            "1617690662500",
            "1617690662500000",
            "1617690662500000000",
            "[06/Apr/2021:08:31:02.500 +0200]",
            "Tue Apr 06 06:31:02.500 2021",
            "Tue, 06 Apr 2021 06:31:02.5 GMT",
            "2021/04/06 06:31:02.5",
        ] {
            assert_eq!(any(text), expected, "{text}");
        }
        assert_eq!(any("06/Apr/2021:08:31:02 +0200"), Some(1_617_690_662_000_000));
        assert_eq!(any("2021-04-31T00:00:00Z"), None);
    }

    #[test]
    fn instants_that_cannot_be_printed_are_none() {
        for text in ["9999-12-30T22:00:00Z", "-000001-01-01T00:00:00Z", "99999999999", "12"] {
            assert_eq!(any(text), None, "{text}");
        }
        for text in ["31/Dec/9999:23:59:59 +0000", "01/Jan/0001:00:00:00 +0100"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("01/Jan/0001:00:00:00 +0000").as_deref(), Some("0001-01-01T00:00:00Z"));
    }
}
