//! Apache `vhost_combined` with `%D`, the time to serve in whole microseconds.

use crate::base::account::Stamp;

use super::Format;
use super::combined_us::Micros;
use super::kernel::clf::Clf;

/// `www.example.fr:443 203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 5 "-" "-" 61530`
pub(super) const FORMAT: Format = Format::new::<Clf<true, Micros>>(
    "vhost_combined_us",
    "Apache vhost_combined with microseconds: %v:%p %h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %D",
    Stamp::Start,
)
.in_whole_us();
