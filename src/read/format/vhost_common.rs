//! Common with the virtual host in front, with the port or without. Durations: none.

use crate::base::account::Stamp;

use super::Format;
use super::common::Bare;
use super::kernel::clf::Clf;

/// `www.example.fr:443 203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512`
pub(super) const FORMAT: Format = Format::new(
    "vhost_common",
    "common after the virtual host: %v:%p %h %l %u %t \"%r\" %>s %b",
    Stamp::Unknown,
    |_, _| Clf::<true, Bare>::reader(),
);
