//! The decoded bytes of one exhibit as a stream, with its head to look at before anything is read:
//! layers below in, blocks out, and the account of the exhibit's own bytes at the end.

use std::io::{self, Read};
use std::sync::Arc;

use super::content::Content;
use super::ledger::{Bytes, Ledger, Spent};
use super::source::give;
use crate::base::account::Compression;

/// Bytes whose head can be looked at before they are read.
pub struct Peeked<'s> {
    inner: Bytes<'s>,
    head: Vec<u8>,
    given: usize,
}

impl<'s> Peeked<'s> {
    /// At the first byte.
    pub fn new(inner: Bytes<'s>) -> Self {
        Self { inner, head: Vec::new(), given: 0 }
    }

    /// The first `count` bytes; fewer only if there are no more. To be asked before reading.
    pub fn head(&mut self, count: usize) -> io::Result<&[u8]> {
        let missing = count.saturating_sub(self.head.len());
        self.inner.by_ref().take(missing as u64).read_to_end(&mut self.head)?;
        Ok(self.head.get(..count).unwrap_or(&self.head))
    }
}

impl Read for Peeked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given < self.head.len() {
            return Ok(give(&self.head, &mut self.given, buffer));
        }
        self.head = Vec::new();
        self.given = 0;
        self.inner.read(buffer)
    }
}

/// How an exhibit's bytes became lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layers {
    /// Packings, from the outside in.
    pub packings: Vec<Compression>,
    /// The encoding, where it is not one in which ASCII is ASCII.
    pub encoding: Option<&'static str>,
    /// Was it a JSON document, of whose objects each became a line?
    pub document: bool,
}

/// The decoded bytes of one exhibit.
pub struct Stream<'s> {
    bytes: Peeked<'s>,
    ledger: Arc<Ledger>,
    content: Content,
    /// What they went through.
    pub layers: Layers,
}

impl<'s> Stream<'s> {
    /// Decoded bytes, and the account of the bytes that they were decoded from.
    pub fn new(bytes: Peeked<'s>, ledger: &Arc<Ledger>, layers: Layers) -> Self {
        Self { bytes, ledger: Arc::clone(ledger), content: Content::default(), layers }
    }

    /// The first `count` bytes; fewer only if there are no more. To be asked before reading.
    pub fn head(&mut self, count: usize) -> io::Result<&[u8]> {
        self.bytes.head(count)
    }

    /// Bytes of the file pulled since this was last asked.
    pub fn progress(&self) -> u64 {
        self.ledger.progress()
    }

    /// Did decoding break off, so that what was decoded last may be half of a line?
    pub fn is_torn(&self) -> bool {
        self.ledger.is_torn()
    }

    /// Appends at most `want` bytes; fewer only at the end. An error is the file's, not its content's.
    pub fn fill(&mut self, buffer: &mut Vec<u8>, want: usize) -> io::Result<()> {
        let held = buffer.len();
        // Else the buffer doubles its way up, and each chunk is copied twice.
        buffer.reserve_exact(want);
        let read = self.bytes.by_ref().take(want as u64).read_to_end(buffer);
        self.content.update(buffer.get(held..).unwrap_or_default());
        if let Some(error) = self.ledger.failure() {
            return Err(error);
        }
        read.map(drop)
    }

    /// Pulls what is left, for the digest of the exhibit, and gives the account of it.
    pub fn finish(&mut self) -> io::Result<(Spent, u128)> {
        let drained = io::copy(&mut self.bytes, &mut io::sink());
        if let Some(error) = self.ledger.failure() {
            return Err(error);
        }
        drained?;
        Ok((self.ledger.spent(), self.content.value()))
    }
}
