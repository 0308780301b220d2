//! UTF-16 told by its first bytes and turned into UTF-8: what PowerShell's `>` and Windows tools write.
//! Bytes in, bytes out; every other encoding stays as it is, since in all of them ASCII is ASCII.

use std::io::{self, Read};
use std::sync::Arc;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE};

use super::ledger::{Bytes, Ledger};
use super::source::give;

/// First bytes that are looked at.
pub const LOOK: usize = 512;
/// Share of the pairs whose one half is NUL, where no mark says that it is UTF-16: a log is mostly ASCII.
const NULS_MIN: f64 = 0.9;
/// Pairs that must be there to tell by NULs.
const PAIRS_MIN: usize = 8;
/// Bytes turned at a time.
const BLOCK: usize = 64 << 10;
/// U+FFFD in UTF-8.
const REPLACEMENT: &[u8] = b"\xef\xbf\xbd";

/// The encoding of an exhibit that begins so, if it is UTF-16.
pub fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, rest @ ..] if !rest.starts_with(&[0, 0]) => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let pairs = head.get(..LOOK).unwrap_or(head).chunks_exact(2);
    let count = pairs.len();
    let (mut low, mut high) = (0, 0);
    for pair in pairs {
        match pair {
            [0, 0] => {}
            [_, 0] => low += 1,
            [0, _] => high += 1,
            _ => {}
        }
    }
    let most = NULS_MIN * count as f64;
    match () {
        () if count < PAIRS_MIN => None,
        () if f64::from(low) >= most && high == 0 => Some(UTF_16LE),
        () if f64::from(high) >= most && low == 0 => Some(UTF_16BE),
        () => None,
    }
}

/// The layer that turns UTF-16 into UTF-8. The mark at its head is left out; a surrogate without its
/// other half becomes U+FFFD and is counted.
pub struct Utf8<'s> {
    inner: Bytes<'s>,
    decoder: Decoder,
    ledger: Arc<Ledger>,
    raw: Vec<u8>,
    block: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<'s> Utf8<'s> {
    /// Decodes `inner` from the first byte on.
    pub fn new(inner: Bytes<'s>, encoding: &'static Encoding, ledger: &Arc<Ledger>) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            ledger: Arc::clone(ledger),
            raw: vec![0; BLOCK],
            block: Vec::new(),
            given: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.block.clear();
        self.given = 0;
        while self.block.is_empty() && !self.ended {
            let count = self.inner.read(&mut self.raw)?;
            self.ended = count == 0;
            self.turn(count);
        }
        Ok(())
    }

    fn turn(&mut self, count: usize) {
        let mut rest = self.raw.get(..count).unwrap_or_default();
        loop {
            let held = self.block.len();
            // Three bytes a unit at most, and what the decoder holds back.
            self.block.resize(held + 3 * rest.len() / 2 + 16, 0);
            let room = self.block.get_mut(held..).unwrap_or_default();
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(rest, room, self.ended);
            self.block.truncate(held + written);
            rest = rest.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    self.block.extend_from_slice(REPLACEMENT);
                    self.ledger.replace(1);
                }
            }
        }
    }
}

impl Read for Utf8<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.block.len() {
            self.refill()?;
        }
        Ok(give(&self.block, &mut self.given, buffer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, big: bool) -> Vec<u8> {
        let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn decoded(bytes: &[u8]) -> (Vec<u8>, u64) {
        let ledger = Ledger::new(0);
        let encoding = utf16(bytes).expect("UTF-16");
        let mut text = Vec::new();
        Utf8::new(Box::new(bytes), encoding, &ledger).read_to_end(&mut text).expect("memory");
        (text, ledger.spent().replaced)
    }

    #[test]
    fn both_orders_are_told_with_and_without_a_mark() {
        let text = "203.0.113.7 - - é 𝄞\r\n".repeat(20_000);
        for big in [false, true] {
            let marked = encoded(&format!("\u{feff}{text}"), big);
            for bytes in [marked.clone(), marked[2..].to_vec()] {
                assert_eq!(decoded(&bytes), (text.clone().into_bytes(), 0));
            }
        }
    }

    #[test]
    fn half_a_pair_is_replaced_and_counted() {
        let mut bytes = encoded("\u{feff}a", false);
        bytes.extend([0x00, 0xd8, b'b', 0, 0x00, 0xdc, b'c']);
        assert_eq!(decoded(&bytes), ("a\u{fffd}b\u{fffd}\u{fffd}".into(), 3));
    }

    #[test]
    fn text_and_holes_are_no_utf16() {
        for bytes in [&b"203.0.113.7 - - [06/Apr/2021"[..], &[0; 600], b"", b"a\0", "é".as_bytes()]
        {
            assert_eq!(utf16(bytes), None);
        }
        assert_eq!(utf16(b"\xff\xfe\0\0a\0\0\0"), None);
    }
}
