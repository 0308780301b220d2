//! Lines that begin with their time, else common or combined in all but order: some nginx set-ups, and
//! the access logs of VMware's appliances (time without a zone, no quotes around the request).

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `2021-04-06T08:31:02 203.0.113.7 - GET "/client/" -1 200 5778 "-" "curl/7.74.0"`,
/// `[06/Apr/2021:08:31:02 +0200] 203.0.113.7 - - "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "time_first",
    "time first: [$time_local] $remote_addr - $remote_user \"$request\" $status $body_bytes_sent …, %t %h %u %m \"%U%q\" - %>s %b …",
    Stamp::Unknown,
    |_, sample| Some(Patterned::of(PATTERNS)?.probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[
    r#"[$time_local] $remote_addr - $remote_user "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
    r#"[$time_local] $remote_addr "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
    r#"[$time_local] $remote_addr - $remote_user "$request" $status $body_bytes_sent"#,
    r#"[$time_local] $remote_addr "$request" $status $body_bytes_sent"#,
    r#"[$time_local] $remote_addr - $remote_user "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for""#,
    r#"[$time_local] $remote_addr - $remote_user "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time"#,
    r#"$time_iso8601 $remote_addr - $remote_user "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
    r#"$time_iso8601 $remote_addr "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
    r#"%{%Y-%m-%dT%H:%M:%S}t %h %u %m "%U%q" %{length}n %>s %b "%{Referer}i" "%{User-Agent}i""#,
    r#"%{%Y-%m-%dT%H:%M:%S}t %h %u %m %U%q %{length}n %>s %b "%{Referer}i" "%{User-Agent}i""#,
];
