//! The loop over the lines of a chunk: a chunk and a grammar in, columns, rejects and the account of
//! every byte out. It is compiled once a format, so that no line pays for the choice.

use crate::base::account::Accounting;
use crate::read::Reject;
use crate::read::columns::Columns;
use crate::read::exhibit::chunk::{Chunk, EXCERPT, LINE_MAX, is_blank, without_hole};

use super::super::{Grammar, Reason};
use super::clock::Clock;
use super::row::{Row, reserve};

/// A line longer than [`LINE_MAX`].
pub const TOO_LONG: Reason = "line too long";
/// The last line of a damaged exhibit: what is missing could change its meaning.
pub const CUT: Reason = "cut off by damage";

/// Bytes of the shortest line that is a request: a client of one letter, a time stamp, an empty
/// request, a status.
const REQUEST_MIN: usize = 40;

/// Byte order mark, as Windows tools put it before the first line.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// What became of a chunk. The exhibit's index is set when all exhibits are known.
#[derive(Debug, Default)]
pub struct Parsed {
    /// A row a request.
    pub columns: Columns,
    /// Lines that are none.
    pub rejects: Vec<Reject>,
    /// Every byte of the chunk.
    pub accounting: Accounting,
    /// Earliest and latest time stamp.
    pub span_us: Option<(i64, i64)>,
}

/// Reads every line of a chunk.
pub fn drive<G: Grammar>(chunk: &Chunk<'_>) -> Parsed {
    let mut parsed = Parsed::default();
    if chunk.is_overlong() {
        parsed.reject(chunk.offset, &chunk.bytes, chunk.length, TOO_LONG);
        return parsed;
    }
    reserve(&mut parsed.columns, rows_at_most(&chunk.bytes));
    let mut clock = Clock::default();
    let mut start = 0;
    while let Some(rest) = chunk.bytes.get(start..).filter(|rest| !rest.is_empty()) {
        let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let line = rest.get(..length).unwrap_or(rest);
        let cut = chunk.cut && length == rest.len();
        parsed.line::<G>(line, chunk.offset + start as u64, cut, &mut clock);
        start += length;
    }
    if parsed.columns.is_empty() {
        parsed.columns = Columns::default();
    }
    parsed
}

/// Lines of a chunk, but no more than can be requests: a chunk of line ends asks for no room.
fn rows_at_most(bytes: &[u8]) -> usize {
    let lines = memchr::memchr_iter(b'\n', bytes).count() + 1;
    lines.min(bytes.len() / REQUEST_MIN + 1)
}

impl Parsed {
    #[inline]
    fn line<G: Grammar>(&mut self, line: &[u8], offset: u64, cut: bool, clock: &mut Clock) {
        let length = line.len() as u64;
        // Before all else: of such a line a stream keeps nothing that could say what it is.
        if line.len() > LINE_MAX {
            return self.reject(offset, line, length, TOO_LONG);
        }
        let text = content(line, offset);
        if is_blank(text) {
            self.accounting.blank += 1;
            self.accounting.blank_bytes += length;
            return;
        }
        if cut {
            return self.reject(offset, line, length, CUT);
        }
        let mut row = Row::default();
        match G::parse(text, &mut row, clock) {
            Ok(_) => self.accept(&row, offset, length),
            Err(reason) => self.reject(offset, line, length, reason),
        }
    }

    #[inline]
    fn accept(&mut self, row: &Row<'_>, offset: u64, length: u64) {
        row.append_to(&mut self.columns, offset);
        self.accounting.requests += 1;
        self.accounting.request_bytes += length;
        let (first, last) = self.span_us.unwrap_or((row.ts_us, row.ts_us));
        self.span_us = Some((first.min(row.ts_us), last.max(row.ts_us)));
    }

    #[cold]
    fn reject(&mut self, offset: u64, line: &[u8], length: u64, reason: Reason) {
        self.rejects.push(Reject {
            exhibit: 0,
            byte_offset: offset as i64,
            length,
            reason,
            excerpt: line.get(..EXCERPT).unwrap_or(line).to_vec(),
        });
        self.accounting.rejects += 1;
        self.accounting.reject_bytes += length;
        *self.accounting.reasons.entry(reason).or_default() += 1;
    }
}

/// The line without its end, without the mark before the first one and without a hole.
#[inline]
pub fn content(line: &[u8], offset: u64) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    without_hole(if offset == 0 { line.strip_prefix(MARK).unwrap_or(line) } else { line })
}

#[cfg(test)]
mod tests {
    use super::super::super::FORMATS;
    use super::*;

    fn read(bytes: &[u8]) -> Parsed {
        let (format, length) = (FORMATS[0], bytes.len() as u64);
        (format.chunk)(&Chunk { offset: 0, bytes: bytes.into(), length, cut: false })
    }

    #[test]
    fn a_hole_before_a_line_costs_nothing() {
        let line =
            b"203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\n";
        let bytes = [&[0; 4_096][..], line, b"\0\0 \0\n"].concat();
        let Parsed { accounting, columns, .. } = read(&bytes);
        assert_eq!((accounting.requests, accounting.blank, accounting.rejects), (1, 1, 0));
        assert_eq!(
            (accounting.request_bytes, accounting.blank_bytes),
            (4_096 + line.len() as u64, 5)
        );
        assert_eq!(columns.client.dictionary.get(0), b"203.0.113.7");
    }

    #[test]
    fn a_blank_line_that_is_too_long_is_a_reject_mapped_or_streamed() {
        let blank = vec![b' '; LINE_MAX + 1];
        let streamed = Chunk {
            bytes: blank[..EXCERPT].into(),
            offset: 0,
            length: blank.len() as u64,
            cut: false,
        };
        let (mapped, streamed) = (read(&blank), (FORMATS[0].chunk)(&streamed));
        assert_eq!(mapped.accounting.reasons.get(TOO_LONG), Some(&1));
        assert_eq!((mapped.accounting, mapped.rejects), (streamed.accounting, streamed.rejects));
    }
}
