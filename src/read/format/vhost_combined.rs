//! Combined with the virtual host in front, as Debian's `vhost_combined` for Apache, with the port or
//! without. Durations: none.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, Nothing};

/// `www.example.fr:443 203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "-"`
///
/// The stamp stays unknown: nginx is often set up to write the same.
pub(super) const FORMAT: Format = Format::new(
    "vhost_combined",
    "Apache vhost_combined: %v:%p %h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"",
    Stamp::Unknown,
    |_, _| Clf::<true, Nothing>::reader(),
);
