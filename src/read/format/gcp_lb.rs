//! Google Cloud's log entries of HTTP requests: load balancers, Cloud Run, Cloud CDN. The operator may
//! have set a sampling rate below one: then counts are a share of the traffic, and no line says so.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"httpRequest":{"requestMethod":"GET","requestUrl":"https://www.example.fr/","status":200,"latency":"0.012s",…},"timestamp":…}`
pub(super) const FORMAT: Format = Format::new(
    "gcp_lb",
    "Google Cloud LogEntry: httpRequest.{remoteIp, requestUrl, status, latency}, jsonPayload.statusDetails",
    Stamp::Unknown,
    |setting, sample| Json::open(&TABLE, setting, sample),
);

const TABLE: Table = Table {
    paths: &[
        ("timestamp", Slot::Time(TimeForm::Iso)),
        ("receivetimestamp", Slot::Time(TimeForm::Iso)),
        ("httprequest.remoteip", Slot::Client),
        ("jsonpayload.remoteip", Slot::Client),
        ("httprequest.requestmethod", Slot::Method),
        ("httprequest.requesturl", Slot::Url),
        ("httprequest.protocol", Slot::Protocol),
        ("httprequest.status", Slot::Status),
        ("httprequest.responsesize", Slot::Bytes),
        ("httprequest.latency", Slot::Duration(Unit::Written)),
        ("jsonpayload.backendlatency", Slot::UpstreamDuration(Unit::Written)),
        ("httprequest.serverip", Slot::UpstreamAddr),
        ("httprequest.referer", Slot::Referer),
        ("httprequest.useragent", Slot::Agent),
        ("jsonpayload.statusdetails", Slot::Flags),
    ],
    signature: &[
        (&["httprequest.requesturl"], NOT_THIS),
        (&["httprequest.requestmethod"], NOT_THIS),
        (&["timestamp", "receivetimestamp"], NOT_THIS),
        (&["insertid", "logname", "resource.type", "receivetimestamp"], NOT_THIS),
    ],
};
