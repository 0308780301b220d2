//! Lines of `key=value`: Heroku's router, lograge, Grafana, go-kit and what else writes logfmt. Keys mean
//! what their names say; a line without a method and a path is no request.
//!
//! A duration whose key or value names no unit is inferred from the sample: lograge's are milliseconds,
//! others seconds if they are small and have decimals, else milliseconds. Heroku's `service` is the
//! duration and its `dyno` the upstream; its error code (`H12`) is a flag.

use std::borrow::Cow;

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::appliance::Dialect;
use super::kernel::clf::NO_REQUEST;
use super::kernel::cursor::Cursor;
use super::kernel::named::{Group, Named, plain_name};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};
use super::kernel::{number, pairs, prefix, stamp};

/// `at=info method=GET path="/" host=www.example.org fwd="203.0.113.7" dyno=web.1 connect=1ms service=18ms status=200 bytes=512`
pub(super) const FORMAT: Format = Format::new(
    "logfmt",
    "logfmt: key=value, with method, path, status and the like (Heroku router, lograge, Grafana, go-kit)",
    Stamp::End,
    |_, sample| Some(Box::new(Logfmt::of(sample))),
);

const TABLE: &[Group] = &[
    &[
        ("ts", Slot::Time(TimeForm::Any)),
        ("time", Slot::Time(TimeForm::Any)),
        ("timestamp", Slot::Time(TimeForm::Any)),
        ("t", Slot::Time(TimeForm::Any)),
        ("datetime", Slot::Time(TimeForm::Any)),
        ("date", Slot::Time(TimeForm::Any)),
    ],
    &[
        ("remoteaddr", Slot::Client),
        ("remoteip", Slot::Client),
        ("clientip", Slot::Client),
        ("clientaddr", Slot::Client),
        ("client", Slot::Client),
        ("ip", Slot::Client),
        ("remote", Slot::Client),
        ("remotehost", Slot::Client),
        ("httprequestremoteaddr", Slot::Client),
        ("peer", Slot::Client),
        ("cip", Slot::Client),
        ("sourceip", Slot::Client),
        ("srcip", Slot::Client),
        ("clientaddress", Slot::Client),
        ("remoteaddress", Slot::Client),
        ("src", Slot::Client),
    ],
    &[
        ("remoteport", Slot::ClientPort),
        ("clientport", Slot::ClientPort),
        ("srcport", Slot::ClientPort),
    ],
    &[
        ("fwd", Slot::Forwarded),
        ("xforwardedfor", Slot::Forwarded),
        ("forwardedfor", Slot::Forwarded),
        ("httpxforwardedfor", Slot::Forwarded),
    ],
    &[
        ("host", Slot::Vhost),
        ("vhost", Slot::Vhost),
        ("httphost", Slot::Vhost),
        ("httprequesthost", Slot::Vhost),
        ("cshost", Slot::Vhost),
        ("requestedhost", Slot::Vhost),
    ],
    &[
        ("request", Slot::Request),
        ("req", Slot::Request),
        ("requestline", Slot::Request),
        ("httprequestfirstline", Slot::RequestUrl),
    ],
    &[
        ("method", Slot::Method),
        ("httpmethod", Slot::Method),
        ("requestmethod", Slot::Method),
        ("verb", Slot::Method),
        ("httprequestmethod", Slot::Method),
        ("csmethod", Slot::Method),
        ("httpaction", Slot::Method),
    ],
    &[
        ("uripath", Slot::Path),
        ("path", Slot::Url),
        ("uri", Slot::Url),
        ("url", Slot::Url),
        ("requesturi", Slot::Url),
        ("requestpath", Slot::Url),
        ("httppath", Slot::Url),
        ("target", Slot::Url),
        ("route", Slot::Url),
        ("httptarget", Slot::Url),
        ("httpurl", Slot::Url),
        ("httprequesturi", Slot::Url),
        ("csuri", Slot::Url),
        ("csuristem", Slot::Url),
        ("csuripath", Slot::Url),
        ("requestedpath", Slot::Url),
    ],
    &[
        ("query", Slot::Query),
        ("querystring", Slot::Query),
        ("args", Slot::Query),
        ("csuriquery", Slot::Query),
        ("uriquery", Slot::Query),
    ],
    &[("httpversion", Slot::Protocol), ("proto", Slot::Protocol), ("protocol", Slot::Protocol)],
    &[
        ("status", Slot::Status),
        ("statuscode", Slot::Status),
        ("httpstatus", Slot::Status),
        ("responsestatus", Slot::Status),
        ("httpstatuscode", Slot::Status),
        ("httpresponsestatus", Slot::Status),
        ("scstatus", Slot::Status),
        ("responsecode", Slot::Status),
        ("httpretcode", Slot::Status),
    ],
    &[
        ("bytes", Slot::Bytes),
        ("bodybytessent", Slot::Bytes),
        ("bytessent", Slot::Bytes),
        ("size", Slot::Bytes),
        ("responsesize", Slot::Bytes),
        ("byteswritten", Slot::Bytes),
        ("writtenbytes", Slot::Bytes),
        ("respbytes", Slot::Bytes),
        ("httpresponsewritten", Slot::Bytes),
        ("scbytes", Slot::Bytes),
        ("servertoclientbytes", Slot::Bytes),
        ("httpresponsebytes", Slot::Bytes),
    ],
    DURATIONS,
    &[("queue", Slot::Queue(Unit::Written))],
    &[("upstreamresponsetime", Slot::UpstreamDuration(Unit::Seconds))],
    &[("upstreamaddr", Slot::UpstreamAddr), ("dyno", Slot::UpstreamAddr)],
    &[("upstreamstatus", Slot::UpstreamStatus)],
    &[
        ("referer", Slot::Referer),
        ("referrer", Slot::Referer),
        ("httpreferer", Slot::Referer),
        ("httprequestreferer", Slot::Referer),
        ("csreferer", Slot::Referer),
        ("httprefer", Slot::Referer),
        ("httpreferrer", Slot::Referer),
        ("referralurl", Slot::Referer),
    ],
    &[
        ("useragent", Slot::Agent),
        ("httpuseragent", Slot::Agent),
        ("ua", Slot::Agent),
        ("httprequestuseragent", Slot::Agent),
        ("csuseragent", Slot::Agent),
        ("httpagent", Slot::Agent),
        ("agent", Slot::Agent),
    ],
    &[
        ("remoteuser", Slot::User),
        ("authuser", Slot::User),
        ("uname", Slot::User),
        ("csusername", Slot::User),
    ],
    &[("code", Slot::Flags)],
];

