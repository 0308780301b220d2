//! Labeled tab-separated values, with the labels of ltsv.org and those that nginx and Apache guides use.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::NO_REQUEST;
use super::kernel::cursor::UNLIKE;
use super::kernel::named::{Group, Named};
use super::kernel::number;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};
use super::kernel::tail::unit::{Inferred, infer};
use crate::read::columns::ABSENT;

/// `time:06/Apr/2021:08:31:02 +0200⇥host:203.0.113.7⇥req:GET / HTTP/1.1⇥status:200⇥size:512`
pub(super) const FORMAT: Format = Format::new(
    "ltsv",
    "LTSV: labels and values of ltsv.org (time, host, req, status, size, reqtime, …), tabs between",
    Stamp::Unknown,
    |_, sample| Some(Box::new(Ltsv::of(sample))),
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
        ("reqtimemillis", Slot::Duration(Unit::Millis)),
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

/// The label of a time to serve that ltsv.org does not have: seconds, or what Apache's `%D` says.
const BARE: &[u8] = b"response_time";

struct Ltsv {
    /// The unit of whole numbers under that label, if there are any.
    bare: Option<Inferred>,
}

impl Ltsv {
    fn of(sample: &[Vec<u8>]) -> Self {
        let fields = sample.iter().flat_map(|line| line.split(|byte| *byte == b'\t'));
        let bare = fields.filter_map(|field| field.strip_prefix(BARE)?.strip_prefix(b":"));
        let times: Vec<i64> = bare.filter_map(number::integer).collect();
        Self { bare: (!times.is_empty()).then(|| infer(&times, &[])) }
    }

    /// Another label for a time whose unit was inferred.
    fn label<'a>(&self, label: &'a [u8], value: &[u8]) -> &'a [u8] {
        let is_bare = label == BARE && number::integer(value).is_some();
        match self.bare.filter(|_| is_bare).map(|found| found.unit) {
            Some(Unit::Micros) => b"reqtime_microsec",
            Some(Unit::Millis) => b"reqtime_millis",
            _ => label,
        }
    }
}

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
            let value = value.get(1..).unwrap_or_default();
            named.take(self.label(label, value), value.into());
        }
        named.fill(row, session)?;
        if row.path.is_none() && row.method.is_none() && row.status == ABSENT {
            return Err(NO_REQUEST);
        }
        Ok(Line::Request(Fit::Exact))
    }

    fn inferred(&self) -> Option<String> {
        self.bare.map(|found| found.text())
    }
}
