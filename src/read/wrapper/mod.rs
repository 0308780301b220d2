//! Envelopes around log lines: syslog, container runtimes, shippers. A line in, the line inside and
//! what the envelope says of its time out. ONE FILE EACH, and the one list of them.
//!
//! An envelope opens only where its whole head is there, so that no plain line loses anything.

mod cloudwatch_json;
mod compose;
mod cri;
mod csv_cell;
mod docker_json;
mod elastic_hit;
mod fluentd;
mod gcp_text;
mod gelf;
mod grep;
mod journald_json;
pub mod kernel;
mod kubectl;
mod loki_labels;
mod message_json;
mod numbered;
mod papertrail;
mod splunk_json;
mod syslog_3164;
mod syslog_5424;
mod syslog_iso;
mod syslog_tag;
mod time_prefix;
mod zap_console;

use std::borrow::Cow;

use super::format::kernel::reader::Session;
use kernel::head::Yearless;

/// Envelopes inside envelopes at most: a line cannot make us dig for ever.
pub const DEPTH: usize = 4;

/// Every envelope, in the order in which they are tried; the plain ones last, because they open more.
pub const WRAPPERS: &[&Wrapper] = &[
    &docker_json::WRAPPER,
    &cri::WRAPPER,
    &syslog_5424::WRAPPER,
    &syslog_3164::WRAPPER,
    &syslog_iso::WRAPPER,
    &journald_json::WRAPPER,
    &gelf::WRAPPER,
    &splunk_json::WRAPPER,
    &cloudwatch_json::WRAPPER,
    &elastic_hit::WRAPPER,
    &gcp_text::WRAPPER,
    &message_json::WRAPPER,
    &fluentd::WRAPPER,
    &kubectl::WRAPPER,
    &compose::WRAPPER,
    &loki_labels::WRAPPER,
    &zap_console::WRAPPER,
    &papertrail::WRAPPER,
    &numbered::WRAPPER,
    &grep::WRAPPER,
    &csv_cell::WRAPPER,
    &time_prefix::WRAPPER,
    &syslog_tag::WRAPPER,
];

/// What was in an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inside<'a> {
    /// The line inside, without its line end.
    pub line: Cow<'a, [u8]>,
    /// When the envelope says it was written, microseconds since the epoch.
    pub ts_us: Option<i64>,
    /// Does the line go on in the next envelope of the same stream?
    pub partial: bool,
    /// Which of the interleaved streams it belongs to (0: standard output, 1: standard error).
    pub stream: u8,
    /// Envelopes that were opened.
    pub depth: usize,
}

impl<'a> Inside<'a> {
    /// A whole line.
    pub fn whole(line: Cow<'a, [u8]>, ts_us: Option<i64>) -> Self {
        Self { line, ts_us, partial: false, stream: 0, depth: 1 }
    }
}

/// Opens an envelope; `None` if the line has none of this kind.
pub type Open = for<'a> fn(&'a [u8], &mut Session) -> Option<Inside<'a>>;

/// The stamp of an envelope, where it has no year.
pub type Dated = fn(&[u8]) -> Option<Yearless>;

/// The stream of an envelope, and whether its line goes on in the next of that stream.
pub type Parted = fn(&[u8]) -> Option<(u8, bool)>;

/// One kind of envelope.
#[derive(Debug, Clone, Copy)]
pub struct Wrapper {
    /// Name, as in the manifest.
    pub name: &'static str,
    /// What it is, one line.
    pub title: &'static str,
    /// Opens it.
    pub open: Open,
    /// Is its head like nothing that a server writes itself? Then it is opened, too, where a format reads
    /// the lines as well with it.
    pub certain: bool,
    /// Its stamp, where it has no year: a file must then be surveyed for turns of the year.
    pub yearless: Option<Dated>,
    /// Where lines come in parts: the stream of an envelope, and whether its line goes on. Cheaper than
    /// to open it.
    pub part: Option<Parted>,
}

impl Wrapper {
    const fn new(name: &'static str, title: &'static str, open: Open) -> Self {
        Self { name, title, open, certain: false, yearless: None, part: None }
    }

