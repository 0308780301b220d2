//! Dates and times of formats that say they write UTC, in the one form that they have: text in, days
//! and microseconds out. It is what [`clock`](super::clock) reads too, without the choice of forms.

use jiff::civil::Date;

use crate::base::time::{DAY_US, HOUR_US, MINUTE_US, SECOND_US, days_from_civil};

use super::number;

/// Reads `2021-04-06` into days since the epoch.
#[inline]
pub fn day(text: &[u8]) -> Option<i64> {
    let [y, yy, yyy, yyyy, b'-', m, mm, b'-', d, dd] = *<&[u8; 10]>::try_from(text).ok()? else {
        return None;
    };
    let year = number::integer(&[y, yy, yyy, yyyy])?;
    let (month, day) = (number::integer(&[m, mm])?, number::integer(&[d, dd])?);
    // The last year that can be shown in any zone; year 0 is none.
    let known = (1..9999).contains(&year);
    let date = Date::new(i16::try_from(year).ok()?, month as i8, day as i8);
    (known && date.is_ok()).then(|| days_from_civil(year, month, day))
}

/// Reads `08:31:02` or `08:31:02.5` into microseconds of the day; a leap second is the first second
/// of the next minute, as POSIX counts.
#[inline]
pub fn time_of_day(text: &[u8]) -> Option<i64> {
    let (whole, fraction) = text.split_at_checked(8)?;
    let [h, hh, b':', m, mm, b':', s, ss] = *<&[u8; 8]>::try_from(whole).ok()? else {
        return None;
    };
    let (hour, minute) = (number::integer(&[h, hh])?, number::integer(&[m, mm])?);
    let second = number::integer(&[s, ss])?;
    let micros = match fraction {
        b"" => 0,
        [b'.' | b',', digits @ ..] => micros(digits)?,
        _ => return None,
    };
    let possible = hour < 24 && minute < 60 && second <= 60;
    possible.then_some(hour * HOUR_US + minute * MINUTE_US + second * SECOND_US + micros)
}

fn micros(digits: &[u8]) -> Option<i64> {
    let known = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    let digit =
        |place: usize| digits.get(place).map_or(0, |digit| i64::from(digit.wrapping_sub(b'0')));
    known.then(|| (0..6).fold(0, |value, place| value * 10 + digit(place)))
}

/// Reads `2021-04-06T08:31:02.123456Z`, the `Z` and the fraction perhaps missing, into microseconds
/// since the epoch.
#[inline]
pub fn instant(text: &[u8]) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let time = rest.strip_prefix(b"T").or_else(|| rest.strip_prefix(b" "))?;
    let time = time.strip_suffix(b"Z").unwrap_or(time);
    Some(day(date)? * DAY_US + time_of_day(time)?)
}

/// Reads `2021-04-06T08:31:02.123456+02:00`, the fraction and the colon perhaps missing, into
/// microseconds since the epoch, and the offset.
#[inline]
pub fn instant_with_offset(text: &[u8]) -> Option<(i64, i64)> {
    let (local, zone) = text.split_at_checked(text.len().checked_sub(5)?)?;
    let (local, sign, digits) = match (local.split_last()?, zone) {
        ((sign @ (b'+' | b'-'), local), [h, hh, b':', m, mm]) => (local, sign, [*h, *hh, *m, *mm]),
        (_, [sign @ (b'+' | b'-'), h, hh, m, mm]) => (local, sign, [*h, *hh, *m, *mm]),
        _ => return None,
    };
    let minutes = number::integer(&digits)?;
    let (hours, minutes) = (minutes / 100, minutes % 100);
    let offset = hours * HOUR_US + minutes * MINUTE_US;
    let possible = hours < 24 && minutes < 60 && !local.ends_with(b"Z");
    let local = instant(local).filter(|_| possible)?;
    let offset = if *sign == b'+' { offset } else { -offset };
    Some((local - offset, offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times() {
        assert_eq!(day(b"2021-04-06"), Some(18_723));
        for text in ["2021-04-31", "2021-13-01", "21-04-06", "9999-01-01", "0000-01-01", "x"] {
            assert_eq!(day(text.as_bytes()), None, "{text}");
        }
        assert_eq!(time_of_day(b"08:31:02.5"), Some(30_662_500_000));
        assert_eq!(time_of_day(b"23:59:60"), Some(DAY_US));
        for text in ["24:00:00", "08:60:00", "08:31:61", "8:31:02", "08:31:02.", "08:31:02Z"] {
            assert_eq!(time_of_day(text.as_bytes()), None, "{text}");
        }
        assert_eq!(instant(b"2021-04-06T06:31:02.500000Z"), Some(1_617_690_662_500_000));
        assert_eq!(instant(b"2021-04-06T06:31:02"), Some(1_617_690_662_000_000));
        assert_eq!(instant(b"2021-04-06T06:31:02+02:00"), None);
        for (text, expected) in [
            ("2021-04-06T08:31:02.5+02:00", Some((1_617_690_662_500_000, 2 * HOUR_US))),
            ("2021-04-06 05:31:02-0100", Some((1_617_690_662_000_000, -HOUR_US))),
            ("2021-04-06T08:31:02Z+02:00", None),
            ("2021-04-06T08:31:02+02:60", None),
            ("2021-04-06T08:31:02+2:00", None),
            ("2021-04-06T08:31:02", None),
            ("+02:00", None),
        ] {
            assert_eq!(instant_with_offset(text.as_bytes()), expected, "{text}");
        }
    }
}
