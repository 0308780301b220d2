//! The access log of TorchServe and of the multi-model server before it. Source: TorchServe, "Logging":
//! client, request, status and the time taken in milliseconds. There is no size. The stamp is when the
//! line was written, the end; it is local.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{BAD_STATUS, NO_CLIENT, NO_REQUEST, NO_TIME};
use super::kernel::cursor::{Cursor, UNLIKE, is_number};
use super::kernel::prefix;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `2021-04-06T08:31:02,741 - /203.0.113.7:58654 "POST /predictions/a HTTP/1.1" 200 10`,
/// `2021-04-06 08:31:02,741 [INFO ] epollEventLoopGroup-3-1 ACCESS_LOG - /203.0.113.7:58654 "GET /ping HTTP/1.1" 200 5`
pub(super) const FORMAT: Format = Format::new(
    "torchserve",
    "TorchServe: <time> … - /<client>:<port> \"<request>\" <status> <milliseconds>",
    Stamp::End,
    |_, sample| {
        let ours = sample.is_empty() || sample.iter().any(|line| begun(line).is_ok());
        ours.then(|| Box::new(Torch) as _)
    },
);

/// Bytes between the time and the client at most: level and thread.
const HEAD_MAX: usize = 120;

struct Torch;

impl Reader for Torch {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let (time, mut rest) = begun(line)?;
        let client = rest.until(b" \"").ok_or(NO_CLIENT)?;
        let text = rest.rest();
        let end = memchr::memmem::rfind(text, b"\" ").ok_or(NO_REQUEST)?;
        let request = text.get(..end).ok_or(NO_REQUEST)?;
        let mut numbers = Cursor::new(text.get(end + 1..).unwrap_or_default());
        let status = numbers.word().filter(|status| is_number(status)).ok_or(BAD_STATUS)?;
        let taken = numbers.word().filter(|taken| is_number(taken)).ok_or(UNLIKE)?;
        if !numbers.is_done() {
            return Err(UNLIKE);
        }
        Slot::Time(TimeForm::Any).fill(time.into(), row, session)?;
        Slot::ClientSocket.fill(client.into(), row, session)?;
        Slot::Request.fill(request.into(), row, session)?;
        Slot::Status.fill(status.into(), row, session)?;
        Slot::Duration(Unit::Millis).fill(taken.into(), row, session)?;
        Ok(Line::Request(Fit::Exact))
    }
}

/// The time, and what follows ` - /`.
fn begun(line: &[u8]) -> Result<(&[u8], Cursor<'_>), Reason> {
    let (time, rest) = prefix::stamped(line).ok_or(NO_TIME)?;
    let mut rest = Cursor::new(rest);
    if rest.skip(b"- /").is_none() {
        rest.until(b" - /").filter(|head| head.len() <= HEAD_MAX).ok_or(UNLIKE)?;
    }
    Ok((time, rest))
}
