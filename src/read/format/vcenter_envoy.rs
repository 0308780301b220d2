//! The Envoy in front of VMware's vCenter and ESXi: no quotes, and the connection's addresses at the end.
//! The stamp is Envoy's, the start; around the line may be what vCenter's logger adds.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{BAD_STATUS, NO_REQUEST, NO_TIME};
use super::kernel::cursor::{Cursor, UNLIKE, is_number};
use super::kernel::prefix;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `2021-04-06T06:31:02.070Z POST /sdk HTTP/1.1 200 via_upstream - 1670 11032 1 0 0 203.0.113.7:4711 198.51.100.9:443 127.0.0.1:49192 127.0.0.1:8085`
pub(super) const FORMAT: Format = Format::new(
    "vcenter_envoy",
    "vCenter Envoy: %START_TIME% method target protocol %RESPONSE_CODE% details flags received sent duration … client:port server:port …",
    Stamp::Start,
    |_, sample| {
        let ours = sample.is_empty() || sample.iter().any(|line| Cut::of(line).is_ok());
        ours.then(|| Box::new(Vcenter) as _)
    },
);

/// Words between the duration and the addresses at most.
const TIMES_MAX: usize = 4;

struct Cut<'a> {
    time: &'a [u8],
    request: &'a [u8],
    status: &'a [u8],
    flags: &'a [u8],
    sent: &'a [u8],
    duration: &'a [u8],
    client: &'a [u8],
    upstream: &'a [u8],
}

impl<'a> Cut<'a> {
    fn of(line: &'a [u8]) -> Result<Self, Reason> {
        let mut rest = Cursor::new(after_logger(line));
        let time = rest.word().filter(|time| prefix::is_date(time)).ok_or(NO_TIME)?;
        rest.spaces();
        let (request, status) = request(&mut rest).ok_or(NO_REQUEST)?;
        let _details = rest.word().ok_or(BAD_STATUS)?;
        let flags = rest.word().ok_or(UNLIKE)?;
        let number = |rest: &mut Cursor<'a>| rest.word().filter(|word| is_number(word));
        let (_received, sent) =
            (number(&mut rest).ok_or(UNLIKE)?, number(&mut rest).ok_or(UNLIKE)?);
        let duration = number(&mut rest).ok_or(UNLIKE)?;
        let mut client = rest.word().ok_or(UNLIKE)?;
        for _ in 0..TIMES_MAX {
            if is_socket(client) {
                break;
            }
            client = rest.word().ok_or(UNLIKE)?;
        }
        let server = rest.word().filter(|word| is_socket(word) && is_socket(client));
        let (_local, upstream) = (server.and_then(|_| rest.word()).ok_or(UNLIKE)?, rest.word());
        let upstream = upstream.unwrap_or_default();
        Ok(Self { time, request, status, flags, sent, duration, client, upstream })
    }
}

struct Vcenter;

impl Reader for Vcenter {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let cut = Cut::of(line)?;
        for (text, slot) in [
            (cut.time, Slot::Time(TimeForm::Iso)),
            (cut.request, Slot::Request),
            (cut.status, Slot::Status),
            (cut.flags, Slot::Flags),
            (cut.sent, Slot::Bytes),
            (cut.duration, Slot::Duration(Unit::Millis)),
            (cut.client, Slot::ClientSocket),
            (cut.upstream, Slot::UpstreamAddr),
        ] {
            slot.fill(text.into(), row, session)?;
        }
        Ok(Line::Request(Fit::Exact))
    }
}

/// Without `2021-04-06T06:31:02.126Z info envoy[2527] [Originator@6876 sub=Default] `.
fn after_logger(line: &[u8]) -> &[u8] {
    let start = line.get(..line.len().min(160)).unwrap_or_default();
    let inside = memchr::memmem::find(start, b"[Originator@").and_then(|at| line.get(at..));
    let after = inside.and_then(|rest| rest.get(memchr::memchr(b']', rest)? + 1..));
    after.map_or(line, <[u8]>::trim_ascii_start)
}

/// `POST /sdk HTTP/1.1 200`: up to the protocol that a status follows. A target may have spaces.
fn request<'a>(rest: &mut Cursor<'a>) -> Option<(&'a [u8], &'a [u8])> {
    let text = rest.rest();
    memchr::memmem::find_iter(text, b" HTTP/").find_map(|at| {
        let mut after = Cursor::new(text.get(at..)?);
        after.word()?;
        let end = text.len() - after.rest().len();
        let status = after.word().filter(|word| word.len() == 3 && is_number(word))?;
        *rest = after;
        Some((text.get(..end)?, status))
    })
}

/// `203.0.113.7:4711`
fn is_socket(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| text.parse::<std::net::SocketAddr>().is_ok())
}
