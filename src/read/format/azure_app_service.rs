//! The HTTP log of Azure App Service (`AppServiceHTTPLogs`). Its `properties` are an object, or a text
//! that holds one. `TimeTaken` is in milliseconds. The stamp is that of the event.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::ansi::owned;
use super::kernel::json::text::decode;
use super::kernel::json::{Json, NOT_THIS, Table, visit};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session, Setting};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"time":"2021-04-06T06:31:02.5Z","category":"AppServiceHTTPLogs","properties":{"CsHost":"www.example.org","CIp":"203.0.113.7","CsUriStem":"/","CsMethod":"GET","TimeTaken":5,"ScStatus":"200","ScBytes":"1330",…}}`
pub(super) const FORMAT: Format = Format::new(
    "azure_app_service",
    "Azure App Service HTTP log: time, properties.{CIp, CsHost, CsMethod, CsUriStem, CsUriQuery, ScStatus, ScBytes, TimeTaken}",
    Stamp::Unknown,
    AppService::open,
);

const MARK: &[u8] = b"AppServiceHTTPLogs";
/// What `properties` are called where they are put in place of their text.
const HEAD: &[u8] = br#"{"properties":"#;

const TABLE: Table = Table {
    paths: &[
        ("time", Slot::Time(TimeForm::Iso)),
        ("eventtime", Slot::Time(TimeForm::Iso)),
        ("properties.cip", Slot::Client),
        ("properties.cshost", Slot::Vhost),
        ("properties.csmethod", Slot::Method),
        ("properties.csuristem", Slot::Target),
        ("properties.csuriquery", Slot::Query),
        ("properties.protocol", Slot::Protocol),
        ("properties.scstatus", Slot::Status),
        ("properties.scbytes", Slot::Bytes),
        ("properties.timetaken", Slot::Duration(Unit::Millis)),
        ("properties.referer", Slot::Referer),
        ("properties.useragent", Slot::Agent),
        ("properties.csusername", Slot::User),
    ],
    signature: &[
        (&["properties.cip"], NOT_THIS),
        (&["properties.csuristem"], NOT_THIS),
        (&["properties.scstatus"], NOT_THIS),
    ],
};

struct AppService(Json);

impl AppService {
    fn open(setting: &Setting, sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
        let is_ours = |line: &Vec<u8>| memchr::memmem::find(line, MARK).is_some();
        let ours = sample.is_empty() || sample.iter().any(is_ours);
        let json = Json::new(&TABLE, setting, &[])?.finish(|_| Ok(Line::Request(Fit::Exact)));
        ours.then(|| Box::new(Self(json)) as Box<dyn Reader>)
    }
}

impl Reader for AppService {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let (mut category, mut time, mut held) = (None, None, None);
        visit(line, &mut |trail, raw| match trail.names() {
            [b"category"] => category = category.or(Some(raw.text)),
            [b"time" | b"EventTime"] => time = time.or(Some(raw.text)),
            [b"properties"] => held = held.or(Some(raw)),
            _ => {}
        });
        if category != Some(MARK) {
            return Err(NOT_THIS);
        }
        let Some(held) = held else { return self.0.line(line, row, session) };
        let line = [HEAD, decode(held, false).as_ref(), b"}"].concat();
        let mut found = Row::default();
        let read = self.0.line(&line, &mut found, session)?;
        *row = owned(found);
        let time = time.ok_or(NOT_THIS)?;
        Slot::Time(TimeForm::Iso).fill(time.into(), row, session)?;
        Ok(read)
    }
}
