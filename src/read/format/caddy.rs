//! Caddy's access log, versions 2.0 to 2.10. It writes a line when a request is done. What it says of
//! itself comes by the same stream, where nothing else is set up: such lines are no requests.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table, visit};
use super::kernel::reader::{Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"ts":1617690662.5,"request":{"remote_ip":"203.0.113.7","uri":"/",…},"duration":0.002,"size":5,"status":200,"resp_headers":{}}`
pub(super) const FORMAT: Format = Format::new(
    "caddy",
    "Caddy 2: ts, request.remote_ip, request.uri, request.headers, duration (seconds), size, status",
    Stamp::End,
    |setting, sample| Some(Box::new(Caddy(Json::new(&TABLE, setting, sample)?)) as _),
);

struct Caddy(Json);

impl Reader for Caddy {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let read = self.0.line(line, row, session);
        read.or_else(|reason| if is_own(line) { Ok(Line::Directive) } else { Err(reason) })
    }
}

/// `{"level":"info","ts":1617690662.5,…,"msg":"…"}` without a request in it.
fn is_own(line: &[u8]) -> bool {
    let (mut level, mut time, mut said, mut asked) = (false, false, false, false);
    visit(line, &mut |trail, _| match trail.names() {
        [b"level"] => level = true,
        [b"ts"] => time = true,
        [b"msg"] => said = true,
        [b"request", ..] => asked = true,
        _ => {}
    });
    level && time && said && !asked
}

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
        ("request.uri", Slot::Url),
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
