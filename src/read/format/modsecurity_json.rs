//! ModSecurity's audit log as JSON, of version 2 (Apache, IIS) and of version 3 (libmodsecurity, nginx).
//! Only transactions that rules chose are in it, so it is no log of all requests; it has their headers.
//! Version 2 stamps the end, version 3 the start. The size is the answer's own `Content-Length`.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::reader::{Fit, Line, Reader};
use super::kernel::slot::{Slot, TimeForm};

/// `{"transaction":{"time":"06/Apr/2021:08:31:02 +0200","remote_address":"203.0.113.7","remote_port":4711,…},"request":{"request_line":"GET / HTTP/1.1","headers":{…}},"response":{"status":403,…},…}`,
/// `{"transaction":{"client_ip":"203.0.113.7","time_stamp":"Tue Apr  6 08:31:02 2021","request":{"method":"GET","http_version":1.1,"uri":"/","headers":{…}},"response":{"http_code":403,…},…}}`
pub(super) const FORMAT: Format = Format::new(
    "modsecurity_json",
    "ModSecurity audit log, JSON: transaction.{time, remote_address} request.request_line, or transaction.{time_stamp, client_ip, request.uri}",
    Stamp::Unknown,
    |setting, sample| {
        let reader = Json::new(&TABLE, setting, sample)?;
        Some(Box::new(reader.finish(|_| Ok(Line::Request(Fit::Exact)))) as Box<dyn Reader>)
    },
);

const TABLE: Table = Table {
    paths: &[
        ("transaction.time", Slot::Time(TimeForm::Any)),
        ("transaction.time_stamp", Slot::Time(TimeForm::Any)),
        ("transaction.remote_address", Slot::Client),
        ("transaction.client_ip", Slot::Client),
        ("transaction.remote_port", Slot::ClientPort),
        ("transaction.client_port", Slot::ClientPort),
        ("request.request_line", Slot::Request),
        ("transaction.request.method", Slot::Method),
        ("transaction.request.uri", Slot::Target),
        ("transaction.request.http_version", Slot::Protocol),
        ("request.headers.host", Slot::Vhost),
        ("transaction.request.headers.host", Slot::Vhost),
        ("request.headers.user-agent", Slot::Agent),
        ("transaction.request.headers.user-agent", Slot::Agent),
        ("request.headers.referer", Slot::Referer),
        ("transaction.request.headers.referer", Slot::Referer),
        ("request.headers.x-forwarded-for", Slot::Forwarded),
        ("transaction.request.headers.x-forwarded-for", Slot::Forwarded),
        ("response.status", Slot::Status),
        ("transaction.response.http_code", Slot::Status),
        ("response.headers.content-length", Slot::Bytes),
        ("transaction.response.headers.content-length", Slot::Bytes),
    ],
    signature: &[
        (&["transaction.time", "transaction.time_stamp"], NOT_THIS),
        (&["transaction.remote_address", "transaction.client_ip"], NOT_THIS),
        (&["request.request_line", "transaction.request.uri"], NOT_THIS),
    ],
};
