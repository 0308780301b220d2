//! The kernel of the CLF family: `who [time] "request" status bytes`, then perhaps
//! `"referer" "agent"`, then perhaps a tail that only one format of the family knows. Fields are
//! found by brackets and quotes, not by spaces; no step looks at a byte twice without need.
//!
//! A quote ends a field if it is not escaped and what follows can follow; so a server that does not
//! escape is understood as long as the line can be.

use std::marker::PhantomData;

use crate::read::columns::ABSENT;

use super::clock::{CLF_LENGTH, Clock};
use super::plain::{self, Marked};
use super::reader::{Fit, Line, Reader, Reason, Session};
use super::row::{Filled, Row, dash, unescape};
use super::{client, number, request};

/// No bracket, or none where a time could be.
pub const NO_TIME: Reason = "no time stamp";
/// A bracket whose content is no instant.
pub const BAD_TIME: Reason = "bad time";
/// Nothing before the time stamp.
pub const NO_CLIENT: Reason = "no client";
/// No quoted request after the time stamp.
pub const NO_REQUEST: Reason = "no request";
/// A quoted field without its second quote.
pub const UNCLOSED: Reason = "unclosed quote";
/// What follows the request is no status.
pub const BAD_STATUS: Reason = "bad status";
/// What follows the status is no number of bytes.
pub const BAD_BYTES: Reason = "bad bytes";

/// How much of the family's line there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// It ends after the bytes.
    Bare,
    /// It ends after the agent.
    Plain,
    /// It has the format's own tail.
    Tailed,
    /// It has a tail that the format does not know.
    Foreign,
}

/// What a format of the family has after the agent.
pub trait Tail {
    /// The shape that a line of the format has.
    const SHAPE: Shape;

    /// Does the server write a dash without quotes where there is no referer or agent?
    const DASHES: bool = false;

    /// Reads everything after the agent's quote, from its space on; false if it is not the format's.
    /// Must say so without looking at the whole of it.
    fn read<'a>(rest: &'a [u8], row: &mut Row<'a>) -> bool;
}

/// No tail: the line ends with the agent.
pub struct Nothing;

impl Tail for Nothing {
    const SHAPE: Shape = Shape::Plain;

    fn read<'a>(_: &'a [u8], _: &mut Row<'a>) -> bool {
        false
    }
}

/// A format of the family: with a virtual host first or without, and with this tail.
pub struct Clf<const VHOST: bool, T>(PhantomData<fn() -> T>);

impl<const VHOST: bool, T: Tail + 'static> Clf<VHOST, T> {
    /// A reader of the format; it remembers nothing.
    pub fn reader() -> Option<Box<dyn Reader>> {
        Some(Box::new(Self(PhantomData)))
    }
}

impl<const VHOST: bool, T: Tail> Reader for Clf<VHOST, T> {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        // Once here: a search for an end must not look at a long tail of spaces again and again.
        let (prefix, rest) = stamp(line.trim_ascii_end(), row, &mut session.clock)?;
        let vhost = client::who::<VHOST>(prefix, row).ok_or(NO_CLIENT)?;
        let rest = request_and_numbers(rest, row)?;
        let shape = quoted::<T>(rest, row)?;
        Ok(Line::Request(match () {
            () if shape > T::SHAPE || (vhost && !VHOST) => Fit::Extra,
            () if shape < T::SHAPE || (VHOST && !vhost) => Fit::Fewer,
            () => Fit::Exact,
        }))
    }

    fn has_plain(&self) -> bool {
        true
    }

    #[inline]
    fn plain<'a>(
        &self,
        line: Marked<'a, '_>,
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Option<Filled> {
        plain::read::<VHOST, T>(line, row, session)
    }
}

