//! Packed bytes unpacked: members, frames and streams one after another in, their bytes out. A torn
//! archive gives all that can be decoded and says where it broke; it is never an error, and nothing is
//! sized by what the archive claims.

use std::io::{self, Read};
use std::sync::Arc;

use super::codec::{self, Codec, bgzf};
use super::ledger::{Bytes, Ledger};
use super::packing::{LOOK, may_begin, packing};
use super::source::{Source, give};
use crate::base::account::Compression;

/// Room to see a BGZF block's header.
const HEADER: usize = 32;

/// The layer that unpacks. At its end it has read the layer below to its end.
pub struct Unpacker<'s> {
    source: Source<'s>,
    /// The decoder of the member at hand; `None` at the end.
    codec: Option<Box<dyn Codec + 's>>,
    compression: Compression,
    ledger: Arc<Ledger>,
    /// Decoded bytes, and how many of them were given.
    block: Vec<u8>,
    given: usize,
    /// May blocks of gzip be decoded side by side? Not after one that was wrong.
    side_by_side: bool,
}

impl<'s> Unpacker<'s> {
    /// Unpacks `inner`, which begins with `compression`'s magic bytes.
    pub fn new(
        inner: Bytes<'s>,
        compression: Compression,
        ledger: &Arc<Ledger>,
    ) -> io::Result<Self> {
        let mut unpacker = Self {
            source: Source::new(inner),
            codec: None,
            compression,
            ledger: Arc::clone(ledger),
            block: Vec::new(),
            given: 0,
            side_by_side: true,
        };
        unpacker.member(compression)?;
        Ok(unpacker)
    }

    /// Decodes until something is there to give, or the end.
    fn refill(&mut self) -> io::Result<()> {
        self.block.clear();
        self.given = 0;
        while self.block.is_empty() {
            let Some(codec) = self.codec.as_mut() else { return self.source.drain() };
            let position = self.source.position();
            match codec.decode(&mut self.source, &mut self.block) {
                Ok(true) => {
                    self.side_by_side &= self.source.position() > position;
                    self.next_member()?;
                }
                Ok(false) => {}
                Err(error) => self.broken(&error)?,
            }
        }
        Ok(())
    }

    fn member(&mut self, compression: Compression) -> io::Result<()> {
        let blocked = self.side_by_side
            && compression == Compression::Gzip
            && bgzf::block_length(self.source.require(HEADER)?).is_some();
        self.codec = if blocked { Some(Box::new(bgzf::Bgzf)) } else { codec::open(compression)? };
        Ok(())
    }

    /// The member before is complete; is there another one?
    fn next_member(&mut self) -> io::Result<()> {
        // Streams of .xz are padded with zeros to a multiple of four bytes (§2.2).
        if self.compression == Compression::Xz {
            self.pass_padding()?;
        }
        let rest = self.source.require(LOOK)?;
        let next = match packing(rest) {
            Compression::Plain if may_begin(rest, self.compression) => self.compression,
            next => next,
        };
        if rest.is_empty() {
            self.codec = None;
        } else if next == Compression::Plain {
            let damage = trailing(self.source.position(), self.source.available()?);
            self.ledger.state(damage, false);
            self.codec = None;
        } else {
            self.member(next)?;
        }
        Ok(())
    }

    fn pass_padding(&mut self) -> io::Result<()> {
        while self.source.require(4)?.starts_with(&[0; 4]) {
            self.source.consume(4);
        }
        Ok(())
    }

    fn broken(&mut self, error: &io::Error) -> io::Result<()> {
        self.codec = None;
        if let Some(error) = self.ledger.failure() {
            return Err(error);
        }
        let position = self.source.position();
        self.ledger.state(format!("broken at byte {position} of the file: {error}"), true);
        Ok(())
    }
}

impl Read for Unpacker<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.block.len() {
            self.refill()?;
        }
        Ok(give(&self.block, &mut self.given, buffer))
    }
}

fn trailing(position: u64, rest: &[u8]) -> String {
    let what = if rest.iter().all(|byte| *byte == 0) { "zero bytes" } else { "other bytes" };
    format!("the archive ends at byte {position} of the file; {what} follow it")
}
