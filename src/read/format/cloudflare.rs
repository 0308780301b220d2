//! Cloudflare Logpush and Logpull: `http_requests`, and `firewall_events` where they have a request. Which
//! fields there are, and how instants are written, is set by the operator. Both ends of a request are
//! logged: the stamp is the start where that is there.

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table, visit};
use super::kernel::number;
use super::kernel::reader::{Fit, Line, Reader, Reason};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"ClientIP":"203.0.113.7","ClientRequestHost":"www.example.fr","ClientRequestURI":"/","EdgeStartTimestamp":1617690662500000000,"EdgeResponseStatus":200,…}`
pub(super) const FORMAT: Format = Format::new(
    "cloudflare",
    "Cloudflare http_requests: ClientIP, ClientRequestURI, EdgeStartTimestamp, EdgeEndTimestamp, EdgeResponseStatus",
    Stamp::Start,
    |setting, sample| {
        let reader = Json::new(&TABLE, setting, sample)?.finish(finish);
        Some(Box::new(reader.stamped(stamp(sample))) as Box<dyn Reader>)
    },
);

const TABLE: Table = Table {
    paths: &[
        ("edgestarttimestamp", Slot::Time(TimeForm::Any)),
        ("datetime", Slot::Time(TimeForm::Any)),
        // Put in its place when the row is whole.
        ("edgeendtimestamp", Slot::Started(TimeForm::Any)),
        ("clientip", Slot::Client),
        ("clientsrcport", Slot::ClientPort),
        ("clientrequesthost", Slot::Vhost),
        ("clientrequestmethod", Slot::Method),
        ("clientrequesturi", Slot::Target),
        ("clientrequestpath", Slot::Target),
        ("clientrequestquery", Slot::Query),
        ("clientrequestprotocol", Slot::Protocol),
        ("edgeresponsestatus", Slot::Status),
        ("edgeresponsebodybytes", Slot::Bytes),
        ("edgeresponsebytes", Slot::Bytes),
        ("originresponsetime", Slot::UpstreamDuration(Unit::Nanos)),
        ("originresponsedurationms", Slot::UpstreamDuration(Unit::Millis)),
        ("originresponsestatus", Slot::UpstreamStatus),
        ("originip", Slot::UpstreamAddr),
        ("clientrequestreferer", Slot::Referer),
        ("clientrequestuseragent", Slot::Agent),
        ("securityaction", Slot::Flags),
        ("wafaction", Slot::Flags),
        ("action", Slot::Flags),
    ],
    signature: &[
        (&["clientip"], NOT_THIS),
        (&["edgestarttimestamp", "edgeendtimestamp", "datetime"], NOT_THIS),
        (
            &["clientrequestmethod", "clientrequesturi", "clientrequestpath", "edgeresponsestatus"],
            NOT_THIS,
        ),
    ],
};

/// What the stamp marks: the end where the start is not logged.
fn stamp(sample: &[Vec<u8>]) -> Option<Stamp> {
    let (mut start, mut end) = (false, false);
    for line in sample {
        visit(line, &mut |trail, _| match trail.names() {
            [b"EdgeStartTimestamp"] => start = true,
            [b"EdgeEndTimestamp"] => end = true,
            _ => {}
        });
    }
    (end && !start).then_some(Stamp::End)
}

fn finish(row: &mut Row<'_>) -> Result<Line, Reason> {
    let end_us = std::mem::replace(&mut row.started_us, ABSENT);
    if row.ts_us == ABSENT {
        row.ts_us = end_us;
    } else if end_us >= row.ts_us {
        row.duration_us = number::duration(end_us - row.ts_us).unwrap_or(ABSENT);
    }
    // No origin was asked.
    if row.upstream_status == ABSENT && row.upstream_duration_us == 0 {
        row.upstream_duration_us = ABSENT;
    }
    row.flags = row.flags.take().and_then(|flags| {
        let said =
            flags.split(|byte| *byte == b' ').find(|word| !matches!(*word, b"unknown" | b""));
        said.map(|word| word.to_vec().into())
    });
    Ok(Line::Request(Fit::Exact))
}
