//! Cloud Foundry's gorouter: the host that was asked stands where other servers write the client, who
//! comes after the agent. Received bytes stand before those sent; times in seconds
//! (`accesslog/schema/access_log_record.go` of cloudfoundry/gorouter).

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `www.example.fr - [2021-04-06T06:31:02.123456789Z] "GET / HTTP/1.1" 200 0 512 "-" "curl/7.74.0" "10.0.0.2:5601" "10.0.1.2:60000" x_forwarded_for:"203.0.113.7" x_forwarded_proto:"https" vcap_request_id:"a" response_time:0.012 …`
pub(super) const FORMAT: Format = Format::new(
    "gorouter",
    "Cloud Foundry gorouter: $host - [time] \"$request\" $status received sent \"referer\" \"agent\" \"client:port\" \"backend\" x_forwarded_for:\"…\" … response_time:…",
    Stamp::Start,
    |_, sample| Some(Patterned::of(PATTERNS)?.guarded(is_routed).probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[
    r#"$host - [$time_iso8601] "$request" $status $request_length $body_bytes_sent "$http_referer" "$http_user_agent" "$remote_addr" "$upstream_addr" x_forwarded_for:"$http_x_forwarded_for" x_forwarded_proto:"$proto" vcap_request_id:"$id" response_time:$request_time $rest"#,
    r#"$host - [$time_iso8601] "$request" $status $request_length $body_bytes_sent "$http_referer" "$http_user_agent" "$remote_addr" "$upstream_addr" x_forwarded_for:"$http_x_forwarded_for" x_forwarded_proto:"$proto" vcap_request_id:"$id" response_time:$request_time"#,
];

/// Has it what no other server writes so?
fn is_routed(line: &[u8]) -> bool {
    memchr::memmem::find(line, b" vcap_request_id:").is_some()
}
