//! Labeled tab-separated values, with the labels of ltsv.org and those that nginx and Apache guides use.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::NO_REQUEST;
use super::kernel::cursor::UNLIKE;
use super::kernel::named::{Group, Named};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};
use crate::read::columns::ABSENT;

/// `time:06/Apr/2021:08:31:02 +0200⇥host:203.0.113.7⇥req:GET / HTTP/1.1⇥status:200⇥size:512`
pub(super) const FORMAT: Format = Format::new(
    "ltsv",
    "LTSV: labels and values of ltsv.org (time, host, req, status, size, reqtime, …), tabs between",
    Stamp::Unknown,
    |_, _| Some(Box::new(Ltsv)),
);

/// `host` is the remote host: the virtual one is `vhost`.
const TABLE: &[Group] = &[
    &[
        ("msec", Slot::Time(TimeForm::Any)),
        ("time", Slot::Time(TimeForm::Any)),
        ("timelocal", Slot::Time(TimeForm::Any)),
        ("timeiso8601", Slot::Time(TimeForm::Any)),
        ("datetime", Slot::Time(TimeForm::Any)),
        ("timestamp", Slot::Time(TimeForm::Any)),
    ],
    &[
        ("remoteaddr", Slot::Client),
        ("host", Slot::Client),
        ("remotehost", Slot::Client),
        ("ip", Slot::Client),
        ("clientip", Slot::Client),
    ],
    &[("remoteport", Slot::ClientPort)],
    &[
        ("forwardedfor", Slot::Forwarded),
        ("xforwardedfor", Slot::Forwarded),
        ("xff", Slot::Forwarded),
        ("httpxforwardedfor", Slot::Forwarded),
    ],
    &[
        ("vhost", Slot::Vhost),
        ("httphost", Slot::Vhost),
        ("servername", Slot::Vhost),
        ("domain", Slot::Vhost),
    ],
    &[("req", Slot::Request), ("request", Slot::Request)],
    &[("method", Slot::Method), ("requestmethod", Slot::Method)],
    &[
        ("uri", Slot::Target),
        ("requesturi", Slot::Target),
        ("url", Slot::Url),
        ("path", Slot::Target),
    ],
    &[("query", Slot::Query), ("args", Slot::Query), ("querystring", Slot::Query)],
    &[("protocol", Slot::Protocol), ("serverprotocol", Slot::Protocol)],
    &[("status", Slot::Status)],
    &[
        ("size", Slot::Bytes),
        ("bodybytessent", Slot::Bytes),
        ("bytes", Slot::Bytes),
        ("bytessent", Slot::Bytes),
    ],
    &[
        ("reqtimemicrosec", Slot::Duration(Unit::Micros)),
        ("reqtime", Slot::Duration(Unit::Seconds)),
        ("requesttime", Slot::Duration(Unit::Seconds)),
        ("responsetime", Slot::Duration(Unit::Seconds)),
        ("takensec", Slot::Duration(Unit::Seconds)),
    ],
    &[
        ("apptime", Slot::UpstreamDuration(Unit::Seconds)),
        ("upstreamresponsetime", Slot::UpstreamDuration(Unit::Seconds)),
        ("upstreamtime", Slot::UpstreamDuration(Unit::Seconds)),
    ],
    &[("upstreamaddr", Slot::UpstreamAddr), ("upstream", Slot::UpstreamAddr)],
    &[("upstreamstatus", Slot::UpstreamStatus)],
    &[("referer", Slot::Referer), ("httpreferer", Slot::Referer), ("referrer", Slot::Referer)],
    &[
        ("ua", Slot::Agent),
        ("useragent", Slot::Agent),
        ("httpuseragent", Slot::Agent),
        ("agent", Slot::Agent),
    ],
    &[("user", Slot::User), ("remoteuser", Slot::User)],
];

struct Ltsv;

impl Reader for Ltsv {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        memchr::memchr(b'\t', line).ok_or(UNLIKE)?;
        let mut named = Named::new(TABLE);
        for field in line.split(|byte| *byte == b'\t').filter(|field| !field.is_empty()) {
            let colon = memchr::memchr(b':', field).ok_or(UNLIKE)?;
            let (label, value) = field.split_at_checked(colon).ok_or(UNLIKE)?;
            let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-".contains(byte);
            if label.is_empty() || !label.iter().all(is_label) {
                return Err(UNLIKE);
            }
            named.take(label, value.get(1..).unwrap_or_default().into());
        }
        named.fill(row, session)?;
        if row.path.is_none() && row.method.is_none() && row.status == ABSENT {
            return Err(NO_REQUEST);
        }
        Ok(Line::Request(Fit::Exact))
    }
}
