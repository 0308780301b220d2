//! nginx `combined`.

use super::clf::{self, NGINX};
use super::{Format, Stamp, no_head};

/// `203.0.113.7 - - [10/Oct/2022:08:00:01 +0200] "GET / HTTP/2.0" 200 512 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format {
    name: "nginx_combined",
    stamp: Stamp::End,
    product: NGINX,
    head: no_head,
    line: |pen, row| {
        clf::nginx(pen, row)?;
        clf::referer_and_agent(pen, row)
    },
};