/// Finds the time stamp; gives what is before its bracket and what is after.
#[inline]
fn stamp<'a>(
    line: &'a [u8],
    row: &mut Row<'a>,
    clock: &mut Clock,
) -> Result<(&'a [u8], &'a [u8]), Reason> {
    let mut reason = NO_TIME;
    // A user name may contain brackets, even with an instant in them, but no server writes a quote in
    // one unescaped: the time stamp is what the quote of the request follows.
    for open in memchr::memchr_iter(b'[', line) {
        let inside = line.get(open + 1..open + 1 + CLF_LENGTH);
        let Some(instant) = inside.and_then(|text| clock.clf(text)) else {
            reason = if reason == NO_TIME { BAD_TIME } else { reason };
            continue;
        };
        reason = NO_REQUEST;
        if let (Some(prefix), Some([b']', rest @ ..])) =
            (line.get(..open), line.get(open + 1 + CLF_LENGTH..))
            && rest.trim_ascii_start().starts_with(b"\"")
        {
            row.ts_us = instant;
            return Ok((prefix, rest));
        }
    }
    Err(reason)
}

/// Reads ` "request" status bytes`; gives what is after.
#[inline]
fn request_and_numbers<'a>(rest: &'a [u8], row: &mut Row<'a>) -> Result<&'a [u8], Reason> {
    let text = rest.trim_ascii_start().strip_prefix(b"\"").ok_or(NO_REQUEST)?;
    let mut first_reason = None;
    // Where no unescaped quote will do, the server may write a backslash as it is.
    for escapes in [true, false] {
        for end in memchr::memchr_iter(b'"', text) {
            if escapes && is_escaped(text, end) {
                continue;
            }
            match numbers(text.get(end + 1..).unwrap_or_default(), row) {
                Ok(rest) => {
                    request::read(text.get(..end).unwrap_or_default(), row);
                    return Ok(rest);
                }
                Err(reason) => first_reason = first_reason.or(Some(reason)),
            }
        }
    }
    Err(first_reason.unwrap_or(UNCLOSED))
}

/// Reads ` status bytes`; gives what is after.
#[inline]
fn numbers<'a>(rest: &'a [u8], row: &mut Row<'a>) -> Result<&'a [u8], Reason> {
    let (status, rest) = word(rest).ok_or(BAD_STATUS)?;
    row.status = match status {
        // Some servers write -1 where the connection ended before there was a status.
        b"-" | b"-1" => ABSENT,
        _ if status.len() <= 3 => number::integer(status).ok_or(BAD_STATUS)?,
        _ => return Err(BAD_STATUS),
    };
    let (bytes, rest) = word(rest).ok_or(BAD_BYTES)?;
    row.bytes = number::size_or_dash(bytes).ok_or(BAD_BYTES)?.unwrap_or(ABSENT);
    Ok(rest)
}

/// Reads ` "referer" "agent"` and the tail, if they are there.
#[inline]
fn quoted<'a, T: Tail>(rest: &'a [u8], row: &mut Row<'a>) -> Result<Shape, Reason> {
    if T::DASHES && dashed::<T>(rest, row).is_some() {
        return Ok(Shape::Tailed);
    }
    let Some(text) = rest.trim_ascii_start().strip_prefix(b"\"") else {
        return Ok(if rest.trim_ascii().is_empty() { Shape::Bare } else { Shape::Foreign });
    };
    // Some write two blanks there.
    let next = |end: usize| {
        let after = text.get(end + 1..)?;
        let agent = after.strip_prefix(b" \"").or_else(|| after.strip_prefix(b"  \""))?;
        Some((end, agent))
    };
    let found = ends(text, true).find_map(next);
    let Some((end, agent)) = found.or_else(|| ends(text, false).find_map(next)) else {
        return Ok(cut_off(text, row));
    };
    // Without its second quote the agent was cut off: what there is of it is kept.
    let (agent, shape) = agent_and_tail::<T>(agent, row).unwrap_or((agent, Shape::Bare));
    row.referer = text.get(..end).and_then(dash).map(unescape);
    row.user_agent = dash(agent).map(unescape);
    Ok(shape)
}

/// Reads ` - "agent"`, ` "referer" -` or ` - -` and the tail, where the tail is there.
fn dashed<'a, T: Tail>(rest: &'a [u8], row: &mut Row<'a>) -> Option<()> {
    let text = rest.strip_prefix(b" ")?;
    if let Some(rest) = text.strip_prefix(b"- -") {
        return (rest.starts_with(b" ") && T::read(rest, row)).then_some(());
    }
    if let Some(text) = text.strip_prefix(b"- \"") {
        let (agent, shape) = agent_and_tail::<T>(text, row)?;
        (shape == Shape::Tailed).then_some(())?;
        row.user_agent = dash(agent).map(unescape);
        return Some(());
    }
    let text = text.strip_prefix(b"\"")?;
    let end = ends(text, true).next()?;
    let rest = text.get(end + 1..)?.strip_prefix(b" -")?;
    let read = rest.starts_with(b" ") && T::read(rest, row);
    row.referer = text.get(..end).filter(|_| read).and_then(dash).map(unescape);
    read.then_some(())
}

