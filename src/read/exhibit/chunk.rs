//! Decoded bytes cut at line ends: slices or a stream in, chunks out, every byte in exactly one. It
//! knows what a line is and nothing about what it says.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use super::stream::Stream;

/// The longest line that is parsed, line end included. Servers limit a request line and each header
/// to 8 KiB or so; a line far beyond is no line but a run of something else, and holding one of any
/// length would let a log decide how much memory we take.
pub const LINE_MAX: usize = 1 << 20;
/// NULs from which a run of them in a line is a hole that a crash left, so that what follows is another
/// line. No client gets that many into a field: servers escape them, or end the request.
pub const HOLE_MIN: usize = 16;
/// First bytes that are kept of a line that is no request.
pub const EXCERPT: usize = 200;

/// The line without the NULs at its head: a log that is truncated while the server writes on
/// (logrotate's copytruncate) has a hole up to where the server was, and a hole reads as NULs.
#[inline]
pub fn without_hole(line: &[u8]) -> &[u8] {
    match line.first() {
        Some(0) => line.iter().position(|byte| *byte != 0).and_then(|at| line.get(at..)),
        _ => Some(line),
    }
    .unwrap_or_default()
}

/// Where a line that goes on behind a hole ends: at the hole. Not at NULs at its head.
pub fn hole_in(line: &[u8]) -> Option<usize> {
    let head = line.len() - without_hole(line).len();
    let mut from = head;
    while let Some(at) = line.get(from..).and_then(|rest| memchr::memchr(0, rest)) {
        let start = from + at;
        let rest = line.get(start..).unwrap_or_default();
        let length = rest.len() - without_hole(rest).len();
        if length >= HOLE_MIN || length == 0 {
            return (length > 0).then_some(start);
        }
        from = start + length;
    }
    None
}

/// The lines of some bytes, with their ends, and where each begins. A hole ends a line, and stands at the
/// head of the next.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let holes = memchr::memchr(0, bytes).is_some();
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let line = rest.get(..length)?;
        let end = if holes { hole_in(line) } else { None };
        let line = (at, line.get(..end.unwrap_or(length))?);
        at += line.1.len();
        Some(line)
    })
}

/// Where the last hole begins that is not at the head.
fn last_hole_in(bytes: &[u8]) -> Option<usize> {
    let mut end = bytes.len();
    while let Some(last) = bytes.get(..end).and_then(|rest| memchr::memrchr(0, rest)) {
        let before = bytes.get(..last).unwrap_or_default();
        let start = before.iter().rposition(|byte| *byte != 0)? + 1;
        if last + 1 - start >= HOLE_MIN {
            return Some(start);
        }
        end = start;
    }
    None
}

/// Nothing but white space and NULs?
#[inline]
pub fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace())
}

/// A line-aligned range of an exhibit's decoded bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk<'a> {
    /// Offset of its first byte in the decoded exhibit.
    pub offset: u64,
    /// The bytes; the first [`EXCERPT`] only, if it is one line that is too long.
    pub bytes: Cow<'a, [u8]>,
    /// Bytes that it stands for.
    pub length: u64,
    /// NULs before its first byte that are not kept: a hole that its first line begins with.
    pub hole: u64,
    /// Does the last line stop in the middle, because the exhibit is damaged there?
    pub cut: bool,
}

impl Chunk<'_> {
    /// A single line that is longer than [`LINE_MAX`] and not kept?
    pub fn is_overlong(&self) -> bool {
        self.length > self.hole + self.bytes.len() as u64
    }
}

/// Cuts mapped bytes into ranges of about `size` bytes that end with a line end, or with the bytes.
pub fn split(bytes: &[u8], size: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(bytes.len() / size.max(1) + 1);
    let mut start = 0;
    while let Some(rest) = bytes.get(start..).filter(|rest| !rest.is_empty()) {
        let end = start + cut_at(rest, size.max(1));
        ranges.push(start..end);
        start = end;
    }
    ranges
}

/// Where to cut `rest`: after the last line end within `size`, else after the first one beyond.
fn cut_at(rest: &[u8], size: usize) -> usize {
    let (within, beyond) = rest.split_at(size.min(rest.len()));
    if beyond.is_empty() {
        return rest.len();
    }
    match memchr::memrchr(b'\n', within) {
        Some(last) => last + 1,
        None => memchr::memchr(b'\n', beyond).map_or(rest.len(), |next| size + next + 1),
    }
}

/// Cuts a stream into chunks of about `size` bytes. Holds at most `size` + [`LINE_MAX`] bytes.
pub struct Cutter<'s> {
    stream: Stream<'s>,
    size: usize,
    held: Vec<u8>,
    offset: u64,
}

impl<'s> Cutter<'s> {
    /// Starts at the first decoded byte.
    pub fn new(stream: Stream<'s>, size: usize) -> Self {
        Self { stream, size: size.max(1), held: Vec::new(), offset: 0 }
    }

