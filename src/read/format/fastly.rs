//! Fastly's real-time logs as JSON, in the names of the templates of its manual. The stamp is VCL's
//! `time.start`.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"timestamp":"2021-04-06T06:31:02+0000","client_ip":"203.0.113.7","host":"www.example.fr","url":"/","response_state":"MISS","response_status":200,…}`
pub(super) const FORMAT: Format = Format::new(
    "fastly",
    "Fastly: timestamp, client_ip, host, url, request_method, response_state, response_status",
    Stamp::Start,
    |setting, sample| Json::open(&TABLE, setting, sample),
);

const TABLE: Table = Table {
    paths: &[
        ("timestamp", Slot::Time(TimeForm::Any)),
        ("time_start", Slot::Time(TimeForm::Any)),
        ("start_time", Slot::Time(TimeForm::Any)),
        ("client_ip", Slot::Client),
        ("client_port", Slot::ClientPort),
        ("host", Slot::Vhost),
        ("request_host", Slot::Vhost),
        ("request_method", Slot::Method),
        ("method", Slot::Method),
        ("url", Slot::Url),
        ("request_url", Slot::Url),
        ("request_protocol", Slot::Protocol),
        ("response_status", Slot::Status),
        ("response_body_size", Slot::Bytes),
        ("resp_body_size", Slot::Bytes),
        ("time_elapsed", Slot::Duration(Unit::Micros)),
        ("time_elapsed_usec", Slot::Duration(Unit::Micros)),
        ("request_referer", Slot::Referer),
        ("referer", Slot::Referer),
        ("request_user_agent", Slot::Agent),
        ("user_agent", Slot::Agent),
        ("response_state", Slot::Flags),
    ],
    signature: &[
        (&["timestamp", "time_start", "start_time"], NOT_THIS),
        (&["client_ip"], NOT_THIS),
        (&["response_status"], NOT_THIS),
        (&["url", "request_url"], NOT_THIS),
        (&["response_state", "fastly_server", "fastly_is_edge", "fastly_info_state"], NOT_THIS),
    ],
};
