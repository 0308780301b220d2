//! Amazon CloudFront standard and real-time logs: fields between tabs, named by `#Fields`, or in the
//! order in which the documentation lists them (new ones were only ever added at the end). Times are
//! UTC, when the edge finished the response; `time-taken` is in seconds. The agent is %-coded, until
//! 2019 twice. Results of the edge are kept as flags (`Error OriginDnsError`).

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clock::Clock;
use super::kernel::coding::Coding;
use super::kernel::directive::Names;
use super::kernel::heading::normal;
use super::kernel::plan::{Habits, Part};
use super::kernel::slot::{Slot, TimeForm, Unit};
use super::kernel::w3c::{Product, W3c};
use super::kernel::{client, number, utc};

/// `2021-04-06⇥06:31:02⇥CDG50-P2⇥512⇥203.0.113.7⇥GET⇥d111111abcdef8.cloudfront.net⇥/⇥200⇥…`
pub(super) const FORMAT: Format = Format::new(
    "cloudfront",
    "Amazon CloudFront standard and real-time: date time x-edge-location sc-bytes c-ip cs-method cs(Host) …",
    Stamp::End,
    |_, sample| W3c::open(&CLOUDFRONT, sample),
);

const CLOUDFRONT: Product = Product {
    name: "cloudfront",
    claims,
    habits: |_| {
        (Habits { unit: Unit::Seconds, coding: Coding::Percent, day_apart: true, own }, None)
    },
    shape,
    other: |_, _, _| false,
};

/// Are these its columns?
pub(super) fn claims(names: &Names<'_>) -> bool {
    names.has_start("x-edge-")
}

fn own(name: &[u8]) -> Option<Part> {
    match normal(name).as_slice() {
        b"timestamp" => Some(Part::Fill(Slot::Time(TimeForm::EpochSeconds))),
        b"timestampms" => Some(Part::Fill(Slot::Time(TimeForm::EpochMillis))),
        _ => None,
    }
}

/// The standard log since 2019; files of earlier years end before.
const STANDARD: [&str; 33] = [
    "date",
    "time",
    "x-edge-location",
    "sc-bytes",
    "c-ip",
    "cs-method",
    "cs(Host)",
    "cs-uri-stem",
    "sc-status",
    "cs(Referer)",
    "cs(User-Agent)",
    "cs-uri-query",
    "cs(Cookie)",
    "x-edge-result-type",
    "x-edge-request-id",
    "x-host-header",
    "cs-protocol",
    "cs-bytes",
    "time-taken",
    "x-forwarded-for",
    "ssl-protocol",
    "ssl-cipher",
    "x-edge-response-result-type",
    "cs-protocol-version",
    "fle-status",
    "fle-encrypted-fields",
    "c-port",
    "time-to-first-byte",
    "x-edge-detailed-result-type",
    "sc-content-type",
    "sc-content-len",
    "sc-range-start",
    "sc-range-end",
];

/// The real-time log with all its fields; what is after them holds nothing that is read.
const REAL_TIME: [&str; 33] = [
    "timestamp",
    "c-ip",
    "time-to-first-byte",
    "sc-status",
    "sc-bytes",
    "cs-method",
    "cs-protocol",
    "cs-host",
    "cs-uri-stem",
    "cs-bytes",
    "x-edge-location",
    "x-edge-request-id",
    "x-host-header",
    "time-taken",
    "cs-protocol-version",
    "c-ip-version",
    "cs-user-agent",
    "cs-referer",
    "cs-cookie",
    "cs-uri-query",
    "x-edge-response-result-type",
    "x-forwarded-for",
    "ssl-protocol",
    "ssl-cipher",
    "x-edge-result-type",
    "fle-encrypted-fields",
    "fle-status",
    "sc-content-type",
    "sc-content-len",
    "sc-range-start",
    "sc-range-end",
    "c-port",
    "x-edge-detailed-result-type",
];

/// Fields beyond the known ones at most, three times what later versions added to the standard log: for a
/// line of a million tabs no million of columns is planned.
const MORE_MAX: usize = 60;

/// Fields of the first standard logs, of 2008.
const OLDEST: usize = 12;

fn shape(cells: &[&[u8]]) -> Option<Vec<&'static str>> {
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
    let address = |at: usize| client::address(cell(at)).is_some();
    let status = |at: usize| cell(at).len() == 3 && number::integer(cell(at)).is_some();
    let count = cells.len();
    let standard = || utc::day(cell(0)).is_some() && address(4) && status(8) && count >= OLDEST;
    let real_time = || is_epoch(cell(0)) && address(1) && status(3) && count >= REAL_TIME.len();
    let names: &[&'static str] = match () {
        () if standard() => &STANDARD,
        () if real_time() => &REAL_TIME,
        () => return None,
    };
    let more = count.saturating_sub(names.len());
    if more > MORE_MAX {
        return None;
    }
    let known = names.iter().take(count).copied();
    Some(known.chain(std::iter::repeat_n("unknown", more)).collect())
}

/// Seconds since the epoch with three decimals.
fn is_epoch(text: &[u8]) -> bool {
    let read = |text| Clock::default().read(&TimeForm::EpochSeconds, text, &mut Default::default());
    memchr::memchr(b'.', text) == Some(10) && read(text).is_some()
}
