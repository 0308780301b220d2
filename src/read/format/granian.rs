//! Granian's access line as it writes it by default: the time in Python's form, and milliseconds with
//! three decimals, which look like the seconds of nginx.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{BAD_STATUS, NO_REQUEST, NO_TIME};
use super::kernel::cursor::{Cursor, UNLIKE, is_number};
use super::kernel::prefix;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `[2021-04-06 08:31:02 +0200] 203.0.113.7 - "GET /a HTTP/1.1" 200 0.153`
pub(super) const FORMAT: Format = Format::new(
    "granian",
    "Granian: [%(time)s] %(addr)s - \"%(method)s %(path)s %(protocol)s\" %(status)d %(dt_ms).3f",
    Stamp::Unknown,
    |_, _| Some(Box::new(Granian)),
);

struct Granian;

impl Reader for Granian {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        // `%Y-%m-%d %H:%M:%S %z`: 25 bytes.
        let stamped = prefix::stamped(line).filter(|(time, _)| time.len() == 25);
        let (time, rest) = stamped.filter(|_| line.starts_with(b"[")).ok_or(NO_TIME)?;
        let mut rest = Cursor::new(rest);
        let client = rest.until(b" - \"").filter(|name| !name.contains(&b' ')).ok_or(UNLIKE)?;
        // The path is not escaped: the last quote is Granian's.
        let text = rest.rest();
        let end = memchr::memrchr(b'"', text).ok_or(NO_REQUEST)?;
        let (request, after) = text.split_at_checked(end).ok_or(NO_REQUEST)?;
        let mut after = Cursor::new(after.get(1..).unwrap_or_default());
        let status = after.word().filter(|word| is_number(word)).ok_or(BAD_STATUS)?;
        let took = after.word().filter(|word| is_millis(word) && after.is_done()).ok_or(UNLIKE)?;
        Slot::Time(TimeForm::Iso).fill(time.into(), row, session)?;
        Slot::Client.fill(client.into(), row, session)?;
        Slot::Request.fill(request.into(), row, session)?;
        Slot::Status.fill(status.into(), row, session)?;
        Slot::Duration(Unit::Millis).fill(took.into(), row, session)?;
        Ok(Line::Request(Fit::Exact))
    }
}

/// Digits, a point, three digits.
fn is_millis(word: &[u8]) -> bool {
    let parts = word.len().checked_sub(4).and_then(|at| word.split_at_checked(at));
    parts.is_some_and(|(whole, rest)| match rest {
        [b'.', decimals @ ..] => is_number(whole) && is_number(decimals),
        _ => false,
    })
}
