//! What Node.js servers log with pino-http, bunyan, restify or express-winston: the request and the
//! answer as objects. The line is written when the answer is done.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"level":30,"time":1617690662500,"req":{"method":"GET","url":"/","headers":{…},"remoteAddress":"203.0.113.7"},"res":{"statusCode":200},"responseTime":12}`
pub(super) const FORMAT: Format = Format::new(
    "node_json",
    "pino, bunyan, express-winston: time, req.{method, url, headers, remoteAddress}, res.statusCode, responseTime (milliseconds)",
    Stamp::End,
    |setting, sample| Json::open(&TABLE, setting, sample),
);

const TABLE: Table = Table {
    paths: &[
        ("time", Slot::Time(TimeForm::Any)),
        ("timestamp", Slot::Time(TimeForm::Any)),
        ("@timestamp", Slot::Time(TimeForm::Any)),
        ("ts", Slot::Time(TimeForm::Any)),
        ("req.remoteaddress", Slot::Client),
        ("req.connection.remoteaddress", Slot::Client),
        ("req.socket.remoteaddress", Slot::Client),
        ("remoteaddress", Slot::Client),
        ("remote-address", Slot::Client),
        ("req.ip", Slot::Client),
        ("ip", Slot::Client),
        ("meta.req.ip", Slot::Client),
        ("req.remoteport", Slot::ClientPort),
        ("req.headers.x-forwarded-for", Slot::Forwarded),
        ("meta.req.headers.x-forwarded-for", Slot::Forwarded),
        ("req.headers.host", Slot::Vhost),
        ("meta.req.headers.host", Slot::Vhost),
        ("req.hostname", Slot::Vhost),
        ("req.host", Slot::Vhost),
        ("req.method", Slot::Method),
        ("meta.req.method", Slot::Method),
        ("req.originalurl", Slot::Target),
        ("meta.req.originalurl", Slot::Target),
        ("req.url", Slot::Target),
        ("meta.req.url", Slot::Target),
        ("req.httpversion", Slot::Protocol),
        ("meta.req.httpversion", Slot::Protocol),
        ("res.statuscode", Slot::Status),
        ("meta.res.statuscode", Slot::Status),
        ("res.headers.content-length", Slot::Bytes),
        ("res.contentlength", Slot::Bytes),
        ("responsetime", Slot::Duration(Unit::Millis)),
        ("meta.responsetime", Slot::Duration(Unit::Millis)),
        ("response-time", Slot::Duration(Unit::Millis)),
        ("latency", Slot::Duration(Unit::Millis)),
        ("duration", Slot::Duration(Unit::Millis)),
        ("req.headers.referer", Slot::Referer),
        ("req.headers.referrer", Slot::Referer),
        ("meta.req.headers.referer", Slot::Referer),
        ("req.headers.user-agent", Slot::Agent),
        ("meta.req.headers.user-agent", Slot::Agent),
    ],
    signature: &[
        (&["req.method", "meta.req.method"], NOT_THIS),
        (&["req.url", "req.originalurl", "meta.req.url", "meta.req.originalurl"], NOT_THIS),
        (&["res.statuscode", "meta.res.statuscode"], NOT_THIS),
    ],
};
