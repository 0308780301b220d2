//! Zip archives (APPNOTE.TXT 6.3.10), read from the first local header on in one pass: bytes in, members
//! out. The directory at the end is not needed, so that a truncated archive gives what it has.

use std::io;

use flate2::Crc;

use super::{Entry, NAME_MAX, Place, Walk};
use crate::base::account::Compression;
use crate::read::exhibit::codec::{self, Codec, cut, little};
use crate::read::exhibit::ledger::Bytes;
use crate::read::exhibit::source::{Source, give};

const LOCAL: &[u8] = b"PK\x03\x04";
const DESCRIPTOR: &[u8] = b"PK\x07\x08";
/// Headers of what follows the last member (§4.3.6).
const BEHIND: [&[u8]; 4] = [b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x08"];
const HEADER: usize = 30;
/// A descriptor with its signature and sizes of eight bytes.
const DESCRIPTOR_MAX: usize = 24;

const ENCRYPTED: u64 = 1;
const SIZES_BEHIND: u64 = 1 << 3;

/// Does a zip archive begin so?
pub fn begins(head: &[u8]) -> bool {
    let head = head.strip_prefix(DESCRIPTOR).unwrap_or(head);
    head.starts_with(LOCAL) || head.starts_with(b"PK\x05\x06")
}

/// A local header.
#[derive(Debug, Default)]
struct Header {
    name: Vec<u8>,
    flags: u64,
    method: u64,
    sum: u64,
    packed: u64,
    modified_us: Option<i64>,
}

/// How a member's bytes are taken from the archive.
enum Body<'s> {
    /// There are none, or no more.
    Ended,
    /// As they are, so many.
    Stored(u64),
    /// As they are, up to a descriptor that says that they end.
    Open(u64),
    /// Packed.
    Packed(Box<dyn Codec + 's>),
}

/// Goes through a zip archive.
pub struct Zip<'s> {
    source: Source<'s>,
    place: Place,
    header: Header,
    body: Body<'s>,
    /// Where the member's bytes began.
    start: u64,
    block: Vec<u8>,
    given: usize,
    crc: Crc,
    short: Option<String>,
    ended: bool,
}

impl<'s> Zip<'s> {
    /// At the first header.
    pub fn new(bytes: Bytes<'s>, place: Place) -> Self {
        Self {
            source: Source::new(bytes),
            place,
            header: Header::default(),
            body: Body::Ended,
            start: 0,
            block: Vec::new(),
            given: 0,
            crc: Crc::new(),
            short: None,
            ended: false,
        }
    }

    /// Reads the next local header; `None` at the end.
    fn local(&mut self) -> io::Result<Option<Header>> {
        let position = self.source.position();
        let held = self.source.require(HEADER)?;
        if held.starts_with(DESCRIPTOR) && position == 0 {
            self.source.consume(DESCRIPTOR.len());
            return self.local();
        }
        let fixed = held.get(..HEADER).filter(|fixed| fixed.starts_with(LOCAL));
        let Some(fixed) = fixed else {
            if !BEHIND.iter().any(|signature| held.starts_with(signature)) {
                let cut = held.len() < HEADER;
                let what =
                    if cut { "the zip archive is cut off" } else { "there is no zip header" };
                let at = if cut { position + held.len() as u64 } else { position };
                self.place.state(what, at);
            }
            return Ok(None);
        };
        let field = |at: usize, length| fixed.get(at..at + length).map_or(0, little);
        let (name, extra) = (field(26, 2) as usize, field(28, 2) as usize);
        let mut header = Header {
            flags: field(6, 2),
            method: field(8, 2),
            sum: field(14, 4),
            packed: field(18, 4),
            ..Header::default()
        };
        let length = HEADER + name + extra;
        let Some(whole) = self.source.require(length)?.get(..length) else {
            let end = position + self.source.require(length)?.len() as u64;
            self.place.state("the zip archive is cut off", end);
            return Ok(None);
        };
        let (texts, extra) = whole.split_at(HEADER + name);
        header.name = texts
            .get(HEADER..)
            .map(|name| name.get(..NAME_MAX).unwrap_or(name).to_vec())
            .unwrap_or_default();
        header.extra(extra);
        self.source.consume(length);
        Ok(Some(header))
    }

