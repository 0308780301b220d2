//! BunkerWeb: the virtual host first, and the request's id of 32 hexadecimal digits before the user.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;
use super::kernel::reader::Reader;

/// `www.example.fr 203.0.113.7 - 2a4c…f0 - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 43 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "bunkerweb",
    "BunkerWeb: $host $remote_addr - $request_id $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"",
    Stamp::End,
    |_, sample| open(sample),
);

const PATTERNS: &[&str] = &[
    r#"$host $remote_addr - $request_id $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
    // Of requests that were refused before they had an id.
    r#"$host $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
];

fn open(sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
    let is_other = !sample.is_empty() && !sample.iter().any(|line| has_id(line));
    let reader = || Patterned::of(PATTERNS)?.guarded(has_id_or_dash).probed(sample);
    if is_other { None } else { Some(reader()?.boxed()) }
}

/// Neither id nor user, or an id.
fn has_id_or_dash(line: &[u8]) -> bool {
    let mut words = line.splitn(6, |byte| *byte == b' ').skip(2);
    let is_empty = words.next() == Some(b"-") && words.next() == Some(b"-");
    (is_empty && words.next().is_some_and(|word| word.starts_with(b"["))) || has_id(line)
}

/// Another word may be an id only where the user is none: else the two may be a user's name.
fn has_id(line: &[u8]) -> bool {
    let mut words = line.splitn(6, |byte| *byte == b' ').skip(3);
    let (id, user) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_word = id.len() > 1 && id.iter().all(|byte| byte.is_ascii_alphanumeric());
    let alone = user == b"-" && words.next().is_some_and(|rest| rest.starts_with(b"["));
    (id.len() == 32 && id.iter().all(u8::is_ascii_hexdigit)) || (is_word && alone)
}
