//! Combined with anything after the agent: what administrators add to Apache's and nginx's formats.
//! Labelled values are told by their label, others by what the same place holds in every line of a
//! sample; what cannot be told is not read. The unit of whole numbers is inferred.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, Shape, Tail};
use super::kernel::reader::{Context, Fit, Line, Reader, Reason, Session, Setting};
use super::kernel::row::Row;
use super::kernel::tail::fill::fill;
use super::kernel::tail::plan::Plan;
use super::kernel::tail::{label, tokens};

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0" 61530`,
/// `… "curl/7.74.0" "-" rt=0.062 uct="0.000" urt="0.061"`
pub(super) const FORMAT: Format = Format::new(
    "combined_extended",
    "combined with more: … \"%{User-Agent}i\" %D, … rt=$request_time urt=$upstream_response_time and the like",
    Stamp::Unknown,
    open,
);

fn open(setting: &Setting, sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
    let inner = Clf::<true, Kept>::reader()?;
    let mut session = Session::new(setting, Context::default());
    let mut tails = Vec::new();
    for line in sample {
        let mut row = Row::default();
        let read = inner.line(line, &mut row, &mut session).is_ok();
        if let Some(tail) = kept(&mut row).filter(|_| read) {
            tails.push((tail, row.bytes));
        }
    }
    if tails.is_empty() && !sample.is_empty() {
        return None;
    }
    Some(Box::new(Extended { inner, plan: Plan::of(&tails) }))
}

/// Keeps the tail in the row until it is read.
struct Kept;

impl Tail for Kept {
    const SHAPE: Shape = Shape::Tailed;

    fn read<'a>(rest: &'a [u8], row: &mut Row<'a>) -> bool {
        let text = rest.trim_ascii_start();
        let is_tail = starts(text) || label::split(text).is_some();
        if is_tail {
            row.flags = Some(Cow::Borrowed(rest));
        }
        is_tail
    }
}

/// Can a tail start so? What looks like the rest of an agent with quotes in it is none.
fn starts(text: &[u8]) -> bool {
    let word = text.split(|byte| *byte == b' ').next().unwrap_or_default();
    match word.first() {
        Some(b'"' | b'[' | b'(' | b'{' | b'|') => true,
        Some(b'0'..=b'9' | b'-' | b'*') => !word.iter().any(|byte| b"\")".contains(byte)),
        Some(b'T' | b'S') => word.starts_with(b"TLSv") || word.starts_with(b"SSLv"),
        _ => false,
    }
}

fn kept<'a>(row: &mut Row<'a>) -> Option<&'a [u8]> {
    match row.flags.take() {
        Some(Cow::Borrowed(tail)) => Some(tail),
        _ => None,
    }
}

struct Extended {
    inner: Box<dyn Reader>,
    plan: Plan,
}

impl Reader for Extended {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let read = self.inner.line(line, row, session)?;
        let Some(tail) = kept(row) else {
            let is_more = read == Line::Request(Fit::Extra);
            return Ok(Line::Request(if is_more { Fit::Extra } else { Fit::Fewer }));
        };
        let known = fill(&self.plan, &tokens(tail), row, session);
        Ok(Line::Request(if known { Fit::Exact } else { Fit::Extra }))
    }

    fn stamp(&self) -> Option<Stamp> {
        self.plan.stamp
    }

    fn inferred(&self) -> Option<String> {
        self.plan.inferred.map(|inferred| inferred.text())
    }
}
