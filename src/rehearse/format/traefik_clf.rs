//! Traefik 2 and 3 as text: combined, the number of the request, router, server and milliseconds; stamped
//! when the request came. A client that leaves is a 499.

use std::io;

use super::clf;
use super::pen::Pen;
use super::{Format, Product, Stamp, no_head};
use crate::rehearse::world::request::Row;

/// `203.0.113.7 - - [10/Oct/2022:08:00:01 +0200] "GET / HTTP/2.0" 200 512 "-" "-" 500 "web@docker" "http://10.0.0.10:80" 2ms`
pub(super) const FORMAT: Format =
    Format { name: "traefik_clf", stamp: Stamp::Arrival, product: TRAEFIK, head: no_head, line };

/// Its errors are the words of the status.
const TRAEFIK: Product = Product {
    gone: Some(499),
    unreachable: 502,
    page: |status| match status {
        499 => 21,
        502 => 11,
        504 => 15,
        _ => 19,
    },
};

fn line(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    clf::head(pen, row, row.arrival_us, clf::protocol(row))?;
    pen.number(row.bytes);
    clf::referer_and_agent(pen, row)?;
    pen.text(" ");
    pen.number(pen.serial + 1);
    match row.backend {
        Some(backend) => {
            pen.text(" \"web@docker\" \"http://");
            pen.backend(backend, 80);
            pen.text("\" ");
        }
        None => pen.text(" \"-\" \"-\" "),
    }
    pen.millis(row.end_us - row.arrival_us);
    pen.text("ms");
    Ok(())
}