    const fn certain(self) -> Self {
        Self { certain: true, ..self }
    }
}

/// The envelopes around every line of an exhibit, outermost first.
#[derive(Debug, Clone, Default)]
pub struct Wrapping {
    /// The list, at most [`DEPTH`] long.
    pub wrappers: Vec<&'static Wrapper>,
}

impl Wrapping {
    /// No envelope at all?
    pub fn is_empty(&self) -> bool {
        self.wrappers.is_empty()
    }

    /// Names from the outside in, joined by ` > `; empty without any.
    pub fn name(&self) -> String {
        let names: Vec<&str> = self.wrappers.iter().map(|wrapper| wrapper.name).collect();
        names.join(" > ")
    }

    /// Opens every envelope of a line that is not in parts.
    pub fn open<'a>(&self, line: &'a [u8], session: &mut Session) -> Inside<'a> {
        open(&self.wrappers, line, None, session)
    }

    /// The envelopes around the parts of a line: all, where lines come in one.
    pub fn outer(&self) -> &[&'static Wrapper] {
        let joining = self.wrappers.iter().position(|wrapper| wrapper.part.is_some());
        joining.and_then(|at| self.wrappers.get(..=at)).unwrap_or(&self.wrappers)
    }

    /// The envelopes around a line whose parts are joined.
    pub fn inner(&self) -> &[&'static Wrapper] {
        self.wrappers.get(self.outer().len()..).unwrap_or_default()
    }

    /// Do lines come in parts?
    pub fn joins(&self) -> bool {
        self.outer().last().is_some_and(|wrapper| wrapper.part.is_some())
    }

    /// The stream of a line, and whether it goes on in the next envelope.
    pub fn part(&self, line: &[u8], session: &mut Session) -> Option<(u8, bool)> {
        let (joining, around) = self.outer().split_last()?;
        let inside = open(around, line, None, session);
        (inside.depth == around.len()).then(|| joining.part?(&inside.line))?
    }

    /// Has any envelope a stamp without a year?
    pub fn is_yearless(&self) -> bool {
        self.wrappers.iter().any(|wrapper| wrapper.yearless.is_some())
    }

    /// The stamp without a year of a line.
    pub fn yearless(&self, line: &[u8], session: &mut Session) -> Option<Yearless> {
        let at = self.wrappers.iter().position(|wrapper| wrapper.yearless.is_some())?;
        let (around, rest) = self.wrappers.split_at_checked(at)?;
        let inside = open(around, line, None, session);
        rest.first()?.yearless?(&inside.line)
    }
}

/// Opens these envelopes of a line, which those around them gave that time. A line that lacks one is taken as it is from there on: files hold
/// lines of the wrapper's own, too. The innermost stamp is the nearest to the event, but one without a
/// year says less than one with it.
pub fn open<'a>(
    wrappers: &[&'static Wrapper],
    line: &'a [u8],
    ts_us: Option<i64>,
    session: &mut Session,
) -> Inside<'a> {
    let mut inside = Inside { depth: 0, ..Inside::whole(Cow::Borrowed(line), ts_us) };
    for wrapper in wrappers {
        let keep = wrapper.yearless.is_some() && inside.ts_us.is_some();
        let seen = keep.then(|| session.outer.clone());
        let Some(next) = within(wrapper, &inside.line, session) else { break };
        session.outer = seen.unwrap_or_else(|| std::mem::take(&mut session.outer));
        let ts_us = if keep { inside.ts_us } else { next.ts_us.or(inside.ts_us) };
        inside = Inside {
            line: next.line,
            ts_us,
            partial: next.partial,
            stream: next.stream.max(inside.stream),
            depth: inside.depth + 1,
        };
    }
    inside
}

fn within<'a>(
    wrapper: &Wrapper,
    line: &Cow<'a, [u8]>,
    session: &mut Session,
) -> Option<Inside<'a>> {
    match line {
        Cow::Borrowed(line) => (wrapper.open)(line, session),
        Cow::Owned(line) => (wrapper.open)(line, session)
            .map(|inside| Inside { line: Cow::Owned(inside.line.into_owned()), ..inside }),
    }
}
