//! `Rack::CommonLogger` as Puma, Thin, Unicorn and Rackup write it (common, then seconds with four
//! decimals), and WEBrick's own line, whose zone is a name. Names of zones are not unique: such a time is
//! read as local, in the zone of the log. Early versions have no zone at all.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{BAD_BYTES, BAD_STATUS, NO_CLIENT, NO_REQUEST, NO_TIME};
use super::kernel::cursor::{Cursor, UNLIKE, is_number, last_word};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::{Row, unescape};
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 0.0012`
pub(super) const FORMAT: Format = Format::new(
    "rack",
    "Rack::CommonLogger (Puma, Thin, Unicorn): common, then seconds; WEBrick: common with a zone's name",
    Stamp::End,
    |_, _| Some(Box::new(Rack)),
);

struct Rack;

impl Reader for Rack {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        if memchr::memmem::find(line.get(..2_000).unwrap_or(line), b" -> /").is_some()
            && !line.contains(&b'"')
        {
            // `- -> /path`, WEBrick's referer and target once more.
            return Ok(Line::Directive);
        }
        let (asked, numbers) = parted(line).ok_or(NO_REQUEST)?;
        let mut numbers = Cursor::new(numbers);
        let status = numbers.word().filter(|status| is_number(status)).ok_or(BAD_STATUS)?;
        let bytes = numbers.word().ok_or(BAD_BYTES)?;
        let seconds = numbers.word().filter(|text| is_seconds(text));
        let zone_named = who(asked, row, session)?;
        if !numbers.is_done() || (seconds.is_none() && !zone_named) {
            return Err(UNLIKE);
        }
        Slot::Status.fill(status.into(), row, session)?;
        Slot::Bytes.fill(bytes.into(), row, session)?;
        Slot::Duration(Unit::Seconds).fill(seconds.unwrap_or_default().into(), row, session)?;
        Ok(Line::Request(Fit::Exact))
    }
}

/// Everything before the quote that ends the request, and what is after it.
fn parted(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let (before, after) = line.split_at_checked(memchr::memrchr(b'"', line)?)?;
    Some((before, after.get(1..)?))
}

/// `0.0012`: `%0.4f`.
fn is_seconds(text: &[u8]) -> bool {
    let point = memchr::memchr(b'.', text).and_then(|point| text.split_at_checked(point));
    point.is_some_and(|(whole, decimals)| {
        is_number(whole) && decimals.len() == 5 && decimals.get(1..).is_some_and(is_number)
    })
}

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1`; true if the zone is a name.
fn who<'a>(text: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<bool, Reason> {
    let mut cursor = Cursor::new(text);
    let client = cursor.word().ok_or(NO_CLIENT)?;
    cursor.skip(b" - ").ok_or(NO_CLIENT)?;
    // A user name may hold a bracket.
    let user_and_time = cursor.until(b"] \"").ok_or(NO_TIME)?;
    let open = memchr::memmem::rfind(user_and_time, b" [").ok_or(NO_TIME)?;
    let (user, time) = user_and_time.split_at_checked(open).ok_or(NO_TIME)?;
    let time = time.get(2..).ok_or(NO_TIME)?;
    let (local, zone) = last_word(time);
    let is_named = zone.first().is_some_and(u8::is_ascii_uppercase);
    let time = if is_named && !matches!(zone, b"UTC" | b"GMT") { local } else { time };
    Slot::Client.fill(client.into(), row, session)?;
    Slot::User.fill(user.into(), row, session)?;
    Slot::Time(TimeForm::Clf).fill(time.trim_ascii_end().into(), row, session)?;
    Slot::Request.fill(unescape(cursor.rest()), row, session)?;
    Ok(is_named)
}
