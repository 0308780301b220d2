//! Dates and times as people write them in logs: text in, a local date and time and perhaps an offset
//! out. Which of the forms it is, is told by the text; it knows no zone but those written as numbers,
//! `Z`, `UTC` and `GMT`.

use jiff::civil::{Date, DateTime, Time};

use super::clock::month;
use super::number;

const HOUR_US: i64 = 3_600_000_000;
const MINUTE_US: i64 = 60_000_000;

/// Reads a date and time in any known form; the offset from UTC in microseconds where there is one.
pub fn read(text: &[u8]) -> Option<(DateTime, Option<i64>)> {
    let text = text.trim_ascii();
    let text = text.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]")).unwrap_or(text);
    let text = after_weekday(text);
    if let Some((date, rest)) = date(text) {
        let rest = rest.strip_prefix(b":").or_else(|| rest.strip_prefix(b"T")).unwrap_or(rest);
        let (time, rest) = time(rest.trim_ascii_start())?;
        return Some((date.to_datetime(time), offset(rest)?));
    }
    asctime(text).or_else(|| american(text))
}

/// `4/6/2021, 8:31:02.000 AM`, as Azure's portal exports times: months come first where hours are halves of
/// a day.
fn american(text: &[u8]) -> Option<(DateTime, Option<i64>)> {
    let half = text.get(text.len().checked_sub(3)?..)?;
    if !matches!(half, b" AM" | b" PM") {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    let time = DateTime::strptime("%m/%d/%Y, %I:%M:%S%.f %p", text).ok()?;
    Some((time, None))
}

/// Reads a date; gives what follows: `2021-04-06`, `2021/04/06`, `06/Apr/2021`, `06 Apr 2021`,
/// `06-Apr-2021`.
pub fn date(text: &[u8]) -> Option<(Date, &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let separator = *text.get(digits)?;
    if !b"-/ .".contains(&separator) {
        return None;
    }
    let (first, rest) = (number::integer(text.get(..digits)?)?, text.get(digits + 1..)?);
    let end = rest.iter().position(|byte| *byte == separator)?;
    let (middle, rest) = (rest.get(..end)?, rest.get(end + 1..)?);
    let digits_last = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let last = number::integer(rest.get(..digits_last)?)?;
    let month =
        number::integer(middle).or_else(|| month(middle)).or_else(|| month_abroad(middle))?;
    let (year, day) = match (digits, digits_last) {
        (4, 1..=2) => (first, last),
        (1..=2, 4) if !middle.first()?.is_ascii_digit() => (last, first),
        _ => return None,
    };
    Some((civil(year, month, day)?, rest.get(digits_last..)?))
}

/// A month as servers of other locales abbreviate it (CLDR): French, German, Spanish, Italian,
/// Portuguese, Dutch. What two of them write for different months is in none.
fn month_abroad(name: &[u8]) -> Option<i64> {
    const NAMES: [&[&str]; 12] = [
        &["janv", "jän", "jan", "ene", "gen"],
        &["févr", "feb", "fev"],
        &["mars", "mär", "märz", "mar", "mrt"],
        &["avr", "apr", "abr"],
        &["mai", "may", "mag", "mei"],
        &["juin", "jun", "giu", "juni"],
        &["juil", "jul", "lug", "juli"],
        &["août", "aug", "ago"],
        &["sept", "sep", "set"],
        &["oct", "okt", "ott", "out"],
        &["nov"],
        &["déc", "dez", "dic", "dec"],
    ];
    let name = std::str::from_utf8(name).ok()?.trim_end_matches('.').to_lowercase();
    let index = NAMES.iter().position(|names| names.contains(&name.as_str()))?;
    i64::try_from(index + 1).ok()
}

/// Reads a time of day, perhaps with a fraction after a point or comma; gives what follows.
pub fn time(text: &[u8]) -> Option<(Time, &[u8])> {
    let part = |from: usize| number::integer(text.get(from..from + 2)?);
    let colon = |at: usize| text.get(at) == Some(&b':');
    if !colon(2) || !colon(5) {
        return None;
    }
    let (hour, minute, second) = (part(0)?, part(3)?, part(6)?);
    let (nanos, rest) = fraction(text.get(8..)?);
    let whole = |value: i64| i8::try_from(value).ok();
    // A leap second: there is no such time in the calendar that is kept here, so it is the last one.
    let time = Time::new(
        whole(hour)?,
        whole(minute)?,
        whole(second.min(59 + i64::from(second > 60)))?,
        nanos,
    );
    Some((time.ok()?, rest))
}

/// Nanoseconds of `.5`, `,123`; what is finer is dropped.
fn fraction(text: &[u8]) -> (i32, &[u8]) {
    let Some([b'.' | b',', rest @ ..]) = Some(text) else { return (0, text) };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 {
        return (0, text);
    }
    let digit = |place: usize| {
        rest.get(place).filter(|_| place < digits).map_or(0, |d| i32::from(d - b'0'))
    };
    let nanos = (0..9).fold(0, |value, place| value * 10 + digit(place));
    (nanos, rest.get(digits..).unwrap_or_default())
}

/// The offset that ends a stamp: `Some(None)` if there is none, `None` if there is something else.
fn offset(text: &[u8]) -> Option<Option<i64>> {
    let text = text.trim_ascii();
    match text {
        b"" => return Some(None),
        b"Z" | b"z" | b"UTC" | b"GMT" => return Some(Some(0)),
        _ => {}
    }
    let sign = match text.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: Vec<u8> = text.get(1..)?.iter().copied().filter(|byte| *byte != b':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (number::integer(&digits)?, 0),
        4 => (number::integer(digits.get(..2)?)?, number::integer(digits.get(2..)?)?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then_some(Some(sign * (hours * HOUR_US + minutes * MINUTE_US)))
}

/// `Apr  6 08:31:02.5 2021`, `Apr 06 08:31:02 2021 +0200`, `Apr 06 08:31:02 +0200 2021`, the weekday gone; and
/// CEF's `Apr 06 2021 08:31:02`.
fn asctime(text: &[u8]) -> Option<(DateTime, Option<i64>)> {
    let (name, rest) = text.split_at_checked(3)?;
    let month = month(name)?;
    let rest = rest.trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (day, rest) =
        (number::integer(rest.get(..digits)?)?, rest.get(digits..)?.trim_ascii_start());
    // Kibana's: `Apr 6, 2021 @ 08:31:02.000`.
    let rest = rest.strip_prefix(b", ").unwrap_or(rest);
    let (early, rest) = match rest.split_at_checked(4) {
        Some((year, after)) if after.first() == Some(&b' ') => {
            let after = after.trim_ascii_start();
            (number::integer(year), after.strip_prefix(b"@ ").unwrap_or(after))
        }
        _ => (None, rest),
    };
    let (time, rest) = time(rest)?;
    if let Some(year) = early {
        return Some((civil(year, month, day)?.to_datetime(time), offset(rest)?));
    }
    let rest = rest.trim_ascii();
    let is_zone_first = rest.first().is_some_and(|sign| b"+-".contains(sign));
    let (year, zone) = match is_zone_first.then(|| memchr::memchr(b' ', rest)).flatten() {
        Some(space) => (rest.get(space + 1..)?, rest.get(..space)?),
        None => rest.split_at_checked(4)?,
    };
    Some((civil(number::integer(year)?, month, day)?.to_datetime(time), offset(zone)?))
}

/// Without `Tue `, `Tue, ` or `Tuesday, `.
fn after_weekday(text: &[u8]) -> &[u8] {
    const DAYS: [&[u8]; 7] = [b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun"];
    let is_day =
        text.get(..3).is_some_and(|name| DAYS.contains(&name.to_ascii_lowercase().as_slice()));
    let end = memchr::memchr(b' ', text).filter(|end| is_day && *end <= 10);
    end.and_then(|end| text.get(end..)).map_or(text, <[u8]>::trim_ascii_start)
}

fn civil(year: i64, month: i64, day: i64) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}
