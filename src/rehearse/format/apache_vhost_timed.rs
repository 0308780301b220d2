//! Apache httpd `vhost_combined` and `%D`, microseconds.

use super::clf::{self, APACHE};
use super::{Format, Stamp, no_head};

/// `www.example.fr:443 203.0.113.7 - - [10/Oct/2022:08:00:01 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0" 61530`
pub(super) const FORMAT: Format = Format {
    name: "apache_vhost_timed",
    stamp: Stamp::Arrival,
    product: APACHE,
    head: no_head,
    line: |pen, row| {
        pen.text(pen.host);
        pen.text(":443 ");
        clf::apache(pen, row)?;
        clf::referer_and_agent(pen, row)?;
        pen.text(" ");
        pen.number(row.duration_us());
        Ok(())
    },
};
