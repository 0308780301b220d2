//! JFrog Artifactory's request log and that of its services: fields between bars. Source: JFrog
//! documentation, "Request Log"; since version 7 eleven fields and a stamp of RFC 3339, before ten and
//! digits. The stamp is when the request was answered; the duration is in milliseconds. Sizes of -1
//! are absent.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::cursor::{UNLIKE, is_number};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `2021-04-06T06:31:02.474Z|981b809eff749e4|203.0.113.7|jane|GET|/api/v1/ping|200|-1|29|3|curl/7.74.0`,
/// `20210406063102|47|REQUEST|203.0.113.7|jane|GET|/libs/a.jar|HTTP/1.1|200|512`
pub(super) const FORMAT: Format = Format::new(
    "artifactory",
    "JFrog request log: time|trace|client|user|method|url|status|request-length|response-length|milliseconds|user-agent",
    Stamp::End,
    |_, sample| {
        let ours = sample.is_empty() || sample.iter().any(|line| kind(line).is_some());
        ours.then(|| Box::new(Artifactory) as _)
    },
);

const NOW: &[Slot] = &[
    Slot::Time(TimeForm::Iso),
    Slot::Skip,
    Slot::Client,
    Slot::User,
    Slot::Method,
    Slot::Url,
    Slot::Status,
    Slot::Skip,
    Slot::Bytes,
    Slot::Duration(Unit::Millis),
    Slot::Agent,
];

const BEFORE: &[Slot] = &[
    Slot::Skip, // the stamp
    Slot::Duration(Unit::Millis),
    Slot::Skip,
    Slot::Client,
    Slot::User,
    Slot::Method,
    Slot::Url,
    Slot::Protocol,
    Slot::Status,
    Slot::Bytes,
];

/// Digits of the old stamp: `20210406063102`.
const STAMP: usize = 14;
/// Who nobody is.
const NOBODY: &[u8] = b"anonymous";

/// The fields of a line, by its first ones.
fn kind(line: &[u8]) -> Option<&'static [Slot]> {
    let mut cells = line.split(|byte| *byte == b'|');
    let first = cells.next()?;
    let (second, third) = (cells.next()?, cells.next()?);
    if first.len() == STAMP && is_number(first) && is_number(second) {
        return matches!(third, b"REQUEST" | b"DOWNLOAD" | b"UPLOAD").then_some(BEFORE);
    }
    let is_stamp = first.get(10) == Some(&b'T') && first.ends_with(b"Z");
    let method = cells.nth(1)?;
    let of_methods = !method.is_empty() && method.iter().all(u8::is_ascii_uppercase);
    (is_stamp && of_methods).then_some(NOW)
}

struct Artifactory;

impl Reader for Artifactory {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let slots = kind(line).ok_or(UNLIKE)?;
        let mut count = 0;
        // The agent is last: bars in it are its own.
        for (slot, text) in slots.iter().zip(line.splitn(slots.len(), |byte| *byte == b'|')) {
            count += 1;
            if count == 1 && *slot == Slot::Skip {
                Slot::Time(TimeForm::Iso).fill(
                    Cow::Owned(spelt(text).ok_or(UNLIKE)?),
                    row,
                    session,
                )?;
            }
            if *slot != Slot::User || text != NOBODY {
                slot.fill(text.into(), row, session)?;
            }
        }
        if count < slots.len() { Err(UNLIKE) } else { Ok(Line::Request(Fit::Exact)) }
    }
}

/// `20210406063102` as `2021-04-06T06:31:02`.
fn spelt(text: &[u8]) -> Option<Vec<u8>> {
    let part = |from: usize, to: usize| text.get(from..to);
    let (date, time) =
        ([part(0, 4)?, part(4, 6)?, part(6, 8)?], [part(8, 10)?, part(10, 12)?, part(12, 14)?]);
    Some([date.join(&b'-'), time.join(&b':')].join(&b'T'))
}
