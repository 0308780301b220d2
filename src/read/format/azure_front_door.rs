//! Azure Front Door's access log, classic and standard or premium. Numbers are written as texts.
//!
//! `clientIp` is whatever the header `X-Forwarded-For` said, if there was one, and `socketIp` is the
//! connection: so the one is read as a forwarding header where both are there and differ.
//!
//! A health probe is no request of a client: it is an event, a failure of the origin unless it was answered.

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table, visit};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"time":"2021-04-06T06:31:02.5Z","properties":{"clientIp":"203.0.113.7","socketIp":"203.0.113.7","requestUri":"https://www.example.fr:443/","timeTaken":"0.384",…}}`
pub(super) const FORMAT: Format = Format::new(
    "azure_front_door",
    "Azure Front Door: time, properties.{clientIp, socketIp, requestUri, httpStatusCode, timeTaken (seconds)}",
    Stamp::Unknown,
    |setting, sample| {
        // A sample may hold nothing but probes.
        let is_probe = |line: &Vec<u8>| memchr::memmem::find(line, PROBE).is_some();
        let known: &[Vec<u8>] = if sample.iter().any(is_probe) { &[] } else { sample };
        Some(Box::new(Door(Json::new(&TABLE, setting, known)?.finish(finish))) as Box<dyn Reader>)
    },
);

const PROBE: &[u8] = b"FrontDoorHealthProbeLog";

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

struct Door(Json);

impl Reader for Door {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        match probe(line, session) {
            Some(event) => Ok(Line::Event(event)),
            None => self.0.line(line, row, session),
        }
    }

    fn inferred(&self) -> Option<String> {
        self.0.inferred()
    }
}

/// What a line of `FrontDoorHealthProbeLog` says.
fn probe(line: &[u8], session: &mut Session) -> Option<Event> {
    memchr::memmem::find(line, PROBE)?;
    let (mut category, mut status, mut origin, mut time, mut url) = (None, None, None, None, None);
    visit(line, &mut |trail, raw| match trail.names() {
        [b"category"] => category = category.or(Some(raw.text)),
        [b"properties", b"httpStatusCode"] => status = status.or(Some(raw.text)),
        [b"properties", b"originIP" | b"originName"] => origin = origin.or(Some(raw.text)),
        [b"properties", b"probeURL"] => url = url.or(Some(raw.text)),
        [b"time"] => time = time.or(Some(raw.text)),
        _ => {}
    });
    category.filter(|category| *category == PROBE)?;
    let is_answered = status.is_some_and(|status| status.starts_with(b"2"));
    let kind = if is_answered { EventKind::Other } else { EventKind::UpstreamFailure };
    let ts_us = session.clock.read(&TimeForm::Iso, time?, &mut session.health);
    let source = origin.map(<[u8]>::to_vec);
    Some(Event { source, ..Event::new(kind, ts_us, url.unwrap_or_default()) })
}
