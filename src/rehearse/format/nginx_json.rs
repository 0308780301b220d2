//! nginx with `log_format … escape=json`: the fields that guides show, numbers without quotes where
//! nginx always has one.

use std::io;

use super::clf::{self, NGINX};
use super::pen::Pen;
use super::{Format, Stamp, no_head};
use crate::rehearse::world::request::Row;

/// `{"time_iso8601":"2022-10-10T08:00:01+02:00","msec":"1665381601.123","remote_addr":"203.0.113.7",…}`
pub(super) const FORMAT: Format =
    Format { name: "nginx_json", stamp: Stamp::End, product: NGINX, head: no_head, line };

fn line(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    pen.text("{\"time_iso8601\":\"");
    pen.iso_local(row.end_us);
    pen.text("\",\"msec\":\"");
    pen.seconds(row.end_us);
    pen.text("\",\"remote_addr\":\"");
    pen.address(row.address())?;
    pen.text("\",\"remote_user\":\"\",\"host\":\"");
    pen.text(pen.host);
    pen.text("\",\"request\":\"");
    clf::request(pen, row, clf::protocol(row))?;
    pen.text("\",\"status\":");
    pen.number(row.status);
    pen.text(",\"body_bytes_sent\":");
    pen.number(row.bytes);
    pen.text(",\"request_length\":");
    pen.number(row.received);
    pen.text(",\"request_time\":");
    pen.seconds(row.end_us - row.arrival_us);
    upstream(pen, row);
    pen.text(",\"http_referer\":\"");
    pen.referer(row, "")?;
    pen.text("\",\"http_user_agent\":");
    pen.agent_json(row)?;
    pen.text("}");
    Ok(())
}

fn upstream(pen: &mut Pen<'_>, row: &Row) {
    pen.text(",\"upstream_addr\":\"");
    if let Some((backend, _)) = row.upstream() {
        pen.backend(backend, 9000);
    }
    pen.text("\",\"upstream_status\":\"");
    if let Some(status) = row.upstream_status() {
        pen.number(status);
    }
    pen.text("\",\"upstream_response_time\":\"");
    if let Some((_, us)) = row.upstream() {
        pen.seconds(us);
    }
    pen.text("\"");
}
