//! The layer that turns a JSON document into lines while it is read: bytes in, as many bytes out.

use std::io::{self, Read};

use super::flatten::Flattener;
use super::ledger::Bytes;
use super::source::give;

/// Bytes turned at a time.
const BLOCK: usize = 64 << 10;

/// A document read as lines.
pub struct Lines<'s> {
    inner: Bytes<'s>,
    flattener: Flattener,
    raw: Vec<u8>,
    block: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<'s> Lines<'s> {
    /// Turns `inner` from its first byte on.
    pub fn new(inner: Bytes<'s>) -> Self {
        let (flattener, raw) = (Flattener::default(), vec![0; BLOCK]);
        Self { inner, flattener, raw, block: Vec::new(), given: 0, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.block.clear();
        self.given = 0;
        while self.block.is_empty() && !self.ended {
            let count = self.inner.read(&mut self.raw)?;
            self.ended = count == 0;
            self.flattener.push(self.raw.get(..count).unwrap_or_default());
            let ready = if self.ended { self.flattener.finish() } else { self.flattener.take() };
            self.block = ready;
        }
        Ok(())
    }
}

impl Read for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.block.len() {
            self.refill()?;
        }
        Ok(give(&self.block, &mut self.given, buffer))
    }
}
