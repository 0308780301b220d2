//! Events of Akamai's firewall, as its SIEM connector fetches them: each is a request that some rule met,
//! let through or refused. The headers of the request are one text, coded as in URLs (RFC 3986).

use crate::base::account::Stamp;

use super::Format;
use super::akamai::decoded;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::reader::{Fit, Line, Reader, Reason};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm};

/// `{"type":"akamai_siem","attackData":{"clientIP":"203.0.113.7",…},"httpMessage":{"start":"1617690662","method":"GET","path":"/",…}}`
pub(super) const FORMAT: Format = Format::new(
    "akamai_siem",
    "Akamai SIEM events: attackData.clientIP, httpMessage.{start, host, method, path, query, status, bytes}",
    Stamp::Start,
    |setting, sample| {
        let reader = Json::new(&TABLE, setting, sample)?.finish(finish);
        Some(Box::new(reader) as Box<dyn Reader>)
    },
);

const TABLE: Table = Table {
    paths: &[
        ("httpmessage.start", Slot::Time(TimeForm::EpochSeconds)),
        ("attackdata.clientip", Slot::Client),
        ("httpmessage.host", Slot::Vhost),
        ("httpmessage.method", Slot::Method),
        ("httpmessage.path", Slot::Target),
        ("httpmessage.query", Slot::Query),
        ("httpmessage.protocol", Slot::Protocol),
        ("httpmessage.status", Slot::Status),
        ("httpmessage.bytes", Slot::Bytes),
        // Until the headers are told apart.
        ("httpmessage.requestheaders", Slot::Agent),
    ],
    signature: &[
        (&["attackdata.clientip"], NOT_THIS),
        (&["httpmessage.start"], NOT_THIS),
        (&["httpmessage.path", "httpmessage.host"], NOT_THIS),
    ],
};

fn finish(row: &mut Row<'_>) -> Result<Line, Reason> {
    let headers = row.user_agent.take().map(|text| decoded(&text)).unwrap_or_default();
    row.user_agent = header(&headers, b"user-agent").map(|value| value.to_vec().into());
    row.referer = header(&headers, b"referer").map(|value| value.to_vec().into());
    row.forwarded = header(&headers, b"x-forwarded-for").map(|value| value.to_vec().into());
    Ok(Line::Request(Fit::Exact))
}

/// The first header of that name.
fn header<'t>(headers: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    headers.split(|byte| *byte == b'\n').find_map(|line| {
        let (own, value) = line.split_at(memchr::memchr(b':', line)?);
        own.eq_ignore_ascii_case(name).then(|| value.get(1..).map(<[u8]>::trim_ascii))?
    })
}
