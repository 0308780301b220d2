//! Tomcat's JsonAccessLogValve. Its `host` is the client. The unit of `elapsedTime` is Tomcat's `%D`,
//! milliseconds up to version 9 and microseconds since 10.1: it is inferred.

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table, visit};
use super::kernel::number;
use super::kernel::reader::{Fit, Line, Reader};
use super::kernel::slot::{Slot, TimeForm, Unit};
use super::kernel::tail::unit::infer;

/// `{"host":"203.0.113.7","logicalUserName":"-","user":"-","time":"[06/Apr/2021:08:31:02 +0200]","request":"GET / HTTP/1.1","statusCode":"200","size":"512"}`
pub(super) const FORMAT: Format = Format::new(
    "tomcat_json",
    "Tomcat JsonAccessLogValve: host, logicalUserName, user, time, request, statusCode, size, elapsedTime",
    Stamp::Start,
    |_, sample| {
        let json = Json::new(&TABLE, &Default::default(), sample)?;
        let times = times(sample);
        let inferred = (!times.is_empty()).then(|| infer(&times, &[]));
        let json = match &inferred {
            Some(found) => json.set("elapsedtime", Slot::Duration(found.unit)),
            None => json,
        };
        let json = json.inferring(inferred.map(|found| found.text()));
        Some(Box::new(json.finish(|row| {
            // `-` where there was none.
            let is_asked = row.path.is_some() || row.status != ABSENT;
            if is_asked { Ok(Line::Request(Fit::Exact)) } else { Err(NOT_THIS) }
        })) as Box<dyn Reader>)
    },
);

const TABLE: Table = Table {
    paths: &[
        ("time", Slot::Time(TimeForm::Any)),
        ("host", Slot::Client),
        ("remoteaddr", Slot::Client),
        ("localservername", Slot::Vhost),
        ("user", Slot::User),
        ("request", Slot::Request),
        ("method", Slot::Method),
        ("path", Slot::Target),
        ("query", Slot::Query),
        ("protocol", Slot::Protocol),
        ("statuscode", Slot::Status),
        ("size", Slot::Bytes),
        ("bytesentnc", Slot::Bytes),
        ("elapsedtime", Slot::Duration(Unit::Micros)),
        ("elapsedtimes", Slot::Duration(Unit::Seconds)),
        ("requestheaders.referer", Slot::Referer),
        ("requestheaders.user-agent", Slot::Agent),
        ("requestheaders.x-forwarded-for", Slot::Forwarded),
    ],
    signature: &[
        (&["time"], NOT_THIS),
        (&["host", "remoteaddr"], NOT_THIS),
        (&["request", "path"], NOT_THIS),
        (&["statuscode"], NOT_THIS),
        (
            &[
                "logicalusername",
                "bytesentnc",
                "elapsedtimes",
                "threadname",
                "connectionstatus",
                "requestheaders.referer",
                "requestheaders.user-agent",
            ],
            NOT_THIS,
        ),
    ],
};

fn times(sample: &[Vec<u8>]) -> Vec<i64> {
    let mut times = Vec::new();
    for line in sample {
        visit(line, &mut |trail, raw| {
            if trail.names() == [b"elapsedTime"] {
                times.extend(number::integer(raw.text));
            }
        });
    }
    times
}
