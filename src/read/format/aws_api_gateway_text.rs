//! Amazon API Gateway access logs in the two text templates of its console, CLF and CSV. The stamp is
//! when the request came. Durations: none.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::delimited::{Cells, OTHER_FORMAT, Style, fill};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm};

/// `203.0.113.7 - jane [06/Apr/2021:06:31:02 +0000] "GET /pets HTTP/1.1" 200 512 c6af9ac6-7b61-11e6-9a41-93e8deadbeef`
pub(super) const FORMAT: Format = Format::new(
    "aws_api_gateway_text",
    "API Gateway CLF and CSV: $context.identity.sourceIp … $context.status $context.responseLength $context.requestId",
    Stamp::Start,
    |_, sample| {
        let ours = sample.is_empty() || sample.iter().any(|line| kind(line).is_some());
        ours.then(|| Box::new(Gateway) as _)
    },
);

const CLF: Style = Style { brackets: true, ..Style::AWS };
const CSV: Style = Style::csv(b',');

const CLF_TABLE: &[(usize, Slot)] = &[
    (0, Slot::Client),
    (2, Slot::User),
    (3, Slot::Time(TimeForm::Clf)),
    (4, Slot::Request),
    (5, Slot::Status),
    (6, Slot::Bytes),
];

const CSV_TABLE: &[(usize, Slot)] = &[
    (0, Slot::Client),
    (2, Slot::User),
    (3, Slot::Time(TimeForm::Clf)),
    (4, Slot::Method),
    (5, Slot::Target),
    (6, Slot::Protocol),
    (7, Slot::Status),
    (8, Slot::Bytes),
];

type Kind = (Style, &'static [(usize, Slot)]);

/// Which template: told by the number of fields and the identifier that is the last of them.
fn kind(line: &[u8]) -> Option<Kind> {
    for (style, table, count) in [(CLF, CLF_TABLE, 8), (CSV, CSV_TABLE, 10)] {
        let cells = || Cells::new(line, style).map_while(Result::ok).map(|cell| cell.text);
        let last = cells().nth(count - 1).filter(|_| cells().nth(count).is_none());
        if last.is_some_and(is_identifier) {
            return Some((style, table));
        }
    }
    None
}

/// A UUID, or the base64 of an extended identifier.
fn is_identifier(text: &[u8]) -> bool {
    let uuid = text.len() == 36
        && text.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-')
        && text.iter().filter(|byte| **byte == b'-').count() == 4;
    uuid || ((12..=20).contains(&text.len()) && text.ends_with(b"=") && !text.contains(&b' '))
}

struct Gateway;

impl Reader for Gateway {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let (style, table) = kind(line).ok_or(OTHER_FORMAT)?;
        fill(Cells::new(line, style), 0, table, row, session)?;
        Ok(Line::Request(Fit::Exact))
    }
}
