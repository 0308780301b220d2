//! Caddy's access log, versions 2.0 to 2.10. It writes a line when a request is done.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"ts":1617690662.5,"request":{"remote_ip":"203.0.113.7","uri":"/",…},"duration":0.002,"size":5,"status":200,"resp_headers":{}}`
pub(super) const FORMAT: Format = Format::new(
    "caddy",
    "Caddy 2: ts, request.remote_ip, request.uri, request.headers, duration (seconds), size, status",
    Stamp::End,
    |setting, sample| Json::open(&TABLE, setting, sample),
);

const TABLE: Table = Table {
    paths: &[
        ("ts", Slot::Time(TimeForm::Any)),
        ("timestamp", Slot::Time(TimeForm::Any)),
        ("time", Slot::Time(TimeForm::Any)),
        // Since 2.7: the client after the trusted proxies; the other two are the connection.
        ("request.client_ip", Slot::Client),
        ("request.remote_ip", Slot::Peer),
        ("request.remote_addr", Slot::Peer),
        ("request.remote_port", Slot::ClientPort),
        ("request.headers.x-forwarded-for.*", Slot::Forwarded),
        ("request.host", Slot::Vhost),
        ("request.method", Slot::Method),
        ("request.uri", Slot::Target),
        ("request.proto", Slot::Protocol),
        ("status", Slot::Status),
        ("size", Slot::Bytes),
        ("duration", Slot::Duration(Unit::Seconds)),
        ("request.headers.referer.0", Slot::Referer),
        ("request.headers.user-agent.0", Slot::Agent),
        ("user_id", Slot::User),
    ],
    signature: &[
        (&["request.uri"], NOT_THIS),
        (&["request.remote_ip", "request.remote_addr", "request.client_ip"], NOT_THIS),
        (&["status"], NOT_THIS),
        (&["resp_headers", "bytes_read", "user_id", "common_log", "size"], NOT_THIS),
    ],
};
