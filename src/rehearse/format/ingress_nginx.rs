//! ingress-nginx for Kubernetes, its default `log-format-upstream`: `… $request_length $request_time
//! [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length
//! $upstream_response_time $upstream_status $req_id`

use std::io;

use super::clf::{self, NGINX};
use super::pen::Pen;
use super::{Format, Stamp, no_head};
use crate::rehearse::world::request::Row;

/// `203.0.113.7 - - [06/Apr/2021:06:31:02 +0000] "GET / HTTP/2.0" 200 5 "-" "curl/8" 512 0.061 [prod-web-80] [] 10.0.1.7:8080 5 0.060 200 9f3c`
pub(super) const FORMAT: Format =
    Format { name: "ingress_nginx", stamp: Stamp::End, product: NGINX, head: no_head, line };

fn line(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    clf::nginx(pen, row)?;
    clf::referer_and_agent(pen, row)?;
    pen.text(" ");
    pen.number(row.received);
    pen.text(" ");
    pen.seconds(row.end_us - row.arrival_us);
    pen.text(" [prod-web-80] [] ");
    match row.upstream() {
        None => pen.text("- - -"),
        Some((backend, us)) => {
            pen.backend(backend, 8080);
            pen.text(" ");
            pen.number(row.bytes);
            pen.text(" ");
            pen.seconds(us);
        }
    }
    pen.text(" ");
    match row.upstream_status() {
        Some(status) => pen.number(status),
        None => pen.text("-"),
    }
    pen.text(" ");
    pen.mark();
    pen.mark();
    Ok(())
}
