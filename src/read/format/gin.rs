//! Gin's default logger. The stamp is the end, local and without a zone; the duration says its unit.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::ansi::Coloured;
use super::kernel::clf::{BAD_STATUS, NO_REQUEST, NO_TIME};
use super::kernel::cursor::Cursor;
use super::kernel::reader::{Fit, Line, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `[GIN] 2021/04/06 - 08:31:02 | 200 |     1.234ms |     203.0.113.7 | GET      "/path"`
pub(super) const FORMAT: Format = Format::new(
    "gin",
    "Gin: [GIN] <time> | <status> | <latency> | <client> | <method> \"<target>\"",
    Stamp::End,
    |_, _| Some(Box::new(Coloured(read))),
);

fn read<'a>(line: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<Line, Reason> {
    let mut rest = Cursor::new(line);
    rest.skip(b"[GIN] ").ok_or(NO_TIME)?;
    let (date, time) = (rest.until(b" - ").ok_or(NO_TIME)?, rest.until(b"|").ok_or(NO_TIME)?);
    let instant = [date, b" ", time.trim_ascii()].concat();
    Slot::Time(TimeForm::Iso).fill(instant.into(), row, session)?;
    for slot in [Slot::Status, Slot::Duration(Unit::Written), Slot::Client] {
        let text = rest.until(b"|").ok_or(BAD_STATUS)?.trim_ascii();
        slot.fill(text.into(), row, session)?;
    }
    let method = rest.word().ok_or(NO_REQUEST)?;
    let target = rest.rest().trim_ascii();
    let quoted = target.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\""));
    Slot::Method.fill(method.into(), row, session)?;
    Slot::Target.fill(quoted.unwrap_or(target).into(), row, session)?;
    Ok(Line::Request(Fit::Exact))
}
