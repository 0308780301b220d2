//! Caddy 2: an object a line, written when the request is done, `ts` and `duration` in seconds. A client
//! that leaves is a 499.

use std::io;

use super::clf;
use super::pen::Pen;
use super::{Format, Product, Stamp, no_head};
use crate::rehearse::world::request::{Referer, Row};

/// `{"level":"info","ts":1665381601.756499,"logger":"http.log.access.log0","msg":"handled request","request":{…},…}`
pub(super) const FORMAT: Format =
    Format { name: "caddy", stamp: Stamp::End, product: CADDY, head: no_head, line };

/// Its errors have no body.
const CADDY: Product = Product { gone: Some(499), unreachable: 502, page: |_| 0 };

fn line(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    pen.text(if row.status < 500 { "{\"level\":\"info\"" } else { "{\"level\":\"error\"" });
    pen.text(",\"ts\":");
    decimal(pen, row.end_us);
    pen.text(",\"logger\":\"http.log.access.log0\",\"msg\":\"handled request\",\"request\":");
    pen.text("{\"remote_ip\":\"");
    pen.address(row.address())?;
    pen.text("\",\"remote_port\":\"");
    pen.number(row.port());
    pen.text("\",\"client_ip\":\"");
    pen.address(row.address())?;
    pen.text("\",\"proto\":\"");
    pen.text(clf::protocol(row));
    pen.text("\",\"method\":\"");
    pen.text(row.target.method());
    pen.text("\",\"host\":\"");
    pen.text(pen.host);
    pen.text("\",\"uri\":\"");
    pen.target(row)?;
    pen.text("\",\"headers\":{\"Accept\":[\"*/*\"]");
    headers(pen, row)?;
    pen.text("}},\"bytes_read\":");
    pen.number(row.target.body());
    pen.text(",\"user_id\":\"\",\"duration\":");
    decimal(pen, row.end_us - row.arrival_us);
    pen.text(",\"size\":");
    pen.number(row.bytes);
    pen.text(",\"status\":");
    pen.number(row.status);
    pen.text(",\"resp_headers\":{\"Server\":[\"Caddy\"]}}");
    Ok(())
}

fn headers(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    if row.agent().is_some() {
        pen.text(",\"User-Agent\":[");
        pen.agent_json(row)?;
        pen.text("]");
    }
    if row.referer != Referer::None {
        pen.text(",\"Referer\":[\"");
        pen.referer(row, "")?;
        pen.text("\"]");
    }
    Ok(())
}

/// Seconds with six decimals.
fn decimal(pen: &mut Pen<'_>, us: i64) {
    pen.number(us.max(0).unsigned_abs() / 1_000_000);
    pen.text(".");
    pen.fraction(us, 6);
}
