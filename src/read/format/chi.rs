//! The request logger of chi, a router for Go. The stamp is the end, local and without a zone; the
//! duration says its unit.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::ansi::Coloured;
use super::kernel::clf::{BAD_BYTES, BAD_STATUS, NO_CLIENT, NO_REQUEST, NO_TIME};
use super::kernel::client;
use super::kernel::cursor::{Cursor, is_number};
use super::kernel::prefix;
use super::kernel::reader::{Fit, Line, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `2021/04/06 08:31:02 [host/x9Yz-000001] "GET http://www.example.org/a HTTP/1.1" from 203.0.113.7:54321 - 200 512B in 1.2ms`
pub(super) const FORMAT: Format = Format::new(
    "chi",
    "chi: <time> [<request id>] \"<request>\" from <client> - <status> <bytes>B in <duration>",
    Stamp::End,
    |_, _| Some(Box::new(Coloured(read))),
);

fn read<'a>(line: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<Line, Reason> {
    let (time, rest) = prefix::stamped(line).ok_or(NO_TIME)?;
    let mut rest = Cursor::new(rest);
    if rest.rest().starts_with(b"[") {
        rest.between(b'[', b']').ok_or(NO_REQUEST)?;
        rest.spaces();
    }
    rest.skip(b"\"").ok_or(NO_REQUEST)?;
    // The target is the client's, the words after the last ` from ` are not.
    let text = rest.rest();
    let end = memchr::memmem::rfind(text, b"\" from ").ok_or(NO_CLIENT)?;
    let (request, after) = text.split_at_checked(end).ok_or(NO_CLIENT)?;
    let mut after = Cursor::new(after);
    after.skip(b"\" from ").ok_or(NO_CLIENT)?;
    let client = after.word().ok_or(NO_CLIENT)?;
    after.skip(b" - ").ok_or(BAD_STATUS)?;
    let status = after.word().filter(|status| is_number(status)).ok_or(BAD_STATUS)?;
    let bytes = after.word().and_then(|text| text.strip_suffix(b"B")).ok_or(BAD_BYTES)?;
    after.skip(b" in ").ok_or(BAD_BYTES)?;
    Slot::Time(TimeForm::Iso).fill(time.into(), row, session)?;
    Slot::RequestUrl.fill(request.into(), row, session)?;
    put_client(client, row, session)?;
    Slot::Status.fill(status.into(), row, session)?;
    Slot::Bytes.fill(bytes.into(), row, session)?;
    Slot::Duration(Unit::Written).fill(after.rest().trim_ascii().into(), row, session)?;
    Ok(Line::Request(Fit::Exact))
}

/// Go writes the port, and brackets around IPv6; a middleware may have put a bare address in its place.
fn put_client<'a>(text: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<(), Reason> {
    if client::address(text).is_none()
        && let Some((name, port)) = client::with_port(text)
    {
        Slot::Client.fill(name.into(), row, session)?;
        return Slot::ClientPort.fill(port.into(), row, session);
    }
    Slot::Client.fill(text.into(), row, session)
}
