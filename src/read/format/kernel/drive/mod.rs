//! The loop over the lines of a chunk: a chunk and a reader in, columns, rejects, events and the
//! account of every byte out. It is compiled once a reader, so that no line pays for the choice.

mod enclosed;
#[cfg(test)]
mod tests;

use crate::base::time::HOUR_US;
use crate::read::columns::{ABSENT, Columns};
use crate::read::event::Event;
use crate::read::exhibit::chunk::{Chunk, LINE_MAX, hole_in, is_blank, without_hole};

pub use super::parsed::Parsed;
use super::plain::Marked;
use super::reader::{Line, Reader, Reason, Session, Task};
use super::row::{Batch, Filled, Row};
use super::{number, simd};

/// A line longer than [`LINE_MAX`].
pub const TOO_LONG: Reason = "line too long";
/// The last line of a damaged exhibit: what is missing could change its meaning.
pub const CUT: Reason = "cut off by damage";

/// Bytes whose structure is found at a time: it stays in the nearest cache until its lines are read.
const BLOCK: usize = 1 << 14;

/// Bytes that the processor fetches at a time.
const CACHE_LINE: usize = 64;

/// Zones are quarters of an hour apart: times that are nearer than half of that are in the same.
const NEAR_US: u64 = HOUR_US as u64 / 8;

/// Byte order mark, as Windows tools put it before the first line.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads every line of a chunk and appends its requests to `columns`. A chunk without bytes is the end of
/// an exhibit: lines whose last parts never came are read as they are.
pub fn drive<R: Reader + ?Sized>(
    reader: &R,
    chunk: &Chunk<'_>,
    task: &Task<'_>,
    columns: &mut Columns,
) -> Parsed {
    let mut parsed = Parsed { context: task.context.clone(), ..Parsed::default() };
    if chunk.is_overlong() {
        parsed.reject(chunk.offset, &chunk.bytes, chunk.length, TOO_LONG);
        return parsed;
    }
    let session = Session::new(task.setting, task.context.clone());
    let batch = Batch::default();
    // By blocks, NULs are seen with the rest of the structure.
    let by_blocks = reader.has_plain() && task.wrapping.is_empty() && chunk.hole == 0;
    let holes = chunk.hole > 0 || (!by_blocks && memchr::memchr(0, &chunk.bytes).is_some());
    let mut driver = Driver { reader, task, chunk, session, parsed, holes, batch, columns };
    if chunk.bytes.is_empty() && !holes {
        driver.end(chunk.cut);
    } else if by_blocks {
        driver.blocks();
    } else {
        driver.lines(0);
    }
    driver.finish()
}

struct Driver<'t, 'c, R: ?Sized> {
    reader: &'t R,
    task: &'t Task<'t>,
    chunk: &'c Chunk<'c>,
    columns: &'t mut Columns,
    batch: Batch<'c>,
    session: Session,
    parsed: Parsed,
    /// Has the chunk any NUL? Nearly none has, so that no line pays for looking for holes.
    holes: bool,
}

