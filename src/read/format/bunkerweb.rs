//! BunkerWeb: the virtual host first, and the request's id of 32 hexadecimal digits before the user.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `www.example.fr 203.0.113.7 - 2a4c…f0 - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 43 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "bunkerweb",
    "BunkerWeb: $host $remote_addr - $request_id $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"",
    Stamp::End,
    |_, sample| Some(Patterned::of(PATTERNS)?.guarded(has_id).probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[
    r#"$host $remote_addr - $request_id $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
];

/// Another word may be an id only where the user is none: else the two may be a user's name.
fn has_id(line: &[u8]) -> bool {
    let mut words = line.splitn(6, |byte| *byte == b' ').skip(3);
    let (id, user) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_word = id.len() > 1 && id.iter().all(|byte| byte.is_ascii_alphanumeric());
    let alone = user == b"-" && words.next().is_some_and(|rest| rest.starts_with(b"["));
    (id.len() == 32 && id.iter().all(u8::is_ascii_hexdigit)) || (is_word && alone)
}
