//! Numbers as logs write them: digits in, integers out; `None` for anything else. No float on the
//! way where the log has decimals.

use crate::base::time::DAY_US;

use super::slot::Unit;

/// Ten years in microseconds: no request takes longer, and sums of shorter ones cannot overflow.
const DURATION_MAX_US: i64 = 3_652 * DAY_US;
/// A pebibyte: no answer is larger, and sums of smaller ones cannot overflow.
const SIZE_MAX: i64 = 1 << 50;

/// Reads digits only, up to 18 of them (fewer than 2^63).
#[inline]
pub fn integer(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    text.iter().try_fold(0i64, |value, byte| {
        byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0'))
    })
}

/// Reads a number of bytes, less than 2^50.
#[inline]
pub fn size(text: &[u8]) -> Option<i64> {
    integer(text).filter(|bytes| *bytes < SIZE_MAX)
}

/// Reads `-` as nothing (`Some(None)`), else a number of bytes.
#[inline]
pub fn size_or_dash(text: &[u8]) -> Option<Option<i64>> {
    if text == b"-" { Some(None) } else { size(text).map(Some) }
}

/// Microseconds that can be a time to serve: ten years at most.
#[inline]
pub fn duration(micros: i64) -> Option<i64> {
    Some(micros).filter(|micros| *micros <= DURATION_MAX_US)
}

/// Reads seconds with a decimal point, as `0.123`, into microseconds; further digits are dropped.
pub fn decimal_seconds(text: &[u8]) -> Option<i64> {
    let point = memchr::memchr(b'.', text)?;
    let (whole, fraction) = (text.get(..point)?, text.get(point + 1..)?);
    if !fraction.iter().all(u8::is_ascii_digit) || whole.len() > 11 {
        return None;
    }
    let micros = (0..6).fold(0i64, |value, place| {
        value * 10 + fraction.get(place).map_or(0, |digit| i64::from(digit - b'0'))
    });
    Some(integer(whole)? * 1_000_000 + micros)
}

/// Reads seconds with or without a decimal point into microseconds.
pub fn seconds(text: &[u8]) -> Option<i64> {
    decimal_seconds(text).or_else(|| integer(text)?.checked_mul(1_000_000))
}

/// Reads a duration in that unit into microseconds; what is finer is dropped. Ten years at most.
pub fn duration_in(text: &[u8], unit: Unit) -> Option<i64> {
    let places = match unit {
        Unit::Seconds => 6,
        Unit::Millis => 3,
        Unit::Micros => 0,
        Unit::Nanos => return duration(scaled(text, 0)? / 1_000),
        Unit::Written => return written(text).and_then(duration),
    };
    duration(scaled(text, places)?)
}

/// A decimal number times a power of ten, as a whole number; what is left of it is dropped.
pub fn scaled(text: &[u8], places: usize) -> Option<i64> {
    let point = memchr::memchr(b'.', text).unwrap_or(text.len());
    let (whole, fraction) = (text.get(..point)?, text.get(point + 1..).unwrap_or_default());
    if !fraction.iter().all(u8::is_ascii_digit) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole = if whole.is_empty() { 0 } else { integer(whole)? };
    (0..places).try_fold(whole, |value, place| {
        let digit = fraction.get(place).map_or(0, |digit| i64::from(digit - b'0'));
        value.checked_mul(10)?.checked_add(digit)
    })
}

/// A duration that names its units, as Go prints it: `12ms`, `1m2.5s`, `350µs`.
fn written(text: &[u8]) -> Option<i64> {
    let mut rest = text;
    let mut total = 0i64;
    while !rest.is_empty() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
        let (number, after) = rest.split_at_checked(digits)?;
        let letters =
            after.iter().take_while(|byte| !byte.is_ascii_digit() && **byte != b'.').count();
        let (name, after) = after.split_at_checked(letters)?;
        total = total.checked_add(in_unit_named(number, name)?)?;
        rest = after;
    }
    (!text.is_empty()).then_some(total)
}

fn in_unit_named(number: &[u8], name: &[u8]) -> Option<i64> {
    match name {
        b"h" => scaled(number, 6)?.checked_mul(3600),
        b"m" => scaled(number, 6)?.checked_mul(60),
        b"s" => scaled(number, 6),
        b"ms" => scaled(number, 3),
        b"us" | b"\xc2\xb5s" | b"\xce\xbcs" => scaled(number, 0),
        b"ns" => Some(scaled(number, 0)? / 1_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_or_nothing() {
        assert_eq!(integer(b"5120"), Some(5120));
        assert_eq!(integer(b"999999999999999999"), Some(999_999_999_999_999_999));
        assert_eq!([&b""[..], b"-1", b"1e3", b"9999999999999999999"].map(integer), [None; 4]);
        assert_eq!(size_or_dash(b"-"), Some(None));
    }

    #[test]
    fn sizes_and_durations_are_possible_ones() {
        assert_eq!(size(b"1125899906842623"), Some((1 << 50) - 1));
        assert_eq!(size_or_dash(b"1125899906842624"), None);
        assert_eq!(duration(315_532_800_000_000), Some(315_532_800_000_000));
        assert_eq!(duration(315_532_800_000_001), None);
    }

    #[test]
    fn seconds_become_microseconds() {
        assert_eq!(decimal_seconds(b"60.001"), Some(60_001_000));
        assert_eq!(decimal_seconds(b"1617690662.1234567"), Some(1_617_690_662_123_456));
        assert_eq!([&b"1"[..], b".5", b"1.x", b"-"].map(decimal_seconds), [None; 4]);
        assert_eq!(seconds(b"2"), Some(2_000_000));
    }

    #[test]
    fn durations_in_every_unit() {
        for (text, unit, expected) in [
            ("0.062", Unit::Seconds, Some(62_000)),
            ("2", Unit::Seconds, Some(2_000_000)),
            (".5", Unit::Seconds, Some(500_000)),
            ("12.25", Unit::Millis, Some(12_250)),
            ("61530", Unit::Micros, Some(61_530)),
            ("61530.9", Unit::Micros, Some(61_530)),
            ("61530999", Unit::Nanos, Some(61_530)),
            ("12ms", Unit::Written, Some(12_000)),
            ("1m2.5s", Unit::Written, Some(62_500_000)),
            ("350\u{b5}s", Unit::Written, Some(350)),
            ("12", Unit::Written, None),
            ("", Unit::Seconds, None),
            (".", Unit::Seconds, None),
            ("1e3", Unit::Seconds, None),
            ("999999999999999999", Unit::Seconds, None),
        ] {
            assert_eq!(duration_in(text.as_bytes(), unit), expected, "{text} {unit:?}");
        }
    }
}
