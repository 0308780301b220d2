//! Tar archives (POSIX.1-1988 ustar, POSIX.1-2001 pax, GNU, V7): headers of 512 bytes in, members out.
//! Sparse members are refused: their bytes are not the file's.

use std::io::{self, Read};

use super::{Entry, NAME_MAX, Place, Walk};
use crate::read::exhibit::ledger::Bytes;
use crate::read::exhibit::source::Source;

const BLOCK: usize = 512;
/// Bytes of extended headers that are kept.
const EXTENDED_MAX: u64 = 1 << 20;

/// Does a tar archive begin so? The checksum decides: V7 archives have no magic bytes.
pub fn begins(head: &[u8]) -> bool {
    head.get(..BLOCK).is_some_and(|block| block.first() != Some(&0) && is_header(block))
}

/// What headers before a member's own say of it.
#[derive(Default)]
struct Ahead {
    name: Option<Vec<u8>>,
    size: Option<u64>,
    modified_us: Option<i64>,
    sparse: bool,
}

/// Goes through a tar archive.
pub struct Tar<'s> {
    source: Source<'s>,
    place: Place,
    /// Bytes of the member that are left, and of the padding behind it.
    left: u64,
    padding: u64,
    short: Option<String>,
    ended: bool,
}

impl<'s> Tar<'s> {
    /// At the first header.
    pub fn new(bytes: Bytes<'s>, place: Place) -> Self {
        let source = Source::new(bytes);
        Self { source, place, left: 0, padding: 0, short: None, ended: false }
    }

    /// The next header; `None` at the end of the archive.
    fn header(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut zeros = 0;
        loop {
            let position = self.source.position();
            let held = self.source.require(BLOCK)?;
            let Some(block) = held.get(..BLOCK) else {
                let rest = held.len();
                if zeros == 0 || rest > 0 {
                    self.place.state("the tar archive is cut off", position + rest as u64);
                }
                return Ok(None);
            };
            if is_header(block) {
                let block = block.to_vec();
                self.source.consume(BLOCK);
                return Ok(Some(block));
            }
            if block.iter().any(|byte| *byte != 0) {
                self.place.state("there is no tar header", position);
                return Ok(None);
            }
            // The end is two blocks of zeros and padding; archives that were joined go on behind it.
            zeros += 1;
            self.source.consume(BLOCK);
        }
    }

    /// Sets out on the bytes of a header's member.
    fn set_out(&mut self, size: u64) {
        self.left = size;
        self.padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
    }

    fn pass(&mut self) -> io::Result<()> {
        let mut left = self.left.saturating_add(self.padding);
        while left > 0 {
            let count = self.source.available()?.len() as u64;
            if count == 0 {
                break;
            }
            let count = count.min(left);
            self.source.consume(count as usize);
            left -= count;
        }
        (self.left, self.padding) = (0, 0);
        Ok(())
    }

    /// Bytes of an extended header, as far as they are kept.
    fn extended(&mut self, size: u64, limit: u64) -> io::Result<Vec<u8>> {
        self.set_out(size);
        let mut bytes = Vec::new();
        self.by_ref().take(limit).read_to_end(&mut bytes)?;
        self.pass()?;
        Ok(bytes)
    }

    fn end(&mut self) -> io::Result<Option<Entry>> {
        self.ended = true;
        self.source.drain()?;
        Ok(None)
    }
}

impl Walk for Tar<'_> {
    fn advance(&mut self) -> io::Result<Option<Entry>> {
        let mut ahead = Ahead::default();
        loop {
            self.pass()?;
            self.short = None;
            if self.ended {
                return Ok(None);
            }
            let Some(header) = self.header()? else { return self.end() };
            let Some(mut size) = number(&header, 124, 12) else {
                self.place.state("a tar header has no size", self.source.position());
                return self.end();
            };
            let kind = header.get(156).copied().unwrap_or_default();
            match kind {
                b'L' => {
                    let name = self.extended(size, NAME_MAX as u64)?;
                    ahead.name = Some(until_nul(&name).to_vec());
                }
                b'x' => pax(&self.extended(size, EXTENDED_MAX)?, &mut ahead),
                b'K' | b'g' => self.set_out(size),
                _ => {
                    size = ahead.size.unwrap_or(size);
                    self.set_out(size);
                    if kind != b'5' {
                        let entry = entry(&header, kind, std::mem::take(&mut ahead));
                        if !entry.name.ends_with(b"/") {
                            return Ok(Some(entry));
                        }
                    }
                    ahead = Ahead::default();
                }
            }
        }
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.source.read(buffer.get_mut(..room).unwrap_or_default())?;
        self.left -= count as u64;
        if count == 0 && room > 0 {
            let position = self.source.position();
            self.short = Some(self.place.at("the archive is cut off in this member", position));
            self.left = 0;
            self.padding = 0;
        }
        Ok(count)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.source.drain()
    }

    fn shortfall(&self) -> Option<String> {
        self.short.clone()
    }
}

impl Read for Tar<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Walk::read(self, buffer)
    }
}