    /// How to take the member's bytes, or why not.
    fn set_out(&mut self, header: Header) -> io::Result<Option<String>> {
        self.start = self.source.position();
        self.crc = Crc::new();
        self.block.clear();
        self.given = 0;
        let known = header.flags & SIZES_BEHIND == 0 || header.packed > 0;
        let as_it_is = if known { Body::Stored(header.packed) } else { Body::Open(0) };
        let mut skip = None;
        self.body = match codec_of(&header)? {
            Some(codec) => Body::Packed(codec),
            None => {
                skip = header.refusal();
                as_it_is
            }
        };
        self.header = header;
        Ok(skip)
    }

    /// Takes some bytes into the block; none at the member's end.
    fn refill(&mut self) -> io::Result<()> {
        self.block.clear();
        self.given = 0;
        while self.block.is_empty() {
            let ended = match &mut self.body {
                Body::Ended => return Ok(()),
                Body::Packed(codec) => codec.decode(&mut self.source, &mut self.block),
                Body::Stored(left) => stored(&mut self.source, left, &mut self.block),
                Body::Open(taken) => open(&mut self.source, taken, &mut self.block),
            };
            match ended {
                Ok(false) => {}
                Ok(true) => self.body = Body::Ended,
                Err(error) => {
                    let position = self.source.position();
                    let what = format!("the member is broken ({})", self.place.survive(&error)?);
                    self.short = Some(self.place.at(&what, position));
                    self.body = Body::Ended;
                }
            }
        }
        self.crc.update(&self.block);
        Ok(())
    }

    /// Passes over what is left of the member and its descriptor, and compares its checksum.
    fn pass(&mut self) -> io::Result<()> {
        while !matches!(self.body, Body::Ended) {
            self.refill()?;
        }
        (self.block, self.given) = (Vec::new(), 0);
        if self.start == 0 {
            return Ok(());
        }
        if let Some(damage) = self.short.take() {
            self.place.ledger.state(damage, false);
            let end = self.start.saturating_add(self.header.packed);
            if self.header.packed == 0 || end < self.source.position() {
                self.ended = true;
            } else {
                self.skip_to(end)?;
            }
        } else if self.header.flags & SIZES_BEHIND != 0 {
            self.descriptor()?;
        }
        if !self.ended
            && self.header.refusal().is_none()
            && self.header.sum != u64::from(self.crc.sum())
        {
            let position = self.source.position();
            self.place.state("the checksum of a member is wrong; it ends", position);
        }
        self.start = 0;
        Ok(())
    }

    fn skip_to(&mut self, end: u64) -> io::Result<()> {
        while self.source.position() < end {
            let count = self.source.available()?.len() as u64;
            if count == 0 {
                break;
            }
            self.source.consume(count.min(end - self.source.position()) as usize);
        }
        Ok(())
    }

    /// The descriptor has a signature or not, and sizes of four bytes or of eight (§4.3.9): what follows
    /// tells.
    fn descriptor(&mut self) -> io::Result<()> {
        let held = self.source.require(DESCRIPTOR_MAX + 2)?;
        let signature = if held.starts_with(DESCRIPTOR) { 4 } else { 0 };
        let follows = |length: usize| {
            held.get(length..).is_some_and(|rest| rest.starts_with(b"PK") || rest.is_empty())
        };
        let Some(length) = [signature + 12, signature + 20].into_iter().find(|at| follows(*at))
        else {
            return Ok(());
        };
        self.header.sum = held.get(signature..signature + 4).map_or(0, little);
        self.source.consume(length);
        Ok(())
    }
}

