//! Labels in front of values: what administrators call the variables of nginx and Apache in, slots out.

use super::super::slot::{Slot, Unit};

/// Bytes of a label at most.
const LABEL_MAX: usize = 40;

/// A label at the start of the text, and what is after it: `rt=`, `urt: `, or a variable's own name
/// as a word before its value.
pub fn split(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let head = text.get(..LABEL_MAX).unwrap_or(text);
    text.first().filter(|byte| byte.is_ascii_alphabetic())?;
    let length = head.iter().take_while(|byte| is_of_name(byte)).count();
    let (name, after) = text.split_at(length);
    match after {
        [b'=', after @ ..] => Some((name, after)),
        [b':', b' ', after @ ..] => Some((name, after)),
        [b':', after @ ..] if slot(name).is_some() => Some((name, after)),
        [b' ', after @ ..] if name.contains(&b'_') && slot(name).is_some() => Some((name, after)),
        _ => None,
    }
}

fn is_of_name(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-.".contains(byte)
}

/// What a label stands for; `None` for one that is not known.
pub fn slot(name: &[u8]) -> Option<Slot> {
    let name = String::from_utf8_lossy(name).to_ascii_lowercase().replace(['-', '.'], "_");
    Some(match name.trim_start_matches("nginx_") {
        "rt" | "request_time" | "req_time" | "requesttime" | "reqtime" | "duration" | "elapsed"
        | "total_time" | "time_taken" | "resp_time" | "response_time" | "rtime" => {
            Slot::Duration(Unit::Seconds)
        }
        // App Engine's and Ceph's.
        "ms" => Slot::Duration(Unit::Millis),
        "latency" => Slot::Duration(Unit::Written),
        "urt"
        | "ut"
        | "uprt"
        | "upstream_response_time"
        | "upstream_time"
        | "upstreamresponse"
        | "upstream_rt"
        | "up_resp_time"
        | "upstream_resp_time"
        | "upstreamresponsetime" => Slot::UpstreamDuration(Unit::Seconds),
        "uct" | "uht" | "upstream_connect_time" | "upstream_header_time" | "ucs" | "cs" => {
            Slot::Skip
        }
        "ua" | "uaddr" | "upstream" | "upstream_addr" | "up_addr" | "upstreamaddr" | "to" => {
            Slot::UpstreamAddr
        }
        "us" | "ustatus" | "upstream_status" | "up_status" | "upstreamstatus" => {
            Slot::UpstreamStatus
        }
        "host" | "vhost" | "http_host" | "server_name" | "domain" | "virtual_host" => Slot::Vhost,
        "xff"
        | "x_forwarded_for"
        | "http_x_forwarded_for"
        | "forwarded_for"
        | "fwd"
        | "forwardedfor"
        | "forwarded" => Slot::Forwarded,
        "http_x_real_ip" | "x_real_ip" | "realip" | "cf_connecting_ip" => Slot::Forwarded,
        _ => return None,
    })
}
