//! Combined with anything after the agent: what administrators add to Apache's and nginx's formats.
//! Labelled values are told by their label, others by what the same place holds in every line of a
//! sample; what cannot be told is not read. The unit of whole numbers is inferred.

use std::borrow::Cow;

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::Format;
use super::kernel::clf::{Clf, Shape, Tail};
use super::kernel::reader::{Context, Fit, Line, Reader, Reason, Session, Setting};
use super::kernel::row::{Row, unescape};
use super::kernel::slot::{Slot, Unit};
use super::kernel::tail::column::both;
use super::kernel::tail::plan::{Meaning, Plan};
use super::kernel::tail::{Token, is_absent, label, tokens, unit};

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
        let tokens = tokens(tail);
        let bare = tokens.iter().filter(|token| token.label.is_none()).count();
        let places = self.plan.places(bare);
        // Of labels alone, one at least must be known.
        let is_known =
            |token: &Token<'_>| token.label.is_none_or(|name| label::slot(name).is_some());
        let mut known = places.is_some() && tokens.iter().any(is_known);
        let mut meanings = places.unwrap_or_default().iter();
        for token in &tokens {
            known &= match token.label {
                // What stands twice may be written once by the client, inside another field.
                Some(label) if is_twice(label, &tokens) => false,
                Some(label) => self.labelled(label, token, row, session),
                None => meanings.next().is_none_or(|meaning| put(meaning, token, row, session)),
            };
        }
        Ok(Line::Request(if known { Fit::Exact } else { Fit::Extra }))
    }

    fn stamp(&self) -> Option<Stamp> {
        self.plan.stamp
    }

    fn inferred(&self) -> Option<String> {
        self.plan.inferred.map(|inferred| inferred.text())
    }
}

impl Extended {
    fn labelled<'a>(
        &self,
        name: &[u8],
        token: &Token<'a>,
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> bool {
        let slot = match label::slot(name) {
            None => return true,
            Some(Slot::Duration(_)) => Slot::Duration(self.unit_of(token)),
            Some(slot) => slot,
        };
        put(&Meaning::Slot(slot), token, row, session)
    }

    /// The unit of a labelled time: as written; seconds if it has decimals; else inferred.
    fn unit_of(&self, token: &Token<'_>) -> Unit {
        let is_decimal = token.text.contains(&b'.');
        match token.unit {
            Some(name) => unit::of_name(name),
            None if token.text.ends_with(b"s") => Unit::Written,
            None if is_decimal => Unit::Seconds,
            None => self.plan.inferred.map_or(Unit::Seconds, |inferred| inferred.unit),
        }
    }
}

fn is_twice(name: &[u8], tokens: &[Token<'_>]) -> bool {
    label::slot(name).is_some() && tokens.iter().filter(|t| t.label == Some(name)).count() > 1
}

/// Puts a token into its slot, unless something better is there; false if it cannot be what it should.
fn put<'a>(meaning: &Meaning, token: &Token<'a>, row: &mut Row<'a>, session: &mut Session) -> bool {
    let slot = match meaning {
        _ if is_absent(token.text) => return true,
        Meaning::Both => {
            let found = both(token.text).map(|(_, micros)| micros);
            row.duration_us = found.unwrap_or(row.duration_us);
            return found.is_some();
        }
        Meaning::Slot(slot) => slot,
    };
    let text = match slot {
        Slot::UpstreamAddr => token.text.strip_suffix(b":").unwrap_or(token.text),
        _ => token.text,
    };
    let is_taken = match slot {
        Slot::Vhost => row.vhost.is_some(),
        Slot::Duration(_) => row.duration_us != ABSENT,
        Slot::Forwarded => row.forwarded.is_some(),
        // A label of two letters may stand for the agent.
        Slot::UpstreamAddr => row.upstream_addr.is_some() || !text.contains(&b':'),
        _ => false,
    };
    is_taken || slot.fill(unescape(text), row, session).is_ok()
}