/// A line that ends inside the referer or right after it: loggers and copies cut long lines. Everything
/// that tells who, when, what and with what result is there.
fn cut_off<'a>(text: &'a [u8], row: &mut Row<'a>) -> Shape {
    let referer = ends(text, true).next().and_then(|end| text.get(..end)).unwrap_or(text);
    row.referer = dash(referer).map(unescape);
    Shape::Bare
}

/// Reads `agent"` and the tail.
#[inline]
fn agent_and_tail<'a, T: Tail>(text: &'a [u8], row: &mut Row<'a>) -> Option<(&'a [u8], Shape)> {
    for escapes in [true, false] {
        for end in ends(text, escapes) {
            let (agent, rest) = (text.get(..end)?, text.get(end + 1..)?);
            if rest.is_empty() {
                return Some((agent, Shape::Plain));
            }
            if rest.starts_with(b" ") && T::read(rest, row) {
                return Some((agent, Shape::Tailed));
            }
            // What looks like a further field is one; anything else may be a quote in the agent.
            if let [b' ', b'0'..=b'9' | b'"' | b'-' | b'[', ..] = rest {
                return Some((agent, Shape::Foreign));
            }
            if is_labelled(rest) {
                return Some((agent, Shape::Foreign));
            }
        }
    }
    // No end will do: the line goes on with words after the agent.
    ends(text, true).next().and_then(|end| Some((text.get(..end)?, Shape::Foreign)))
}

/// ` X-Forwarded-For="`: a further field that says what it is.
fn is_labelled(rest: &[u8]) -> bool {
    let Some(text) = rest.strip_prefix(b" ") else { return false };
    let of_names = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    let name = text.iter().take(64).take_while(of_names).count();
    text.first().is_some_and(u8::is_ascii_alphabetic)
        && text.get(name..).is_some_and(|rest| rest.starts_with(b"=\""))
}

/// Positions of quotes; with `escapes`, of those that are not escaped.
#[inline]
fn ends(text: &[u8], escapes: bool) -> impl Iterator<Item = usize> {
    memchr::memchr_iter(b'"', text).filter(move |end| !(escapes && is_escaped(text, *end)))
}

/// An odd number of backslashes before it?
#[inline]
pub(super) fn is_escaped(text: &[u8], at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// The first word after at least one space, and the rest from its space on.
#[inline]
fn word(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.strip_prefix(b" ")?.trim_ascii_start();
    let end = memchr::memchr(b' ', text).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<(i64, Option<String>), Reason> {
        let mut row = Row::default();
        let reader = Clf::<false, Nothing>(PhantomData);
        reader.line(line.as_bytes(), &mut row, &mut Session::default())?;
        let user = row.auth_user.map(|user| String::from_utf8_lossy(&user).into_owned());
        Ok((row.ts_us, user))
    }

    #[test]
    fn a_time_stamp_in_a_user_name_is_part_of_it() {
        let line = r#"203.0.113.7 - a [01/Jan/1999:00:00:00 +0000] [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 401 5 "-" "-""#;
        let user = "a [01/Jan/1999:00:00:00 +0000]".to_string();
        assert_eq!(read(line), Ok((1_617_690_662_000_000, Some(user))));
        let (bare, _) = line.split_once('"').expect("a quote");
        assert_eq!(read(bare), Err(NO_REQUEST));
    }

    #[test]
    fn quotes_and_spaces_take_linear_time() {
        let head = r#"203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 5 "-" "#;
        // Looked at once a quote, these spaces would be 10^11 steps.
        let line = format!("{head}{}{}", "\"".repeat(400_000), " ".repeat(400_000));
        assert_eq!(read(&line), Ok((1_617_690_662_000_000, None)));
    }
}
