//! Combined with the forwarding header in front of the connection's address, in quotes or without.

use crate::base::account::Stamp;
use crate::base::net::is_internal;

use super::Format;
use super::kernel::client::address;
use super::kernel::pattern::patterned::Patterned;

/// `198.51.100.9, 192.0.2.1 10.0.0.5 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "xff_combined",
    "combined after the forwarding header: %{X-Forwarded-For}i %h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"",
    Stamp::Unknown,
    |_, sample| Some(Patterned::of(PATTERNS)?.guarded(head_has_header).probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[
    r#"%v:%p "%{X-Forwarded-For}i" %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
    r#"%v "%{X-Forwarded-For}i" %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
    r#""%{X-Forwarded-For}i" %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
    r#"%{X-Forwarded-For}i %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
    // In the client's place.
    r#""%{X-Forwarded-For}i" %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
];

fn head_has_header(line: &[u8]) -> bool {
    let head = memchr::memchr(b'[', line).and_then(|end| line.get(..end));
    head.is_some_and(has_header)
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

fn first(text: &[u8]) -> Option<&[u8]> {
    text.split(|byte| *byte == b' ').next()
}
