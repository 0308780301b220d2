//! Dates, times and hours of the day as a file of claims writes them. Texts in, instants out, or what
//! is wrong with them; a local time is never read without a zone.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use crate::base::time::{DAY_US, Window, days_from_civil};
use crate::read::format::kernel::zone::{Local, Zone};

/// Days of a window at most that is cut into hours of the day.
const DAYS_MAX: i64 = 400;

/// Midnight, UTC, of a date without a time.
pub(super) fn day(text: &str) -> Option<i64> {
    // A date parser that also takes date-times would drop their time.
    if text.len() != "2021-04-06".len() {
        return None;
    }
    let date: Date = text.parse().ok()?;
    let days = days_from_civil(date.year().into(), date.month().into(), date.day().into());
    Some(days * DAY_US)
}

/// The instant of RFC 3339 (`2021-04-06T08:00:00+02:00`), RFC 9557 (`…[Europe/Paris]`) or local time.
pub(super) fn instant(text: &str, zone: Option<&Zone>) -> Result<i64, String> {
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return Ok(instant.as_microsecond());
    }
    if let Ok(zoned) = text.parse::<jiff::Zoned>() {
        return Ok(zoned.timestamp().as_microsecond());
    }
    let local: DateTime = text.parse().map_err(|_| format!("{text:?} is no instant"))?;
    let zone = zone.ok_or_else(|| format!("{text} has neither an offset nor a zone"))?;
    match zone.instant(local) {
        Some(Local::Plain(us)) => Ok(us),
        Some(Local::Fold(_)) => {
            Err(format!("{text} came twice in {}: clocks were set back", zone.name()))
        }
        Some(Local::Gap(_)) => {
            Err(format!("{text} never came in {}: clocks were set forward", zone.name()))
        }
        None => Err(format!("{text:?} is no instant")),
    }
}

/// The stretches of a window that lie in hours of the day, as `22:00-06:00`, in order.
pub(super) fn stretches(hours: &str, zone: &Zone, window: Window) -> Result<Vec<Window>, String> {
    let (from, to) = hours_of(hours)
        .ok_or_else(|| format!("{hours:?} are no hours of the day, as \"22:00-06:00\""))?;
    if window.end_us - window.start_us > DAYS_MAX * DAY_US {
        return Err(format!("hours of the day in more than {DAYS_MAX} days"));
    }
    let mut found = Vec::new();
    // A day more on each side: local days are not those of UTC.
    for day in window.start_us.div_euclid(DAY_US) - 1..=window.end_us.div_euclid(DAY_US) + 1 {
        let part = stretch(day, from, to, zone);
        let part =
            part.map(|p| Window::new(p.start_us.max(window.start_us), p.end_us.min(window.end_us)));
        found.extend(part.filter(|part| part.start_us < part.end_us));
    }
    if found.is_empty() {
        return Err(format!("the claimed time has none of the hours {hours}"));
    }
    Ok(found)
}

fn stretch(day: i64, from: Time, to: Time, zone: &Zone) -> Option<Window> {
    let epoch = jiff::civil::date(1970, 1, 1);
    let date = epoch.checked_add(day.days()).ok()?;
    let last = if to <= from { date.tomorrow().ok()? } else { date };
    let at = |date: Date, time: Time| Some(zone.instant(date.to_datetime(time))?.instant_us());
    Some(Window::new(at(date, from)?, at(last, to)?))
}

fn hours_of(text: &str) -> Option<(Time, Time)> {
    let (from, to) = text.split_once(['-', '–'])?;
    let time = |text: &str| text.trim().parse::<Time>().ok();
    Some((time(from)?, time(to)?))
}
