//! Amazon CloudFront's logs as JSON: standard logging (v2), whose names are those of the text log, and the
//! rows of its Parquet files, whose names have underscores. Times are UTC, when the edge finished the
//! response; `time-taken` is in seconds. The agent is %-coded. It reads no Parquet file.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::akamai::decoded;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::reader::{Fit, Line, Reader, Reason};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"date":"2021-04-06","time":"06:31:02","x-edge-location":"CDG50-P2","c-ip":"203.0.113.7","cs-method":"GET",…}`
pub(super) const FORMAT: Format = Format::new(
    "cloudfront_json",
    "Amazon CloudFront standard logging (v2) as JSON: date, time, x-edge-location, c-ip, cs-method, sc-status, time-taken (seconds)",
    Stamp::End,
    |setting, sample| {
        let reader = Json::new(&TABLE, setting, sample)?.finish(finish);
        Some(Box::new(reader) as Box<dyn Reader>)
    },
);

const TABLE: Table = Table {
    paths: &[
        ("timestamp(ms)", Slot::Time(TimeForm::EpochMillis)),
        ("timestamp_ms", Slot::Time(TimeForm::EpochMillis)),
        ("timestamp", Slot::Time(TimeForm::EpochSeconds)),
        ("date", Slot::Date),
        ("time", Slot::TimeOfDay),
        ("c-ip", Slot::Client),
        ("c_ip", Slot::Client),
        ("c-port", Slot::ClientPort),
        ("c_port", Slot::ClientPort),
        ("x-forwarded-for", Slot::Forwarded),
        ("x_forwarded_for", Slot::Forwarded),
        ("x-host-header", Slot::Vhost),
        ("x_host_header", Slot::Vhost),
        ("cs(host)", Slot::Vhost),
        ("cs_host", Slot::Vhost),
        ("cs-method", Slot::Method),
        ("cs_method", Slot::Method),
        ("cs-uri-stem", Slot::Target),
        ("cs_uri_stem", Slot::Target),
        ("cs-uri-query", Slot::Query),
        ("cs_uri_query", Slot::Query),
        ("cs-protocol-version", Slot::Protocol),
        ("cs_protocol_version", Slot::Protocol),
        ("sc-status", Slot::Status),
        ("sc_status", Slot::Status),
        ("sc-bytes", Slot::Bytes),
        ("sc_bytes", Slot::Bytes),
        ("time-taken", Slot::Duration(Unit::Seconds)),
        ("time_taken", Slot::Duration(Unit::Seconds)),
        ("cs(referer)", Slot::Referer),
        ("cs_referer", Slot::Referer),
        ("cs(user-agent)", Slot::Agent),
        ("cs_user_agent", Slot::Agent),
        ("x-edge-result-type", Slot::Flags),
        ("x_edge_result_type", Slot::Flags),
        ("x-edge-detailed-result-type", Slot::Flags),
        ("x_edge_detailed_result_type", Slot::Flags),
    ],
    signature: &[
        (
            &[
                "x-edge-location",
                "x_edge_location",
                "x-edge-request-id",
                "x_edge_request_id",
                "x-edge-result-type",
                "x_edge_result_type",
            ],
            NOT_THIS,
        ),
        (&["c-ip", "c_ip", "cs-uri-stem", "cs_uri_stem"], NOT_THIS),
        (&["sc-status", "sc_status", "cs-method", "cs_method"], NOT_THIS),
    ],
};

fn finish(row: &mut Row<'_>) -> Result<Line, Reason> {
    row.user_agent = row.user_agent.take().map(|agent| match agent.contains(&b'%') {
        true => Cow::Owned(decoded(&agent)),
        false => agent,
    });
    // Without an error the second result says what the first says.
    row.flags = row.flags.take().map(|flags| {
        let middle = flags.len() / 2;
        match (flags.get(..middle), flags.get(middle..)) {
            (Some(one), Some([b' ', other @ ..])) if one == other => Cow::Owned(one.to_vec()),
            _ => flags,
        }
    });
    Ok(Line::Request(Fit::Exact))
}
