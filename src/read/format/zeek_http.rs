//! Zeek's (Bro's) `http.log`: what a network monitor saw of HTTP, fields between tabs, named by
//! `#fields`, or the usual ones, or as JSON. The stamp is when the request was seen. Durations: none.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::coding::Coding;
use super::kernel::delimited::{Cells, FIELD_COUNT, NO_HEADER, Quote, Separator, Style};
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::plan::{Habits, Part, Plan, is_request};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `#fields⇥ts⇥uid⇥id.orig_h⇥id.orig_p⇥…` and `1617690662.123456⇥CZpR5u⇥203.0.113.7⇥4711⇥…`
pub(super) const FORMAT: Format = Format::new(
    "zeek_http",
    "Zeek http.log: #fields ts uid id.orig_h id.orig_p … method host uri referrer user_agent … status_code …",
    Stamp::Start,
    |setting, sample| {
        if sample.iter().any(|line| line.starts_with(b"{")) {
            return Json::open(&TABLE, setting, sample);
        }
        let plan = sample.iter().find_map(|line| plan_of(line)).or_else(|| usual(sample));
        (plan.is_some() || sample.is_empty()).then(|| Box::new(Zeek { plan }) as _)
    },
);

const TABLE: Table = Table {
    paths: &[
        ("ts", Slot::Time(TimeForm::Any)),
        ("id.orig_h", Slot::Client),
        ("id.orig_p", Slot::ClientPort),
        ("host", Slot::Vhost),
        ("method", Slot::Method),
        ("uri", Slot::Target),
        ("version", Slot::Protocol),
        ("status_code", Slot::Status),
        ("response_body_len", Slot::Bytes),
        ("referrer", Slot::Referer),
        ("user_agent", Slot::Agent),
        ("username", Slot::User),
    ],
    signature: &[
        (&["id.orig_h"], NOT_THIS),
        (&["trans_depth", "method"], NOT_THIS),
        (&["response_body_len", "request_body_len"], NOT_THIS),
    ],
};

const STYLE: Style =
    Style { separator: Separator::One(b'\t'), quote: Quote::None, brackets: false };

struct Zeek {
    plan: Option<Plan>,
}

/// The fields as Zeek writes them unless told otherwise; `origin` since release 3.
const USUAL: &[u8] = b"ts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\ttrans_depth\tmethod\thost\t\
    uri\treferrer\tversion\tuser_agent\torigin\trequest_body_len\tresponse_body_len\tstatus_code\t\
    status_msg\tinfo_code\tinfo_msg\ttags\tusername\tpassword\tproxied\torig_fuids\torig_filenames\t\
    orig_mime_types\tresp_fuids\tresp_filenames\tresp_mime_types";

/// The same of Bro 2, without the version.
const OLDER: &[u8] = b"ts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\ttrans_depth\tmethod\thost\t\
    uri\treferrer\tuser_agent\trequest_body_len\tresponse_body_len\tstatus_code\tstatus_msg\tinfo_code\t\
    info_msg\tfilename\ttags\tusername\tpassword\tproxied\torig_fuids\torig_mime_types\tresp_fuids\t\
    resp_mime_types";

/// The plan for lines without a head: as many fields as usual, a time and a connection's id first.
fn usual(sample: &[Vec<u8>]) -> Option<Plan> {
    let fields = |line: &[u8]| line.iter().filter(|byte| **byte == b'\t').count() + 1;
    let is_data = |line: &Vec<u8>| {
        let mut words = line.split(|byte| *byte == b'\t');
        let time = words.next().is_some_and(|ts| ts.get(10) == Some(&b'.') && ts.len() == 17);
        time && words.next().is_some_and(|uid| uid.first() == Some(&b'C'))
    };
    let line = sample.iter().find(|line| is_data(line))?;
    let all = |usual: &'static [u8]| usual.split(|byte| *byte == b'\t').collect::<Vec<_>>();
    let mut shapes = [all(USUAL), all(USUAL), all(OLDER)];
    if let Some(second) = shapes.get_mut(1) {
        second.retain(|name| *name != b"origin");
    }
    shapes.iter().find(|names| fields(line) == names.len()).and_then(|names| plan_named(names))
}

/// The plan of a line that names the fields; other logs of Zeek have no method.
fn plan_of(line: &[u8]) -> Option<Plan> {
    let names: Vec<&[u8]> = line.strip_prefix(b"#fields\t")?.split(|byte| *byte == b'\t').collect();
    plan_named(&names)
}

fn plan_named(names: &[&[u8]]) -> Option<Plan> {
    let habits = Habits { unit: Unit::Seconds, coding: Coding::Plain, day_apart: false, own };
    let named = [&b"method"[..], b"uri", b"id.orig_h"].iter().all(|name| names.contains(name));
    named.then(|| Plan::of(names, &habits))?
}

fn own(name: &[u8]) -> Option<Part> {
    Some(match name {
        b"ts" => Part::Fill(Slot::Time(TimeForm::EpochSeconds)),
        b"id.orig_h" => Part::Fill(Slot::Client),
        b"id.orig_p" => Part::Fill(Slot::ClientPort),
        b"host" => Part::Fill(Slot::Vhost),
        b"uri" => Part::Fill(Slot::Target),
        b"version" => Part::Fill(Slot::Protocol),
        b"response_body_len" => Part::Fill(Slot::Bytes),
        b"method" | b"referrer" | b"user_agent" | b"status_code" | b"username" => return None,
        _ => Part::Skip,
    })
}

impl Reader for Zeek {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        if line.first() == Some(&b'#') {
            return Ok(Line::Directive);
        }
        let plan = self.plan.as_ref().ok_or(NO_HEADER)?;
        let count = plan.fill(Cells::new(line, STYLE), row, session)?;
        if count != plan.len() || !is_request(row) {
            return Err(FIELD_COUNT);
        }
        Ok(Line::Request(Fit::Exact))
    }
}