/// The best first: what names its unit. The last four are those of [`BARE`], by what they turned out to be.
const DURATIONS: Group = &[
    ("written", Slot::Duration(Unit::Written)),
    ("durationns", Slot::Duration(Unit::Nanos)),
    ("durationus", Slot::Duration(Unit::Micros)),
    ("latencyus", Slot::Duration(Unit::Micros)),
    ("durationms", Slot::Duration(Unit::Millis)),
    ("latencyms", Slot::Duration(Unit::Millis)),
    ("elapsedms", Slot::Duration(Unit::Millis)),
    ("responsetimems", Slot::Duration(Unit::Millis)),
    ("tookms", Slot::Duration(Unit::Millis)),
    ("timems", Slot::Duration(Unit::Millis)),
    ("durationseconds", Slot::Duration(Unit::Seconds)),
    ("latencyseconds", Slot::Duration(Unit::Seconds)),
    ("durations", Slot::Duration(Unit::Seconds)),
    ("requesttime", Slot::Duration(Unit::Seconds)),
    ("bareseconds", Slot::Duration(Unit::Seconds)),
    ("baremillis", Slot::Duration(Unit::Millis)),
    ("connect", Slot::Duration(Unit::Written)),
];

/// Keys of durations that name no unit.
const BARE: &[&[u8]] = &[
    b"duration",
    b"service",
    b"latency",
    b"took",
    b"elapsed",
    b"responsetime",
    b"runtime",
    b"httpresponseduration",
];
/// Keys that lograge writes beside its duration.
const LOGRAGE: &[&[u8]] = &[b"controller", b"view", b"db"];
/// Digits of the seconds since the epoch, since 1973.
const EPOCH_DIGITS: usize = 9;
/// Seconds that a request takes at most, if the unit is to be told by the number.
const SECONDS_MAX_US: i64 = 120_000_000;

