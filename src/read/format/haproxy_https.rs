//! HAProxy's `option httpslog` (since 2.5): httplog, then error codes, server name, TLS version and
//! cipher. The name that TLS asked for is the virtual host where no capture or URL tells it.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::haproxy::http::Http;

/// `… "GET / HTTP/1.1" 0/0/0/0/0 www.example.org/TLSv1.3/TLS_AES_256_GCM_SHA384`
pub(super) const FORMAT: Format = Format::new(
    "haproxy_https",
    "HAProxy httpslog: httplog, then fc_err/ssl_fc_err/ssl_c_err/ssl_c_ca_err/ssl_fc_is_resumed sni/%sslv/%sslc",
    Stamp::Start,
    |_, sample| Http::open(sample, true),
);
