//! What became of the lines of a chunk: each is counted once, as request, reject, event or blank. It reads
//! no line itself.

use crate::base::account::Accounting;
use crate::base::health::Health;
use crate::read::Reject;
use crate::read::columns::ABSENT;
use crate::read::event::Event;
use crate::read::exhibit::chunk::{EXCERPT, without_hole};

use super::reader::{Context, Reason};
use super::row::Row;

/// What became of a chunk. The exhibit's index is set when all exhibits are known.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Lines that are none.
    pub rejects: Vec<Reject>,
    /// Lines that are none but bear on what the servers could do.
    pub events: Vec<Event>,
    /// Every byte of the chunk.
    pub accounting: Accounting,
    /// Earliest and latest time stamp.
    pub span_us: Option<(i64, i64)>,
    /// What was seen of stamps and addresses.
    pub health: Health,
    /// What holds after the chunk.
    pub context: Context,
}

impl Parsed {
    /// Counts a request, whose stamp is so far from UTC, if it says.
    #[inline]
    pub(super) fn accept(
        &mut self,
        row: &Row<'_>,
        length: u64,
        offset_us: Option<i64>,
        health: &mut Health,
    ) {
        self.accounting.requests += 1;
        self.accounting.request_bytes += length;
        if row.ts_us == ABSENT {
            health.timeless += 1;
        } else {
            if let Some(offset_us) = offset_us {
                health.offsets.see(offset_us, row.ts_us);
            }
            health.stamp(row.ts_us);
            let (first, last) = self.span_us.unwrap_or((row.ts_us, row.ts_us));
            self.span_us = Some((first.min(row.ts_us), last.max(row.ts_us)));
        }
    }

    /// Counts a line that says nothing.
    pub(super) fn blank(&mut self, length: u64) {
        self.accounting.blank += 1;
        self.accounting.blank_bytes += length;
    }

    /// Keeps an event.
    pub(super) fn event(&mut self, event: Event, offset: u64, length: u64) {
        self.events.push(Event { byte_offset: offset as i64, ..event });
        self.accounting.events += 1;
        self.accounting.event_bytes += length;
    }

    /// Keeps a line that is no request.
    #[cold]
    pub(super) fn reject(&mut self, offset: u64, line: &[u8], length: u64, reason: Reason) {
        self.rejects.push(Reject {
            exhibit: 0,
            byte_offset: offset as i64,
            length,
            reason,
            excerpt: excerpt(line),
        });
        self.accounting.rejects += 1;
        self.accounting.reject_bytes += length;
        *self.accounting.reasons.entry(reason).or_default() += 1;
    }
}

/// The first bytes of a line, behind a hole: whether that was kept is no property of the line.
fn excerpt(line: &[u8]) -> Vec<u8> {
    let text = without_hole(line);
    text.get(..EXCERPT).unwrap_or(text).to_vec()
}
