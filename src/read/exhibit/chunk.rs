//! Decoded bytes cut at line ends: slices or a stream in, chunks out, every byte in exactly one. It
//! knows what a line is and nothing about what it says.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use super::decompress::Stream;

/// The longest line that is parsed, line end included. Servers limit a request line and each header
/// to 8 KiB or so; a line far beyond is no line but a run of something else, and holding one of any
/// length would let a log decide how much memory we take.
pub const LINE_MAX: usize = 1 << 20;
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
    /// Does the last line stop in the middle, because the exhibit is damaged there?
    pub cut: bool,
}

impl Chunk<'_> {
    /// A single line that is longer than [`LINE_MAX`] and not kept?
    pub fn is_overlong(&self) -> bool {
        self.length > self.bytes.len() as u64
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
pub struct Cutter {
    stream: Stream,
    size: usize,
    held: Vec<u8>,
    offset: u64,
}

impl Cutter {
    /// Starts at the first decoded byte.
    pub fn new(stream: Stream, size: usize) -> Self {
        Self { stream, size: size.max(1), held: Vec::new(), offset: 0 }
    }

    /// The stream below: how far it has come.
    pub fn stream(&self) -> &Stream {
        &self.stream
    }

    /// Gives the stream back.
    pub fn into_stream(self) -> Stream {
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
        let held = self.held.len();
        self.hold(self.size.max(LINE_MAX + 1))?;
        let beyond = self.held.get(held..).unwrap_or_default();
        if let Some(next) = memchr::memchr(b'\n', beyond) {
            return Ok(Some(self.give(held + next + 1, false)));
        }
        if self.held.len() <= LINE_MAX {
            return Ok(Some(self.give(self.held.len(), true)));
        }
        self.overlong().map(Some)
    }

    /// Counts a line's bytes to its end, wherever that is, without keeping them.
    fn overlong(&mut self) -> io::Result<Chunk<'static>> {
        let excerpt = self.held.get(..EXCERPT).unwrap_or_default().to_vec();
        let mut length = self.held.len() as u64;
        self.held.clear();
        loop {
            self.hold(self.size.max(LINE_MAX))?;
            match memchr::memchr(b'\n', &self.held) {
                Some(end) => {
                    length += end as u64 + 1;
                    self.held.drain(..=end);
                    break;
                }
                None if self.held.is_empty() => break,
                None => length += std::mem::take(&mut self.held).len() as u64,
            }
        }
        let offset = self.offset;
        self.offset += length;
        Ok(Chunk { offset, bytes: Cow::Owned(excerpt), length, cut: false })
    }

    /// Gives the first `length` held bytes away; `last` if nothing comes after them.
    fn give(&mut self, length: usize, last: bool) -> Chunk<'static> {
        let rest = self.held.split_off(length);
        let bytes = std::mem::replace(&mut self.held, rest);
        let cut = last && self.stream.is_torn() && bytes.last() != Some(&b'\n');
        let offset = self.offset;
        self.offset += length as u64;
        Chunk { offset, bytes: Cow::Owned(bytes), length: length as u64, cut }
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
