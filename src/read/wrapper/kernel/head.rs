//! The heads of envelopes in text: a line in, its stamp or header and what follows it out. It reads no
//! time and knows no year.

use crate::read::format::kernel::client::address;
use crate::read::format::kernel::clock::month;
use crate::read::format::kernel::number;
use crate::read::format::kernel::stamp;

/// A local date and time without a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yearless {
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// Time of day.
    pub time: jiff::civil::Time,
}

/// The first word and what follows its space; `None` without a space or with an empty word.
pub fn word(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(b' ', line).filter(|end| *end > 0)?;
    Some((line.get(..end)?, line.get(end + 1..)?))
}

/// Without the priority of a syslog message, `<0>` to `<191>` (RFC 5424 §6.2.1); `None` if it has none.
pub fn after_priority(line: &[u8]) -> Option<&[u8]> {
    let rest = line.strip_prefix(b"<")?;
    let end = rest.iter().take(4).position(|byte| *byte == b'>')?;
    let priority = number::integer(rest.get(..end)?)?;
    (priority <= 191).then(|| rest.get(end + 1..))?
}

/// A stamp as `2021-04-06T08:31:02.5+02:00`, or with a space before the time of day or the offset, and
/// what follows the space after it.
pub fn iso(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let is_date = line.get(..11).is_some_and(|head| {
        let shape = |(at, byte): (usize, &u8)| match at {
            4 | 7 => *byte == b'-',
            10 => *byte == b'T' || *byte == b' ',
            _ => byte.is_ascii_digit(),
        };
        head.iter().enumerate().all(shape)
    });
    let (_, rest) = line.split_at_checked(11).filter(|_| is_date)?;
    let end = 11 + memchr::memchr(b' ', rest)?;
    stamp::time(line.get(11..end)?)?;
    let next = line.get(end + 1..)?;
    let zoned = word(next).filter(|(word, _)| line.get(10) == Some(&b' ') && is_zone(word));
    match zoned {
        Some((zone, rest)) => Some((line.get(..end + 1 + zone.len())?, rest)),
        // pm2 ends its stamp with a colon.
        None => {
            let stamp = line.get(..end)?;
            Some((stamp.strip_suffix(b":").unwrap_or(stamp), next))
        }
    }
}

fn is_zone(word: &[u8]) -> bool {
    let digits = |rest: &[u8]| rest.iter().all(|byte| byte.is_ascii_digit() || *byte == b':');
    match word {
        b"Z" | b"UTC" | b"GMT" => true,
        [b'+' | b'-', rest @ ..] => (4..=5).contains(&rest.len()) && digits(rest),
        _ => false,
    }
}

/// `Apr  6 08:31:02.5`, as RFC 3164 §4.1.2 has it and with a fraction, and what follows.
pub fn yearless(line: &[u8]) -> Option<(Yearless, &[u8])> {
    let (name, rest) = line.split_at_checked(3)?;
    let month = month(name).and_then(|month| u8::try_from(month).ok())?;
    let rest = rest.strip_prefix(b" ")?;
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let (day, rest) = word(rest).filter(|(day, _)| day.len() <= 2)?;
    let day = number::integer(day).and_then(|day| u8::try_from(day).ok())?;
    let (time, rest) = stamp::time(rest)?;
    Some((Yearless { month, day, time }, rest))
}

/// What follows the host of a syslog line that has no tag with a colon: a name without a dot, which no
/// virtual host is, before the address of a client, perhaps with the program's name between them; or
/// any name or address before a JSON object.
pub fn after_host(rest: &[u8]) -> Option<&[u8]> {
    let (host, after_host) = word(rest)?;
    let object = after_host.trim_ascii_start();
    if is_host(host) && object.starts_with(b"{") {
        return Some(object);
    }
    let (second, after_second) = word(after_host)?;
    let named = is_host(host) && address(host).is_none();
    if named && address(second).is_some() {
        return (!host.contains(&b'.')).then_some(after_host);
    }
    let (third, _) = word(after_second)?;
    let is_program = is_tag(&[second, b":"].concat());
    (named && is_program && address(third).is_some()).then_some(after_second)
}

