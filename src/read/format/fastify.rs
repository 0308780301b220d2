//! Fastify's own logging (pino): a line when a request comes, and one when it is answered. Only the first
//! says what was asked; status and time to serve are in the second, which nothing but a number joins to it,
//! and are not read. The second and what Fastify says of itself are no requests.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::reader::Reader;
use super::kernel::slot::{Slot, TimeForm};
use super::node_json::{Pino, finish};

/// `{"level":30,"time":1617690662500,"pid":1,"hostname":"web1","reqId":"req-1","req":{"method":"GET","url":"/","host":"www.example.org","remoteAddress":"203.0.113.7","remotePort":4711},"msg":"incoming request"}`
pub(super) const FORMAT: Format = Format::new(
    "fastify",
    "Fastify: time, reqId, req.{method, url, host, remoteAddress, remotePort}; status and duration are on lines of their own",
    Stamp::Start,
    |setting, sample| {
        let json = Json::new(&TABLE, setting, sample)?.finish(finish);
        Some(Box::new(Pino(json)) as Box<dyn Reader>)
    },
);

const TABLE: Table = Table {
    paths: &[
        ("time", Slot::Time(TimeForm::Any)),
        ("req.remoteaddress", Slot::Client),
        ("req.remoteport", Slot::ClientPort),
        ("req.host", Slot::Vhost),
        ("req.hostname", Slot::Vhost),
        ("req.method", Slot::Method),
        ("req.url", Slot::Url),
    ],
    signature: &[
        (&["reqid"], NOT_THIS),
        (&["req.method"], NOT_THIS),
        (&["req.url"], NOT_THIS),
        (&["req.remoteaddress"], NOT_THIS),
    ],
};
