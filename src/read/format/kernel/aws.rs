//! What the logs of Amazon's load balancers share: their request field, and the three parts of a
//! time to serve. It knows no columns.

use std::borrow::Cow;

use super::clf::UNCLOSED;
use super::delimited::{Cells, OTHER_FORMAT, Style, fill, is_escaped};
use super::reader::{Reason, Session};
use super::request::parts_of_url;
use super::row::{Row, unescape};
use super::slot::Slot;
use super::{client, utc};

/// Cuts a line and fills a table, the request field apart; gives the number of fields.
///
/// # Errors
///
/// As [`fill`].
#[inline]
pub fn read<'a>(
    line: &'a [u8],
    table: &[(usize, Slot)],
    request: usize,
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<usize, Reason> {
    let mut cells = Cells::new(line, Style::AWS);
    let count = fill(cells.by_ref().take(request), 0, table, row, session)?;
    if count < request {
        return Err(OTHER_FORMAT);
    }
    let (text, after) = request_field(cells.rest()).ok_or(UNCLOSED)?;
    put_request(unescape(text), row, session)?;
    match after {
        Some(after) => fill(Cells::new(after, Style::AWS), request + 1, table, row, session),
        None => Ok(request + 1),
    }
}

/// The request and what follows it, which is the quoted agent, or nothing in the oldest logs: a quote
/// of the client's ends nothing else.
fn request_field(text: &[u8]) -> Option<(&[u8], Option<&[u8]>)> {
    let text = text.strip_prefix(b"\"")?;
    let end = memchr::memmem::find_iter(text, b"\" \"").find(|end| !is_escaped(text, *end));
    match end {
        Some(end) => Some((text.get(..end)?, text.get(end + 2..))),
        None => Some((text.strip_suffix(b"\"")?, None)),
    }
}

/// A request line with an absolute URL; `- http://host:80- ` and `- - - ` where none came.
fn put_request<'a>(
    text: Cow<'a, [u8]>,
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<(), Reason> {
    let Some(rest) = text.strip_prefix(b"- ") else {
        return Slot::RequestUrl.fill(text, row, session);
    };
    if let Some((host, _)) = parts_of_url(rest.trim_ascii()) {
        let host = client::without_port(host.strip_suffix(b"-").unwrap_or(host));
        row.vhost = (!host.is_empty()).then(|| Cow::Owned(host.to_vec()));
    }
    Ok(())
}

/// The first fields of a line, without the rest of it.
pub fn head<const N: usize>(line: &[u8]) -> Option<[&[u8]; N]> {
    let mut cells = Cells::new(line, Style::AWS);
    let mut head = [&b""[..]; N];
    for slot in &mut head {
        *slot = cells.next()?.ok()?.text;
    }
    Some(head)
}

/// Is it an instant as AWS writes it?
pub fn is_instant(text: &[u8]) -> bool {
    utc::instant(text).is_some()
}

/// Is it `address:port`? IPv6 addresses stand in brackets or without.
pub fn is_socket(text: &[u8]) -> bool {
    client::with_port(text)
        .is_some_and(|(name, _)| client::address(name).is_some() || client::address(text).is_some())
}

/// Is it a time in seconds, or `-1`?
pub fn is_seconds(text: &[u8]) -> bool {
    text.strip_prefix(b"-")
        .unwrap_or(text)
        .iter()
        .all(|byte| byte.is_ascii_digit() || *byte == b'.')
}
