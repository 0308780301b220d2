//! Azure Front Door's access log, classic and standard or premium. Numbers are written as texts.
//!
//! `clientIp` is whatever the header `X-Forwarded-For` said, if there was one, and `socketIp` is the
//! connection: so the one is read as a forwarding header where both are there and differ.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::reader::{Fit, Line, Reader, Reason};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"time":"2021-04-06T06:31:02.5Z","properties":{"clientIp":"203.0.113.7","socketIp":"203.0.113.7","requestUri":"https://www.example.fr:443/","timeTaken":"0.384",…}}`
pub(super) const FORMAT: Format = Format::new(
    "azure_front_door",
    "Azure Front Door: time, properties.{clientIp, socketIp, requestUri, httpStatusCode, timeTaken (seconds)}",
    Stamp::Unknown,
    |setting, sample| {
        let reader = Json::new(&TABLE, setting, sample)?.finish(finish);
        Some(Box::new(reader) as Box<dyn Reader>)
    },
);

const TABLE: Table = Table {
    paths: &[
        ("time", Slot::Time(TimeForm::Iso)),
        ("timestamp", Slot::Time(TimeForm::Iso)),
        ("properties.socketip", Slot::Client),
        ("properties.clientport", Slot::ClientPort),
        ("properties.clientip", Slot::Forwarded),
        ("properties.hostname", Slot::Vhost),
        ("properties.httpmethod", Slot::Method),
        ("properties.requesturi", Slot::Url),
        ("properties.httpversion", Slot::Protocol),
        ("properties.httpstatuscode", Slot::Status),
        ("properties.httpstatus", Slot::Status),
        ("properties.responsebytes", Slot::Bytes),
        ("properties.timetaken", Slot::Duration(Unit::Seconds)),
        ("properties.originip", Slot::UpstreamAddr),
        ("properties.originname", Slot::UpstreamAddr),
        ("properties.backendhostname", Slot::UpstreamAddr),
        ("properties.referer", Slot::Referer),
        ("properties.referrer", Slot::Referer),
        ("properties.useragent", Slot::Agent),
        ("properties.errorinfo", Slot::Flags),
    ],
    signature: &[
        (&["time", "timestamp"], NOT_THIS),
        (&["properties.clientip", "properties.socketip"], NOT_THIS),
        (&["properties.requesturi"], NOT_THIS),
        (&["properties.httpstatuscode", "properties.httpstatus"], NOT_THIS),
        (
            &[
                "properties.trackingreference",
                "properties.pop",
                "properties.routingrulename",
                "properties.backendhostname",
                "properties.originurl",
            ],
            NOT_THIS,
        ),
    ],
};

fn finish(row: &mut Row<'_>) -> Result<Line, Reason> {
    row.flags = row.flags.take().filter(|flags| flags.as_ref() != b"NoError");
    if row.client.is_none() || row.client == row.forwarded {
        row.client = row.forwarded.take();
    }
    Ok(Line::Request(Fit::Exact))
}
