//! nginx logs as JSON, one object a line. There is no standard: the names are nginx's variables, or
//! the few others that guides and shippers use.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::kernel::clf::{BAD_BYTES, BAD_STATUS, BAD_TIME, NO_CLIENT, NO_REQUEST, NO_TIME};
use super::kernel::clock::{self, Clock};
use super::kernel::row::{Row, Text};
use super::kernel::{client, json, number, request, upstream};
use super::{Fit, Format, Grammar, Reason};

/// `{"time_iso8601":"2021-04-06T08:31:02+02:00","remote_addr":"203.0.113.7","request":"GET / HTTP/1.1","status":200}`
pub(super) const FORMAT: Format = Format::new::<Json>(
    "nginx_json",
    "nginx as JSON: an object a line with $remote_addr, $status, $request or $request_uri, a time",
    Stamp::End,
);

/// A line that is no JSON object.
const NO_JSON: Reason = "no JSON object";
/// A duration that is no number of seconds.
const BAD_DURATION: Reason = "bad duration";
/// No status at all.
const NO_STATUS: Reason = "no status";

/// Names of the time stamp, the most precise first.
const TIME: &[&str] =
    &["msec", "time_iso8601", "@timestamp", "timestamp", "time_local", "time", "ts"];
const CLIENT: &[&str] = &["remote_addr", "client_ip", "clientip", "client", "remote_ip"];
const HEADER: &[&str] = &["http_x_forwarded_for", "x_forwarded_for"];
const VHOST: &[&str] = &["http_host", "host", "vhost", "server_name"];
const METHOD: &[&str] = &["request_method", "method"];
const TARGET: &[&str] = &["request_uri", "uri"];
const QUERY: &[&str] = &["args", "query_string"];
const BYTES: &[&str] = &["body_bytes_sent", "bytes_sent", "bytes"];
const REFERER: &[&str] = &["http_referer", "http_referrer", "referer", "referrer"];
const AGENT: &[&str] = &["http_user_agent", "user_agent", "useragent", "agent"];

struct Json;

impl Grammar for Json {
    fn parse<'a>(line: &'a [u8], row: &mut Row<'a>, _: &mut Clock) -> Result<Fit, Reason> {
        let members = json::object(line).ok_or(NO_JSON)?;
        row.ts_us = clock::any(&json::text(&members, TIME).ok_or(NO_TIME)?).ok_or(BAD_TIME)?;
        read_request(&members, row)?;
        read_client(&members, row)?;
        row.status = json::text(&members, &["status"]).map(status).ok_or(NO_STATUS)??;
        row.bytes = counted(&members, BYTES, number::size).ok_or(BAD_BYTES)?;
        row.duration_us = duration(&members).ok_or(BAD_DURATION)?;
        read_upstream(&members, row);
        row.vhost = host(&members);
        row.referer = value(&members, REFERER);
        row.user_agent = value(&members, AGENT);
        row.auth_user = value(&members, &["remote_user"]);
        Ok(Fit::Exact)
    }
}

/// With `escape=json` a variable without a value is empty; without it, it is `-`.
fn some(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    Some(text).filter(|text| !text.is_empty() && text != "-")
}

fn value<'a>(members: &Map<String, Value>, names: &[&str]) -> Text<'a> {
    json::text(members, names).and_then(some).map(|text| Cow::Owned(text.into_owned().into_bytes()))
}

/// The virtual host without its port, as in the other formats.
fn host<'a>(members: &Map<String, Value>) -> Text<'a> {
    let host = json::text(members, VHOST).and_then(some)?;
    Some(Cow::Owned(client::without_port(host.as_bytes()).to_vec()))
}

fn read_request(members: &Map<String, Value>, row: &mut Row<'_>) -> Result<(), Reason> {
    if let Some(line) = json::text(members, &["request"]) {
        request::read_owned(line.as_bytes(), row);
        return Ok(());
    }
    let target = json::text(members, TARGET).ok_or(NO_REQUEST)?;
    if let Some(target) = some(target) {
        request::target(target.as_bytes(), row, |part| Cow::Owned(part.to_vec()));
    }
    // `$request_uri` has the query, `$uri` has not.
    row.query = row.query.take().or_else(|| value(members, QUERY));
    row.method = value(members, METHOD);
    row.protocol = value(members, &["server_protocol", "protocol"]);
    Ok(())
}

fn read_client(members: &Map<String, Value>, row: &mut Row<'_>) -> Result<(), Reason> {
    let name = json::text(members, CLIENT).and_then(some).ok_or(NO_CLIENT)?;
    let mut found = Row::default();
    client::read(name.as_bytes(), &mut found);
    let header = json::text(members, HEADER).unwrap_or_default();
    client::forwarded(header.as_bytes(), &mut found);
    row.client = owned(found.client);
    row.peer = owned(found.peer).or_else(|| replaced(members, row));
    row.client_port = found.client_port;
    if row.client_port == ABSENT && row.peer.is_none() {
        row.client_port = counted(members, &["remote_port"], number::integer).unwrap_or(ABSENT);
    }
    Ok(())
}

/// The real-IP module keeps the connection's address here when it replaces `$remote_addr`.
fn replaced<'a>(members: &Map<String, Value>, row: &Row<'_>) -> Text<'a> {
    value(members, &["realip_remote_addr"]).filter(|peer| Some(peer) != row.client.as_ref())
}

fn owned<'a>(text: Text<'_>) -> Text<'a> {
    text.map(|text| Cow::Owned(text.into_owned()))
}

fn status(text: Cow<'_, str>) -> Result<i64, Reason> {
    match some(text) {
        None => Ok(ABSENT),
        Some(text) if text.len() <= 3 => number::integer(text.as_bytes()).ok_or(BAD_STATUS),
        Some(_) => Err(BAD_STATUS),
    }
}

/// A count, or [`ABSENT`] where there is none; `None` for something else.
fn counted(
    members: &Map<String, Value>,
    names: &[&str],
    read: fn(&[u8]) -> Option<i64>,
) -> Option<i64> {
    match json::text(members, names).and_then(some) {
        None => Some(ABSENT),
        Some(text) => read(text.as_bytes()),
    }
}

fn duration(members: &Map<String, Value>) -> Option<i64> {
    match json::text(members, &["request_time"]).and_then(some) {
        None => Some(ABSENT),
        Some(text) => number::seconds(text.as_bytes()).and_then(number::duration),
    }
}

fn read_upstream(members: &Map<String, Value>, row: &mut Row<'_>) {
    let text = |name: &str| json::text(members, &[name]).and_then(some).unwrap_or_default();
    let times = text("upstream_response_time");
    row.upstream_duration_us = upstream::total_seconds(times.as_bytes()).unwrap_or(ABSENT);
    row.upstream_status = upstream::last_status(text("upstream_status").as_bytes());
    let addresses = text("upstream_addr");
    row.upstream_addr = upstream::last(addresses.as_bytes()).map(|last| Cow::Owned(last.to_vec()));
}
