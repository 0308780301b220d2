//! Documents of the Elastic Common Schema that describe HTTP requests, as exported from Elasticsearch
//! or written by Filebeat's modules: names inside one another, or with points in them.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"@timestamp":"2021-04-06T06:31:02.000Z","source":{"ip":"203.0.113.7"},"http":{"request":{"method":"GET"},"response":{"status_code":200}},"url":{"path":"/"}}`
pub(super) const FORMAT: Format = Format::new(
    "ecs",
    "Elastic Common Schema: @timestamp, source.ip, http.request.method, url.path, http.response.status_code",
    Stamp::Unknown,
    |setting, sample| Json::open(&TABLE, setting, sample),
);

const TABLE: Table = Table {
    paths: &[
        ("@timestamp", Slot::Time(TimeForm::Any)),
        ("event.start", Slot::Time(TimeForm::Any)),
        ("timestamp", Slot::Time(TimeForm::Any)),
        ("source.ip", Slot::Client),
        ("client.ip", Slot::Client),
        ("source.address", Slot::Client),
        ("client.address", Slot::Client),
        ("source.port", Slot::ClientPort),
        ("client.port", Slot::ClientPort),
        ("network.forwarded_ip", Slot::Forwarded),
        ("url.domain", Slot::Vhost),
        ("destination.domain", Slot::Vhost),
        ("http.request.method", Slot::Method),
        ("url.original", Slot::Url),
        ("url.path", Slot::Target),
        ("url.full", Slot::Url),
        ("url.query", Slot::Query),
        ("http.version", Slot::Protocol),
        ("http.response.status_code", Slot::Status),
        ("http.response.body.bytes", Slot::Bytes),
        ("http.response.bytes", Slot::Bytes),
        ("event.duration", Slot::Duration(Unit::Nanos)),
        ("http.request.referrer", Slot::Referer),
        ("user_agent.original", Slot::Agent),
        ("user.name", Slot::User),
    ],
    signature: &[
        (&["@timestamp", "event.start", "timestamp"], NOT_THIS),
        (&["http.request.method", "http.response.status_code"], NOT_THIS),
        (
            &["url.original", "url.path", "url.full", "source.ip", "source.address", "client.ip"],
            NOT_THIS,
        ),
    ],
};
