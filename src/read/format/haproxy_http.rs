//! HAProxy's `option httplog`, of all versions since 1.3.
//!
//! Times are local and have no zone. The duration is the last timer, `Ta` or `Tt`; the upstream's is
//! `Tc + Tr`; the queue is `Tw`. The server's name stands for its address. Captured headers are
//! used as far as the sample makes certain which they are.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::haproxy::http::Http;

/// `203.0.113.7:4711 [06/Apr/2021:08:31:02.655] http-in~ web/s1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {www.example.org} {} "GET / HTTP/1.1"`
pub(super) const FORMAT: Format = Format::new(
    "haproxy_http",
    "HAProxy httplog: %ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r",
    Stamp::Start,
    |_, sample| Http::open(sample, false),
);
