//! Decoders of one member, frame or stream each: packed bytes in, plain bytes out, a block at a time
//! whose size no caller chooses, so that what a broken archive gives does not depend on who reads it.

pub mod bgzf;
pub mod bzip2;
pub mod gzip;
pub mod lz4;
pub mod xxh32;
pub mod xz;
pub mod zstd;

use std::io;

use super::source::Source;
use crate::base::account::Compression;

/// Bytes decoded at a time.
pub const BLOCK: usize = 128 << 10;

/// Decodes one member.
pub trait Codec: Send {
    /// Appends some decoded bytes; true when the member is complete. On an error all that could be
    /// decoded before it was appended.
    fn decode(&mut self, source: &mut Source<'_>, out: &mut Vec<u8>) -> io::Result<bool>;
}

/// A decoder for a member that begins here.
pub fn open<'c>(compression: Compression) -> io::Result<Option<Box<dyn Codec + 'c>>> {
    Ok(Some(match compression {
        Compression::Plain => return Ok(None),
        Compression::Gzip => Box::new(gzip::Gzip::default()),
        Compression::Zstd => Box::new(zstd::Zstd::new()?),
        Compression::Bzip2 => Box::new(bzip2::Bzip2::default()),
        Compression::Xz => Box::new(xz::Xz::default()),
        Compression::Lz4 => Box::new(lz4::Lz4::default()),
    }))
}

/// What one call of a decoder did.
pub struct Step {
    /// Bytes that it took.
    pub consumed: usize,
    /// Bytes that it gave.
    pub produced: usize,
    /// Is the member complete, or wrong?
    pub ended: io::Result<bool>,
}

/// Calls a decoder once, with what is at hand and room for a block.
pub fn step(
    source: &mut Source<'_>,
    out: &mut Vec<u8>,
    call: impl FnOnce(&[u8], &mut [u8]) -> Step,
) -> io::Result<bool> {
    let held = out.len();
    out.resize(held + BLOCK, 0);
    let input = source.available()?;
    let at_end = input.is_empty();
    let Step { consumed, produced, ended } = call(input, out.get_mut(held..).unwrap_or_default());
    out.truncate(held + produced);
    source.consume(consumed);
    match ended? {
        false if at_end && produced == 0 => Err(cut()),
        ended => Ok(ended),
    }
}

/// The exhibit ends in the middle of a member.
pub fn cut() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the archive is cut off here")
}

/// Something that the format does not allow.
pub fn wrong(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// A little-endian number of at most eight bytes.
pub fn little(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
