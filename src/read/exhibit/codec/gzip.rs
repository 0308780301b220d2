//! One gzip member (RFC 1952): header, deflate stream (RFC 1951), checksum. What follows it is not
//! looked at.

use std::io;

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::{Codec, Step, cut, little, step, wrong};
use crate::read::exhibit::source::Source;

const HEADER: usize = 10;
const FHCRC: u8 = 1 << 1;
const FEXTRA: u8 = 1 << 2;
const FNAME: u8 = 1 << 3;
const FCOMMENT: u8 = 1 << 4;

/// A raw deflate stream with the checksum of what it gave.
pub struct Inflate {
    state: Decompress,
    crc: Crc,
}

impl Default for Inflate {
    fn default() -> Self {
        Self { state: Decompress::new(false), crc: Crc::new() }
    }
}

impl Codec for Inflate {
    fn decode(&mut self, source: &mut Source<'_>, out: &mut Vec<u8>) -> io::Result<bool> {
        let held = out.len();
        let ended = step(source, out, |input, output| self.call(input, output));
        self.crc.update(out.get(held..).unwrap_or_default());
        ended
    }
}

impl Inflate {
    fn call(&mut self, input: &[u8], output: &mut [u8]) -> Step {
        let (before_in, before_out) = (self.state.total_in(), self.state.total_out());
        let status = self.state.decompress(input, output, FlushDecompress::None);
        Step {
            consumed: (self.state.total_in() - before_in) as usize,
            produced: (self.state.total_out() - before_out) as usize,
            ended: status
                .map(|status| status == Status::StreamEnd)
                .map_err(|_| wrong("the deflate stream is corrupt")),
        }
    }

    /// CRC-32 of what was decoded.
    pub fn sum(&self) -> u32 {
        self.crc.sum()
    }

    /// Bytes decoded.
    pub fn decoded(&self) -> u64 {
        self.state.total_out()
    }
}

/// Decodes one member.
#[derive(Default)]
pub struct Gzip {
    begun: bool,
    inflated: bool,
    inflate: Inflate,
}

impl Codec for Gzip {
    fn decode(&mut self, source: &mut Source<'_>, out: &mut Vec<u8>) -> io::Result<bool> {
        if !self.begun {
            header(source)?;
            self.begun = true;
        }
        if !self.inflated {
            self.inflated = self.inflate.decode(source, out)?;
            return Ok(false);
        }
        let trailer = source.require(8)?.get(..8).ok_or_else(cut)?;
        let (sum, length) = trailer.split_at(4);
        let (sum, length) = (little(sum), little(length));
        // The length is modulo 2^32 (RFC 1952 §2.3.1).
        if sum != u64::from(self.inflate.sum()) || length != self.inflate.decoded() & 0xffff_ffff {
            return Err(wrong("the checksum of the gzip member is wrong"));
        }
        source.consume(8);
        Ok(true)
    }
}

/// Passes over the header. Names and comments are of any length and are not kept.
fn header(source: &mut Source<'_>) -> io::Result<()> {
    let fixed = source.require(HEADER)?.get(..HEADER).ok_or_else(cut)?;
    let flags = fixed.get(3).copied().unwrap_or_default();
    if flags & 0xe0 != 0 {
        return Err(wrong("the gzip header has flags that nobody defined"));
    }
    source.consume(HEADER);
    if flags & FEXTRA != 0 {
        let length = little(source.require(2)?.get(..2).ok_or_else(cut)?) as usize;
        pass(source, 2 + length)?;
    }
    for text in [FNAME, FCOMMENT] {
        if flags & text != 0 {
            pass_text(source)?;
        }
    }
    if flags & FHCRC != 0 { pass(source, 2) } else { Ok(()) }
}

fn pass(source: &mut Source<'_>, count: usize) -> io::Result<()> {
    if source.require(count)?.len() < count {
        return Err(cut());
    }
    source.consume(count);
    Ok(())
}

fn pass_text(source: &mut Source<'_>) -> io::Result<()> {
    loop {
        let at_hand = source.available()?;
        let (length, end) = (at_hand.len(), memchr::memchr(0, at_hand));
        if length == 0 {
            return Err(cut());
        }
        source.consume(end.map_or(length, |end| end + 1));
        if end.is_some() {
            return Ok(());
        }
    }
}
