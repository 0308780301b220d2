//! Kong's access log as its log plugins write it. The stamp is the start of the request.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"client_ip":"203.0.113.7","started_at":1617690662500,"request":{"uri":"/","method":"GET",…},"response":{"status":200,"size":512},"latencies":{"request":12,…}}`
pub(super) const FORMAT: Format = Format::new(
    "kong",
    "Kong: client_ip, started_at, request.{uri, method, headers}, response.{status, size}, latencies.request (milliseconds)",
    Stamp::Start,
    |setting, sample| Json::open(&TABLE, setting, sample),
);

const TABLE: Table = Table {
    paths: &[
        ("started_at", Slot::Time(TimeForm::Any)),
        ("client_ip", Slot::Client),
        ("request.headers.x-forwarded-for", Slot::Forwarded),
        ("request.headers.host", Slot::Vhost),
        ("request.method", Slot::Method),
        ("request.uri", Slot::Target),
        ("request.url", Slot::Url),
        ("response.status", Slot::Status),
        ("response.size", Slot::Bytes),
        ("latencies.request", Slot::Duration(Unit::Millis)),
        ("latencies.proxy", Slot::UpstreamDuration(Unit::Millis)),
        ("upstream_status", Slot::UpstreamStatus),
        ("request.headers.referer", Slot::Referer),
        ("request.headers.user-agent", Slot::Agent),
        ("consumer.username", Slot::User),
    ],
    signature: &[
        (&["started_at"], NOT_THIS),
        (&["request.uri", "request.url"], NOT_THIS),
        (&["response.status"], NOT_THIS),
        (&["latencies.request", "latencies.kong", "latencies.proxy"], NOT_THIS),
    ],
};
