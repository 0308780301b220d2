//! The NCSA family: what Apache httpd and nginx have in common, and the two products. In: a row. Out:
//! the pieces of a line.

use std::io;

use super::Product;
use super::pen::Pen;
use crate::rehearse::world::request::Row;

/// nginx 1.18: it notices a client that leaves (499). Error pages without the padding for old browsers.
pub(super) const NGINX: Product = Product {
    gone: Some(499),
    unreachable: 502,
    page: |status| match status {
        499 => 0,
        500 => 177,
        502 => 157,
        503 => 197,
        _ => 167,
    },
};

/// Apache httpd 2.4: it learns that a client has gone when it writes, and logs what it would have sent.
/// Error pages with a host name of average length.
pub(super) const APACHE: Product = Product {
    gone: None,
    unreachable: 502,
    page: |status| match status {
        499 => 0,
        500 => 539,
        502 => 341,
        503 => 299,
        _ => 247,
    },
};

/// `203.0.113.7 - - [10/Oct/2022:08:00:01 +0200] "GET / HTTP/1.1" 200 ` by Apache httpd: the stamp is
/// the arrival, an empty body is a dash.
pub(super) fn apache(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    head(pen, row, row.arrival_us, "HTTP/1.1")?;
    match row.bytes {
        0 => pen.text("-"),
        bytes => pen.number(bytes),
    }
    Ok(())
}

/// The same by nginx: the stamp is the end, an empty body is 0, people's browsers speak HTTP/2.
pub(super) fn nginx(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    head(pen, row, row.end_us, protocol(row))?;
    pen.number(row.bytes);
    Ok(())
}

/// What a client speaks to a server that offers HTTP/2.
pub(super) fn protocol(row: &Row) -> &'static str {
    if row.is_modern() { "HTTP/2.0" } else { "HTTP/1.1" }
}

/// Everything before the bytes.
pub(super) fn head(pen: &mut Pen<'_>, row: &Row, stamp_us: i64, protocol: &str) -> io::Result<()> {
    pen.address(row.address())?;
    pen.text(" - - [");
    pen.clf_stamp(stamp_us);
    pen.text("] \"");
    request(pen, row, protocol)?;
    pen.text("\" ");
    pen.number(row.status);
    pen.text(" ");
    Ok(())
}

/// `GET / HTTP/1.1`
pub(super) fn request(pen: &mut Pen<'_>, row: &Row, protocol: &str) -> io::Result<()> {
    pen.text(row.target.method());
    pen.text(" ");
    pen.target(row)?;
    pen.text(" ");
    pen.text(protocol);
    Ok(())
}

/// ` "https://www.example.fr/" "curl/7.74.0"`
pub(super) fn referer_and_agent(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    pen.text(" \"");
    pen.referer(row, "-")?;
    pen.text("\" \"");
    pen.text(pen.agent(row).unwrap_or("-"));
    pen.text("\"");
    Ok(())
}
