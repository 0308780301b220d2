//! Envoy's access log as JSON, with the names that Istio, Envoy Gateway, Contour and Envoy's manual
//! give its operators. The stamp is the start of the request.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"start_time":"2021-04-06T06:31:02.500Z","method":"GET","path":"/","response_code":200,"response_flags":"-","duration":12,…}`
pub(super) const FORMAT: Format = Format::new(
    "envoy_json",
    "Envoy, Istio, Contour as JSON: start_time, response_code, response_flags, duration (milliseconds)",
    Stamp::Start,
    |setting, sample| Json::open(&TABLE, setting, sample),
);

const TABLE: Table = Table {
    paths: &[
        ("start_time", Slot::Time(TimeForm::Any)),
        ("@timestamp", Slot::Time(TimeForm::Any)),
        ("timestamp", Slot::Time(TimeForm::Any)),
        ("time", Slot::Time(TimeForm::Any)),
        ("downstream_direct_remote_address", Slot::Client),
        ("downstream_remote_address", Slot::Client),
        ("downstream_remote_address_without_port", Slot::Client),
        ("downstream_remote_port", Slot::ClientPort),
        ("x-forwarded-for", Slot::Forwarded),
        ("x_forwarded_for", Slot::Forwarded),
        (":authority", Slot::Vhost),
        ("authority", Slot::Vhost),
        ("host", Slot::Vhost),
        ("requested_server_name", Slot::Vhost),
        ("method", Slot::Method),
        (":method", Slot::Method),
        ("request_method", Slot::Method),
        // Before the routes rewrote it: what the client asked for.
        ("x-envoy-original-path", Slot::Target),
        ("x-envoy-origin-path", Slot::Target),
        ("x_envoy_original_path", Slot::Target),
        ("x_envoy_origin_path", Slot::Target),
        ("original_path", Slot::Target),
        ("path", Slot::Target),
        (":path", Slot::Target),
        ("request_path", Slot::Target),
        ("protocol", Slot::Protocol),
        ("response_code", Slot::Status),
        ("bytes_sent", Slot::Bytes),
        ("duration", Slot::Duration(Unit::Millis)),
        ("x-envoy-upstream-service-time", Slot::UpstreamDuration(Unit::Millis)),
        ("x_envoy_upstream_service_time", Slot::UpstreamDuration(Unit::Millis)),
        ("upstream_service_time", Slot::UpstreamDuration(Unit::Millis)),
        ("upstream_host", Slot::UpstreamAddr),
        ("referer", Slot::Referer),
        ("user-agent", Slot::Agent),
        ("user_agent", Slot::Agent),
        ("response_flags", Slot::Flags),
    ],
    signature: &[
        (&["start_time", "@timestamp", "timestamp", "time"], NOT_THIS),
        (&["response_code"], NOT_THIS),
        (
            &[
                "response_flags",
                "upstream_cluster",
                "upstream_host",
                "upstream_service_time",
                "x-envoy-upstream-service-time",
                "downstream_remote_address",
            ],
            NOT_THIS,
        ),
    ],
};
