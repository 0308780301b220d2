//! A compiled format: literal text and slots. A line in, the fields of a row out. Each field ends where
//! the literal after it begins; where that could be in more than one place, the next fields decide.
//!
//! It never goes back further than one field, so that time is linear on any line; and it reads no line
//! whose end it does not understand.

use std::borrow::Cow;

use memchr::memmem::Finder;

use super::super::clf::is_escaped;
use super::super::reader::{Reason, Session};
use super::super::row::{Row, unescape};
use super::super::slot::Slot;
use super::Fault;
use super::field::{Field, NUMBER_MAX, edge, is_numeric, is_protocol, run};
use super::form::plain;
use super::piece::{Class, Pieces};
use crate::base::account::Stamp;

/// The line is not as the server's format says.
pub const NO_MATCH: Reason = "not as its format says";

/// Fields that are looked at to decide where one ends.
const AHEAD: u8 = 4;

/// How a server escapes what it writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escape {
    /// `\"`, `\\`, `\xHH`.
    Backslash,
    /// As in JSON.
    Json,
    /// Not at all.
    None,
}

/// A format that lines can be read by.
#[derive(Debug, Clone)]
pub struct Layout {
    lead: Vec<u8>,
    fields: Vec<Field>,
    stamp: Stamp,
    escape: Escape,
}

impl Layout {
    pub(super) fn of(pieces: Pieces, stamp: Stamp, escape: Escape) -> Result<Self, Fault> {
        let (lead, parts) = pieces.parted()?;
        let last = parts.len().saturating_sub(1);
        let mut fields = Vec::with_capacity(parts.len());
        for (index, (field, mut after)) in parts.into_iter().enumerate() {
            if index == last {
                after.truncate(after.trim_ascii_end().len());
            }
            if after.is_empty() && index < last && edge(&field.slot, field.class).is_none() {
                return Err(Fault::new(field.at, "nothing between two fields to tell them apart"));
            }
            let finder = Finder::new(&after).into_owned();
            fields.push(Field { slot: plain(field.slot), class: field.class, after, finder });
        }
        Ok(Self { lead, fields, stamp, escape })
    }

    /// What its time stamp marks.
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// How many fields it has: of two formats that read a line, the one with more says more.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Has it no field? No layout is empty.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Has it a time stamp?
    pub fn has_time(&self) -> bool {
        self.fields.iter().any(|field| matches!(field.slot, Slot::Time(_)))
    }

    /// Reads what is in one slot as another.
    pub fn replaced(mut self, slot: &Slot, other: &Slot) -> Self {
        for field in self.fields.iter_mut().filter(|field| field.slot == *slot) {
            field.slot = other.clone();
        }
        self
    }

    /// Puts the fields of a line without trailing spaces into the row. `lenient` also takes quotes that
    /// are not escaped for text, as servers write them that do not escape.
    ///
    /// # Errors
    ///
    /// The reason; the content of the row is then void.
    pub fn read<'a>(
        &self,
        line: &'a [u8],
        lenient: bool,
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<(), Reason> {
        let mut rest = line.strip_prefix(self.lead.as_slice()).ok_or(NO_MATCH)?;
        for (index, field) in self.fields.iter().enumerate() {
            let end = self.end(index, rest, lenient, session).ok_or(NO_MATCH)?;
            let (text, after) = rest.split_at_checked(end).ok_or(NO_MATCH)?;
            rest = after.get(field.after.len()..).ok_or(NO_MATCH)?;
            if !field.is_plausible(text) {
                return Err(NO_MATCH);
            }
            if field.slot != Slot::Skip {
                field.slot.fill(self.unescaped(text), row, session)?;
            }
        }
        Ok(())
    }

