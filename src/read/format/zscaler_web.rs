//! Zscaler's web log as its Nanolog Streaming Service sends it in JSON: a proxy's, with the fields of its
//! own default output. A URL has no scheme. `None` stands for nothing. Not the log of a server.

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::reader::{Fit, Line, Reader, Reason};
use super::kernel::row::{Row, Text};
use super::kernel::slot::{Slot, TimeForm, map};

/// `{"sourcetype":"zscalernss-web","event":{"time":"Tue Apr  6 06:31:02 2021","eurl":"www.example.org/a","cip":"203.0.113.7","reqmethod":"GET","respcode":"200","respsize":"65","eua":"curl/7.74.0","ereferer":"None",…}}`
pub(super) const FORMAT: Format = Format::new(
    "zscaler_web",
    "Zscaler NSS web log, JSON: event.{time, login, cip, reqmethod, eurl, respcode, respsize, eua, ereferer}",
    Stamp::Unknown,
    |setting, sample| {
        Some(Box::new(Json::new(&TABLE, setting, sample)?.finish(finish)) as Box<dyn Reader>)
    },
);

const TABLE: Table = Table {
    paths: &[
        ("event.time", Slot::Time(TimeForm::Any)),
        ("time", Slot::Time(TimeForm::Any)),
        ("event.datetime", Slot::Time(TimeForm::Any)),
        ("event.cip", Slot::Client),
        ("event.clientpublicip", Slot::Client),
        ("cip", Slot::Client),
        ("event.login", Slot::User),
        ("login", Slot::User),
        ("event.reqmethod", Slot::Method),
        ("reqmethod", Slot::Method),
        ("event.eurl", Slot::Target),
        ("eurl", Slot::Target),
        ("event.respcode", Slot::Status),
        ("respcode", Slot::Status),
        ("event.respsize", Slot::Bytes),
        ("respsize", Slot::Bytes),
        ("event.eua", Slot::Agent),
        ("eua", Slot::Agent),
        ("event.ereferer", Slot::Referer),
        ("ereferer", Slot::Referer),
    ],
    signature: &[
        (&["event.eurl", "eurl"], NOT_THIS),
        (&["event.reqmethod", "reqmethod"], NOT_THIS),
        (&["event.respcode", "respcode"], NOT_THIS),
    ],
};

/// What Zscaler writes where there is nothing.
const NOTHING: &[u8] = b"None";

fn finish(row: &mut Row<'_>) -> Result<Line, Reason> {
    let said = |text: &mut Text<'_>| *text = text.take().filter(|text| text.as_ref() != NOTHING);
    said(&mut row.referer);
    said(&mut row.user_agent);
    said(&mut row.auth_user);
    if row.status == 0 {
        row.status = ABSENT;
    }
    let Some(whole) = row.path.take() else { return Err(NOT_THIS) };
    let slash = memchr::memchr(b'/', &whole).unwrap_or(whole.len());
    let host = map(whole.clone(), |text| text.get(..slash).unwrap_or(text));
    let path = map(whole, |text| text.get(slash..).filter(|path| !path.is_empty()).unwrap_or(b"/"));
    row.vhost = Some(host).filter(|host| !host.is_empty());
    row.path = Some(path);
    Ok(Line::Request(Fit::Exact))
}
