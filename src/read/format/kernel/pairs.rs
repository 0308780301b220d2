//! `key=value` lines (logfmt): bytes in, pairs out. Values are bare or in quotes with backslashes; words
//! without a value are passed over.

use std::borrow::Cow;

use super::cursor::{Cursor, last_word};
use super::prefix;
use super::row::unescape;

/// A key and its value, which may be empty.
pub type Pair<'a> = (&'a [u8], Cow<'a, [u8]>);

/// The pairs of a line, in their order.
pub fn of(line: &[u8]) -> impl Iterator<Item = Pair<'_>> {
    let mut rest = line;
    std::iter::from_fn(move || next(&mut rest))
}

fn next<'a>(rest: &mut &'a [u8]) -> Option<Pair<'a>> {
    loop {
        let equals = memchr::memchr(b'=', rest)?;
        let (before, after) = rest.split_at_checked(equals)?;
        let (_, key) = last_word(before);
        let after = after.get(1..)?;
        let (value, left) = value(after);
        *rest = left;
        if !key.is_empty() && key.iter().all(is_of_keys) {
            return Some((key, value));
        }
    }
}

fn is_of_keys(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_.-@/".contains(byte)
}

fn value(text: &[u8]) -> (Cow<'_, [u8]>, &[u8]) {
    if let Some(quoted) = text.strip_prefix(b"\"") {
        let end = end_of_quoted(quoted);
        let inside = quoted.get(..end).unwrap_or(quoted);
        return (unescape(inside), quoted.get(end + 1..).unwrap_or_default());
    }
    let end = memchr::memchr(b' ', text).unwrap_or(text.len());
    let end = end + rest_of_time(text, end);
    let (value, rest) = text.split_at_checked(end).unwrap_or((text, b""));
    // A comma before the next pair parts the two.
    let parted = value.strip_suffix(b",").filter(|_| begins_with_key(rest));
    (Cow::Borrowed(parted.unwrap_or(value)), rest)
}

fn begins_with_key(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    let key = text.iter().take_while(|byte| is_of_keys(byte)).count();
    key > 0 && text.get(key) == Some(&b'=')
}

/// The first quote without a backslash before it that hides it.
fn end_of_quoted(text: &[u8]) -> usize {
    let mut hidden = false;
    let end = text.iter().position(|byte| match byte {
        b'"' if !hidden => true,
        b'\\' => {
            hidden = !hidden;
            false
        }
        _ => {
            hidden = false;
            false
        }
    });
    end.unwrap_or(text.len())
}

/// Bytes of the time and zone after a date, which some loggers write without quotes:
/// `time=2021-04-06 08:31:02 +0200`.
fn rest_of_time(text: &[u8], end: usize) -> usize {
    let Some((date, rest)) = text.split_at_checked(end) else { return 0 };
    if date.len() != 10 || !prefix::is_date(date) {
        return 0;
    }
    let mut cursor = Cursor::new(rest);
    if !cursor.word().is_some_and(prefix::is_time) {
        return 0;
    }
    let mut zone = cursor;
    if zone.word().is_some_and(prefix::is_zone) {
        cursor = zone;
    }
    rest.len() - cursor.rest().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_as_they_are_written() {
        let shown = |line: &'static str| {
            let pair = |(key, value): Pair<'_>| {
                format!("{}:{}", String::from_utf8_lossy(key), String::from_utf8_lossy(&value))
            };
            of(line.as_bytes()).map(pair).collect::<Vec<_>>().join("|")
        };
        assert_eq!(shown(r#"a=1 word b="x \"y\" =z" c= d=e=f"#), r#"a:1|b:x "y" =z|c:|d:e=f"#);
        assert_eq!(
            shown("time=2021-04-06 08:31:02 +0200 a=1"),
            "time:2021-04-06 08:31:02 +0200|a:1"
        );
        assert_eq!(shown("time=2021-04-06 next a=1"), "time:2021-04-06|a:1");
        assert_eq!(shown(r#"a="unclosed b=1"#), "a:unclosed b=1");
        assert_eq!(shown("GET /?a=1"), "");
        assert_eq!(shown("a=1, b=-, c=/x,y, d"), "a:1|b:-|c:/x,y,");
        assert_eq!(shown("=x ==="), "");
    }
}
