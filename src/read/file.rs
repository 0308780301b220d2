//! One file read from its first byte to its last: a path in, an exhibit and its parsed chunks out.
//! Mapped or streamed, the same lines give the same rows. It decides nothing about other files.

use std::path::Path;

use rayon::prelude::*;

use super::escape::escape_start;
use super::exhibit::chunk::{Chunk, Cutter, split};
use super::exhibit::decompress::Stream;
use super::exhibit::sample::{self, Sample};
use super::exhibit::{Opened, digest, map};
use super::format::detect::{CONFIDENCE_MIN, Choice, detect, failed, weigh};
use super::format::kernel::drive::Parsed;
use super::format::{EMPTY, Format};
use super::options::{Options, Watch};
use crate::base::account::{Accounting, Compression, Exhibit};
use crate::error::{Error, Kind, Result};

/// Lines shown of a file that no format reads.
const SHOWN: usize = 3;
/// Bytes shown of each.
const SHOWN_BYTES: usize = 160;

/// A file that was read.
#[derive(Debug)]
pub(super) struct FileRead {
    /// The exhibit, with the account of all its bytes.
    pub(super) exhibit: Exhibit,
    /// Its chunks, in order.
    pub(super) parts: Vec<Parsed>,
}

/// What reading the bytes gave.
struct Body {
    parts: Vec<Parsed>,
    bytes: u64,
    sha256: String,
    damage: Option<String>,
}

/// Reads one file; with `forced`, in that format whatever its content.
pub(super) fn read(
    path: &Path,
    forced: Option<&'static Format>,
    options: &Options,
    watch: &dyn Watch,
) -> Result<FileRead> {
    let opened = Opened::new(path)?;
    let choice = choose(path, forced, &sample::of(&opened)?)?;
    let body = if opened.compression == Compression::Plain && options.mmap {
        mapped(&opened, choice.format, options, watch)?
    } else {
        streamed(&opened, choice.format, options, watch)?
    };
    opened.unchanged(body.bytes)?;
    let accounting = account(&body.parts);
    if forced.is_none() {
        still_recognised(path, choice, &accounting, &body.parts)?;
    }
    let exhibit = exhibit(&opened, choice, accounting, &body);
    Ok(FileRead { exhibit, parts: body.parts })
}

fn choose(path: &Path, forced: Option<&'static Format>, sample: &Sample) -> Result<Choice> {
    if let Some(format) = forced {
        return Ok(weigh(format, sample));
    }
    if sample.is_empty() {
        return Ok(Choice { format: &EMPTY, confidence: 1.0 });
    }
    let choice = detect(sample).unwrap_or(Choice { format: &EMPTY, confidence: 0.0 });
    if choice.confidence < CONFIDENCE_MIN {
        return Err(unrecognised(path, choice, failed(choice.format, sample).into_iter()));
    }
    Ok(choice)
}

/// Maps the file, and parses and hashes the same bytes at the same time.
fn mapped(opened: &Opened, format: &Format, options: &Options, watch: &dyn Watch) -> Result<Body> {
    let map = map::map(opened)?;
    let ranges = split(&map, options.chunk_bytes);
    let parse = |range: &std::ops::Range<usize>| {
        let bytes = map.get(range.clone()).unwrap_or_default();
        let (offset, length) = (range.start as u64, bytes.len() as u64);
        let chunk = Chunk { offset, bytes: bytes.into(), length, cut: false };
        let parsed = (!watch.stopped()).then(|| (format.chunk)(&chunk))?;
        watch.advance(length);
        Some(parsed)
    };
    let (parts, sha256) = rayon::join(
        || ranges.par_iter().map(parse).collect::<Option<Vec<Parsed>>>(),
        || digest::of(&map, &|| watch.stopped()),
    );
    let (parts, sha256) = parts.zip(sha256).ok_or_else(interrupted)?;
    Ok(Body { parts, bytes: map.len() as u64, sha256, damage: None })
}

/// Decodes a chunk while the one before it is parsed: two chunks are held, whatever the size.
fn streamed(
    opened: &Opened,
    format: &Format,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Body> {
    let unreadable = |error| Error::unreadable(&opened.path, error);
    let mut cutter = Cutter::new(Stream::new(opened)?, options.chunk_bytes);
    let mut parts = Vec::new();
    let mut seen = 0;
    let mut next = cutter.advance().map_err(unreadable)?;
    while let Some(chunk) = next {
        if watch.stopped() {
            return Err(interrupted());
        }
        let (parsed, after) = rayon::join(|| (format.chunk)(&chunk), || cutter.advance());
        parts.push(parsed);
        next = after.map_err(unreadable)?;
        watch.advance(cutter.stream().pulled() - seen);
        seen = cutter.stream().pulled();
    }
    let (spent, damage) = cutter.into_stream().finish().map_err(unreadable)?;
    watch.advance(spent.bytes - seen);
    Ok(Body { parts, bytes: spent.bytes, sha256: spent.sha256, damage })
}

fn interrupted() -> Error {
    Error::new(Kind::Interrupted, "stopped while reading")
}

fn account(parts: &[Parsed]) -> Accounting {
    let mut accounting = Accounting::default();
    parts.iter().for_each(|part| accounting.add(&part.accounting));
    accounting
}

/// The sample may have been luckier than the file: the same threshold holds for all lines.
fn still_recognised(
    path: &Path,
    choice: Choice,
    accounting: &Accounting,
    parts: &[Parsed],
) -> Result<()> {
    let share =
        accounting.requests as f64 / (accounting.requests + accounting.rejects).max(1) as f64;
    if accounting.rejects == 0 || share >= CONFIDENCE_MIN {
        return Ok(());
    }
    let rejects = parts.iter().flat_map(|part| &part.rejects);
    let choice = Choice { confidence: choice.confidence.min(share), ..choice };
    Err(unrecognised(path, choice, rejects.map(|reject| reject.excerpt.as_slice())))
}

fn unrecognised<'l>(path: &Path, choice: Choice, lines: impl Iterator<Item = &'l [u8]>) -> Error {
    let (path, name, confidence) = (path.display(), choice.format.name, choice.confidence);
    let mut message = format!(
        "no format reads {path} well enough (the best is {name}, confidence {confidence:.2}); first lines that fail:"
    );
    for line in lines.take(SHOWN) {
        message.push_str("\n  ");
        message.push_str(&escape_start(line.trim_ascii_end(), SHOWN_BYTES));
    }
    Error::new(Kind::Unrecognised, message)
        .hint("name its format with --log-format (`afflux formats` lists them), or leave the file out; only access logs of web servers are read")
}

fn exhibit(opened: &Opened, choice: Choice, accounting: Accounting, body: &Body) -> Exhibit {
    let spans = body.parts.iter().filter_map(|part| part.span_us);
    Exhibit {
        path: opened.path.to_string_lossy().into_owned(),
        bytes: opened.bytes,
        modified_us: opened.modified_us,
        sha256: body.sha256.clone(),
        compression: opened.compression,
        format: choice.format.name,
        confidence: choice.confidence,
        stamp: choice.format.stamp,
        accounting,
        span_us: spans.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))),
        damage: body.damage.clone(),
    }
}
