//! Instants as people of a language read them, always UTC and always beside or instead of no other
//! zone. Microseconds in, text out.

use super::Words;
use crate::base::time::{Window, rfc3339};

/// Windows shorter than this are given by the second, as their length is.
const SHORT_S: f64 = 120.0;

impl Words {
    /// `6 April 2021, 06:02 UTC`; RFC 3339 for instants outside the calendar.
    pub fn moment(&self, instant_us: i64) -> String {
        match civil(instant_us) {
            Some(at) => format!("{}, {}\u{a0}UTC", self.date_of(at), clock(at)),
            None => rfc3339(instant_us),
        }
    }

    /// `6 April 2021`.
    pub fn date(&self, instant_us: i64) -> String {
        civil(instant_us).map_or_else(|| rfc3339(instant_us), |at| self.date_of(at))
    }

    /// `6 April 2021, 06:02–08:11 UTC (2 h 9 min)`, with both dates where they differ; with seconds where minutes
    /// would not tell its ends apart.
    pub fn window(&self, window: Window) -> String {
        let length = self.numbers().duration(window.seconds());
        let (Some(from), Some(to)) = (civil(window.start_us), civil(window.end_us)) else {
            return format!("{}/{}", rfc3339(window.start_us), rfc3339(window.end_us));
        };
        let clock = |at| match window.seconds() < SHORT_S {
            true => format!("{}:{:02}", clock(at), at.second()),
            false => clock(at),
        };
        if window.end_us <= window.start_us {
            return format!("{}, {}\u{a0}UTC", self.date_of(from), clock(from));
        }
        if from.date() == to.date() {
            let day = self.date_of(from);
            return format!("{day}, {}–{}\u{a0}UTC ({length})", clock(from), clock(to));
        }
        let (start, end) = (self.date_of(from), self.date_of(to));
        format!("{start}, {} – {end}, {}\u{a0}UTC ({length})", clock(from), clock(to))
    }

    /// `2021-04-06T06:02:00Z/2021-04-06T08:11:00Z` (ISO 8601 interval).
    pub fn interval(&self, window: Window) -> String {
        format!("{}/{}", rfc3339(window.start_us), rfc3339(window.end_us))
    }

    fn date_of(&self, at: jiff::civil::DateTime) -> String {
        let month = self.say(&format!("month-{}", at.month()));
        let arguments = [
            ("day", i64::from(at.day()).into()),
            ("month", month.into()),
            ("year", at.year().to_string().into()),
        ];
        self.get("date-long", &arguments)
    }
}

fn civil(instant_us: i64) -> Option<jiff::civil::DateTime> {
    let instant = jiff::Timestamp::from_microsecond(instant_us).ok()?;
    Some(instant.to_zoned(jiff::tz::TimeZone::UTC).datetime())
}

fn clock(at: jiff::civil::DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::parse;

    #[test]
    fn windows_name_the_day_once() {
        let at = |text| parse(text).expect("an instant");
        let window = Window::new(at("2021-04-01T06:02:00Z"), at("2021-04-01T08:11:00Z"));
        let english = Words::of("en").expect("English");
        let french = Words::of("fr").expect("French");
        assert_eq!(
            english.window(window),
            "1 April 2021, 06:02–08:11\u{a0}UTC (2\u{a0}h\u{a0}9\u{a0}min)"
        );
        let short = Window::new(at("2021-04-01T06:02:03Z"), at("2021-04-01T06:02:11Z"));
        assert_eq!(english.window(short), "1 April 2021, 06:02:03–06:02:11\u{a0}UTC (8.0\u{a0}s)");
        let instant = Window::new(short.start_us, short.start_us);
        assert_eq!(english.window(instant), "1 April 2021, 06:02:03\u{a0}UTC");
        assert!(french.window(window).starts_with("1er\u{a0}avril 2021, 06:02–08:11\u{a0}UTC"));
        assert_eq!(english.moment(at("2021-12-31T23:59:00Z")), "31 December 2021, 23:59\u{a0}UTC");
        assert!(english.moment(i64::MAX).ends_with("us"));
    }
}
