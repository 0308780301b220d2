//! Amazon S3 server access logs, of every generation. The stamp is when the request came; `total_time`
//! is in milliseconds. The virtual host is the bucket: older lines have no other. The operation and the
//! error code are flags. What S3 did by itself (life cycle) is an event: nobody asked for it.

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::clf::BAD_TIME;
use super::kernel::delimited::{Cells, OTHER_FORMAT, Style, fill};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::{Row, Text, dash, unescape};
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `79a5… bucket [06/Apr/2021:06:31:02 +0000] 203.0.113.7 - 3E57427F3EXAMPLE REST.GET.OBJECT a.png "GET /a.png HTTP/1.1" 200 - 512 512 7 6 "-" "curl/7.74.0" -`
pub(super) const FORMAT: Format = Format::new(
    "aws_s3",
    "Amazon S3 server access log: owner bucket [time] ip requester id operation key \"request\" status …",
    Stamp::Start,
    |_, sample| {
        (sample.is_empty() || sample.iter().any(|line| is_ours(line))).then(|| Box::new(S3) as _)
    },
);

const STYLE: Style = Style { brackets: true, ..Style::AWS };

const TABLE: &[(usize, Slot)] = &[
    (1, Slot::Vhost),
    (2, Slot::Time(TimeForm::Clf)),
    (3, Slot::Client),
    (4, Slot::User),
    (6, Slot::Flags),
    (8, Slot::Request),
    (9, Slot::Status),
    (10, Slot::Flags),
    (11, Slot::Bytes),
    (13, Slot::Duration(Unit::Millis)),
    (15, Slot::Referer),
];
const AGENT: usize = 16;
/// Fields of the oldest lines.
const FIELDS_MIN: usize = 17;

/// The operation is words joined by points, as `REST.GET.OBJECT`; the time is where it must be.
fn is_ours(line: &[u8]) -> bool {
    let mut cells = Cells::new(line, STYLE);
    let time = cells.nth(2).and_then(Result::ok).map(|cell| cell.text);
    let operation = cells.nth(3).and_then(Result::ok).map(|cell| cell.text);
    let of_operation =
        |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"._".contains(byte);
    time.is_some_and(|time| time.len() == 26 && time.get(2) == Some(&b'/'))
        && operation.is_some_and(|name| name.contains(&b'.') && name.iter().all(of_operation))
}

/// The agent, in which S3 does not escape quotes: up to the last quote, for no field after it has any.
fn agent<'a>(line: &'a [u8]) -> Text<'a> {
    let mut cells = Cells::new(line, STYLE);
    cells.nth(AGENT - 1)?.ok()?;
    let text = cells.rest().strip_prefix(b"\"")?;
    let text = text.get(..memchr::memrchr(b'"', text)?)?;
    dash(text).map(unescape)
}

struct S3;

impl Reader for S3 {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        if !is_ours(line) {
            return Err(OTHER_FORMAT);
        }
        let count = fill(Cells::new(line, STYLE), 0, TABLE, row, session)?;
        row.user_agent = agent(line);
        if row.ts_us == ABSENT {
            return Err(BAD_TIME);
        }
        if row.client.is_none() && row.path.is_none() && row.status == ABSENT {
            let mut event = Event::new(EventKind::Other, Some(row.ts_us), line);
            event.source = row.flags.take().map(|name| name.into_owned());
            return Ok(Line::Event(event));
        }
        Ok(Line::Request(if count < FIELDS_MIN { Fit::Fewer } else { Fit::Exact }))
    }
}