impl<'c, R: Reader + ?Sized> Driver<'_, 'c, R> {
    /// Reads the lines of a chunk by their structure, block by block. A line that is longer than a block
    /// is read as any other reader would, and so are all from the first NUL on.
    fn blocks(&mut self) {
        let (mut start, mut marks) = (0, Vec::new());
        while let Some(rest) = self.chunk.bytes.get(start..).filter(|rest| !rest.is_empty()) {
            let block = rest.get(..BLOCK).unwrap_or(rest);
            match memchr::memrchr(b'\n', block).and_then(|end| block.get(..=end)) {
                Some(block) => {
                    marks.clear();
                    if simd::marks(block, &mut marks) {
                        self.holes = true;
                        return self.lines(start);
                    }
                    self.block(block, &marks, start as u64);
                    start += block.len();
                }
                None if memchr::memchr(0, first_line(rest)).is_some() => {
                    self.holes = true;
                    return self.lines(start);
                }
                None => start = self.one(start),
            }
        }
    }

    /// Reads the whole lines of a block.
    fn block(&mut self, block: &'c [u8], mut marks: &[u32], start: u64) {
        let mut base = 0;
        let is_end = |mark: &u32| block.get(*mark as usize) == Some(&b'\n');
        while !marks.is_empty() {
            // Most lines have the six quotes of `combined`.
            let end = match marks.get(6) {
                Some(mark) if is_end(mark) && !marks.iter().take(6).any(is_end) => Some(6),
                _ => marks.iter().position(is_end),
            };
            let Some((inside, [end, rest @ ..])) = end.and_then(|end| marks.split_at_checked(end))
            else {
                return;
            };
            let line = block.get(base as usize..=*end as usize).unwrap_or_default();
            // The same stretch of the next block comes nearer while this one is read.
            let ahead = start as usize + base as usize + block.len();
            for at in (ahead..ahead + line.len()).step_by(CACHE_LINE) {
                simd::prefetch(&self.chunk.bytes, at);
            }
            self.marked(line, Marked { text: without_end(line), marks: inside, base }, start);
            (base, marks) = (end + 1, rest);
        }
    }

    #[inline]
    fn marked(&mut self, line: &'c [u8], marked: Marked<'c, '_>, start: u64) {
        let offset = self.chunk.offset + start + u64::from(marked.base);
        let Some(row) = self.batch.row() else { return };
        match self.reader.plain(marked, row, &mut self.session) {
            Some(filled) => self.request(offset, line.len() as u64, filled),
            None => {
                row.clear(Filled::Any);
                self.piece(line, offset, 0, false);
            }
        }
    }

    /// Reads the lines one by one, from the one that begins at `from` on.
    fn lines(&mut self, from: usize) {
        let (mut start, mut hole) = (from, self.chunk.hole);
        while let Some(rest) = self.chunk.bytes.get(start..).filter(|rest| !rest.is_empty()) {
            let line = first_line(rest);
            let cut = self.chunk.cut && line.len() == rest.len();
            let before = if start == 0 { 0 } else { self.chunk.hole };
            let offset = self.chunk.offset + before + start as u64;
            self.pieces(line, offset, std::mem::take(&mut hole), cut);
            start += line.len();
        }
        if hole > 0 {
            self.parsed.blank(hole);
        }
    }

    /// Reads the line at `start`, which has no hole; gives where the next begins.
    #[inline]
    fn one(&mut self, start: usize) -> usize {
        let rest = self.chunk.bytes.get(start..).unwrap_or_default();
        let line = first_line(rest);
        let cut = self.chunk.cut && line.len() == rest.len();
        self.piece(line, self.chunk.offset + start as u64, 0, cut);
        start + line.len()
    }

    /// Reads a line behind a hole of so many NULs, which are not among its bytes. A hole in the line is
    /// where a crash cut it: what follows is another line.
    #[inline]
    fn pieces(&mut self, line: &'c [u8], offset: u64, hole: u64, cut: bool) {
        let (mut line, mut offset, mut hole) = (line, offset, hole);
        while self.holes
            && let Some((head, rest)) = hole_in(line).and_then(|at| line.split_at_checked(at))
        {
            self.piece(head, offset, hole, false);
            offset += hole + head.len() as u64;
            (line, hole) = (rest, 0);
        }
        self.piece(line, offset, hole, cut);
    }

    #[inline]
    fn piece(&mut self, line: &'c [u8], offset: u64, hole: u64, cut: bool) {
        let length = hole + line.len() as u64;
        // Before all else: of such a line a stream keeps nothing that could say what it is.
        if line.len() > LINE_MAX && without_hole(line).len() > LINE_MAX {
            return self.parsed.reject(offset, without_hole(line), length, TOO_LONG);
        }
        let text = content(line, offset);
        if is_blank(text) {
            return self.parsed.blank(length);
        }
        if cut {
            return self.parsed.reject(offset, line, length, CUT);
        }
        if !self.task.wrapping.is_empty() {
            return self.wrapped(text, line, offset, length);
        }
        let Some(row) = self.batch.row() else { return };
        self.session.clock.begin();
        let zoneless = self.session.health.zoneless;
        match self.reader.line(text, row, &mut self.session) {
            Ok(Line::Request(_)) => self.request(offset, length, Filled::Any),
            other => {
                row.clear(Filled::Any);
                self.other(other, zoneless, line, offset, length);
            }
        }
    }

    /// Takes the row that was filled in.
    #[inline]
    fn request(&mut self, offset: u64, length: u64, filled: Filled) {
        let Some(row) = self.batch.row() else { return };
        if filled == Filled::Any {
            settle(row, &mut self.session, self.task);
        }
        let offset_us = self.session.clock.offset_us();
        self.parsed.accept(row, length, offset_us, &mut self.session.health);
        if self.batch.take(offset, filled) {
            self.batch.append_to(self.columns);
        }
    }

    /// What is no request; before it was read, so many stamps had had no zone.
    #[cold]
    fn other(
        &mut self,
        read: Result<Line, Reason>,
        zoneless: u64,
        line: &[u8],
        offset: u64,
        length: u64,
    ) {
        match read {
            Ok(Line::Event(mut event)) => {
                if self.is_utc_by_envelope(&event) {
                    self.session.health.zoneless = zoneless;
                }
                event.ts_us = event.ts_us.or_else(|| self.session.outer_time());
                event.zoneless = self.session.health.zoneless > zoneless;
                self.parsed.event(event, offset, length);
            }
            Ok(_) => self.parsed.blank(length),
            Err(reason) => self.parsed.reject(offset, line, length, reason),
        }
    }

    /// Is the stamp of the event, read as UTC, that of an envelope whose time has a zone? Then it was in UTC.
    /// Other differences tell nothing: an envelope may have been closed hours later, when a file was shipped.
    fn is_utc_by_envelope(&self, event: &Event) -> bool {
        let times = event.ts_us.zip(self.session.outer_us);
        let near = times.is_some_and(|(inner, outer)| inner.abs_diff(outer) < NEAR_US);
        near && self.session.outer.zoneless == 0
    }

    fn finish(mut self) -> Parsed {
        self.batch.append_to(self.columns);
        Parsed { health: self.session.health, context: self.session.context, ..self.parsed }
    }
}

