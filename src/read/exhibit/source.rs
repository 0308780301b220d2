//! Bytes with a look ahead: a layer below in, slices and the position of each out. It knows nothing of
//! what the bytes are.

use std::io::{self, Read};

use super::ledger::Bytes;

/// Bytes asked of the layer below at a time.
const PULL: usize = 256 << 10;

/// Buffered bytes that know how far they have come.
pub struct Source<'s> {
    inner: Bytes<'s>,
    buffer: Vec<u8>,
    start: usize,
    position: u64,
    ended: bool,
}

impl<'s> Source<'s> {
    /// Starts at the first byte of `inner`.
    pub fn new(inner: Bytes<'s>) -> Self {
        Self { inner, buffer: Vec::new(), start: 0, position: 0, ended: false }
    }

    /// Offset of the next byte.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// What is at hand; empty at the end only.
    pub fn available(&mut self) -> io::Result<&[u8]> {
        if self.held().is_empty() {
            self.pull()?;
        }
        Ok(self.held())
    }

    /// At least the next `count` bytes, fewer at the end only.
    pub fn require(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.held().len() < count && !self.ended {
            self.pull()?;
        }
        Ok(self.held())
    }

    /// Passes over bytes that were looked at.
    pub fn consume(&mut self, count: usize) {
        let count = count.min(self.held().len());
        self.start += count;
        self.position += count as u64;
    }

    /// Reads to the end, so that every byte is in the digest.
    pub fn drain(&mut self) -> io::Result<()> {
        loop {
            let count = self.available()?.len();
            if count == 0 {
                return Ok(());
            }
            self.consume(count);
        }
    }

    fn held(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    fn pull(&mut self) -> io::Result<()> {
        if self.ended {
            return Ok(());
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        let held = self.buffer.len();
        self.buffer.resize(held + PULL, 0);
        let read = self.inner.read(self.buffer.get_mut(held..).unwrap_or_default());
        let count = read.as_ref().map_or(0, |count| *count);
        self.buffer.truncate(held + count);
        self.ended = read? == 0;
        Ok(())
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut count = 0;
        give(self.available()?, &mut count, buffer);
        self.consume(count);
        Ok(count)
    }
}

/// Copies what was not `given` yet, as far as there is room; the number of bytes copied.
pub fn give(bytes: &[u8], given: &mut usize, buffer: &mut [u8]) -> usize {
    let left = bytes.get(*given..).unwrap_or_default();
    let count = left.len().min(buffer.len());
    if let (Some(to), Some(from)) = (buffer.get_mut(..count), left.get(..count)) {
        to.copy_from_slice(from);
    }
    *given += count;
    count
}
