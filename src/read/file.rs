//! One file read from its first byte to its last: a path in, an exhibit and its parsed chunks out.
//! Mapped or streamed, the same lines give the same rows. It decides nothing about other files.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::prelude::*;

use super::escape::{escape, escape_start};
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

/// Rejects after which a file is given up as soon as most of its lines so far are rejects. Each takes
/// some 300 bytes of memory, and a packed megabyte can hold hundreds of millions of them.
const REJECTS_MAX: u64 = 1_000_000;

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

/// A file to read, and how.
#[derive(Clone, Copy)]
struct Task<'t> {
    opened: &'t Opened,
    choice: Choice,
    /// Was the format chosen by the user? Then a file is read however few of its lines are.
    forced: bool,
    options: &'t Options,
    watch: &'t dyn Watch,
}

/// Requests and rejects so far.
#[derive(Default)]
struct Tally {
    requests: AtomicU64,
    rejects: AtomicU64,
}

impl Tally {
    /// Counts a part. True if the file is to be given up: enough rejects, too few requests.
    fn gives_up(&self, task: &Task<'_>, part: &Parsed) -> bool {
        let add = |sum: &AtomicU64, more: u64| sum.fetch_add(more, Ordering::Relaxed) + more;
        let requests = add(&self.requests, part.accounting.requests);
        let rejects = add(&self.rejects, part.accounting.rejects);
        !task.forced && rejects > REJECTS_MAX && share(requests, rejects) < CONFIDENCE_MIN
    }
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
    let task = Task { opened: &opened, choice, forced: forced.is_some(), options, watch };
    let body = if opened.compression == Compression::Plain && options.mmap {
        mapped(&task)?
    } else {
        streamed(&task)?
    };
    opened.unchanged(body.bytes)?;
    let accounting = account(&body.parts);
    // The sample may have been luckier than the file: the same threshold holds for all lines.
    let share = share(accounting.requests, accounting.rejects);
    if forced.is_none() && accounting.rejects > 0 && share < CONFIDENCE_MIN {
        return Err(refused(&task, &body.parts));
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
///
/// Chunks are parsed in any order, but whether a file is given up must not depend on it: if it seems
/// so, the file is streamed, and that decides; if not, the parts are looked at in their order.
fn mapped(task: &Task<'_>) -> Result<Body> {
    let Task { opened, choice, options, watch, .. } = *task;
    let map = map::map(opened)?;
    let (tally, given_up) = (Tally::default(), AtomicBool::new(false));
    let stopped = || watch.stopped() || given_up.load(Ordering::Relaxed);
    let ranges = split(&map, options.chunk_bytes);
    let parse = |range: &std::ops::Range<usize>| {
        let bytes = map.get(range.clone()).unwrap_or_default();
        let (offset, length) = (range.start as u64, bytes.len() as u64);
        let chunk = Chunk { offset, bytes: bytes.into(), length, cut: false };
        let parsed = (!stopped()).then(|| (choice.format.chunk)(&chunk))?;
        watch.advance(length);
        if tally.gives_up(task, &parsed) {
            given_up.store(true, Ordering::Relaxed);
        }
        Some(parsed)
    };
    let (parts, sha256) = rayon::join(
        || ranges.par_iter().map(parse).collect::<Option<Vec<Parsed>>>(),
        || digest::of(&map, &stopped),
    );
    if given_up.into_inner() {
        drop(parts);
        return streamed(task);
    }
    let (parts, sha256) = parts.zip(sha256).ok_or_else(interrupted)?;
    let tally = Tally::default();
    if let Some(last) = parts.iter().position(|part| tally.gives_up(task, part)) {
        return Err(refused(task, parts.get(..=last).unwrap_or(&parts)));
    }
    Ok(Body { parts, bytes: map.len() as u64, sha256, damage: None })
}

/// Decodes a chunk while the one before it is parsed: two chunks are held, whatever the size.
fn streamed(task: &Task<'_>) -> Result<Body> {
    let Task { opened, choice, options, watch, .. } = *task;
    let unreadable = |error| Error::unreadable(&opened.path, error);
    let mut cutter = Cutter::new(Stream::new(opened)?, options.chunk_bytes);
    let (mut parts, tally) = (Vec::new(), Tally::default());
    let mut seen = 0;
    let mut next = cutter.advance().map_err(unreadable)?;
    while let Some(chunk) = next {
        if watch.stopped() {
            return Err(interrupted());
        }
        let (parsed, after) = rayon::join(|| (choice.format.chunk)(&chunk), || cutter.advance());
        let gives_up = tally.gives_up(task, &parsed);
        parts.push(parsed);
        if gives_up {
            return Err(refused(task, &parts));
        }
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

/// Share of the lines, blank ones apart, that are requests.
fn share(requests: u64, rejects: u64) -> f64 {
    requests as f64 / (requests + rejects).max(1) as f64
}

/// The error for a file of whose lines too few are requests, as these first parts show.
fn refused(task: &Task<'_>, parts: &[Parsed]) -> Error {
    let accounting = account(parts);
    let share = share(accounting.requests, accounting.rejects);
    let choice = Choice { confidence: task.choice.confidence.min(share), ..task.choice };
    let rejects = parts.iter().flat_map(|part| &part.rejects);
    unrecognised(&task.opened.path, choice, rejects.map(|reject| reject.excerpt.as_slice()))
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
        // Not lossy: two names must not become one.
        path: escape(opened.path.as_os_str().as_bytes()),
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

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::super::format::FORMATS;
    use super::super::options::Unwatched;
    use super::*;

    #[test]
    fn a_flood_of_rejects_is_given_up_mapped_or_streamed() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("a.log");
        std::fs::write(&path, "x\n".repeat(1_200_000)).expect("a file");
        let options = Options { chunk_bytes: 1 << 18, ..Options::default() };
        let choice = Choice { format: FORMATS[0], confidence: 1.0 };
        let given_up = |read: fn(&Task<'_>) -> Result<Body>| {
            let opened = Opened::new(&path).expect("a file");
            let task = Task {
                opened: &opened,
                choice,
                forced: false,
                options: &options,
                watch: &Unwatched,
            };
            assert!(read(&Task { forced: true, ..task }).is_ok_and(|body| body.bytes == 2_400_000));
            let opened = Opened::new(&path).expect("a file");
            read(&Task { opened: &opened, ..task }).map_err(|error| error.to_string()).err()
        };
        let message = given_up(streamed).expect("a refusal");
        assert!(message.contains("confidence 0.00"), "{message}");
        assert_eq!(given_up(mapped), Some(message));
    }

    #[test]
    fn names_that_are_not_utf8_stay_apart() {
        let directory = tempfile::tempdir().expect("a directory");
        let read_as = |name: &[u8]| {
            let path = directory.path().join(OsStr::from_bytes(name));
            std::fs::write(&path, "").expect("a file");
            read(&path, None, &Options::default(), &Unwatched).expect("a reading").exhibit.path
        };
        let (one, other) = (read_as(b"a\xfe"), read_as(b"a\xff"));
        assert!(one.ends_with("a\\xfe") && other.ends_with("a\\xff"), "{one} {other}");
    }
}
