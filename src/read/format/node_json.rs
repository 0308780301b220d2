//! What Node.js servers log with pino-http, bunyan, restify or express-winston: the request and the
//! answer as objects. The line is written when the answer is done.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table, visit};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"level":30,"time":1617690662500,"req":{"method":"GET","url":"/","headers":{…},"remoteAddress":"203.0.113.7"},"res":{"statusCode":200},"responseTime":12}`
pub(super) const FORMAT: Format = Format::new(
    "node_json",
    "pino, bunyan, express-winston: time, req.{method, url, headers, remoteAddress}, res.statusCode, responseTime (milliseconds)",
    Stamp::End,
    |setting, sample| {
        let json = Json::new(&TABLE, setting, sample)?.finish(finish);
        Some(Box::new(Pino(json)) as Box<dyn Reader>)
    },
);

/// Reads objects of requests; what the application itself says by the same logger is none.
pub(super) struct Pino(pub(super) Json);

impl Reader for Pino {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let read = self.0.line(line, row, session);
        read.or_else(|reason| if is_own(line) { Ok(Line::Directive) } else { Err(reason) })
    }

    fn inferred(&self) -> Option<String> {
        self.0.inferred()
    }
}

/// `{"level":30,"time":1617690662500,"pid":1,"hostname":"web1",…}` without a request in it.
fn is_own(line: &[u8]) -> bool {
    let (mut level, mut time, mut pid, mut host, mut asked) = (false, false, false, false, false);
    visit(line, &mut |trail, _| match trail.names() {
        [b"level"] => level = true,
        [b"time"] => time = true,
        [b"pid"] => pid = true,
        [b"hostname"] => host = true,
        [b"req", ..] => asked = true,
        _ => {}
    });
    level && time && pid && host && !asked
}

/// hapi writes methods in small letters.
pub(super) fn finish(row: &mut Row<'_>) -> Result<Line, Reason> {
    row.method = row.method.take().map(|method| {
        let is_small = method.iter().all(u8::is_ascii_lowercase);
        if is_small { Cow::Owned(method.to_ascii_uppercase()) } else { method }
    });
    Ok(Line::Request(Fit::Exact))
}

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
        ("http-version", Slot::Protocol),
        ("res.statuscode", Slot::Status),
        ("meta.res.statuscode", Slot::Status),
        ("res.headers.content-length", Slot::Bytes),
        ("res.contentlength", Slot::Bytes),
        ("res-headers.content-length", Slot::Bytes),
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