    /// The stream below: how far it has come.
    pub fn stream(&self) -> &Stream<'s> {
        &self.stream
    }

    /// Gives the stream back.
    pub fn into_stream(self) -> Stream<'s> {
        self.stream
    }

    /// The next chunk; `None` at the end.
    pub fn advance(&mut self) -> io::Result<Option<Chunk<'static>>> {
        self.hold(self.size)?;
        let ended = self.held.len() < self.size;
        if self.held.is_empty() {
            return Ok(None);
        }
        if let Some(last) = memchr::memrchr(b'\n', &self.held) {
            let length = if ended { self.held.len() } else { last + 1 };
            return Ok(Some(self.give(length, ended)));
        }
        self.one_line()
    }

    /// Bytes are held without any line end: the line ends somewhere beyond, or nowhere.
    fn one_line(&mut self) -> io::Result<Option<Chunk<'static>>> {
        let hole = self.pass_hole()?;
        if let Some(end) = memchr::memchr(b'\n', &self.held) {
            return Ok(Some(self.give_behind(hole, end + 1, false)));
        }
        if let Some(end) = last_hole_in(&self.held).filter(|_| self.held.len() > LINE_MAX) {
            return Ok(Some(self.give_behind(hole, end, false)));
        }
        if self.held.len() <= LINE_MAX {
            return Ok(Some(self.give_behind(hole, self.held.len(), true)));
        }
        self.overlong(hole).map(Some)
    }

    /// Passes over NULs at the head, however many, and holds enough of what follows to tell whether it
    /// is a line; the number of NULs.
    fn pass_hole(&mut self) -> io::Result<u64> {
        let mut hole = 0;
        loop {
            self.hold(self.size.max(LINE_MAX + 1))?;
            let nuls = self.held.len() - without_hole(&self.held).len();
            if nuls == 0 || self.held.is_empty() {
                return Ok(hole);
            }
            hole += nuls as u64;
            self.held.drain(..nuls);
        }
    }

    /// Counts a line's bytes to its end or to a hole, wherever that is, without keeping them.
    fn overlong(&mut self, hole: u64) -> io::Result<Chunk<'static>> {
        let excerpt = self.held.get(..EXCERPT).unwrap_or_default().to_vec();
        let mut length = 0;
        loop {
            let line_end = memchr::memchr(b'\n', &self.held).map(|end| end + 1);
            let line = self.held.get(..line_end.unwrap_or(self.held.len())).unwrap_or_default();
            if let Some(end) = hole_in(line).or(line_end) {
                length += end as u64;
                self.held.drain(..end);
                break;
            }
            // What is held back may be the beginning of a hole.
            let nuls = self.held.iter().rev().take_while(|byte| **byte == 0).count().min(HOLE_MIN);
            let passed = self.held.len() - nuls;
            length += passed as u64;
            self.held.drain(..passed);
            let held = self.held.len();
            self.hold(self.size.max(LINE_MAX))?;
            if self.held.len() == held {
                length += std::mem::take(&mut self.held).len() as u64;
                break;
            }
            if without_hole(&self.held).len() + HOLE_MIN <= self.held.len() {
                break;
            }
        }
        let (offset, length) = (self.offset, hole + length);
        self.offset += length;
        Ok(Chunk { offset, bytes: Cow::Owned(excerpt), length, hole, cut: false })
    }

    /// Gives the first `length` held bytes away; `last` if nothing comes after them.
    fn give(&mut self, length: usize, last: bool) -> Chunk<'static> {
        self.give_behind(0, length, last)
    }

    /// The same, behind a hole of so many NULs.
    fn give_behind(&mut self, hole: u64, length: usize, last: bool) -> Chunk<'static> {
        let rest = self.held.split_off(length);
        let bytes = std::mem::replace(&mut self.held, rest);
        let cut = last && self.stream.is_torn() && bytes.last() != Some(&b'\n');
        let (offset, length) = (self.offset, hole + length as u64);
        self.offset += length;
        Chunk { offset, bytes: Cow::Owned(bytes), length, hole, cut }
    }

    fn hold(&mut self, size: usize) -> io::Result<()> {
        let missing = size.saturating_sub(self.held.len());
        self.stream.fill(&mut self.held, missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_in_one_range_and_ranges_end_lines() {
        let text = b"a\nbb\n\nccccc\nd";
        for size in 1..=text.len() + 1 {
            let ranges = split(text, size);
            let joined: Vec<u8> =
                ranges.iter().flat_map(|range| &text[range.clone()]).copied().collect();
            assert_eq!(joined, text);
            assert!(
                ranges.iter().all(|range| range.end == text.len() || text[range.end - 1] == b'\n')
            );
        }
        assert!(split(b"", 4).is_empty());
    }
}