/// Fortinet's and Sophos' marks of lines of their web filters.
const FILTERS: &[&[u8]] =
    &[b" subtype=\"webfilter\"", b" subtype=webfilter", b" log_type=\"Content Filtering\""];

struct Logfmt {
    /// Whose keys they are.
    dialect: Dialect,
    /// Unit of durations that name none, and why.
    bare: (Unit, &'static str),
    /// Is there such a duration in the sample?
    is_used: bool,
}

impl Reader for Logfmt {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let (time, line) = begun(line).ok_or(NO_REQUEST)?;
        let mut named = Named::new(TABLE);
        let mut split = Split::default();
        for (key, value) in pairs::of(line) {
            let Some(key) = self.dialect.key(key) else { continue };
            if is_part(key, &value, &mut split) {
                continue;
            }
            match self.duration(key, &value) {
                Some(name) => named.take(name, value),
                None => take(&mut named, key, value),
            }
        }
        if let (Some(day), Some(time), zone) = &split {
            let zone = zone.as_deref().unwrap_or_default();
            named.take(b"ts", Cow::Owned([day.as_ref(), b"T", time.as_ref(), zone].concat()));
        }
        named.fill(row, session)?;
        // `proto=tcp` is of another layer.
        row.protocol = row.protocol.take().filter(|protocol| protocol.contains(&b'/'));
        if let (Some(time), ABSENT) = (time, row.ts_us) {
            Slot::Time(TimeForm::Any).fill(time.into(), row, session)?;
        }
        let is_request = row.path.is_some() && (row.method.is_some() || row.status != ABSENT);
        match is_request {
            true => Ok(Line::Request(Fit::Exact)),
            false if is_of_filter(line) => Ok(Line::Event(filtered(line, row))),
            false => Err(NO_REQUEST),
        }
    }

    fn inferred(&self) -> Option<String> {
        let (unit, why) = self.bare;
        self.is_used.then(|| format!("durations without a unit are {unit:?}: {why}"))
    }
}

impl Logfmt {
    fn of(sample: &[Vec<u8>]) -> Self {
        let pairs = || sample.iter().flat_map(|line| pairs::of(line));
        let lograge = pairs().any(|(key, _)| LOGRAGE.contains(&key));
        let mut numbers = pairs()
            .filter(|(key, value)| BARE.contains(key) && is_bare(value))
            .map(|(_, value)| value)
            .peekable();
        let is_used = numbers.peek().is_some();
        let is_small = |value: &[u8]| {
            value.contains(&b'.') && number::scaled(value, 6).is_some_and(|us| us <= SECONDS_MAX_US)
        };
        let bare = if lograge {
            (Unit::Millis, "lograge")
        } else if is_used && numbers.all(|value| is_small(&value)) {
            (Unit::Seconds, "all have decimals and none is above two minutes")
        } else {
            (Unit::Millis, "some have no decimals or are above 120")
        };
        Self { dialect: Dialect::of(sample), bare, is_used }
    }

    /// The name in the table that stands for a duration without a unit in its key.
    fn duration(&self, key: &[u8], value: &[u8]) -> Option<&'static [u8]> {
        let mut plain = [0; 40];
        let name = plain_name(key, &mut plain).filter(|name| BARE.contains(name))?;
        if !is_bare(value) {
            // The name of a service is no duration.
            return value.first().is_some_and(u8::is_ascii_digit).then_some(b"written");
        }
        // Only Heroku has `service`, and it writes the unit.
        Some(match self.bare.0 {
            Unit::Seconds if name != b"service" => b"bareseconds",
            _ => b"baremillis",
        })
    }
}