impl Walk for Zip<'_> {
    fn advance(&mut self) -> io::Result<Option<Entry>> {
        loop {
            self.pass()?;
            self.short = None;
            let header = if self.ended { None } else { self.local()? };
            let Some(header) = header else {
                self.ended = true;
                self.source.drain()?;
                return Ok(None);
            };
            let (name, modified_us) = (header.name.clone(), header.modified_us);
            let skip = self.set_out(header)?;
            if !name.ends_with(b"/") {
                return Ok(Some(Entry { name, modified_us, skip }));
            }
        }
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.block.len() {
            self.refill()?;
        }
        Ok(give(&self.block, &mut self.given, buffer))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.source.drain()
    }

    fn shortfall(&self) -> Option<String> {
        self.short.clone()
    }
}

impl Header {
    /// Reads the extra fields: sizes beyond 4 GiB (§4.5.3) and the time of change with its zone
    /// (Info-ZIP's `UT`). The header's own time has no zone and is left out.
    fn extra(&mut self, extra: &[u8]) {
        let mut rest = extra;
        while let Some((head, after)) = rest.split_at_checked(4) {
            let (id, length) = head.split_at(2);
            let Some((data, next)) = after.split_at_checked(little(length) as usize) else {
                return;
            };
            match little(id) {
                1 if self.packed == 0xffff_ffff => {
                    // The plain size is there too, before it: a local header must have both.
                    self.packed = data.get(8..16).map_or(0, little);
                }
                0x5455 if data.first().is_some_and(|flags| flags & 1 != 0) => {
                    let seconds = data.get(1..5).map(|bytes| little(bytes) as u32);
                    self.modified_us = seconds.map(|s| i64::from(s.cast_signed()) * 1_000_000);
                }
                _ => {}
            }
            rest = next;
        }
    }

    /// Why the member cannot be read, if it cannot.
    fn refusal(&self) -> Option<String> {
        match self.method {
            _ if self.flags & ENCRYPTED != 0 => {
                Some("encrypted: unpack it with its password and read the result".into())
            }
            0 | 8 | 12 | 93 | 95 => None,
            method => Some(format!(
                "packed with method {method} of zip: unpack it with the tool that made it and read the result"
            )),
        }
    }
}

/// The decoder of a member that is packed in a way that we read (§4.4.5).
fn codec_of<'s>(header: &Header) -> io::Result<Option<Box<dyn Codec + 's>>> {
    match header.method {
        _ if header.refusal().is_some() => Ok(None),
        8 => Ok(Some(Box::new(codec::gzip::Inflate::default()))),
        12 => codec::open(Compression::Bzip2),
        93 => codec::open(Compression::Zstd),
        95 => codec::open(Compression::Xz),
        _ => Ok(None),
    }
}

fn stored(source: &mut Source<'_>, left: &mut u64, block: &mut Vec<u8>) -> io::Result<bool> {
    if *left == 0 {
        return Ok(true);
    }
    let held = source.available()?;
    let count = usize::try_from(*left).unwrap_or(usize::MAX).min(held.len());
    block.extend_from_slice(held.get(..count).unwrap_or_default());
    source.consume(count);
    *left -= count as u64;
    if count == 0 { Err(cut()) } else { Ok(false) }
}

/// Takes bytes up to a descriptor that gives their number: nothing before them does.
fn open(source: &mut Source<'_>, taken: &mut u64, block: &mut Vec<u8>) -> io::Result<bool> {
    let held = source.require(DESCRIPTOR_MAX)?;
    let found = memchr::memmem::find(held, DESCRIPTOR);
    let ends =
        |rest: &[u8]| rest.get(8..12).is_some_and(|size| little(size) == *taken & 0xffff_ffff);
    if found == Some(0) && ends(held) {
        return Ok(true);
    }
    let count = match found {
        Some(0) => 1,
        Some(at) => at,
        None if held.len() < DESCRIPTOR_MAX => held.len(),
        None => held.len() - DESCRIPTOR.len() + 1,
    };
    block.extend_from_slice(held.get(..count).unwrap_or_default());
    source.consume(count);
    *taken += count as u64;
    if count == 0 { Err(cut()) } else { Ok(false) }
}
