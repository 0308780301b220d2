//! nginx's `log_format`: variables in, pieces out. A variable that means nothing here is skipped: any
//! module and any `map` may define one.

use super::super::slot::{Slot, TimeForm, Unit};
use super::Fault;
use super::layout::Escape;
use super::piece::{Class, Field, Pieces, class_of};

/// The `escape=` in front of a format, as `log_format` has it, and the format.
pub(super) fn escape(pattern: &str) -> (Escape, &str) {
    for (name, escape) in [
        ("escape=json", Escape::Json),
        ("escape=none", Escape::None),
        ("escape=default", Escape::Backslash),
    ] {
        if let Some(rest) = pattern.strip_prefix(name) {
            return (escape, rest.trim_start());
        }
    }
    (Escape::Backslash, pattern)
}

/// Cuts a format into its pieces.
pub(super) fn pieces(pattern: &str) -> Result<Pieces, Fault> {
    let mut pieces = Pieces::default();
    let mut at = 0;
    while let Some(rest) = pattern.get(at..).filter(|rest| !rest.is_empty()) {
        let Some((name, length)) = variable(rest, at)? else {
            at += literal(rest, &mut pieces);
            continue;
        };
        let (slot, class, rank) = meaning(name);
        pieces.field(Field { slot, class, rank, at });
        at += length;
    }
    Ok(pieces)
}

/// The variable that starts here, and how long its mention is.
fn variable(rest: &str, at: usize) -> Result<Option<(&str, usize)>, Fault> {
    let Some(after) = rest.strip_prefix('$') else { return Ok(None) };
    if let Some(braced) = after.strip_prefix('{') {
        let end = braced.find('}').ok_or_else(|| Fault::new(at, "no end of ${"))?;
        return Ok(braced.get(..end).map(|name| (name, end + 3)));
    }
    let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
    Ok(after.get(..end).filter(|name| !name.is_empty()).map(|name| (name, end + 1)))
}

/// Text up to the next variable, or one escape; gives its length.
fn literal(rest: &str, pieces: &mut Pieces) -> usize {
    let escaped = match rest.as_bytes() {
        [b'\\', b't', ..] => Some(b'\t'),
        [b'\\', b'n', ..] => Some(b'\n'),
        [b'\\', byte @ (b'"' | b'\\' | b'\''), ..] => Some(*byte),
        _ => None,
    };
    if let Some(byte) = escaped {
        pieces.literal(&[byte]);
        return 2;
    }
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let tail = rest.get(first..).unwrap_or_default();
    let length = first + tail.find(['$', '\\']).unwrap_or(tail.len());
    pieces.literal(rest.get(..length).unwrap_or_default().as_bytes());
    length
}

/// What a variable holds, how far it can reach, and its rank among those that hold the same.
fn meaning(name: &str) -> (Slot, Class, u8) {
    let (slot, rank) = match name {
        "remote_addr" => (Slot::Client, 0),
        "realip_remote_addr" => (Slot::Peer, 0),
        "remote_port" | "realip_remote_port" => (Slot::ClientPort, u8::from(name != "remote_port")),
        "remote_user" => (Slot::User, 0),
        // The finest stamp is kept.
        "msec" => (Slot::Time(TimeForm::EpochSeconds), 0),
        "time_local" => (Slot::Time(TimeForm::Clf), 1),
        "time_iso8601" => (Slot::Time(TimeForm::Iso), 1),
        "request" => (Slot::Request, 0),
        "request_method" => (Slot::Method, 0),
        "request_uri" => (Slot::Target, 0),
        "uri" | "document_uri" => (Slot::Path, 0),
        "args" | "query_string" => (Slot::Query, 0),
        "server_protocol" => (Slot::Protocol, 0),
        "status" => (Slot::Status, 0),
        "body_bytes_sent" => (Slot::Bytes, 0),
        // With the header: only where nothing counts the body.
        "bytes_sent" => (Slot::Bytes, 1),
        "request_time" => (Slot::Duration(Unit::Seconds), 0),
        "upstream_response_time" => (Slot::UpstreamDuration(Unit::Seconds), 0),
        "upstream_addr" => (Slot::UpstreamAddr, 0),
        "upstream_status" => (Slot::UpstreamStatus, 0),
        "http_referer" => (Slot::Referer, 0),
        "http_user_agent" => (Slot::Agent, 0),
        "host" => (Slot::Vhost, 0),
        "http_host" => (Slot::Vhost, 1),
        "server_name" => (Slot::Vhost, 2),
        "http_x_forwarded_for" => (Slot::Forwarded, 0),
        "proxy_add_x_forwarded_for" => (Slot::Forwarded, 1),
        "http_forwarded" => (Slot::Forwarded, 2),
        "http_true_client_ip" | "http_cf_connecting_ip" => (Slot::Forwarded, 3),
        "http_x_real_ip" | "proxy_protocol_addr" => (Slot::Forwarded, 4),
        _ => return (Slot::Skip, skipped(name), 0),
    };
    let class = class_of(&slot);
    (slot, class, rank)
}

/// How far a variable reaches that is skipped.
fn skipped(name: &str) -> Class {
    match name {
        _ if name.starts_with("upstream_") => Class::List,
        "request_length"
        | "connection"
        | "connection_requests"
        | "connection_time"
        | "pid"
        | "server_port"
        | "proxy_protocol_port" => Class::Number,
        "scheme" | "request_id" | "req_id" | "ssl_protocol" | "ssl_cipher" | "server_addr"
        | "pipe" | "gzip_ratio" => Class::Word,
        _ => Class::Text,
    }
}
