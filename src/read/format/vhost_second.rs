//! Combined and common with the virtual host between the address and the user, where the others have
//! the identity that nobody sends: lighttpd's default, OVH's web hosting, Virtualmin.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::client;
use super::kernel::pattern::layout::NO_MATCH;
use super::kernel::pattern::patterned::Patterned;
use super::kernel::reader::{Line, Reader, Reason, Session};
use super::kernel::row::Row;

/// `203.0.113.7 www.example.fr - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "vhost_second",
    "lighttpd, OVH, Virtualmin: %h %V %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"",
    Stamp::Unknown,
    |_, sample| open(sample),
);

const SECOND: &[&str] = &[
    r#"%h %V %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
    r#"%h %V %u %t "%r" %>s %b"#,
    r#"%h %V %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i" "%{X-Forwarded-For}i""#,
    r#"%h %V %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i" %{ratio}n"#,
];

/// With an identity nevertheless, as a combined line into which the host was put.
const WITH_IDENTITY: &[&str] = &[
    r#"%h %V - %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
    r#"%h %V - %u %t "%r" %>s %b"#,
];

const THIRD: &[&str] = &[
    r#"%h %l %V %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
    r#"%h %l %V %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
];

/// Share of the sample's lines that must have a name there: an identity may look like one.
const NAMED_MIN: f64 = 0.5;

fn open(sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
    let named = sample.iter().filter(|line| place(line).is_some()).count() as f64;
    if named < NAMED_MIN * sample.len() as f64 {
        return None;
    }
    Some(Box::new(Second {
        second: Patterned::of(SECOND)?,
        identified: Patterned::of(WITH_IDENTITY)?,
        third: Patterned::of(THIRD)?,
    }))
}

struct Second {
    second: Patterned,
    identified: Patterned,
    third: Patterned,
}

impl Reader for Second {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        match place(line) {
            Some(2) => self.third.line(line, row, session),
            Some(_) if has_identity(line) => self.identified.line(line, row, session),
            Some(_) => self.second.line(line, row, session),
            // A request to no host that the server knows has a dash in its place.
            None if has_dash(line) => self.second.line(line, row, session),
            None => Err(NO_MATCH),
        }
    }
}

/// Which word is the name: the second, or the third after a dash.
fn place(line: &[u8]) -> Option<usize> {
    let mut words = line.split(|byte| *byte == b' ').skip(1);
    let second = words.next()?;
    if is_name(second) || (client::address(second).is_some() && is_alone(line)) {
        return Some(1);
    }
    let (third, fourth) = (words.next()?, words.next().unwrap_or_default());
    // Where the user would be, there may be one with a dot in the name.
    let named = is_name(third) && (!fourth.starts_with(b"[") || !is_person(third));
    (second == b"-" && named).then_some(2)
}

/// Could it be a user: `first.last`, the last part none of the usual domains?
fn is_person(word: &[u8]) -> bool {
    const USUAL: &str = " com net org info biz edu gov mil app dev cloud online site shop store tech xyz \
                         local lan internal example test localdomain ";
    let mut labels = word.rsplit(|byte| *byte == b'.');
    let top = labels.next().unwrap_or_default().to_ascii_lowercase();
    let is_usual = USUAL.as_bytes().split(|byte| *byte == b' ').any(|name| name == top);
    labels.count() == 1 && top.len() > 2 && !is_usual
}

/// Only a user between the second word and the time: with a fourth word before it, an address in the
/// second place is the client's.
fn is_alone(line: &[u8]) -> bool {
    line.split(|byte| *byte == b' ').nth(3).is_some_and(|word| word.starts_with(b"["))
}

/// A dash, and one more word before the time.
fn has_identity(line: &[u8]) -> bool {
    let mut words = line.split(|byte| *byte == b' ').skip(2);
    words.next() == Some(b"-") && words.nth(1).is_some_and(|word| word.starts_with(b"["))
}

fn has_dash(line: &[u8]) -> bool {
    line.split(|byte| *byte == b' ').nth(1) == Some(b"-")
}

/// A name of a virtual host, not of a user: it ends in a domain of letters, perhaps with a port.
fn is_name(word: &[u8]) -> bool {
    let name = client::without_port(word);
    let of_names = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._".contains(byte);
    let mut labels = name.rsplit(|byte| *byte == b'.');
    let top = labels.next().unwrap_or_default();
    name.iter().all(of_names)
        && labels.next().is_some_and(|label| !label.is_empty())
        && top.len() >= 2
        && (top.iter().all(u8::is_ascii_alphabetic) || top.starts_with(b"xn--"))
}
