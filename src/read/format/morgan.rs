//! The formats of morgan, Express' logger, that have no time: `tiny`, `dev` (in colours on a terminal)
//! and `short`. Its `common` and `combined` are those of the servers.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::ansi::Coloured;
use super::kernel::clf::NO_REQUEST;
use super::kernel::cursor::is_number;
use super::kernel::prefix;
use super::kernel::reader::{Fit, Line, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `GET /a 200 1.234 ms - 12`
pub(super) const FORMAT: Format = Format::new(
    "morgan",
    "morgan tiny, dev and short: [:remote-addr :remote-user] :method :url [HTTP/:http-version] :status … :response-time ms …",
    Stamp::End,
    |_, _| Some(Box::new(Coloured(read))),
);

/// Words of the longest.
const WORDS: usize = 10;

fn read<'a>(line: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<Line, Reason> {
    let (time, line) = prefix::stamped(line).map_or((None, line), |(t, rest)| (Some(t), rest));
    let mut words = [&b""[..]; WORDS];
    let mut count = 0;
    for word in line.trim_ascii().split(|byte| *byte == b' ') {
        *words.get_mut(count).ok_or(NO_REQUEST)? = word;
        count += 1;
    }
    match words.get(..count).unwrap_or_default() {
        [method, url, status, took, b"ms", b"-", bytes]
        | [method, url, status, bytes, b"-", took, b"ms"] => {
            answer([method, url, status, bytes, took], row, session)?;
        }
        [client, user, method, url, protocol, status, bytes, b"-", took, b"ms"] => {
            answer([method, url, status, bytes, took], row, session)?;
            Slot::Client.fill((*client).into(), row, session)?;
            Slot::User.fill((*user).into(), row, session)?;
            Slot::Protocol.fill((*protocol).into(), row, session)?;
        }
        _ => return Err(NO_REQUEST),
    }
    if let Some(time) = time {
        Slot::Time(TimeForm::Iso).fill(time.into(), row, session)?;
    }
    Ok(Line::Request(Fit::Exact))
}

/// A request that the client left has neither status nor time.
fn answer<'a>(
    [method, url, status, bytes, took]: [&'a [u8]; 5],
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<(), Reason> {
    let is_method =
        !method.is_empty() && method.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'-');
    let is_url =
        url.starts_with(b"/") || url == b"*" || memchr::memmem::find(url, b"://").is_some();
    let is_status = status == b"-" || (status.len() == 3 && is_number(status));
    if !is_method || !is_url || !is_status {
        return Err(NO_REQUEST);
    }
    Slot::Method.fill(method.into(), row, session)?;
    Slot::Url.fill(url.into(), row, session)?;
    Slot::Status.fill(status.into(), row, session)?;
    Slot::Bytes.fill(bytes.into(), row, session)?;
    Slot::Duration(Unit::Millis).fill(took.into(), row, session)?;
    Ok(())
}
