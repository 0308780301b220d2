//! Oracle Cloud's load balancer access log. When it is short of capacity it says how many lines it did
//! not write: that is an event, for every count of the exhibit is then too low.

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table, visit};
use super::kernel::number;
use super::kernel::reader::{Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"data":{"timestamp":"2021-04-06T06:31:02+00:00","clientAddr":"203.0.113.7:4711","request":"GET http://www.example.fr:80/ HTTP/1.1","lbStatusCode":"200",…}}`
pub(super) const FORMAT: Format = Format::new(
    "oci_lb",
    "Oracle Cloud load balancer: data.{timestamp, clientAddr, request, lbStatusCode, requestProcessingTime (seconds)}",
    Stamp::Unknown,
    |setting, sample| {
        let reader = Json::new(&TABLE, setting, sample);
        let lost = sample.iter().any(|line| missed(line).is_some());
        let reader = reader.or_else(|| lost.then(|| Json::new(&TABLE, setting, &[])).flatten())?;
        Some(Box::new(Balancer(reader)) as Box<dyn Reader>)
    },
);

const TABLE: Table = Table {
    paths: &[
        ("data.timestamp", Slot::Time(TimeForm::Any)),
        ("logcontent.data.timestamp", Slot::Time(TimeForm::Any)),
        ("time", Slot::Time(TimeForm::Any)),
        ("logcontent.time", Slot::Time(TimeForm::Any)),
        ("data.clientaddr", Slot::Client),
        ("logcontent.data.clientaddr", Slot::Client),
        ("data.forwardedaddr", Slot::Forwarded),
        ("logcontent.data.forwardedaddr", Slot::Forwarded),
        ("data.host", Slot::Vhost),
        ("logcontent.data.host", Slot::Vhost),
        ("data.request", Slot::RequestUrl),
        ("logcontent.data.request", Slot::RequestUrl),
        ("data.lbstatuscode", Slot::Status),
        ("logcontent.data.lbstatuscode", Slot::Status),
        ("data.sentbytes", Slot::Bytes),
        ("logcontent.data.sentbytes", Slot::Bytes),
        ("data.requestprocessingtime", Slot::Duration(Unit::Seconds)),
        ("logcontent.data.requestprocessingtime", Slot::Duration(Unit::Seconds)),
        ("data.backendprocessingtime", Slot::UpstreamDuration(Unit::Seconds)),
        ("logcontent.data.backendprocessingtime", Slot::UpstreamDuration(Unit::Seconds)),
        ("data.backendstatuscode", Slot::UpstreamStatus),
        ("logcontent.data.backendstatuscode", Slot::UpstreamStatus),
        ("data.backendaddr", Slot::UpstreamAddr),
        ("logcontent.data.backendaddr", Slot::UpstreamAddr),
        ("data.useragent", Slot::Agent),
        ("logcontent.data.useragent", Slot::Agent),
    ],
    signature: &[
        (&["data.lbstatuscode", "logcontent.data.lbstatuscode"], NOT_THIS),
        (&["data.clientaddr", "logcontent.data.clientaddr"], NOT_THIS),
    ],
};

struct Balancer(Json);

impl Reader for Balancer {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        self.0.line(line, row, session).or_else(|reason| {
            let (count, message, time) = missed(line).ok_or(reason)?;
            let ts_us =
                time.and_then(|time| session.clock.read(&TimeForm::Any, time, &mut session.health));
            let event = Event::new(EventKind::LogLoss, ts_us, message);
            Ok(Line::Event(Event { limit: Some(count), ..event }))
        })
    }
}

/// Lines that were not written: how many, the text that says so, and when it was said.
type Missed<'a> = (i64, &'a [u8], Option<&'a [u8]>);

/// `"errorDetails":"Missed 100 access logs"`.
fn missed(line: &[u8]) -> Option<Missed<'_>> {
    memchr::memmem::find(line, b"errorDetails")?;
    let (mut message, mut time) = (None, None);
    visit(line, &mut |trail, raw| match trail.names() {
        [.., b"errorDetails"] => message = message.or(Some(raw.text)),
        [.., b"timestamp"] => time = Some(raw.text),
        [.., b"time"] => time = time.or(Some(raw.text)),
        _ => {}
    });
    let count = message?.strip_prefix(b"Missed ")?.strip_suffix(b" access logs")?;
    Some((number::integer(count)?, message?, time))
}
