//! The common log in JSON with the names of its description (`host`, `user-identifier`), as flog and
//! Vector's demonstration logs write it: `host` is the client.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::slot::{Slot, TimeForm};

/// `{"host":"203.0.113.7","user-identifier":"-","datetime":"06/Apr/2021:08:31:02 +0200","method":"GET","request":"/","protocol":"HTTP/1.1","status":200,"bytes":512,"referer":"-"}`
pub(super) const FORMAT: Format = Format::new(
    "flog_json",
    "the common log in JSON (flog, Vector): host, user-identifier, datetime, method, request, protocol, status, bytes",
    Stamp::Unknown,
    |setting, sample| Json::open(&TABLE, setting, sample),
);

const TABLE: Table = Table {
    paths: &[
        ("host", Slot::Client),
        ("datetime", Slot::Time(TimeForm::Any)),
        ("time", Slot::Time(TimeForm::Any)),
        ("method", Slot::Method),
        ("request", Slot::Target),
        ("protocol", Slot::Protocol),
        ("status", Slot::Status),
        ("bytes", Slot::Bytes),
        ("referer", Slot::Referer),
    ],
    signature: &[
        (&["host"], NOT_THIS),
        (&["user-identifier"], NOT_THIS),
        (&["datetime", "time"], NOT_THIS),
        (&["request"], NOT_THIS),
    ],
};
