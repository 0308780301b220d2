//! NPMplus, a descendant of Nginx Proxy Manager: neither referer nor agent is in quotes, so a referer
//! with a space goes on in the agent. Times in seconds.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `[06/Apr/2021:08:31:02 +0200] www.example.fr 203.0.113.7 0.227 "GET / HTTP/2.0" 200 125 440 - curl/8.6.0`
pub(super) const FORMAT: Format = Format::new(
    "npmplus",
    "NPMplus: [$time_local] $host $remote_addr $request_time \"$request\" $status $body_bytes_sent $bytes_sent $http_referer $http_user_agent",
    Stamp::End,
    |_, sample| Some(Patterned::of(PATTERNS)?.probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[
    r#"[$time_local] $host $remote_addr $request_time "$request" $status $body_bytes_sent $bytes_sent $http_referer $http_user_agent"#,
];
