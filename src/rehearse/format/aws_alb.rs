//! Access log of an AWS Application Load Balancer: stamped when the answer is sent, with the instant at
//! which the request came. Three times that add up; `-1` where a stage was not reached. A client that
//! leaves is a 460.

use std::io;

use super::clf;
use super::pen::Pen;
use super::{Format, Product, Stamp, no_head};
use crate::rehearse::world::request::{Ending, Row};

/// `h2 2022-10-10T06:00:01.186641Z app/web/50dc6c495c0c9188 203.0.113.7:2817 10.0.0.10:80 0.000 0.102 0.000 200 200 225 512 "GET https://www.example.fr:443/ HTTP/2.0" "curl/7.74.0" …`
pub(super) const FORMAT: Format =
    Format { name: "aws_alb", stamp: Stamp::End, product: ALB, head: no_head, line };

/// Sizes are those of the balancer's own pages with their headers.
const ALB: Product = Product {
    gone: Some(460),
    unreachable: 502,
    page: |status| match status {
        460 => 0,
        502 => 272,
        503 => 337,
        _ => 278,
    },
};

const GROUP: &str =
    "arn:aws:elasticloadbalancing:eu-west-3:123456789012:targetgroup/web/73e2d6bc24d8a067";

fn line(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    pen.text(if row.is_modern() { "h2 " } else { "https " });
    instant(pen, row.end_us);
    pen.text(" app/web/50dc6c495c0c9188 ");
    if row.address().is_ipv6() {
        pen.text("[");
        pen.address(row.address())?;
        pen.text("]");
    } else {
        pen.address(row.address())?;
    }
    pen.text(":");
    pen.number(row.port());
    pen.text(" ");
    target(pen, row);
    pen.text(" ");
    pen.number(row.received);
    pen.text(" ");
    pen.number(row.bytes);
    pen.text(" \"");
    request(pen, row)?;
    pen.text("\" \"");
    pen.text(pen.agent(row).unwrap_or("-"));
    pen.text("\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 ");
    pen.text(GROUP);
    pen.text(" \"Root=1-");
    pen.mark();
    pen.text("\" \"");
    pen.text(pen.host);
    pen.text("\" \"arn:aws:acm:eu-west-3:123456789012:certificate/12345678\" 0 ");
    instant(pen, row.arrival_us);
    pen.text(" \"forward\" \"-\" \"-\" \"-\" \"-\" \"-\" \"-\"");
    Ok(())
}

/// Target, the three times, both statuses.
fn target(pen: &mut Pen<'_>, row: &Row) {
    match row.backend {
        Some(backend) => pen.backend(backend, 80),
        None => pen.text("-"),
    }
    let answered = row.ending == Ending::Answered && row.backend.is_some();
    if answered {
        pen.text(" 0.000 ");
        pen.seconds(row.end_us - row.arrival_us);
        pen.text(" 0.000 ");
    } else {
        pen.text(if row.backend.is_some() { " 0.000 -1 -1 " } else { " -1 -1 -1 " });
    }
    pen.number(row.status);
    pen.text(" ");
    match answered {
        true => pen.number(row.status),
        false => pen.text("-"),
    }
}

fn request(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    pen.text(row.target.method());
    pen.text(" https://");
    pen.text(pen.host);
    pen.text(":443");
    pen.target(row)?;
    pen.text(" ");
    pen.text(clf::protocol(row));
    Ok(())
}

fn instant(pen: &mut Pen<'_>, instant_us: i64) {
    pen.iso_utc(instant_us);
    pen.text(".");
    pen.fraction(instant_us, 6);
    pen.text("Z");
}
