//! HAProxy's messages that are about no request, where a file holds only them (`log … notice`): servers
//! up and down, starts and stops, handshakes that failed. All are events.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::cursor::UNLIKE;
use super::kernel::haproxy::notice;
use super::kernel::reader::{Line, Reader, Reason, Session};
use super::kernel::row::Row;

/// `Server web/s1 is DOWN, reason: Layer4 timeout, check duration: 1001ms. …`
pub(super) const FORMAT: Format = Format::new(
    "haproxy_notice",
    "HAProxy messages: servers down, limits reached, starts, failed handshakes",
    Stamp::Unknown,
    |_, _| Some(Box::new(Notices)),
);

struct Notices;

impl Reader for Notices {
    fn line<'a>(
        &self,
        line: &'a [u8],
        _: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        notice::read(line, session).map(Line::Event).ok_or(UNLIKE)
    }
}
