//! Apache's mod_log_forensic: each request before it is handled, with all its headers, and a line when it
//! is done. There is no time, no status and no connection's address. A request that was never done has
//! no second line; which those are, is not told here.
//!
//! The forwarding header is used only if proxies were named as trusted: nothing else says that it is
//! not the client's own invention.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::NO_REQUEST;
use super::kernel::cursor::UNLIKE;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::Slot;

/// `+yQtJf8CoAB4AAFNXBIEAAAAA|GET /a HTTP/1.1|Host:www.example.org%3a8080|User-Agent:curl/7.74.0`
pub(super) const FORMAT: Format = Format::new(
    "apache_forensic",
    "Apache mod_log_forensic: +<id>|<request line>|<header>:<value>|… and -<id>",
    Stamp::Unknown,
    |setting, _| Some(Box::new(Forensic { proxied: !setting.trust.is_empty() })),
);

struct Forensic {
    proxied: bool,
}

impl Reader for Forensic {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let (sign, rest) = line.split_first().ok_or(UNLIKE)?;
        let mut parts = rest.split(|byte| *byte == b'|');
        let id = parts.next().filter(|id| is_id(id)).ok_or(UNLIKE)?;
        match (sign, parts.next()) {
            (b'-', None) => Ok(Line::Directive),
            (b'+', Some(request)) if id.len() < rest.len() => {
                Slot::Request.fill(decoded(request), row, session)?;
                parts.try_for_each(|header| self.header(header, row, session))?;
                Ok(Line::Request(Fit::Exact))
            }
            _ => Err(NO_REQUEST),
        }
    }
}

impl Forensic {
    /// `Name:value`; the first of a name counts, as Apache takes it.
    fn header<'a>(
        &self,
        header: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<(), Reason> {
        let Some(colon) = memchr::memchr(b':', header) else { return Ok(()) };
        let Some((name, value)) = header.split_at_checked(colon) else { return Ok(()) };
        let (slot, taken) = match name.to_ascii_lowercase().as_slice() {
            b"host" => (Slot::Vhost, row.vhost.is_some()),
            b"user-agent" => (Slot::Agent, row.user_agent.is_some()),
            b"referer" => (Slot::Referer, row.referer.is_some()),
            b"x-forwarded-for" if self.proxied => (Slot::Forwarded, row.forwarded.is_some()),
            _ => return Ok(()),
        };
        if taken {
            return Ok(());
        }
        slot.fill(decoded(value.get(1..).unwrap_or_default()), row, session)
    }
}

/// Made by mod_unique_id, or process, second and number with colons between.
fn is_id(text: &[u8]) -> bool {
    let of_ids = |byte: &u8| byte.is_ascii_alphanumeric() || b"@-_:.".contains(byte);
    text.len() >= 5 && text.len() <= 64 && text.iter().all(of_ids)
}

/// Undoes the escapes of what is plain text: `%3a`, `%7c` and `%25`. Others stay, as `\xHH` does
/// elsewhere.
fn decoded(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'%', text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = match rest.get(..3) {
            Some(b"%3a" | b"%3A") => Some(b':'),
            Some(b"%7c" | b"%7C") => Some(b'|'),
            Some(b"%25") => Some(b'%'),
            _ => None,
        };
        plain.push(escaped.unwrap_or(byte));
        rest = if escaped.is_some() { rest.get(3..).unwrap_or_default() } else { after };
    }
    Cow::Owned(plain)
}
