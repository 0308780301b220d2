//! Nginx Proxy Manager: its `proxy` format (what it sends on) and its `standard` format (what it
//! answers itself: redirections, dead hosts, the default site). Durations: none.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `[06/Apr/2021:08:31:02 +0200] - 200 200 - GET https www.example.fr "/" [Client 203.0.113.7] [Length 5] [Gzip -] [Sent-to 10.0.0.3] "curl/8" "-"`
pub(super) const FORMAT: Format = Format::new(
    "nginx_proxy_manager",
    "Nginx Proxy Manager: [$time_local] [$upstream_cache_status $upstream_status] $status - $request_method $scheme $host \"$request_uri\" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] …",
    Stamp::End,
    |_, sample| Some(Patterned::of(PATTERNS)?.probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[
    r#"[$time_local] $upstream_cache_status $upstream_status $status - $request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] [Sent-to $upstream_addr] "$http_user_agent" "$http_referer""#,
    r#"[$time_local] $upstream_cache_status $upstream_status $status - $request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] "$http_user_agent" "$http_referer""#,
    r#"[$time_local] $status - $request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] "$http_user_agent" "$http_referer""#,
];
