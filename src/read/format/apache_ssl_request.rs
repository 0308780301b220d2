//! Apache's `ssl_request_log`, as its example of a TLS configuration writes it beside the access log.
//! No status, no agent. Durations: none.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `[06/Apr/2021:08:31:02 +0200] 203.0.113.7 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 "GET / HTTP/1.1" 1375`
pub(super) const FORMAT: Format = Format::new(
    "apache_ssl_request",
    "Apache ssl_request_log: %t %h %{SSL_PROTOCOL}x %{SSL_CIPHER}x \"%r\" %b",
    Stamp::Start,
    |_, sample| Some(Patterned::of(PATTERNS)?.probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[r#"%t %h %{SSL_PROTOCOL}x %{SSL_CIPHER}x "%r" %b"#];
