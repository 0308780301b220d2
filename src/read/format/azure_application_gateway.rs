//! Azure Application Gateway's access log. The gateway's two generations give the time to serve in
//! seconds (version 2) and milliseconds (version 1) under one name: it is told by whether any line of
//! the sample has decimals, and said so.
//!
//! Lines of the gateway's firewall in the same file are events: the request that they are about has its
//! own line.

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table, visit};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session, Setting};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"timeStamp":"2021-04-06T06:31:02+00:00","properties":{"clientIP":"203.0.113.7","requestUri":"/","httpStatus":200,"timeTaken":0.034,…}}`
pub(super) const FORMAT: Format = Format::new(
    "azure_application_gateway",
    "Azure Application Gateway: timeStamp, properties.{clientIP, requestUri, httpStatus, timeTaken}",
    Stamp::Unknown,
    open,
);

const WALL: &[u8] = b"ApplicationGatewayFirewallLog";
const TAKEN: &str = "properties.timetaken";

const TABLE: Table = Table {
    paths: &[
        ("timestamp", Slot::Time(TimeForm::Iso)),
        ("time", Slot::Time(TimeForm::Iso)),
        ("properties.clientip", Slot::Client),
        ("properties.clientport", Slot::ClientPort),
        ("properties.originalhost", Slot::Vhost),
        ("properties.host", Slot::Vhost),
        ("properties.httpmethod", Slot::Method),
        ("properties.requesturi", Slot::Url),
        ("properties.requestquery", Slot::Query),
        ("properties.httpversion", Slot::Protocol),
        ("properties.httpstatus", Slot::Status),
        ("properties.sentbytes", Slot::Bytes),
        (TAKEN, Slot::Duration(Unit::Seconds)),
        ("properties.serverresponselatency", Slot::UpstreamDuration(Unit::Seconds)),
        ("properties.serverstatus", Slot::UpstreamStatus),
        ("properties.serverrouted", Slot::UpstreamAddr),
        ("properties.referer", Slot::Referer),
        ("properties.useragent", Slot::Agent),
        ("properties.error_info", Slot::Flags),
    ],
    signature: &[
        (&["timestamp", "time"], NOT_THIS),
        (&["properties.clientip"], NOT_THIS),
        (&["properties.requesturi"], NOT_THIS),
        (&["properties.httpstatus"], NOT_THIS),
        (&["properties.sentbytes", "properties.receivedbytes"], NOT_THIS),
    ],
};

fn open(setting: &Setting, sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
    // A sample may hold nothing but lines of the firewall.
    let is_wall = |line: &Vec<u8>| memchr::memmem::find(line, WALL).is_some();
    let known: &[Vec<u8>] = if sample.iter().any(is_wall) { &[] } else { sample };
    let reader = Json::new(&TABLE, setting, known)?.finish(finish);
    let (unit, inferred) = match taken(sample) {
        (0, _) => return Some(Box::new(Gateway(reader))),
        (_, true) => (Unit::Seconds, "seconds, because some have decimals (version 2)"),
        (_, false) => (Unit::Millis, "milliseconds, because none has decimals (version 1)"),
    };
    let inferred = format!("timeTaken read as {inferred}");
    Some(Box::new(Gateway(reader.set(TAKEN, Slot::Duration(unit)).inferring(Some(inferred)))))
}

struct Gateway(Json);

impl Reader for Gateway {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let read = self.0.line(line, row, session);
        read.or_else(|reason| firewall(line, session).map(Line::Event).ok_or(reason))
    }

    fn inferred(&self) -> Option<String> {
        self.0.inferred()
    }
}

/// What a line of `ApplicationGatewayFirewallLog` says: refused, or only matched by a rule.
fn firewall(line: &[u8], session: &mut Session) -> Option<Event> {
    memchr::memmem::find(line, WALL)?;
    let (mut action, mut client, mut message, mut time) = (None, None, None, None);
    visit(line, &mut |trail, raw| match trail.names() {
        [b"properties", b"action"] => action = action.or(Some(raw.text)),
        [b"properties", b"clientIp"] => client = client.or(Some(raw.text)),
        [b"properties", b"message"] => message = message.or(Some(raw.text)),
        [b"time" | b"timeStamp"] => time = time.or(Some(raw.text)),
        _ => {}
    });
    let kind = match action? {
        b"Blocked" => EventKind::Blocked,
        _ => EventKind::Other,
    };
    let ts_us = session.clock.read(&TimeForm::Iso, time?, &mut session.health);
    let client = client.map(<[u8]>::to_vec);
    Some(Event { client, ..Event::new(kind, ts_us, message.unwrap_or_default()) })
}

/// How many lines of the sample have a time to serve, and whether one has decimals.
fn taken(sample: &[Vec<u8>]) -> (usize, bool) {
    let (mut count, mut decimal) = (0, false);
    for line in sample {
        visit(line, &mut |trail, raw| {
            let is_taken = |name: &&[u8]| name.eq_ignore_ascii_case(b"timeTaken");
            if trail.names().last().is_some_and(is_taken) && !raw.is_nothing() {
                count += 1;
                decimal |= raw.text.contains(&b'.');
            }
        });
    }
    (count, decimal)
}

fn finish(row: &mut Row<'_>) -> Result<Line, Reason> {
    row.flags = row.flags.take().filter(|flags| flags.as_ref() != b"ERRORINFO_NO_ERROR");
    Ok(Line::Request(Fit::Exact))
}
