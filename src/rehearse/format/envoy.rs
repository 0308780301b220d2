//! Envoy's default text: UTC with milliseconds, stamped when the request came. Flags tell why it failed:
//! `DC` the client left (status 0), `UT` the back end took too long, `UF` it took no connection, `UO` the
//! limit was reached.

use std::io;

use super::pen::Pen;
use super::{Format, Product, Stamp, no_head};
use crate::rehearse::world::request::{Ending, Row};

/// `[2022-10-10T06:00:01.310Z] "GET / HTTP/2" 200 - 0 154 226 225 "203.0.113.7" "curl/7.74.0" "cc21d9b0…" "www.example.fr" "10.0.0.10:80"`
pub(super) const FORMAT: Format =
    Format { name: "envoy", stamp: Stamp::Arrival, product: ENVOY, head: no_head, line };

/// Its errors are a sentence.
const ENVOY: Product = Product {
    gone: Some(0),
    unreachable: 503,
    page: |status| match status {
        0 => 0,
        503 => 81,
        504 => 24,
        _ => 91,
    },
};

fn line(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    pen.text("[");
    pen.iso_utc(row.arrival_us);
    pen.text(".");
    pen.fraction(row.arrival_us, 3);
    pen.text("Z] \"");
    pen.text(row.target.method());
    pen.text(" ");
    pen.target(row)?;
    pen.text(if row.is_modern() { " HTTP/2\" " } else { " HTTP/1.1\" " });
    pen.number(row.status);
    pen.text(" ");
    pen.text(flags(row));
    pen.text(" ");
    pen.number(row.target.body());
    pen.text(" ");
    pen.number(row.bytes);
    pen.text(" ");
    pen.millis(row.end_us - row.arrival_us);
    pen.text(" ");
    match (row.ending, row.backend) {
        (Ending::Answered, Some(_)) => pen.millis(row.end_us - row.arrival_us),
        _ => pen.text("-"),
    }
    pen.text(" \"");
    pen.address(row.address())?;
    pen.text("\" \"");
    pen.text(pen.agent(row).unwrap_or("-"));
    pen.text("\" \"");
    pen.mark();
    pen.text("\" \"");
    pen.text(pen.host);
    pen.text("\" \"");
    match row.backend {
        Some(backend) => pen.backend(backend, 80),
        None => pen.text("-"),
    }
    pen.text("\"");
    Ok(())
}

fn flags(row: &Row) -> &'static str {
    match row.ending {
        Ending::Left => "DC",
        Ending::TimedOut => "UT",
        Ending::Unreachable => "UF",
        Ending::Refused if row.status == 503 => "UO",
        Ending::Answered | Ending::Refused => "-",
    }
}
