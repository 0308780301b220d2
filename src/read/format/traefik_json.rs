//! Traefik's access log as JSON, versions 1 to 3. Which fields there are is set by the operator; the
//! names are fixed. Lines may have been left out at the source by status or duration.

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::reader::{Fit, Line, Reader, Reason};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"ClientAddr":"203.0.113.7:4711","DownstreamStatus":200,"Duration":2155389,"RequestPath":"/","StartUTC":"2021-04-06T06:31:02Z"}`
pub(super) const FORMAT: Format = Format::new(
    "traefik_json",
    "Traefik as JSON: ClientAddr, StartUTC, RequestPath, DownstreamStatus, Duration (nanoseconds)",
    Stamp::Start,
    |setting, sample| {
        let reader = Json::new(&TABLE, setting, sample)?.finish(finish);
        Some(Box::new(reader) as Box<dyn Reader>)
    },
);

const TABLE: Table = Table {
    paths: &[
        ("startutc", Slot::Time(TimeForm::Iso)),
        ("startlocal", Slot::Time(TimeForm::Iso)),
        ("time", Slot::Time(TimeForm::Iso)),
        // The forwarding header where the proxy before is trusted, else the connection.
        ("clienthost", Slot::Client),
        ("clientaddr", Slot::Peer),
        ("clientport", Slot::ClientPort),
        ("request_x-forwarded-for", Slot::Forwarded),
        ("clientusername", Slot::User),
        ("requesthost", Slot::Vhost),
        ("requestaddr", Slot::Vhost),
        ("requestmethod", Slot::Method),
        ("requestpath", Slot::Target),
        ("requestprotocol", Slot::Protocol),
        // Version 1.
        ("requestline", Slot::Request),
        ("downstreamstatus", Slot::Status),
        ("downstreamcontentsize", Slot::Bytes),
        ("duration", Slot::Duration(Unit::Nanos)),
        ("originduration", Slot::UpstreamDuration(Unit::Nanos)),
        ("originstatus", Slot::UpstreamStatus),
        ("serviceaddr", Slot::UpstreamAddr),
        ("backendaddr", Slot::UpstreamAddr),
        ("request_referer", Slot::Referer),
        ("request_user-agent", Slot::Agent),
    ],
    signature: &[
        (&["downstreamstatus"], NOT_THIS),
        (&["requestpath", "requestline", "requestmethod"], NOT_THIS),
        (&["clientaddr", "clienthost", "requestcount", "routername", "overhead"], NOT_THIS),
    ],
};

fn finish(row: &mut Row<'_>) -> Result<Line, Reason> {
    // Traefik answered itself: no service was asked.
    if row.upstream_status == ABSENT && row.upstream_duration_us == 0 {
        row.upstream_duration_us = ABSENT;
    }
    Ok(Line::Request(Fit::Exact))
}
