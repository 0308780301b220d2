//! nginx logs as JSON, one object a line. There is no standard: the names are nginx's variables, or
//! the few others that guides and shippers use beside them.

use std::mem::discriminant;

use crate::base::account::Stamp;

use super::kernel::clf::{NO_CLIENT, NO_REQUEST, NO_TIME};
use super::kernel::json::aliases::aliases;
use super::kernel::json::plan::{Fold, Plan};
use super::kernel::json::settle::Seen;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::reader::{Reader, Reason, Setting};
use super::kernel::slot::{Slot, TimeForm, Unit};
use super::{Format, json_lines};

/// `{"time_iso8601":"2021-04-06T08:31:02+02:00","remote_addr":"203.0.113.7","request":"GET / HTTP/1.1","status":200}`
pub(super) const FORMAT: Format = Format::new(
    "nginx_json",
    "nginx as JSON: an object a line with $remote_addr, $status, $request or $request_uri, a time",
    Stamp::End,
    open,
);

/// Other names than nginx's are read as those of any JSON, where they say what the table does not.
fn open(setting: &Setting, sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
    let plain = Json::new(&TABLE, setting, sample)?;
    let wide = !sample.is_empty() && says_more(sample);
    Some(Box::new(if wide { json_lines::reader(setting, sample, TABLE.paths) } else { plain }))
}

/// Has the sample something under other names, or a time to serve in another unit than nginx's?
fn says_more(sample: &[Vec<u8>]) -> bool {
    let seen = Seen::of(sample);
    let (own, any) = (Plan::of(TABLE.paths, Fold::Letters), Plan::of(&aliases(), Fold::Letters));
    let is_found = |kind: &Slot| seen.finds(&own, |slot| discriminant(slot) == discriminant(kind));
    // What was asked has more than one name and slot, and is there or the table is not this.
    let is_asked = |slot: &Slot| matches!(slot, Slot::Url | Slot::Target | Slot::Request);
    seen.finds(&any, |slot| *slot != Slot::Skip && !is_asked(slot) && !is_found(slot))
        || seen.settled(&any).iter().any(|(_, slot)| *slot != Slot::Skip)
}

/// No status at all.
const NO_STATUS: Reason = "no status";

const TABLE: Table = Table {
    paths: &[
        ("msec", Slot::Time(TimeForm::Any)),
        ("time_iso8601", Slot::Time(TimeForm::Any)),
        ("@timestamp", Slot::Time(TimeForm::Any)),
        ("timestamp", Slot::Time(TimeForm::Any)),
        ("time_local", Slot::Time(TimeForm::Any)),
        ("time", Slot::Time(TimeForm::Any)),
        ("ts", Slot::Time(TimeForm::Any)),
        ("remote_addr", Slot::Client),
        ("client_ip", Slot::Client),
        ("clientip", Slot::Client),
        ("client", Slot::Client),
        ("remote_ip", Slot::Client),
        // The real-IP module keeps the connection's address here when it replaces `$remote_addr`.
        ("realip_remote_addr", Slot::Peer),
        ("remote_port", Slot::ClientPort),
        ("http_x_forwarded_for", Slot::Forwarded),
        ("x_forwarded_for", Slot::Forwarded),
        ("http_x_forwarded", Slot::Forwarded),
        ("request", Slot::Request),
        ("request_method", Slot::Method),
        ("method", Slot::Method),
        ("request_uri", Slot::Target),
        ("uri", Slot::Target),
        // `$request_uri` has the query, `$uri` has not.
        ("args", Slot::Query),
        ("query_string", Slot::Query),
        ("server_protocol", Slot::Protocol),
        ("protocol", Slot::Protocol),
        ("status", Slot::Status),
        ("body_bytes_sent", Slot::Bytes),
        ("bytes_sent", Slot::Bytes),
        ("bytes", Slot::Bytes),
        ("request_time", Slot::Duration(Unit::Seconds)),
        ("upstream_response_time", Slot::UpstreamDuration(Unit::Seconds)),
        ("upstream_status", Slot::UpstreamStatus),
        ("upstream_addr", Slot::UpstreamAddr),
        ("http_host", Slot::Vhost),
        ("host", Slot::Vhost),
        ("vhost", Slot::Vhost),
        ("server_name", Slot::Vhost),
        ("http_referer", Slot::Referer),
        ("http_referrer", Slot::Referer),
        ("referer", Slot::Referer),
        ("referrer", Slot::Referer),
        ("http_user_agent", Slot::Agent),
        ("user_agent", Slot::Agent),
        ("useragent", Slot::Agent),
        ("agent", Slot::Agent),
        ("remote_user", Slot::User),
        // Of the account that pays for a cloud's firewall, not of who asks.
        ("user_id", Slot::Skip),
    ],
    signature: &[
        (&["msec", "time_iso8601", "@timestamp", "timestamp", "time_local", "time", "ts"], NO_TIME),
        (&["request", "request_uri", "uri"], NO_REQUEST),
        (&["remote_addr", "client_ip", "clientip", "client", "remote_ip"], NO_CLIENT),
        (&["status"], NO_STATUS),
        // Names that no other server has.
        (
            &[
                "msec",
                "time_iso8601",
                "time_local",
                "remote_addr",
                "body_bytes_sent",
                "request_time",
                "upstream_response_time",
                "http_user_agent",
                "http_referer",
                "http_x_forwarded_for",
                "request_uri",
                "server_protocol",
                "http_host",
            ],
            NOT_THIS,
        ),
    ],
};