/// What a web filter says of a page that somebody behind it asked another server for: neither a method nor
/// an answer is known. The marks are the filters' own, and stand before what the page is called.
fn is_of_filter(line: &[u8]) -> bool {
    FILTERS.iter().any(|mark| memchr::memmem::find(line, mark).is_some())
}

fn filtered(line: &[u8], row: &Row<'_>) -> Event {
    let ts_us = Some(row.ts_us).filter(|us| *us != ABSENT);
    let client = row.client.as_deref().map(<[u8]>::to_vec);
    Event { client, ..Event::new(EventKind::Other, ts_us, line) }
}

/// A date, a time of day and a zone, each a pair of its own.
type Split<'a> = (Option<Cow<'a, [u8]>>, Option<Cow<'a, [u8]>>, Option<Cow<'a, [u8]>>);

/// Is it a date, a time of day, or a number that is no time, under a name of times? It is taken apart.
#[expect(clippy::ptr_arg, reason = "it is kept as it is: borrowed where it was")]
fn is_part<'a>(key: &[u8], value: &Cow<'a, [u8]>, split: &mut Split<'a>) -> bool {
    let is_day = || stamp::date(value).is_some_and(|(_, rest)| rest.is_empty());
    let is_time = || stamp::time(value).is_some_and(|(_, rest)| rest.is_empty());
    match key {
        b"date" if is_day() => split.0 = Some(value.clone()),
        b"time" if is_time() => split.1 = Some(value.clone()),
        b"tz" | b"timezone" => split.2 = Some(value.clone()).filter(|zone| prefix::is_zone(zone)),
        // What a request took, as web application firewalls call it.
        b"time" | b"t" => return value.len() < EPOCH_DIGITS && is_bare(value),
        _ => return false,
    }
    true
}

fn is_bare(value: &[u8]) -> bool {
    !value.is_empty() && value.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

/// A pair that is no duration. Heroku's `protocol` is a scheme, or `http1.1`.
fn take<'a>(named: &mut Named<'a>, key: &'a [u8], value: Cow<'a, [u8]>) {
    match value.as_ref() {
        b"http" | b"https" if key == b"protocol" || key == b"proto" => {}
        b"http1.1" => named.take(key, Cow::Borrowed(b"HTTP/1.1")),
        b"http2" | b"http2.0" => named.take(key, Cow::Borrowed(b"HTTP/2.0")),
        // A status is a number; a word is the state of something else.
        value_text if key == b"status" && !is_bare(value_text) => {}
        _ => named.take(key, value),
    }
}

/// `[06/Apr/2021:08:31:02 +0200], `, as JBoss' administrators set it up, and what follows.
fn bracketed(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut cursor = Cursor::new(line);
    let time = cursor.between(b'[', b']').filter(|time| time.len() < 40)?;
    stamp::read(time)?;
    let rest = cursor.rest();
    Some((time, rest.strip_prefix(b",").unwrap_or(rest)))
}

/// The time before the pairs, if there is one, and the pairs. Before them may be a time, the tag of a
/// program and tags in brackets, and nothing else.
fn begun(line: &[u8]) -> Option<(Option<&[u8]>, &[u8])> {
    let line = prefix::after_priority(line);
    let (time, rest) = match prefix::ruby(line) {
        (Some(time), rest) => (Some(time), rest),
        (None, _) => {
            let stamped = prefix::stamped(line).or_else(|| bracketed(line));
            stamped.map_or((None, line), |(time, rest)| (Some(time), rest))
        }
    };
    let mut left = rest.trim_ascii_start();
    for _ in 0..4 {
        let end = memchr::memchr(b' ', left).unwrap_or(left.len());
        let (word, after) = left.split_at_checked(end)?;
        if memchr::memchr(b'=', word).is_some() {
            return Some((time, left));
        }
        let is_tag = word.ends_with(b":") || (word.starts_with(b"[") && word.ends_with(b"]"));
        left = is_tag.then(|| after.trim_ascii_start())?;
    }
    None
}
