//! HAProxy's `option httplog` with host and agent captured: local time with milliseconds, stamped when
//! the request came. The last letters tell who ended a session: `CH` the client, `sH` the server's
//! time-out, `SC` a connection that was refused, `LR` the proxy itself.

use std::io;

use super::clf;
use super::pen::Pen;
use super::{Format, Product, Stamp, no_head};
use crate::rehearse::world::request::{Ending, Row};

/// `203.0.113.7:33317 [10/Oct/2022:08:00:01.655] https~ web/s1 0/0/0/61/62 200 2750 - - ---- 1/1/1/1/0 0/0 {www.example.fr|curl/7.74.0} {} "GET / HTTP/1.1"`
pub(super) const FORMAT: Format =
    Format { name: "haproxy_http", stamp: Stamp::Arrival, product: HAPROXY, head: no_head, line };

const HAPROXY: Product = Product {
    gone: Some(400),
    unreachable: 503,
    page: |status| match status {
        400 => 0,
        503 => 213,
        504 => 198,
        _ => 212,
    },
};

fn line(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    pen.address(row.address())?;
    pen.text(":");
    pen.number(row.port());
    pen.text(" [");
    pen.clf_clock(row.arrival_us);
    pen.text(".");
    pen.fraction(row.arrival_us, 3);
    pen.text("] https~ web/");
    match row.backend {
        Some(backend) => {
            pen.text("s");
            pen.number(1 + backend);
        }
        None => pen.text("<NOSRV>"),
    }
    let state = timers(pen, row);
    pen.text(" ");
    pen.number(row.status);
    pen.text(" ");
    pen.number(row.bytes);
    pen.text(" - - ");
    pen.text(state);
    pen.text(" 1/1/1/1/0 0/0 {");
    pen.text(pen.host);
    pen.text("|");
    pen.text(pen.agent(row).unwrap_or_default());
    pen.text("} {} \"");
    clf::request(pen, row, clf::protocol(row))?;
    pen.text("\"");
    Ok(())
}

/// ` TR/Tw/Tc/Tr/Ta`; tells the state at the session's end.
fn timers(pen: &mut Pen<'_>, row: &Row) -> &'static str {
    let took_us = row.end_us - row.arrival_us;
    let (before, state) = match (row.ending, row.backend) {
        (_, None) => (" 0/-1/-1/-1/", "LR--"),
        (Ending::Unreachable, _) => (" 0/0/-1/-1/", "SC--"),
        (Ending::Left, _) => (" 0/0/0/-1/", "CH--"),
        (Ending::TimedOut, _) => (" 0/0/0/-1/", "sH--"),
        (Ending::Answered | Ending::Refused, _) => (" 0/0/0/", "----"),
    };
    pen.text(before);
    if state == "----" {
        pen.millis(took_us);
        pen.text("/");
    }
    pen.millis(took_us);
    state
}
