//! Lines in envelopes: opened, joined where they came in parts, and read. The text read does not live as
//! long as the chunk, so its row is taken at once.

use std::sync::Arc;

use super::super::loss;
use super::super::reader::{Line, Reader};
use super::super::row::{Filled, Row, append};
use super::{CUT, Driver, TOO_LONG, content, settle};
use crate::base::health::Health;
use crate::read::exhibit::chunk::is_blank;
use crate::read::wrapper::kernel::join::Pending;
use crate::read::wrapper::{Wrapper, open};

impl<R: Reader + ?Sized> Driver<'_, '_, R> {
    /// Opens the envelopes; a line that came in parts is read when its last part is there.
    pub(super) fn wrapped(&mut self, text: &[u8], line: &[u8], offset: u64, length: u64) {
        let wrapping = self.task.wrapping;
        self.session.outer = Health::default();
        let inside = open(wrapping.outer(), text, None, &mut self.session);
        // A line of the file's own between two parts belongs to neither.
        let joins = wrapping.joins() && inside.depth == wrapping.outer().len();
        let slot = self.session.context.parts.get_mut(usize::from(inside.stream != 0));
        let pending = slot.filter(|_| joins).and_then(Option::take);
        if pending.is_none() && !inside.partial {
            let ts_us = inside.ts_us;
            return self.enclosed(&inside.line, ts_us, line, offset, length);
        }
        let mut pending =
            pending.unwrap_or_else(|| Pending::new(line, offset, &self.session).into());
        Arc::make_mut(&mut pending).take(&inside, length);
        match self.session.context.parts.get_mut(usize::from(inside.stream != 0)) {
            Some(slot) if inside.partial => *slot = Some(pending),
            _ => self.whole(&pending),
        }
    }

    /// Reads a line whose parts are all there.
    fn whole(&mut self, pending: &Pending) {
        let Pending { bytes, overlong, head, offset, length, ts_us, outer } = pending;
        if *overlong {
            return self.parsed.reject(*offset, head, *length, TOO_LONG);
        }
        self.session.outer = outer.clone();
        self.enclosed(content(bytes, 1), *ts_us, head, *offset, *length);
    }

    /// Opens the envelopes within the one that held parts, and reads what is in them.
    fn enclosed(&mut self, text: &[u8], ts_us: Option<i64>, line: &[u8], offset: u64, length: u64) {
        let inner: &[&'static Wrapper] = self.task.wrapping.inner();
        let inside = open(inner, text, ts_us, &mut self.session);
        self.session.outer_us = inside.ts_us;
        let text = content(&inside.line, 1);
        if is_blank(text) {
            self.parsed.blank(length)
        } else {
            self.read(text, line, offset, length)
        }
    }

    /// `text` is what to read, `line` what to cite.
    fn read(&mut self, text: &[u8], line: &[u8], offset: u64, length: u64) {
        let mut row = Row::default();
        self.session.clock.begin();
        let zoneless = self.session.health.zoneless;
        match self.reader.line(text, &mut row, &mut self.session) {
            Ok(Line::Request(_)) => {
                settle(&mut row, &mut self.session, self.task);
                let offset_us = self.session.clock.offset_us();
                self.parsed.accept(&row, length, offset_us, &mut self.session.health);
                append(&[row], &[offset as i64], Filled::Any, self.columns);
            }
            other => {
                // Loggers write of themselves among the lines that they keep for others.
                let read = other.or_else(|reason| loss::event(text).map(Line::Event).ok_or(reason));
                self.other(read, zoneless, line, offset, length);
            }
        }
    }

    /// Reads the lines whose last parts never came.
    pub(super) fn end(&mut self, cut: bool) {
        for pending in std::mem::take(&mut self.session.context.parts).into_iter().flatten() {
            match cut {
                true => self.parsed.reject(pending.offset, &pending.head, pending.length, CUT),
                false => self.whole(&pending),
            }
        }
    }
}