/// Completes a row, and settles who the client is.
#[inline]
fn settle(row: &mut Row<'_>, session: &mut Session, task: &Task<'_>) {
    complete(row, session);
    if row.forwarded.is_some() {
        session.health.forwarded += 1;
        session.health.trusted += u64::from(task.setting.trust.settle(row));
    }
}

/// What one field of a row says of another.
#[inline]
fn complete(row: &mut Row<'_>, session: &mut Session) {
    if row.ts_us == ABSENT {
        row.ts_us = session.outer_time().unwrap_or(row.started_us);
    } else if row.duration_us == ABSENT && row.started_us != ABSENT {
        row.duration_us = number::duration((row.ts_us - row.started_us).max(0)).unwrap_or(ABSENT);
    }
}

/// The first line of some bytes, with its end.
#[inline]
fn first_line(bytes: &[u8]) -> &[u8] {
    memchr::memchr(b'\n', bytes).and_then(|end| bytes.get(..=end)).unwrap_or(bytes)
}

#[inline]
fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The line without its end, without the mark before the first one and without a hole.
#[inline]
pub fn content(line: &[u8], offset: u64) -> &[u8] {
    let line = without_end(line);
    without_hole(if offset == 0 { without_mark(line) } else { line })
}

/// The first bytes of a file without the mark before them.
#[inline]
pub fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(MARK).unwrap_or(bytes)
}
