//! PHP's built-in server: a line a request among lines about connections, each with the date of `ctime`.
//! Before PHP 7.4 it wrote no method. What it adds behind the target is said of errors only.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::ansi::Coloured;
use super::kernel::clf::{BAD_STATUS, NO_CLIENT, NO_REQUEST, NO_TIME};
use super::kernel::client;
use super::kernel::cursor::{Cursor, is_number};
use super::kernel::reader::{Fit, Line, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm};

/// `[Tue Apr  6 08:31:02 2021] 203.0.113.7:4711 [200]: GET /a?b`
pub(super) const FORMAT: Format = Format::new(
    "php_server",
    "PHP's built-in server: [<date>] <client>:<port> [<status>]: <method> <target>",
    Stamp::End,
    |_, _| Some(Box::new(Coloured(read))),
);

/// Bytes of a date as `ctime` writes it.
const DATE: usize = 24;
/// What it says of connections, and of itself.
const OTHERS: &[&[u8]] = &[
    b"Accepted",
    b"Closing",
    b"Closed without sending a request",
    b"Invalid request (",
    b"Unsupported SSL request",
];

fn read<'a>(line: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<Line, Reason> {
    let mut rest = Cursor::new(line);
    let mut ahead = rest;
    // Several workers write their number first.
    if ahead.between(b'[', b']').is_some_and(is_number) {
        rest = ahead;
    }
    let time = rest.between(b'[', b']').filter(|time| time.len() == DATE).ok_or(NO_TIME)?;
    rest.spaces();
    if rest.rest().starts_with(b"PHP ") && rest.rest().ends_with(b") started") {
        return Ok(Line::Directive);
    }
    let client = rest.word().filter(|word| client::with_port(word).is_some()).ok_or(NO_CLIENT)?;
    rest.spaces();
    if OTHERS.iter().any(|begin| rest.rest().starts_with(begin)) {
        return Ok(Line::Directive);
    }
    let status = rest.between(b'[', b']').filter(|word| is_number(word)).ok_or(BAD_STATUS)?;
    rest.skip(b": ").ok_or(NO_REQUEST)?;
    let mut method = rest;
    if let Some(word) = method.word().filter(|word| word.iter().all(u8::is_ascii_uppercase)) {
        Slot::Method.fill(word.into(), row, session)?;
        rest = method;
    }
    let target = rest.word().ok_or(NO_REQUEST)?;
    Slot::Time(TimeForm::Any).fill(time.into(), row, session)?;
    Slot::ClientSocket.fill(client.into(), row, session)?;
    Slot::Status.fill(status.into(), row, session)?;
    Slot::Target.fill(target.into(), row, session)?;
    Ok(Line::Request(Fit::Exact))
}
