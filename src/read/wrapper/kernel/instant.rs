//! The instants of envelopes: a stamp in, microseconds since the epoch out. Every line of a container's
//! log has one, so that the form they all have is read without a calendar.

use crate::base::time::{DAY_US, HOUR_US, MINUTE_US, SECOND_US, days_from_civil};
use crate::read::format::kernel::clock::month_length;
use crate::read::format::kernel::number::integer;
use crate::read::format::kernel::reader::Session;
use crate::read::format::kernel::slot::TimeForm;

/// The instant of a stamp in the form of RFC 3339 or a relative of it.
pub fn instant(stamp: &[u8], session: &mut Session) -> Option<i64> {
    plain(stamp).or_else(|| session.clock.read(&TimeForm::Iso, stamp, &mut session.outer))
}

/// `2021-04-06T06:31:02.123456789Z`, `2021-04-06T08:31:02+02:00`; `None` for any other form.
fn plain(stamp: &[u8]) -> Option<i64> {
    let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if separators.iter().any(|&(at, byte)| stamp.get(at) != Some(&byte)) {
        return None;
    }
    let part = |from: usize, to: usize| integer(stamp.get(from..to)?);
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
    let possible = (1971..9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=month_length(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    let (micros, zone) = fraction(stamp.get(19..)?)?;
    let clock_us = hour * HOUR_US + minute * MINUTE_US + second * SECOND_US + micros;
    let at = || Some(days_from_civil(year, month, day) * DAY_US + clock_us - offset(zone)?);
    possible.then(at)?
}

/// Microseconds of `.123456789`, and what follows; what is finer is dropped.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let Some(rest) = text.strip_prefix(b".") else { return Some((0, text)) };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (fraction, rest) = rest.split_at_checked(digits).filter(|_| digits > 0)?;
    let micros = (0..6).fold(0, |value, place| {
        value * 10 + fraction.get(place).map_or(0, |digit| i64::from(digit - b'0'))
    });
    Some((micros, rest))
}

fn offset(zone: &[u8]) -> Option<i64> {
    let (sign, hours, minutes) = match zone {
        b"Z" => return Some(0),
        [b'+', h, i, b':', m, n] => (1, [*h, *i], [*m, *n]),
        [b'-', h, i, b':', m, n] => (-1, [*h, *i], [*m, *n]),
        _ => return None,
    };
    let (hours, minutes) = (integer(&hours)?, integer(&minutes)?);
    (hours < 24 && minutes < 60).then(|| sign * (hours * HOUR_US + minutes * MINUTE_US))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::format::kernel::reader::{Context, Setting};

    #[test]
    fn the_plain_form_agrees_with_the_calendar() {
        let mut session = Session::new(&Setting::default(), Context::default());
        for stamp in [
            "2021-04-06T06:31:02.123456789Z",
            "2021-04-06T08:31:02+02:00",
            "2020-02-29T23:59:59.5-09:30",
            "2021-12-31T23:59:59Z",
        ] {
            let calendar = session.clock.read(&TimeForm::Iso, stamp.as_bytes(), &mut session.outer);
            assert!(calendar.is_some());
            assert_eq!(plain(stamp.as_bytes()), calendar, "{stamp}");
        }
        for stamp in ["2021-02-29T00:00:00Z", "2021-04-06T24:00:00Z", "2021-04-06T08:31:02", "x"] {
            assert_eq!(plain(stamp.as_bytes()), None, "{stamp}");
        }
    }
}
