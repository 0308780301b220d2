//! php-fpm's access log, of the pool's `access.format`: the default, and the one of the sample
//! configuration with script, milliseconds, memory and CPU. The stamp is the start, with a zone and
//! without brackets.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{BAD_STATUS, BAD_TIME, NO_CLIENT, NO_REQUEST, NO_TIME};
use super::kernel::clock::CLF_LENGTH;
use super::kernel::cursor::{Cursor, is_number};
use super::kernel::number;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, Unit};

/// `203.0.113.7 -  06/Apr/2021:08:31:02 +0200 "GET /index.php" 200`
pub(super) const FORMAT: Format = Format::new(
    "php_fpm",
    "php-fpm access: %R - %u %t \"%m %r\" %s, then perhaps %f %{mili}d %{kilo}M %C%%",
    Stamp::Start,
    |_, _| Some(Box::new(Fpm)),
);

struct Fpm;

impl Reader for Fpm {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let mut rest = Cursor::new(line);
        let client = rest.word().ok_or(NO_CLIENT)?;
        rest.skip(b" - ").ok_or(NO_TIME)?;
        let who = rest.until(b" \"").ok_or(NO_REQUEST)?;
        let cut = who.len().checked_sub(CLF_LENGTH).ok_or(NO_TIME)?;
        let (user, time) = who.split_at_checked(cut).ok_or(NO_TIME)?;
        row.ts_us = session.clock.clf(time).ok_or(BAD_TIME)?;
        // The target is not escaped: the last quote is the server's, for scripts have none in their names.
        let text = rest.rest();
        let end = memchr::memmem::rfind(text, b"\" ").ok_or(NO_REQUEST)?;
        let (request, after) = text.split_at_checked(end).ok_or(NO_REQUEST)?;
        rest = Cursor::new(after.get(1..).unwrap_or_default());
        let status = rest.word().filter(|status| is_number(status)).ok_or(BAD_STATUS)?;
        Slot::Client.fill(client.into(), row, session)?;
        Slot::User.fill(user.trim_ascii().into(), row, session)?;
        Slot::Request.fill(request.into(), row, session)?;
        Slot::Status.fill(status.into(), row, session)?;
        let known = rest.is_done() || measured(rest, row).is_some();
        Ok(Line::Request(if known { Fit::Exact } else { Fit::Extra }))
    }
}

/// ` /var/www/index.php 32.127 2048 62.30%`
fn measured(mut rest: Cursor<'_>, row: &mut Row<'_>) -> Option<()> {
    let _script = rest.word()?;
    let millis = rest.word()?;
    let _kilobytes = rest.word().filter(|memory| is_number(memory))?;
    let _cpu = rest.word().filter(|share| share.ends_with(b"%"))?;
    row.duration_us = number::duration_in(millis, Unit::Millis).filter(|_| rest.is_done())?;
    Some(())
}
