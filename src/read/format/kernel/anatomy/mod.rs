//! The anatomy of a line of no known format that has a request line in it: tokens of lines in, what
//! each place means out. A place is told by what it holds in every line of a sample, and by where it
//! stands to the request and the time; what cannot be told so is not read.

pub mod cut;
pub mod head;
pub mod layout;
pub mod time;

use super::request;
use super::row::Row;

/// Methods of RFC 9110, RFC 5789 and WebDAV (RFC 4918, 3253, 5323), and what caches take for purging.
const METHODS: [&[u8]; 25] = [
    b"GET",
    b"POST",
    b"HEAD",
    b"PUT",
    b"DELETE",
    b"OPTIONS",
    b"PATCH",
    b"CONNECT",
    b"TRACE",
    b"PROPFIND",
    b"PROPPATCH",
    b"MKCOL",
    b"COPY",
    b"MOVE",
    b"LOCK",
    b"UNLOCK",
    b"SEARCH",
    b"REPORT",
    b"CHECKOUT",
    b"CHECKIN",
    b"MERGE",
    b"MKACTIVITY",
    b"PURGE",
    b"BAN",
    b"QUERY",
];

/// Is it a method that servers know?
pub fn is_method(word: &[u8]) -> bool {
    METHODS.contains(&word)
}

/// Is it a request line: a known method and a target, or any method and a target and HTTP? What ends with
/// a quote is one in a cell of something else, with the escapes of that.
pub fn is_request(text: &[u8]) -> bool {
    if text.ends_with(b"\"") {
        return false;
    }
    let mut row = Row::default();
    request::read(text, &mut row);
    let is_http = row.protocol.as_deref().is_some_and(|name| name.starts_with(b"HTTP/"));
    row.method.as_deref().is_some_and(|method| is_http || is_method(method))
}
