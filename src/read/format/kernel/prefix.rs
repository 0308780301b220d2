//! What loggers of application servers put before a line: its start in, the time and the rest out. It
//! knows no envelope that other programs add.

use super::cursor::{Cursor, is_number};

/// A time stamp at the start, as `2021-04-06 08:31:02,123 +0200`, `[2021-04-06T08:31:02Z]`, and what
/// follows it. Nothing else may be before it.
pub fn stamped(line: &[u8]) -> Option<(&[u8], &[u8])> {
    if line.starts_with(b"[") {
        let mut cursor = Cursor::new(line);
        let time = cursor.between(b'[', b']').filter(|time| is_date(time))?;
        return Some((time, cursor.rest().trim_ascii_start()));
    }
    if !is_date(line) {
        return None;
    }
    let mut cursor = Cursor::new(line);
    if cursor.word()?.len() == 10 {
        cursor.word().filter(|time| is_time(time))?;
    }
    let mut zone = cursor;
    if zone.word().is_some_and(is_zone) {
        cursor = zone;
    }
    let length = line.len() - cursor.rest().len();
    let (time, rest) = line.split_at_checked(length)?;
    (length < 48).then_some((time, rest.trim_ascii_start()))
}

/// `I, [2021-04-06T08:31:02.123456 #1234]  INFO -- name: `, as Ruby's logger writes: the time, if any,
/// and what follows.
pub fn ruby(line: &[u8]) -> (Option<&[u8]>, &[u8]) {
    let read = || {
        let mut cursor = Cursor::new(line.get(1..)?);
        cursor.skip(b", ")?;
        let mut inside = Cursor::new(cursor.between(b'[', b']')?);
        let time = inside.word().filter(|time| is_date(time))?;
        let _level = cursor.until(b" -- ")?;
        let _program = cursor.until(b": ")?;
        Some((time, cursor.rest()))
    };
    read().map_or((None, line), |(time, rest)| (Some(time), rest))
}

/// Without the priority of syslog, as `<134>`.
pub fn after_priority(line: &[u8]) -> &[u8] {
    let mut cursor = Cursor::new(line);
    match cursor.between(b'<', b'>') {
        Some(number) if number.len() <= 3 && is_number(number) && line.starts_with(b"<") => {
            cursor.rest()
        }
        _ => line,
    }
}

/// `2021-04-06` and then a `T` or a space.
pub fn is_date(text: &[u8]) -> bool {
    let dash = |at: usize| matches!(text.get(at), Some(b'-' | b'/'));
    text.get(..4).is_some_and(is_number)
        && dash(4)
        && dash(7)
        && matches!(text.get(10), None | Some(b'T' | b' '))
}

/// `08:31:02`, perhaps with a fraction.
pub fn is_time(text: &[u8]) -> bool {
    text.get(..2).is_some_and(is_number) && text.get(2) == Some(&b':') && text.get(5) == Some(&b':')
}

/// `+0200`, `+02:00`, `Z`, `UTC`.
pub fn is_zone(text: &[u8]) -> bool {
    match text {
        b"Z" | b"UTC" | b"GMT" => true,
        [b'+' | b'-', digits @ ..] => {
            matches!(digits.len(), 4 | 5)
                && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b':')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_before_lines() {
        for (line, expected) in [
            ("2021-04-06 08:31:02,123 INFO x", Some(("2021-04-06 08:31:02,123", "INFO x"))),
            ("2021-04-06 08:31:02 +02:00 [INF] x", Some(("2021-04-06 08:31:02 +02:00", "[INF] x"))),
            ("2021-04-06T08:31:02Z x", Some(("2021-04-06T08:31:02Z", "x"))),
            ("[2021-04-06 08:31:02 +0200] [1] x", Some(("2021-04-06 08:31:02 +0200", "[1] x"))),
            ("2021-04-06 x", None),
            ("INFO x", None),
        ] {
            let found = stamped(line.as_bytes());
            let expected = expected.map(|(time, rest)| (time.as_bytes(), rest.as_bytes()));
            assert_eq!(found, expected, "{line}");
        }
        let line = b"I, [2021-04-06T08:31:02.123456 #12]  INFO -- : x";
        assert_eq!(ruby(line), (Some(&b"2021-04-06T08:31:02.123456"[..]), &b"x"[..]));
        assert_eq!(ruby(b"I, x"), (None, &b"I, x"[..]));
    }
}
