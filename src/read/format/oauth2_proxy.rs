//! oauth2-proxy: the target alone is in quotes, and the upstream stands before it.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `203.0.113.7:51601 - 2edfed59-… - user@example.com [2021/04/06 08:31:02] www.example.fr GET - "/a?x=1" HTTP/1.1 "curl/7.74.0" 200 8304 0.012`
pub(super) const FORMAT: Format = Format::new(
    "oauth2_proxy",
    "oauth2-proxy: client - id - user [time] host method upstream \"target\" protocol \"agent\" status bytes seconds",
    Stamp::Start,
    |_, sample| Some(Patterned::of(PATTERNS)?.probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[
    r#"$remote_addr - $request_id - $remote_user [$time_iso8601] $host $request_method $server_addr "$request_uri" $server_protocol "$http_user_agent" $status $body_bytes_sent $request_time"#,
];
