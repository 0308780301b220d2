//! Amazon CloudFront's standard log: tabs, UTC, stamped when the edge was done, `time-taken` in seconds,
//! agents %-coded. A client that leaves is status 000. The edge holds no copies here: every request is a
//! miss, so that the log tells as much as the origin's would.

use std::io;

use super::clf;
use super::pen::Pen;
use super::{Format, Product, Stamp};
use crate::rehearse::world::request::{Ending, Row};

/// `2022-10-10⇥06:00:01⇥CDG50-P2⇥512⇥203.0.113.7⇥GET⇥d111111abcdef8.cloudfront.net⇥/⇥200⇥…`
pub(super) const FORMAT: Format =
    Format { name: "cloudfront", stamp: Stamp::End, product: CLOUDFRONT, head, line };

const CLOUDFRONT: Product = Product {
    gone: Some(0),
    unreachable: 502,
    page: |status| match status {
        0 => 0,
        _ => 1_033,
    },
};

const FIELDS: &str = "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem \
    sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id \
    x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher \
    x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port \
    time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start \
    sc-range-end\n";

fn head(pen: &mut Pen<'_>, _: i64) -> io::Result<()> {
    pen.text("#Version: 1.0\n");
    pen.text(FIELDS);
    Ok(())
}

fn line(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    pen.day_and_time(row.end_us, b'\t');
    pen.text("\tCDG50-P2\t");
    pen.number(row.bytes);
    pen.text("\t");
    pen.address(row.address())?;
    pen.text("\t");
    pen.text(row.target.method());
    pen.text("\td111111abcdef8.cloudfront.net\t");
    let query = stem(pen, row)?;
    pen.text("\t");
    pen.text(if row.status == 0 { "00" } else { "" });
    pen.number(row.status);
    pen.text("\t");
    pen.referer(row, "-")?;
    pen.text("\t");
    agent(pen, row);
    pen.text("\t");
    pen.line.extend_from_slice(query.as_deref().unwrap_or(b"-"));
    pen.text("\t-\t");
    rest(pen, row);
    Ok(())
}

/// The path; the query is for later.
fn stem(pen: &mut Pen<'_>, row: &Row) -> io::Result<Option<Vec<u8>>> {
    let start = pen.line.len();
    pen.target(row)?;
    let target = pen.line.get(start..).unwrap_or_default();
    let Some(mark) = target.iter().position(|byte| *byte == b'?') else { return Ok(None) };
    let query = pen.line.split_off(start + mark + 1);
    pen.line.pop();
    Ok(Some(query))
}

fn agent(pen: &mut Pen<'_>, row: &Row) {
    for byte in pen.agent(row).unwrap_or("-").bytes() {
        match byte {
            b' ' => pen.text("%20"),
            b'"' => pen.text("%22"),
            b'%' => pen.text("%25"),
            _ => pen.line.push(byte),
        }
    }
}

/// From the result on.
fn rest(pen: &mut Pen<'_>, row: &Row) {
    let result = match row.ending {
        Ending::Left => "ClientCommError",
        _ if row.status >= 400 || row.status == 0 => "Error",
        _ => "Miss",
    };
    pen.text(result);
    pen.text("\t");
    pen.mark();
    pen.text("==\t");
    pen.text(pen.host);
    pen.text("\thttps\t");
    pen.number(row.received);
    pen.text("\t");
    pen.seconds(row.end_us - row.arrival_us);
    pen.text("\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\t");
    pen.text(result);
    pen.text("\t");
    pen.text(clf::protocol(row));
    pen.text("\t-\t-\t");
    pen.number(row.port());
    pen.text("\t");
    pen.seconds(row.end_us - row.arrival_us);
    pen.text("\t");
    pen.text(result);
    pen.text("\ttext/html\t");
    pen.number(row.bytes);
    pen.text("\t-\t-");
}