fn entry(header: &[u8], kind: u8, ahead: Ahead) -> Entry {
    let seconds = number(header, 136, 12).and_then(|seconds| i64::try_from(seconds).ok());
    let modified_us =
        ahead.modified_us.or(seconds.and_then(|seconds| seconds.checked_mul(1_000_000)));
    let name = ahead.name.unwrap_or_else(|| name(header));
    let name = name.strip_prefix(b"./").unwrap_or(&name).to_vec();
    let skip = match kind {
        _ if ahead.sparse => Some("a sparse member: its bytes are not the file's"),
        b'0' | b'7' | 0 => None,
        b'S' => Some("a sparse member: its bytes are not the file's"),
        b'1' | b'2' => Some("a link"),
        b'3' | b'4' | b'6' => Some("a device or a pipe"),
        _ => Some("a member of a kind that is no file"),
    };
    Entry { name, modified_us, skip: skip.map(str::to_owned) }
}

fn name(header: &[u8]) -> Vec<u8> {
    let name = until_nul(header.get(..100).unwrap_or_default());
    // GNU's magic has blanks, and other things where POSIX has the prefix.
    let prefix = match header.get(257..263) {
        Some(b"ustar\0") => until_nul(header.get(345..500).unwrap_or_default()),
        _ => b"",
    };
    if prefix.is_empty() { name.to_vec() } else { [prefix, b"/", name].concat() }
}

fn until_nul(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// A number in octal, or (GNU) in base 256 where the first bit is set.
fn number(header: &[u8], start: usize, length: usize) -> Option<u64> {
    let field = header.get(start..start + length)?;
    if field.first()? & 0x80 != 0 {
        let (high, low) = field.split_last_chunk::<8>()?;
        let beyond =
            high.iter().enumerate().any(|(at, byte)| byte & !(u8::from(at == 0) << 7) != 0);
        return (!beyond).then_some(u64::from_be_bytes(*low));
    }
    let digits = until_nul(field).trim_ascii();
    let octal = |number: u64, digit: &u8| match digit {
        b'0'..=b'7' => number.checked_mul(8)?.checked_add(u64::from(digit - b'0')),
        _ => None,
    };
    digits.iter().try_fold(0, octal)
}

/// Is the checksum right? Some old tars summed signed bytes.
fn is_header(block: &[u8]) -> bool {
    let Some(stored) = number(block, 148, 8).filter(|sum| *sum > 0) else { return false };
    let field = |at: usize| (148..156).contains(&at);
    let bytes = block.iter().enumerate().map(|(at, byte)| if field(at) { b' ' } else { *byte });
    let (mut unsigned, mut signed) = (0u64, 0i64);
    for byte in bytes {
        unsigned += u64::from(byte);
        signed += i64::from(byte.cast_signed());
    }
    stored == unsigned || i64::try_from(stored) == Ok(signed)
}

/// Reads the records `length key=value\n` of a pax header.
fn pax(bytes: &[u8], ahead: &mut Ahead) {
    let mut rest = bytes;
    while let Some(blank) = memchr::memchr(b' ', rest) {
        let length = rest.get(..blank).and_then(|digits| str::from_utf8(digits).ok());
        let Some(length) = length.and_then(|digits| digits.parse::<usize>().ok()) else { return };
        let Some((record, after)) = rest.split_at_checked(length) else { return };
        let record = record.get(blank + 1..).unwrap_or_default();
        let record = record.strip_suffix(b"\n").unwrap_or(record);
        if let Some(equals) = memchr::memchr(b'=', record) {
            let (key, value) = record.split_at(equals);
            keyword(key, value.get(1..).unwrap_or_default(), ahead);
        }
        if length == 0 {
            return;
        }
        rest = after;
    }
}

fn keyword(key: &[u8], value: &[u8], ahead: &mut Ahead) {
    let text = str::from_utf8(value).unwrap_or_default();
    match key {
        b"path" => ahead.name = Some(value.get(..NAME_MAX).unwrap_or(value).to_vec()),
        b"size" => ahead.size = text.parse().ok(),
        b"mtime" => ahead.modified_us = instant(text),
        _ => ahead.sparse |= key.starts_with(b"GNU.sparse."),
    }
}

/// Seconds since the epoch with a fraction, as microseconds.
fn instant(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let micros: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let (seconds, micros) = (whole.parse::<i64>().ok()?, micros.parse::<i64>().ok()?);
    let signed = if whole.starts_with('-') { -micros } else { micros };
    seconds.checked_mul(1_000_000)?.checked_add(signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_octal_or_binary() {
        let number = |field: &[u8]| number(field, 0, 12);
        assert_eq!(number(b"00000000644\0"), Some(0o644));
        assert_eq!(number(b"    12 \0\0\0\0\0"), Some(10));
        assert_eq!(number(b"\x80\0\0\0\0\0\0\x02\0\0\0\0"), Some(2 << 32));
        assert_eq!(number(b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), None);
        assert_eq!(number(b"0000000064x\0"), None);
    }

    #[test]
    fn pax_records_are_read_and_wrong_ones_end() {
        let mut ahead = Ahead::default();
        pax(b"12 path=a/b\n25 mtime=1617690662.2500\n11 size=77\n99 path=x\n", &mut ahead);
        assert_eq!(ahead.name.as_deref(), Some(&b"a/b"[..]));
        assert_eq!((ahead.size, ahead.modified_us), (Some(77), Some(1_617_690_662_250_000)));
        for wrong in [&b"0 path=x\n"[..], b"x path=x\n", b"5", b""] {
            let mut ahead = Ahead::default();
            pax(wrong, &mut ahead);
            assert_ne!(ahead.name.as_deref(), Some(&b"x"[..]), "{wrong:?}");
        }
    }
}
