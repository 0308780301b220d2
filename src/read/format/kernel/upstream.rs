//! What nginx appends about its upstreams: fields after the quoted ones in, durations, addresses and
//! states out. A retried request has a list: `0.001, 0.200 : 0.003` (commas between tries, colons
//! between server groups).

use crate::read::columns::ABSENT;

use super::number;
use super::slot::Unit;

/// The next field after a space, quoted or bare, and the rest; a bare list is one field.
pub fn field(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = rest.strip_prefix(b" ")?.trim_ascii_start();
    if let Some(quoted) = rest.strip_prefix(b"\"") {
        let (content, after) = quoted.split_at(memchr::memchr(b'"', quoted)?);
        return Some((content, after.get(1..)?));
    }
    let mut end = word_end(rest, 0)?;
    loop {
        let (so_far, after) = rest.split_at(end);
        let joint = if after.starts_with(b" : ") { 3 } else { usize::from(so_far.ends_with(b",")) };
        match word_end(rest, end + joint) {
            Some(next) if joint > 0 => end = next,
            _ => return (!so_far.is_empty()).then_some((so_far, after)),
        }
    }
}

/// End of the word that starts at `start`, if one can start there.
fn word_end(text: &[u8], start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    Some(start + memchr::memchr(b' ', rest).unwrap_or(rest.len()))
}

/// Sum of a list of seconds, microseconds; [`ABSENT`] if every entry is `-`; `None` if it is none.
pub fn total_seconds(list: &[u8]) -> Option<i64> {
    let mut total = ABSENT;
    let mut any = false;
    for entry in entries(list) {
        any = true;
        if entry != b"-" {
            total = number::duration(number::decimal_seconds(entry)? + total.max(0))?;
        }
    }
    any.then_some(total)
}

/// Sum of a list in that unit, microseconds; [`ABSENT`] if every entry is `-` or empty; `None` if an
/// entry is no duration.
pub fn total(list: &[u8], unit: Unit) -> Option<i64> {
    let mut total = ABSENT;
    for entry in entries(list).filter(|entry| !matches!(*entry, b"-" | b"-1")) {
        total = number::duration(number::duration_in(entry, unit)? + total.max(0))?;
    }
    Some(total)
}

/// The last entry that is not `-`: the upstream whose answer the client got.
pub fn last(list: &[u8]) -> Option<&[u8]> {
    entries(list).filter(|entry| *entry != b"-").last()
}

/// The last status of a list, or [`ABSENT`].
pub fn last_status(list: &[u8]) -> i64 {
    last(list).filter(|entry| entry.len() <= 3).and_then(number::integer).unwrap_or(ABSENT)
}

fn entries(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    list.split(|byte| *byte == b' ')
        .map(|entry| entry.strip_suffix(b",").unwrap_or(entry))
        .filter(|entry| !entry.is_empty() && *entry != b":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_one_field() {
        let (times, rest) =
            field(b" 0.001, 0.200 : 0.003 10.0.0.1:80, 10.0.0.2:80 504").expect("a field");
        assert_eq!(times, b"0.001, 0.200 : 0.003");
        assert_eq!(total_seconds(times), Some(204_000));
        let (address, rest) = field(rest).expect("a field");
        assert_eq!(last(address), Some(&b"10.0.0.2:80"[..]));
        assert_eq!(field(rest), Some((&b"504"[..], &b""[..])));
    }

    #[test]
    fn nothing_upstream_is_absent() {
        assert_eq!(total_seconds(b"-"), Some(ABSENT));
        assert_eq!(total_seconds(b"-, 0.010"), Some(10_000));
        assert_eq!(total_seconds(b"x"), None);
        assert_eq!(total_seconds(b"315532800.0, 0.001"), None);
        assert_eq!(last_status(b"502, 200"), 200);
        assert_eq!(last_status(b"-"), ABSENT);
        assert_eq!(field(b""), None);
        assert_eq!(field(b" \"0.1\" x"), Some((&b"0.1"[..], &b" x"[..])));
    }
}