/// What follows the host and the tag (`nginx[31]:`) of a syslog line: RFC 3164 calls for both, but many
/// senders leave out the host, or everything. `None` if there is no tag.
pub fn after_tag(rest: &[u8]) -> Option<&[u8]> {
    let (first, after_first) = word_or_all(rest)?;
    let message = if is_tag(first) {
        after_first
    } else {
        let (second, after) = word_or_all(after_first)?;
        (is_host(first) && is_tag(second)).then_some(after)?
    };
    Some(message.strip_prefix(b" ").unwrap_or(message))
}

fn word_or_all(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    word(rest).or((!rest.is_empty()).then_some((rest, b"")))
}

/// `nginx:`, `haproxy[14389]:`, `docker/web.1:`; no address and no number.
fn is_tag(word: &[u8]) -> bool {
    let Some(name) = word.strip_suffix(b":") else { return false };
    let bare = match name.strip_suffix(b"]") {
        Some(open) => memchr::memrchr(b'[', open).and_then(|at| open.get(..at)),
        None => Some(name),
    };
    bare.is_some_and(|bare| {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_./@%+#()".contains(byte);
        bare.len() <= 128 && bare.iter().all(plain) && bare.iter().any(u8::is_ascii_alphabetic)
    })
}

/// Is it what somebody calls the file of a log: letters, and `log` among them or a suffix of a file?
pub fn is_file_name(name: &[u8]) -> bool {
    const SUFFIXES: [&[u8]; 8] =
        [b".gz", b".bz2", b".xz", b".zst", b".txt", b".json", b".csv", b".tsv"];
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_./@%+~".contains(byte);
    let is_log = || name.windows(3).any(|part| part.eq_ignore_ascii_case(b"log"));
    name.iter().all(plain) && (is_log() || SUFFIXES.iter().any(|suffix| name.ends_with(suffix)))
}

fn is_host(word: &[u8]) -> bool {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:@/%".contains(byte);
    word.len() <= 255 && word.iter().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: Option<&[u8]>) -> Option<&str> {
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    #[test]
    fn tags_end_headers() {
        for (rest, expected) in [
            ("web1 nginx: x y", Some("x y")),
            ("web1 haproxy[14389]:  x", Some("x")),
            ("nginx: x", Some("x")),
            ("2001:db8::5 app/web.1[3]: x", Some("x")),
            ("203.0.113.7 - - [06/Apr/2021", None),
            ("web1 last message repeated 3 times", None),
            ("2001:db8:: - x", None),
            ("web1", None),
        ] {
            assert_eq!(text(after_tag(rest.as_bytes())), expected, "{rest}");
        }
    }

    #[test]
    fn hosts_without_a_tag() {
        for (rest, expected) in [
            ("web1 203.0.113.7 - - [", Some("203.0.113.7 - - [")),
            ("web1 nginx 2001:db8::5 - - [", Some("2001:db8::5 - - [")),
            ("www.example.org 203.0.113.7 - - [", None),
            ("203.0.113.7 - - [", None),
            ("203.0.113.7 198.51.100.4 - [", None),
        ] {
            assert_eq!(text(after_host(rest.as_bytes())), expected, "{rest}");
        }
    }

    #[test]
    fn stamps_and_priorities() {
        for (line, stamp, rest) in [
            ("2021-04-06T08:31:02.5+02:00 x", "2021-04-06T08:31:02.5+02:00", "x"),
            ("2021-04-06 08:31:02 +0200 x", "2021-04-06 08:31:02 +0200", "x"),
            ("2021-04-06 08:31:02 -500 x", "2021-04-06 08:31:02", "-500 x"),
            ("2021-04-06 08:31:02 x", "2021-04-06 08:31:02", "x"),
            ("2021-04-06T08:31:02: x", "2021-04-06T08:31:02", "x"),
        ] {
            assert_eq!(iso(line.as_bytes()), Some((stamp.as_bytes(), rest.as_bytes())));
        }
        assert_eq!(iso(b"2021/04/06 08:31:02 [error]"), None);
        assert_eq!(iso(b"2021-04-06T25:31 x"), None);
        assert_eq!(text(after_priority(b"<134>x")), Some("x"));
        assert_eq!([&b"<192>x"[..], b"<>x", b"<134", b"x"].map(after_priority), [None; 4]);
    }
}
