//! Blocked gzip as bgzip, samtools and some log shippers write it: members of at most 64 KiB whose header
//! says how long they are (SAM specification §4.1: extra field `BC`), so that they can be decoded side
//! by side. Whatever is not wholly right is left to the plain decoder, which says what is wrong.

use std::io;

use flate2::{Crc, Decompress, FlushDecompress, Status};
use rayon::prelude::*;

use super::{Codec, little};
use crate::read::exhibit::source::Source;

/// Bytes of a block at most, packed or not.
const BLOCK_MAX: usize = 64 << 10;
/// Blocks decoded side by side: 4 MiB of text are held, whatever they are packed into.
const BATCH: usize = 64;
/// Header up to the block's length, where `BC` is the only extra field: what every writer writes.
const HEADER: usize = 18;
const TRAILER: usize = 8;

/// Length of the block that begins with these bytes, if they begin one.
pub fn block_length(bytes: &[u8]) -> Option<usize> {
    match bytes.get(..HEADER)? {
        [0x1f, 0x8b, 8, 4, _, _, _, _, _, _, 6, 0, b'B', b'C', 2, 0, low, high] => {
            Some(usize::from(*low) + (usize::from(*high) << 8) + 1)
                .filter(|length| *length > HEADER + TRAILER)
        }
        _ => None,
    }
}

/// Decodes a run of blocks.
pub struct Bgzf;

impl Codec for Bgzf {
    /// True after blocks that are not followed by one that is whole and right.
    fn decode(&mut self, source: &mut Source<'_>, out: &mut Vec<u8>) -> io::Result<bool> {
        let held = source.require(BATCH * BLOCK_MAX)?;
        let blocks = blocks(held);
        let decoded: Vec<Option<Vec<u8>>> = blocks.par_iter().map(|block| inflate(block)).collect();
        let mut consumed = 0;
        let mut right = 0;
        for (block, text) in blocks.iter().zip(decoded) {
            let Some(text) = text else { break };
            out.extend_from_slice(&text);
            consumed += block.len();
            right += 1;
        }
        source.consume(consumed);
        Ok(right < BATCH)
    }
}

/// The whole blocks at the head of `held`, at most a batch.
fn blocks(held: &[u8]) -> Vec<&[u8]> {
    let mut rest = held;
    let mut blocks = Vec::with_capacity(BATCH);
    while blocks.len() < BATCH {
        let Some(length) = block_length(rest) else { break };
        let Some((block, after)) = rest.split_at_checked(length) else { break };
        blocks.push(block);
        rest = after;
    }
    blocks
}

fn inflate(block: &[u8]) -> Option<Vec<u8>> {
    let (packed, trailer) = block.get(HEADER..)?.split_last_chunk::<TRAILER>()?;
    let (sum, length) = trailer.split_at(4);
    let mut text = vec![0; BLOCK_MAX];
    let mut state = Decompress::new(false);
    let status = state.decompress(packed, &mut text, FlushDecompress::Finish).ok()?;
    text.truncate(state.total_out() as usize);
    let mut crc = Crc::new();
    crc.update(&text);
    let right = status == Status::StreamEnd
        && state.total_in() == packed.len() as u64
        && little(sum) == u64::from(crc.sum())
        && little(length) == text.len() as u64;
    right.then_some(text)
}
