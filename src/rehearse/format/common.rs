//! NCSA common, by Apache httpd: no referer, no agent. `%h %l %u %t "%r" %>s %b`

use super::clf::{self, APACHE};
use super::{Format, Stamp, no_head};

/// `203.0.113.7 - - [10/Oct/2022:08:00:01 +0200] "GET / HTTP/1.1" 200 512`
pub(super) const FORMAT: Format = Format {
    name: "common",
    stamp: Stamp::Arrival,
    product: APACHE,
    head: no_head,
    line: clf::apache,
};