    fn unescaped<'a>(&self, text: &'a [u8]) -> Cow<'a, [u8]> {
        match self.escape {
            Escape::None => Cow::Borrowed(text),
            Escape::Json => unescape_json(text).unwrap_or_else(|| unescape(text)),
            Escape::Backslash => unescape(text),
        }
    }

    /// Where the text of a field ends.
    fn end(
        &self,
        index: usize,
        rest: &[u8],
        lenient: bool,
        session: &mut Session,
    ) -> Option<usize> {
        let field = self.fields.get(index)?;
        if index + 1 == self.fields.len() {
            return field.last_end(rest, lenient);
        }
        if field.after.is_empty() {
            return edge(&field.slot, field.class).map(|is_part| run(rest, is_part));
        }
        if !field.is_quoted() {
            return self.first_end(index, rest, false, session);
        }
        if !lenient {
            // The first quote that is not escaped, or none.
            let end = memchr::memchr_iter(b'"', rest).find(|at| !is_escaped(rest, *at))?;
            let after = rest.get(end..)?.strip_prefix(field.after.as_slice())?;
            return self.follows(index + 1, after, AHEAD, session).then_some(end);
        }
        let escaped = self.first_end(index, rest, true, session);
        escaped.or_else(|| self.first_end(index, rest, false, session))
    }

    /// The first place where the literal stands and what follows can follow.
    fn first_end(
        &self,
        index: usize,
        rest: &[u8],
        escapes: bool,
        session: &mut Session,
    ) -> Option<usize> {
        let field = self.fields.get(index)?;
        let window = rest.get(..field.reach()).unwrap_or(rest);
        let mut from = 0;
        while let Some(at) = window.get(from..).and_then(|text| field.finder.find(text)) {
            let at = from + at;
            let after = rest.get(at + field.after.len()..)?;
            let ends = !(escapes && is_escaped(rest, at))
                && field.can_end(rest, at)
                && field.is_own(rest.get(..at)?, session);
            if ends && self.follows(index + 1, after, AHEAD, session) {
                return Some(at);
            }
            from = at + 1;
        }
        None
    }

    /// Can these fields begin here? Looks at a bounded number of bytes.
    fn follows(&self, index: usize, rest: &[u8], ahead: u8, session: &mut Session) -> bool {
        let Some(field) = self.fields.get(index).filter(|_| ahead > 0) else { return true };
        let last = index + 1 == self.fields.len();
        if let Slot::Time(form) = &field.slot {
            return field.is_time(form, rest, last, session);
        }
        if field.slot == Slot::Protocol {
            let window = rest.get(..NUMBER_MAX).unwrap_or(rest);
            return field.finder.find(window).is_some_and(|end| is_protocol(window.get(..end)));
        }
        if field.class != Class::Number {
            return true;
        }
        let length = run(rest.get(..NUMBER_MAX).unwrap_or(rest), is_numeric);
        match rest.get(length..) {
            Some(after) if last => after == field.after,
            Some(after) => after
                .strip_prefix(field.after.as_slice())
                .is_some_and(|after| self.follows(index + 1, after, ahead - 1, session)),
            None => false,
        }
    }
}

fn unescape_json(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    memchr::memchr(b'\\', text)?;
    let quoted = [b"\"", text, b"\""].concat();
    let plain: String = serde_json::from_slice(&quoted).ok()?;
    Some(Cow::Owned(plain.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::super::compile;
    use super::*;

    #[test]
    fn any_line_takes_linear_time() {
        let layout = compile(r#"%v:%p %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i" %D"#);
        let layout = layout.expect("a layout");
        let head = r#"v:1 203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET /"#;
        for filling in ["\"", "\\", "\" ", "\" \"", " [0", "[", " ", "\" 200 5 \"", ":1", "1"] {
            for start in ["", head] {
                let line = format!("{start}{}", filling.repeat(300_000 / filling.len()));
                for lenient in [false, true] {
                    let (mut row, mut session) = (Row::default(), Session::default());
                    // Each would take minutes if it were looked at again from every candidate.
                    assert!(layout.read(line.as_bytes(), lenient, &mut row, &mut session).is_err());
                }
            }
        }
    }
}
