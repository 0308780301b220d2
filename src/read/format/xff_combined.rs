//! Combined with the forwarding header in front of the connection's address, in quotes or without.

use crate::base::account::Stamp;
use crate::base::net::is_internal;

use super::Format;
use super::kernel::client::address;
use super::kernel::pattern::patterned::Patterned;
use super::kernel::reader::{Line, Reader, Reason, Session};
use super::kernel::row::Row;

/// `198.51.100.9, 192.0.2.1 10.0.0.5 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "xff_combined",
    "combined after the forwarding header: %{X-Forwarded-For}i %h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"",
    Stamp::Unknown,
    |_, sample| open(sample),
);

const PATTERNS: &[&str] = &[
    r#"%v:%p "%{X-Forwarded-For}i" %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
    r#"%v "%{X-Forwarded-For}i" %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
    r#""%{X-Forwarded-For}i" %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
    r#"%{X-Forwarded-For}i %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
    // In the client's place.
    r#""%{X-Forwarded-For}i" %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
];

/// With the host in front, where no quotes tell it from the header.
const HOSTED: &[&str] = &[
    r#"%v:%p %{X-Forwarded-For}i %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
    r#"%v %{X-Forwarded-For}i %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
];

fn open(sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
    let plain = Patterned::of(PATTERNS)?.guarded(|line| head(line).is_some_and(has_header));
    let hosted = Patterned::of(HOSTED)?.guarded(|line| head(line).is_some_and(is_hosted));
    match (plain.probed(sample), hosted.probed(sample)) {
        (Some(plain), Some(hosted)) => Some(Box::new(Headed { plain, hosted })),
        (plain, hosted) => Some(plain.or(hosted)?.boxed()),
    }
}

struct Headed {
    plain: Patterned,
    hosted: Patterned,
}

impl Reader for Headed {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let hosted = head(line).is_some_and(is_hosted);
        if hosted { &self.hosted } else { &self.plain }.line(line, row, session)
    }
}

fn head(line: &[u8]) -> Option<&[u8]> {
    memchr::memchr(b'[', line).and_then(|end| line.get(..end))
}

/// Does a header stand before the client? Two lone addresses may also be a virtual host and a client;
/// behind a proxy, the connection's is internal.
fn has_header(head: &[u8]) -> bool {
    if head.contains(&b'"') {
        return memchr::memmem::find(head, b"\" ").is_some_and(|end| {
            let client = head.get(end + 2..).and_then(first);
            client.is_some_and(|word| word == b"-" || address(word).is_some())
        });
    }
    let Some(one) = first(head) else { return false };
    let list_end = one.ends_with(b",").then(|| {
        let rest = head.splitn(16, |byte| *byte == b' ');
        rest.skip_while(|word| word.ends_with(b",")).nth(1)
    });
    match list_end {
        Some(client) => client.is_some_and(|word| address(word).is_some()),
        None => {
            let second = head.split(|byte| *byte == b' ').nth(1).and_then(address);
            let before = one == b"-" || (!one.contains(&b':') && address(one).is_some());
            before && second.is_some_and(is_internal)
        }
    }
}

/// A host, then a list of two addresses at least, then the connection's.
fn is_hosted(head: &[u8]) -> bool {
    let mut words = head.splitn(16, |byte| *byte == b' ').peekable();
    if words.next().is_none_or(|host| host.contains(&b'"') || host.ends_with(b",")) {
        return false;
    }
    let mut listed = 0;
    while words.next_if(|word| word.strip_suffix(b",").and_then(address).is_some()).is_some() {
        listed += 1;
    }
    let is_address = |word: Option<&[u8]>| word.is_some_and(|word| address(word).is_some());
    listed > 0 && is_address(words.next()) && is_address(words.next())
}

fn first(text: &[u8]) -> Option<&[u8]> {
    text.split(|byte| *byte == b' ').next()
}
