//! One LZ4 frame (LZ4 frame format 1.6.4): blocks of at most 4 MiB, each with or without those before
//! it. The legacy frame of the first versions, which has no sizes or checks, is named and refused.

use std::io;

use lz4_flex::block::decompress_into_with_dict;

use super::xxh32::Xxh32;
use super::{Codec, cut, little, wrong};
use crate::read::exhibit::source::Source;

const LEGACY: &[u8] = &[0x02, 0x21, 0x4c, 0x18];
/// Bytes that a block may refer back to.
const WINDOW: usize = 64 << 10;
/// The bit that says that a block is not packed.
const STORED: u32 = 1 << 31;

const INDEPENDENT: u8 = 1 << 5;
const BLOCK_SUMS: u8 = 1 << 4;
const CONTENT_SIZE: u8 = 1 << 3;
const CONTENT_SUM: u8 = 1 << 2;
const DICTIONARY: u8 = 1;

/// What the frame's header says.
#[derive(Clone, Copy)]
struct Header {
    flags: u8,
    block_max: usize,
}

/// Decodes one frame.
#[derive(Default)]
pub struct Lz4 {
    header: Option<Header>,
    window: Vec<u8>,
    sum: Xxh32,
}

impl Codec for Lz4 {
    fn decode(&mut self, source: &mut Source<'_>, out: &mut Vec<u8>) -> io::Result<bool> {
        let header = match self.header {
            Some(header) => header,
            None => *self.header.insert(read_header(source)?),
        };
        let word = little(source.require(4)?.get(..4).ok_or_else(cut)?) as u32;
        if word == 0 {
            return self.end(header, source);
        }
        let length = (word & !STORED) as usize;
        if length > header.block_max {
            return Err(wrong("an LZ4 block is longer than its frame allows"));
        }
        let sums = if header.has(BLOCK_SUMS) { 4 } else { 0 };
        let total = 4 + length + sums;
        let whole = source.require(total)?.get(4..total).ok_or_else(cut)?;
        let (block, sum) = whole.split_at(length);
        if sums > 0 && little(sum) != u64::from(Xxh32::of(block)) {
            return Err(wrong("the checksum of an LZ4 block is wrong"));
        }
        let held = out.len();
        self.block(header, block, word & STORED != 0, out)?;
        source.consume(total);
        self.remember(header, out.get(held..).unwrap_or_default());
        Ok(false)
    }
}

impl Header {
    fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

impl Lz4 {
    fn block(
        &self,
        header: Header,
        block: &[u8],
        stored: bool,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        if stored {
            out.extend_from_slice(block);
            return Ok(());
        }
        let held = out.len();
        out.resize(held + header.block_max, 0);
        let room = out.get_mut(held..).unwrap_or_default();
        let decoded = decompress_into_with_dict(block, room, &self.window);
        out.truncate(held + decoded.as_ref().map_or(0, |count| *count));
        decoded.map(drop).map_err(|_| wrong("an LZ4 block is corrupt"))
    }

    fn remember(&mut self, header: Header, text: &[u8]) {
        if header.has(CONTENT_SUM) {
            self.sum.update(text);
        }
        if !header.has(INDEPENDENT) {
            self.window.extend_from_slice(text);
            let beyond = self.window.len().saturating_sub(WINDOW);
            self.window.drain(..beyond);
        }
    }

    fn end(&self, header: Header, source: &mut Source<'_>) -> io::Result<bool> {
        let sums = if header.has(CONTENT_SUM) { 4 } else { 0 };
        let sum = source.require(4 + sums)?.get(4..4 + sums).ok_or_else(cut)?;
        if sums > 0 && little(sum) != u64::from(self.sum.sum()) {
            return Err(wrong("the checksum of the LZ4 frame is wrong"));
        }
        source.consume(4 + sums);
        Ok(true)
    }
}

fn read_header(source: &mut Source<'_>) -> io::Result<Header> {
    let head = source.require(7)?;
    if head.starts_with(LEGACY) {
        return Err(wrong(
            "a legacy LZ4 frame (lz4 -l); unpack it with the lz4 tool and read the result",
        ));
    }
    let (flags, sizes) = (head.get(4).ok_or_else(cut)?, head.get(5).ok_or_else(cut)?);
    let (flags, block_max) = (
        *flags,
        match sizes >> 4 & 7 {
            4 => 64 << 10,
            5 => 256 << 10,
            6 => 1 << 20,
            7 => 4 << 20,
            _ => return Err(wrong("an LZ4 frame with blocks of a size that nobody defined")),
        },
    );
    if flags >> 6 != 1 || flags & DICTIONARY != 0 {
        return Err(wrong("an LZ4 frame of another version, or with a dictionary"));
    }
    let length = 7 + if flags & CONTENT_SIZE != 0 { 8 } else { 0 };
    let whole = source.require(length)?.get(4..length).ok_or_else(cut)?;
    let right = whole
        .split_last()
        .is_some_and(|(sum, described)| Xxh32::of(described).to_le_bytes().get(1) == Some(sum));
    if !right {
        return Err(wrong("the checksum of the LZ4 frame's header is wrong"));
    }
    source.consume(length);
    Ok(Header { flags, block_max })
}
