//! bunny.net CDN raw logs: twelve fields between pipes. The stamp is when the request was completed,
//! in milliseconds. Cache status is kept as a flag. A pipe that a client sends in its agent is
//! understood: the fields after the agent have none. Durations and methods: none.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::delimited::OTHER_FORMAT;
use super::kernel::number;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm};

/// `HIT|200|1617690662421|412|390|203.0.113.7|-|https://www.example.com/a.m4v|WA|curl/7.74.0|322b688bd63fb63f|DE`
pub(super) const FORMAT: Format = Format::new(
    "bunny",
    "bunny.net: cache-status|status-code|timestamp|bytes-sent|pull-zone-id|remote-ip|referer-url|url|edge-location|user-agent|request-id|country-code",
    Stamp::End,
    |_, sample| {
        let ours = sample.is_empty() || sample.iter().any(|line| is_ours(line));
        ours.then(|| Box::new(Bunny) as _)
    },
);

const HEAD: [Slot; 10] = [
    Slot::Flags,
    Slot::Status,
    Slot::Time(TimeForm::EpochMillis),
    Slot::Bytes,
    Slot::Skip,
    Slot::Client,
    Slot::Referer,
    Slot::Url,
    Slot::Skip,
    Slot::Agent,
];

/// A cache status in capitals, a status, a time in milliseconds.
fn is_ours(line: &[u8]) -> bool {
    let mut cells = line.split(|byte| *byte == b'|');
    let mut next = || cells.next().unwrap_or_default();
    let (cache, status, time) = (next(), next(), next());
    let of_cache = |byte: &u8| byte.is_ascii_uppercase() || b"-_".contains(byte);
    !cache.is_empty()
        && cache.iter().all(of_cache)
        && status.len() == 3
        && number::integer(status).is_some()
        && time.len() == 13
        && number::integer(time).is_some()
}

struct Bunny;

impl Reader for Bunny {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        if !is_ours(line) {
            return Err(OTHER_FORMAT);
        }
        // From the right: country and identifier.
        let head = line.rsplitn(3, |byte| *byte == b'|').nth(2).ok_or(OTHER_FORMAT)?;
        let mut count = 0;
        for (slot, text) in HEAD.iter().zip(head.splitn(HEAD.len(), |byte| *byte == b'|')) {
            slot.fill(Cow::Borrowed(text), row, session)?;
            count += 1;
        }
        if count == HEAD.len() { Ok(Line::Request(Fit::Exact)) } else { Err(OTHER_FORMAT) }
    }
}
