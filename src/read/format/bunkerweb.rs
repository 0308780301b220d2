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

fn has_id(line: &[u8]) -> bool {
    let id = line.splitn(5, |byte| *byte == b' ').nth(3).unwrap_or_default();
    id.len() == 32 && id.iter().all(u8::is_ascii_hexdigit)
}
