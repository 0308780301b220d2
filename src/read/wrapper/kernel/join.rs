//! Lines that come in parts, each in an envelope of its own: container runtimes split lines after
//! 16 KiB and interleave two streams. What is known of a line at some byte is carried from chunk to
//! chunk; it does not read the line.

use std::sync::Arc;

use crate::base::health::Health;
use crate::read::exhibit::chunk::{EXCERPT, LINE_MAX, is_blank};
use crate::read::format::kernel::drive::content;
use crate::read::format::kernel::reader::{Context, Session, Setting};

use super::super::{Inside, Wrapping, open};

/// Streams that are interleaved: standard output and standard error.
pub const STREAMS: usize = 2;

/// For each stream, the line whose last part is still to come.
pub type Parts = [Option<Arc<Pending>>; STREAMS];

/// A line that came in parts: what there is of it, and where it began.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pending {
    /// The parts, joined; nothing if they are longer than [`LINE_MAX`].
    pub bytes: Vec<u8>,
    /// Are they?
    pub overlong: bool,
    /// The first bytes of the first part with its envelope, to cite.
    pub head: Vec<u8>,
    /// Offset of the first part's first byte.
    pub offset: u64,
    /// Bytes of the parts with their envelopes.
    pub length: u64,
    /// When the first part was written.
    pub ts_us: Option<i64>,
    /// What was seen of that stamp.
    pub outer: Health,
}

impl Pending {
    /// A line whose first part is in this envelope.
    pub fn new(line: &[u8], offset: u64, session: &Session) -> Self {
        let head = line.get(..EXCERPT).unwrap_or(line).to_vec();
        Self { head, offset, outer: session.outer.clone(), ..Self::default() }
    }

    /// Takes the next part, in an envelope of that length.
    pub fn take(&mut self, inside: &Inside<'_>, length: u64) {
        self.extend(&inside.line, length);
        self.ts_us = self.ts_us.or(inside.ts_us);
    }

    fn extend(&mut self, bytes: &[u8], length: u64) {
        self.length += length;
        self.overlong |= self.bytes.len() + bytes.len() > LINE_MAX;
        match self.overlong {
            true => self.bytes = Vec::new(),
            false => self.bytes.extend_from_slice(bytes),
        }
    }
}

/// What a range of bytes does to the lines that are in parts where it begins.
#[derive(Debug, Default)]
pub struct Carry {
    /// Did the range end the line of this stream that was in parts?
    closed: [bool; STREAMS],
    /// The line that is in parts where the range ends, as far as it is in the range.
    left: [Option<Pending>; STREAMS],
}

impl Carry {
    /// Looks at a range of whole lines; `offset` is its first byte's.
    pub fn of(bytes: &[u8], offset: u64, wrapping: &Wrapping, setting: &Setting) -> Self {
        let mut carry = Self::default();
        let mut session = Session::new(setting, Context::default());
        let mut start = 0;
        while let Some(rest) = bytes.get(start..).filter(|rest| !rest.is_empty()) {
            let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            let line = rest.get(..length).unwrap_or(rest);
            carry.line(line, offset + start as u64, wrapping, &mut session);
            start += length;
        }
        carry
    }

    fn line(&mut self, line: &[u8], offset: u64, wrapping: &Wrapping, session: &mut Session) {
        let text = content(line, offset);
        if line.len() > LINE_MAX || is_blank(text) {
            return;
        }
        let Some((stream, partial)) = wrapping.part(text, session) else { return };
        let stream = usize::from(stream != 0);
        let (Some(left), Some(closed)) = (self.left.get_mut(stream), self.closed.get_mut(stream))
        else {
            return;
        };
        if partial {
            session.outer = Health::default();
            let inside = open(wrapping.outer(), text, None, session);
            let pending = left.get_or_insert_with(|| Pending::new(line, offset, session));
            pending.take(&inside, line.len() as u64);
        } else {
            *left = None;
            *closed = true;
        }
    }

    /// The lines in parts where the range ends, from those where it begins.
    pub fn after(self, before: &Parts) -> Parts {
        let mut after = before.clone();
        for ((after, left), closed) in after.iter_mut().zip(self.left).zip(self.closed) {
            if closed {
                *after = None;
            }
            let Some(left) = left else { continue };
            match after {
                Some(pending) => {
                    let pending = Arc::make_mut(pending);
                    pending.overlong |= left.overlong;
                    pending.extend(&left.bytes, left.length);
                }
                None => *after = Some(Arc::new(left)),
            }
        }
        after
    }
}
