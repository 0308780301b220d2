//! What error logs have in common: a line in, an event out, told by how the message begins. Only the
//! beginning is the server's own: further on there may be a path, a request, a header, and with it
//! whatever a client wants to see there.

use crate::read::event::{Event, EventKind};

use super::number;
use super::reader::{Line, Reader, Reason, Session};
use super::row::Row;

/// A line that is not one of the log's.
pub const NO_EVENT: Reason = "no line of this error log";

/// How messages begin, and what they say.
pub type Phrases = &'static [(&'static str, EventKind)];

/// Reads the lines of an error log with a function.
pub struct Errors(pub fn(&[u8], &mut Session) -> Option<Event>);

impl Reader for Errors {
    fn line<'a>(
        &self,
        line: &'a [u8],
        _: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        (self.0)(line, session).map(Line::Event).ok_or(NO_EVENT)
    }
}

/// What a message says, by its beginning; [`EventKind::Other`] if by none of these.
pub fn kind(message: &[u8], phrases: Phrases) -> EventKind {
    known(message, phrases).unwrap_or(EventKind::Other)
}

/// The same, `None` if by none of these.
pub fn known(message: &[u8], phrases: Phrases) -> Option<EventKind> {
    let found = phrases.iter().find(|(text, _)| message.starts_with(text.as_bytes()));
    found.map(|(_, kind)| *kind)
}

/// The whole number that follows this beginning.
pub fn number_after(message: &[u8], beginning: &str) -> Option<i64> {
    number_at(message.strip_prefix(beginning.as_bytes())?)
}

/// The whole number at the beginning.
pub fn number_at(text: &[u8]) -> Option<i64> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    number::integer(text.get(..digits)?)
}

/// What is in the brackets at the beginning, and what follows them and a space.
pub fn bracketed(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = text.strip_prefix(b"[")?;
    let (inner, rest) = rest.split_at_checked(memchr::memchr(b']', rest)?)?;
    let rest = rest.get(1..)?;
    Some((inner, rest.strip_prefix(b" ").unwrap_or(rest)))
}

/// Some bytes as a field of an event, if there are any.
pub fn field(text: &[u8]) -> Option<Vec<u8>> {
    (!text.is_empty()).then(|| text.get(..200).unwrap_or(text).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_tell() {
        let phrases: Phrases = &[("limit (", EventKind::WorkerLimit)];
        assert_eq!(kind(b"limit (5) reached", phrases), EventKind::WorkerLimit);
        assert_eq!(kind(b"GET /limit (5", phrases), EventKind::Other);
        assert_eq!(number_after(b"limit (5) reached", "limit ("), Some(5));
        assert_eq!(bracketed(b"[a b] c"), Some((&b"a b"[..], &b"c"[..])));
        assert_eq!(bracketed(b"[a b"), None);
    }
}
