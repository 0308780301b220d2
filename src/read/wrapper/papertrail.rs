//! Archives of Papertrail: nine columns and the message, tabs between
//! (<https://www.papertrail.com/help/permanent-log-archives/>).

use std::borrow::Cow;

use super::kernel::instant::instant;
use super::{Inside, Wrapper};
use crate::read::format::kernel::cursor::is_number;
use crate::read::format::kernel::reader::Session;

/// `id⇥generated_at⇥received_at⇥source_id⇥source_name⇥source_ip⇥facility⇥severity⇥program⇥…`
pub(super) const WRAPPER: Wrapper = Wrapper::new(
    "papertrail",
    "Papertrail archive: id, times, source, facility, severity, program, message, tabs between",
    open,
)
.certain();

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let mut columns = line.splitn(10, |byte| *byte == b'\t');
    let _id = columns.next().filter(|id| is_number(id))?;
    let ts_us = instant(columns.next()?, session)?;
    let _received_us = instant(columns.next()?, session)?;
    let _source = columns.next().filter(|id| is_number(id))?;
    let message = columns.nth(5)?;
    Some(Inside::whole(Cow::Borrowed(message), Some(ts_us)))
}
