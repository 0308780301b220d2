//! The reader of every format whose lines are JSON objects: a line in, the fields of a row out, as the
//! format's table says.

use std::borrow::Cow;

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::super::anatomy::is_request;
use super::super::reader::{Fit, Line, Reader, Reason, Session, Setting};
use super::super::row::Row;
use super::super::slot::{Slot, Unit};
use super::plan::Plan;
use super::shape::Shape;
use super::table::{NO_JSON, Table};
use super::text::{decode, is_plain};
use super::walk::{Found, walk};

/// What a format does with a row when all of its fields are in.
pub type Finish = fn(&mut Row<'_>) -> Result<Line, Reason>;

/// A reader.
pub struct Json {
    plan: Plan,
    shape: Shape,
    finish: Finish,
    stamp: Option<Stamp>,
    inferred: Option<String>,
}

impl Json {
    /// A reader of a table's lines; `None` if the sample has none of them, or if it was said what its
    /// names mean: then no table knows better.
    pub fn open(table: &Table, setting: &Setting, sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
        Some(Box::new(Self::new(table, setting, sample)?))
    }

    /// The same, to be told more.
    pub fn new(table: &Table, setting: &Setting, sample: &[Vec<u8>]) -> Option<Self> {
        if !has_object(sample) || !(sample.is_empty() || setting.map.is_empty()) {
            return None;
        }
        let reader = Self::of(Plan::new(table), sample);
        let told = |line: &Vec<u8>| {
            let found = walk(line, &reader.plan, &reader.shape);
            found.is_some_and(|found| reader.plan.is_told(found.marks).is_ok())
        };
        (sample.is_empty() || sample.iter().any(told)).then_some(reader)
    }

    /// A reader of a plan's lines.
    pub fn of(plan: Plan, sample: &[Vec<u8>]) -> Self {
        let shape = Shape::learn(&plan, sample);
        let finish: Finish = |_| Ok(Line::Request(Fit::Exact));
        Self { plan, shape, finish, stamp: None, inferred: None }
    }

    /// Says something else of a path in the table: a unit that only the sample tells.
    pub fn set(mut self, path: &str, slot: Slot) -> Self {
        self.plan.set(path, slot);
        self
    }

    /// Looks at each row when all of its fields are in.
    pub fn finish(mut self, finish: Finish) -> Self {
        self.finish = finish;
        self
    }

    /// What the stamp marks, where the sample tells it.
    pub fn stamped(mut self, stamp: Option<Stamp>) -> Self {
        self.stamp = stamp;
        self
    }

    /// What was inferred from the sample.
    pub fn inferring(mut self, inferred: Option<String>) -> Self {
        self.inferred = inferred;
        self
    }
}

impl Reader for Json {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let found = walk(line, &self.plan, &self.shape).ok_or(NO_JSON)?;
        self.plan.is_told(found.marks)?;
        fill(&found, &self.plan, is_plain(line), row, session)?;
        (self.finish)(row)
    }

    fn stamp(&self) -> Option<Stamp> {
        self.stamp
    }

    fn inferred(&self) -> Option<String> {
        self.inferred.clone()
    }
}

/// Can a sample have objects? An empty one can.
pub fn has_object(sample: &[Vec<u8>]) -> bool {
    sample.is_empty() || sample.iter().any(|line| line.trim_ascii_start().starts_with(b"{"))
}

#[inline]
fn fill<'a>(
    found: &Found<'a>,
    plan: &Plan,
    plain: bool,
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<(), Reason> {
    for (entry, raw) in found.values.iter().flatten() {
        let Some(slot) = plan.entries.get(usize::from(*entry)).map(|entry| &entry.slot) else {
            continue;
        };
        let mut text = decode(*raw, plain);
        for (_, raw) in found.more.iter().filter(|(listed, _)| listed == entry) {
            let more = decode(*raw, plain);
            text = listed(slot, &text, &more).map_or(text, Cow::Owned);
        }
        let put = put(slot, text, row, session);
        // Where a name was only likely to mean that, a line is not lost for it.
        if !(plan.is_guess() && matches!(slot, Slot::Duration(_) | Slot::Bytes)) {
            put?;
        }
    }
    Ok(())
}

/// One element after the others: of a header that came more than once every line counts, of other
/// lists the first element.
fn listed(slot: &Slot, text: &[u8], more: &[u8]) -> Option<Vec<u8>> {
    match slot {
        Slot::Forwarded => Some([text, b", ", more].concat()),
        Slot::Flags => Some([text, b" ", more].concat()),
        _ => None,
    }
}

/// Fills a slot, unless what it would fill is there already: the first that says something counts.
#[inline]
fn put<'a>(
    slot: &Slot,
    text: Cow<'a, [u8]>,
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<(), Reason> {
    match slot {
        Slot::Method if row.method.is_some() => Ok(()),
        Slot::Path | Slot::Target | Slot::Url if row.path.is_some() => Ok(()),
        Slot::Query if row.query.is_some() => Ok(()),
        Slot::Protocol if row.protocol.is_some() => Ok(()),
        // The port is the connection's: not that of a client who was taken from a header.
        Slot::ClientPort if row.client_port != ABSENT || row.peer.is_some() => Ok(()),
        Slot::ClientPort if text.as_ref() == b"0" => Ok(()),
        Slot::Request | Slot::RequestUrl if row.path.is_some() => Ok(()),
        // A request line so called.
        Slot::Method | Slot::Target | Slot::Url if is_line(&text) => {
            Slot::Request.fill(text, row, session)
        }
        // Apache's `%U`, so called: a path is no request line.
        Slot::Request if text.starts_with(b"/") => Slot::Target.fill(text, row, session),
        Slot::Peer if row.client.is_none() => Slot::Client.fill(text, row, session),
        Slot::Peer => {
            slot.fill(text, row, session)?;
            row.peer = row.peer.take().filter(|peer| Some(peer) != row.client.as_ref());
            Ok(())
        }
        // A duration that names its unit has that unit.
        Slot::Duration(_) if text.ends_with(b"s") => {
            Slot::Duration(Unit::Written).fill(text, row, session)
        }
        Slot::Url => {
            let vhost = row.vhost.take();
            slot.fill(text, row, session)?;
            row.vhost = vhost.or(row.vhost.take());
            Ok(())
        }
        // Nobody was asked.
        Slot::UpstreamStatus if text.iter().all(|byte| *byte == b'0') => Ok(()),
        // Beside the point: a request is not lost for what another server said of it.
        Slot::UpstreamDuration(_) => {
            let _kept = slot.fill(text, row, session);
            Ok(())
        }
        Slot::Status | Slot::Bytes => slot.fill(without_fraction(text), row, session),
        _ => slot.fill(text, row, session),
    }
}

/// A request line, not a target alone?
fn is_line(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_uppercase) && text.contains(&b' ') && is_request(text)
}

/// A whole number that went through a language without them: `200.0`.
fn without_fraction(text: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    super::super::slot::map(text, |text| text.strip_suffix(b".0").unwrap_or(text))
}
