//! Common and combined whose time is not written as theirs: ISO 8601, as nginx's `$time_iso8601` writes
//! it; with decimals; without a zone.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clock::CLF_LENGTH;
use super::kernel::pattern::patterned::Patterned;

/// `203.0.113.7 - - [2021-04-06T08:31:02+02:00] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "combined_time",
    "combined with another time: $remote_addr - $remote_user [$time_iso8601] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\" …",
    Stamp::Unknown,
    |_, sample| {
        Some(Patterned::of(PATTERNS)?.guarded(is_written_otherwise).probed(sample)?.boxed())
    },
);

const PATTERNS: &[&str] = &[
    r#"$remote_addr $ident $remote_user [$time_iso8601] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
    r#"$remote_addr $ident $remote_user [$time_iso8601] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for""#,
    r#"$remote_addr $ident $remote_user [$time_iso8601] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time"#,
    r#"$remote_addr $ident $remote_user [$time_iso8601] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time $upstream_response_time"#,
    r#"$remote_addr $ident $remote_user [$time_iso8601] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for" $request_time"#,
    r#"$remote_addr $ident $remote_user [$time_iso8601] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for" $request_time $upstream_response_time"#,
    r#"$remote_addr $ident $remote_user [$time_iso8601] "$request" $status $body_bytes_sent"#,
    r#"$host $remote_addr $ident $remote_user [$time_iso8601] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
];

/// Is what stands in the first brackets with a digit in front another time than theirs?
fn is_written_otherwise(line: &[u8]) -> bool {
    let head = line.get(..1024).unwrap_or(line);
    let mut brackets = memchr::memchr_iter(b'[', head);
    let time = brackets.find_map(|at| {
        let inside = head.get(at + 1..)?;
        inside.first().filter(|byte| byte.is_ascii_digit())?;
        inside.get(..memchr::memchr(b']', inside)?)
    });
    time.is_some_and(|time| time.len() != CLF_LENGTH || time.get(2) != Some(&b'/'))
}
