//! Combined log format, as Apache's and nginx's `combined`: the same text from both, and so its time
//! stamp may mark the start or the end of a request. Durations: none.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, Nothing};

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "combined",
    "Apache and nginx combined: %h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"",
    Stamp::Unknown,
    |_, _| Clf::<false, Nothing>::reader(),
);
