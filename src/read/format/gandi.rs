//! Gandi's web hosting: the virtual host first, the time to serve in whole seconds before the request.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `www.example.fr 203.0.113.7 - frank [06/Apr/2021:08:31:02 +0200] (0 s) "GET / HTTP/1.1" 301 368 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "gandi",
    "Gandi: %v %h %l %u %t (%T s) \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"",
    Stamp::Start,
    |_, sample| Some(Patterned::of(PATTERNS)?.probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[r#"%v %h %l %u %t (%T s) "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#];
