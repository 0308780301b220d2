//! The layer that turns what is no line yet into lines while it is read, as a JSON document: bytes in, as
//! many bytes out.

use std::io::{self, Read};

use super::flatten::Flattener;
use super::ledger::Bytes;
use super::source::give;

/// Bytes turned at a time.
const BLOCK: usize = 64 << 10;

/// Turns bytes into lines, each byte at its place.
pub trait Turn {
    /// Takes the next bytes.
    fn push(&mut self, bytes: &[u8]);
    /// Gives what will not change any more.
    fn take(&mut self) -> Vec<u8>;
    /// Gives everything: there are no more bytes.
    fn finish(&mut self) -> Vec<u8>;
}

impl Turn for Flattener {
    fn push(&mut self, bytes: &[u8]) {
        self.push(bytes);
    }

    fn take(&mut self) -> Vec<u8> {
        self.take()
    }

    fn finish(&mut self) -> Vec<u8> {
        self.finish()
    }
}

/// Something read as lines.
pub struct Lines<'s, T> {
    inner: Bytes<'s>,
    turn: T,
    raw: Vec<u8>,
    block: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<'s, T: Turn> Lines<'s, T> {
    /// Turns `inner` from its first byte on.
    pub fn new(inner: Bytes<'s>, turn: T) -> Self {
        Self { inner, turn, raw: vec![0; BLOCK], block: Vec::new(), given: 0, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.block.clear();
        self.given = 0;
        while self.block.is_empty() && !self.ended {
            let count = self.inner.read(&mut self.raw)?;
            self.ended = count == 0;
            self.turn.push(self.raw.get(..count).unwrap_or_default());
            let ready = if self.ended { self.turn.finish() } else { self.turn.take() };
            self.block = ready;
        }
        Ok(())
    }
}

impl<T: Turn> Read for Lines<'_, T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.block.len() {
            self.refill()?;
        }
        Ok(give(&self.block, &mut self.given, buffer))
    }
}
