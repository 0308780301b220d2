//! Akamai's logs as JSON: DataStream 2, and Cloud Monitor before it. Fields without a value are left
//! out. White space and controls in the user agent are written as in URLs (RFC 1738).

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::reader::{Fit, Line, Reader, Reason};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"reqTimeSec":"1617690662.500","cliIP":"203.0.113.7","statusCode":"200","reqMethod":"GET","reqHost":"www.example.fr","reqPath":"/",…}`
pub(super) const FORMAT: Format = Format::new(
    "akamai",
    "Akamai DataStream 2 and Cloud Monitor: reqTimeSec, cliIP, statusCode, reqHost, reqPath, turnAroundTimeMSec",
    Stamp::Start,
    |setting, sample| {
        let reader = Json::new(&TABLE, setting, sample)?.finish(finish);
        Some(Box::new(reader) as Box<dyn Reader>)
    },
);

const TABLE: Table = Table {
    paths: &[
        ("reqtimesec", Slot::Time(TimeForm::Any)),
        ("start", Slot::Time(TimeForm::Any)),
        ("cliip", Slot::Client),
        ("message.cliip", Slot::Client),
        ("xforwardedfor", Slot::Forwarded),
        ("reqhost", Slot::Vhost),
        ("message.reqhost", Slot::Vhost),
        ("reqmethod", Slot::Method),
        ("message.reqmethod", Slot::Method),
        ("reqpath", Slot::Target),
        ("message.reqpath", Slot::Target),
        ("querystr", Slot::Query),
        ("message.reqquery", Slot::Query),
        ("proto", Slot::Protocol),
        ("message.protover", Slot::Protocol),
        ("statuscode", Slot::Status),
        ("message.status", Slot::Status),
        ("bytes", Slot::Bytes),
        ("message.bytes", Slot::Bytes),
        // From the request to the first byte of the answer, and from there to the last.
        ("turnaroundtimemsec", Slot::DurationPart(Unit::Millis)),
        ("transfertimemsec", Slot::DurationPart(Unit::Millis)),
        ("netperf.downloadtime", Slot::Duration(Unit::Millis)),
        ("netperf.netoriginlatency", Slot::UpstreamDuration(Unit::Millis)),
        ("netperf.originip", Slot::UpstreamAddr),
        ("referer", Slot::Referer),
        ("message.referer", Slot::Referer),
        ("reqhdr.referer", Slot::Referer),
        ("ua", Slot::Agent),
        ("message.ua", Slot::Agent),
        ("errorcode", Slot::Flags),
    ],
    signature: &[
        (&["cliip", "message.cliip"], NOT_THIS),
        (&["statuscode", "message.status"], NOT_THIS),
        (&["reqpath", "message.reqpath", "reqhost", "message.reqhost"], NOT_THIS),
        (&["reqtimesec", "start"], NOT_THIS),
    ],
};

fn finish(row: &mut Row<'_>) -> Result<Line, Reason> {
    // `HTTPS` is a scheme.
    row.protocol = row.protocol.take().filter(|protocol| protocol.contains(&b'/'));
    row.path = row.path.take().map(|path| match path.first() {
        Some(b'/' | b'*') | None => path,
        Some(_) => [b"/", path.as_ref()].concat().into(),
    });
    row.user_agent = row.user_agent.take().map(|agent| match agent.contains(&b'%') {
        true => decoded(&spaced(&agent)).into(),
        false => agent,
    });
    Ok(Line::Request(Fit::Exact))
}

/// Some releases write a space as `+`, and then none as `%20`.
fn spaced(text: &[u8]) -> Vec<u8> {
    let is_form = memchr::memmem::find(text, b"%20").is_none() && !text.contains(&b' ');
    let space = |byte: &u8| if is_form && *byte == b'+' { b' ' } else { *byte };
    text.iter().map(space).collect()
}

/// Undoes `%HH`.
pub(super) fn decoded(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        match code.filter(|_| byte == b'%') {
            Some(code) => {
                plain.push(code);
                rest = after.get(2..).unwrap_or_default();
            }
            None => plain.push(byte),
        }
    }
    plain
}
