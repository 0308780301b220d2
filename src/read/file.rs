//! One file read from its first byte to its last: a path in, an exhibit and its parsed chunks out.
//! Mapped or streamed, the same lines give the same rows. It decides nothing about other files.

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::columns::Columns;
use super::crew::{Crew, Run};
use super::escape::{escape, escape_start};
use super::exhibit::chunk::{Chunk, Cutter, split};
use super::exhibit::ledger::Spent;
use super::exhibit::sample::{self, Sample};
use super::exhibit::stream::{Layers, Stream};
use super::exhibit::{Opened, digest, map};
use super::format::Format;
use super::format::detect::{CONFIDENCE_MIN, Choice, detect, failed, forced};
use super::format::kernel::drive::{Parsed, without_mark};
use super::format::kernel::reader::{Context, Task as Lines};
use super::member;
use super::options::{Options, Watch};
use super::survey;
use crate::base::account::{Accounting, Compression, Exhibit};
use crate::base::health::Health;
use crate::error::{Error, Kind, Result};
use crate::memory::Passing;

/// Lines shown of a file that no format reads.
const SHOWN: usize = 3;
/// Bytes shown of each.
const SHOWN_BYTES: usize = 160;

/// Rejects after which a file is given up as soon as most of its lines so far are rejects. Each takes
/// some 300 bytes of memory, and a packed megabyte can hold hundreds of millions of them.
const REJECTS_MAX: u64 = 1_000_000;
/// The same for a file whose format was named, or that is read whatever it is: a bound on memory only.
const REJECTS_FORCED_MAX: u64 = 4_000_000;

/// A file that was read.
#[derive(Debug)]
pub(super) struct FileRead {
    /// The exhibit, with the account of all its bytes.
    pub(super) exhibit: Exhibit,
    /// Path, raw.
    pub(super) path: PathBuf,
    /// A fingerprint of its decoded bytes, where they were not mapped.
    pub(super) content: Option<u128>,
    /// Its chunks, in order.
    pub(super) parts: Vec<Parsed>,
    /// Its requests, a set a worker.
    pub(super) sets: Vec<Columns>,
}

/// What reading the bytes gave.
struct Body {
    parts: Vec<Parsed>,
    sets: Vec<Columns>,
    bytes: u64,
    sha256: String,
    damage: Option<String>,
    /// Which year was assumed for stamps without one, and why.
    years: Option<String>,
    /// What the bytes went through, and what that showed.
    layers: Layers,
    replaced: u64,
    content: Option<u128>,
}

/// A file to read, and how.
#[derive(Clone, Copy)]
pub(super) struct Task<'t> {
    opened: &'t Opened,
    /// The format and its reader.
    pub(super) choice: &'t Choice,
    /// Was the format chosen by the user? Then a file is read however few of its lines are.
    forced: bool,
    /// The settings of the reading.
    pub(super) options: &'t Options,
    /// Who watches.
    pub(super) watch: &'t dyn Watch,
}

/// Requests and rejects so far.
#[derive(Default)]
pub(super) struct Tally {
    requests: AtomicU64,
    rejects: AtomicU64,
}

impl Tally {
    /// Counts a part. True if the file is to be given up: enough rejects, too few requests.
    pub(super) fn gives_up(&self, task: &Task<'_>, part: &Parsed) -> bool {
        let add = |sum: &AtomicU64, more: u64| sum.fetch_add(more, Ordering::Relaxed) + more;
        let requests = add(&self.requests, part.accounting.understood());
        let rejects = add(&self.rejects, part.accounting.unread());
        let most = if task.forced { REJECTS_FORCED_MAX } else { REJECTS_MAX };
        rejects > most && share(requests, rejects) < CONFIDENCE_MIN
    }
}

/// Reads a file that is not packed; with `forced`, in that format whatever its content.
pub(super) fn read(
    opened: &Opened,
    forced: Option<&'static Format>,
    options: &Options,
    watch: &dyn Watch,
) -> Result<FileRead> {
    let choice = choose(&opened.path, forced, &sample::of(opened)?, options)?;
    let forced = forced.is_some() || options.best_guess;
    let task = Task { opened, choice: &choice, forced, options, watch };
    let aside = options.mmap && !task.is_in_turn();
    let body = if aside { mapped(&task)? } else { streamed(&task, opened.stream()?)? };
    opened.unchanged(body.bytes)?;
    finish(&task, body)
}

/// Reads a stream. A member of an archive is read only if it seems to be a log, whatever format was named:
/// an archive holds other things, too.
pub(super) fn read_stream(
    opened: &Opened,
    mut stream: Stream<'_>,
    forced: Option<&'static Format>,
    options: &Options,
    watch: &dyn Watch,
) -> Result<FileRead> {
    let member = opened.archive.is_some();
    let unreadable = |error| Error::unreadable(&opened.path, error);
    if member {
        member::look(stream.head(member::LOOK).map_err(unreadable)?)?;
    }
    let sample = sample::of_stream(&mut stream).map_err(unreadable)?;
    if member && forced.is_none() {
        member::glance(&sample, options)?;
    }
    let choice = choose(&opened.path, forced, &sample, options)?;
    if member && choice.confidence < CONFIDENCE_MIN {
        return Err(unrecognised(&opened.path, &choice, std::iter::empty()));
    }
    let forced = (forced.is_some() || options.best_guess) && !member;
    let task = Task { opened, choice: &choice, forced, options, watch };
    let body = streamed(&task, stream)?;
    finish(&task, body)
}

fn finish(task: &Task<'_>, body: Body) -> Result<FileRead> {
    let accounting = account(&body.parts);
    // The sample may have been luckier than the file: the same threshold holds for all lines.
    let share = share(accounting.understood(), accounting.unread());
    if !task.forced && accounting.unread() > 0 && share < CONFIDENCE_MIN {
        return Err(refused(task, &body.parts));
    }
    let exhibit = exhibit(task, accounting, &body);
    let path = task.opened.path.clone();
    Ok(FileRead { exhibit, path, content: body.content, parts: body.parts, sets: body.sets })
}

fn choose(
    path: &Path,
    named: Option<&'static Format>,
    sample: &Sample,
    options: &Options,
) -> Result<Choice> {
    if let Some(format) = named {
        return Ok(forced(format, sample, &options.setting));
    }
    if sample.is_empty() {
        return Ok(Choice::empty(1.0));
    }
    let choice = detect(sample, &options.setting);
    if choice.confidence < CONFIDENCE_MIN && !options.best_guess {
        let failed = failed(&choice, sample, &options.setting);
        return Err(unrecognised(path, &choice, failed.into_iter()));
    }
    Ok(choice)
}

impl<'t> Task<'t> {
    /// How to read the lines of a chunk that begins in this context.
    pub(super) fn lines(&self, context: Context) -> Lines<'t> {
        let (setting, wrapping) = (&self.options.setting, &self.choice.wrapping);
        Lines { setting, wrapping, context }
    }

    /// What envelopes leave to be found out.
    fn survey(&self) -> survey::Task<'t> {
        survey::Task::new(self.opened, self.choice, &self.options.setting)
    }

    /// Reads the lines whose last parts never came.
    fn end(&self, bytes: u64, cut: bool, parts: &mut Vec<Parsed>, columns: &mut Columns) {
        let Some(context) = parts.last().map(|part| part.context.clone()) else { return };
        if context.parts.iter().any(Option::is_some) {
            let end = Chunk { offset: bytes, bytes: (&[]).into(), length: 0, hole: 0, cut };
            parts.push(self.choice.reader.chunk(&end, &self.lines(context), columns));
        }
    }

    /// Must its chunks be read one after the other? What directives inside envelopes say is known only
    /// once the lines before are opened, and to open every line twice costs more than a second core gives.
    fn is_in_turn(&self) -> bool {
        self.choice.reader.has_context() && !self.choice.wrapping.is_empty()
    }

    /// The context at the start of each range.
    pub(super) fn contexts(&self, bytes: &[u8], ranges: &[Range<usize>]) -> Vec<Context> {
        let mut context = Context::default();
        let mut contexts = Vec::with_capacity(ranges.len());
        for range in ranges {
            contexts.push(context.clone());
            if self.choice.reader.has_context() {
                let part = bytes.get(range.clone()).unwrap_or_default();
                // A mark is one at the head of the file only.
                let part = if range.start == 0 { without_mark(part) } else { part };
                self.choice.reader.carry(part, &mut context);
            }
        }
        contexts
    }
}

/// Maps the file, and parses and hashes the same bytes at the same time.
///
/// Chunks are parsed in any order, but whether a file is given up must not depend on it: if it seems
/// so, the file is streamed, and that decides; if not, the parts are looked at in their order.
fn mapped(task: &Task<'_>) -> Result<Body> {
    let map = map::map(task.opened)?;
    let _passing = Passing::of(&map);
    let workers = rayon::current_num_threads();
    let ranges = split(&map, task.options.chunk_bytes);
    let mut contexts = task.contexts(&map, &ranges);
    let years = task.survey().complete(&map, &ranges, &mut contexts);
    let crew = Crew::new(task, &map, ranges, contexts, workers);
    let stopped = || crew.stopped();
    let (work, sha256) = rayon::join(
        || (0..workers).into_par_iter().map(|own| crew.work(own)).collect::<Option<Vec<_>>>(),
        || if task.options.digest { digest::of(&map, &stopped) } else { Some(String::new()) },
    );
    if crew.given_up.into_inner() {
        drop(work);
        return streamed(task, task.opened.stream()?);
    }
    let (work, sha256) = work.zip(sha256).ok_or_else(interrupted)?;
    let mut runs: Vec<Run> = work.into_iter().flatten().collect();
    runs.sort_by_key(|run| run.first);
    if let Some(run) = runs.last_mut() {
        task.end(map.len() as u64, false, &mut run.parts, &mut run.columns);
    }
    let (parts, sets): (Vec<_>, Vec<_>) = runs.into_iter().map(|r| (r.parts, r.columns)).unzip();
    let parts: Vec<Parsed> = parts.into_iter().flatten().collect();
    let tally = Tally::default();
    if let Some(last) = parts.iter().position(|part| tally.gives_up(task, part)) {
        return Err(refused(task, parts.get(..=last).unwrap_or(&parts)));
    }
    let (layers, bytes, years) = (Layers::default(), map.len() as u64, years.said);
    Ok(Body { parts, sets, bytes, sha256, damage: None, years, layers, replaced: 0, content: None })
}

/// Decodes a chunk while the one before it is parsed: two chunks are held, whatever the size.
fn streamed(task: &Task<'_>, mut stream: Stream<'_>) -> Result<Body> {
    let Task { opened, choice, options, watch, .. } = *task;
    let unreadable = |error| Error::unreadable(&opened.path, error);
    let start = task.survey().start(&mut stream, options.chunk_bytes, watch);
    let (mut context, years) = start.map_err(unreadable)?;
    let layers = stream.layers.clone();
    let mut cutter = Cutter::new(stream, options.chunk_bytes);
    let (mut parts, tally, mut decoded) = (Vec::new(), Tally::default(), 0);
    let mut columns = Columns::default();
    let mut next = cutter.advance().map_err(unreadable)?;
    while let Some(chunk) = next {
        if watch.stopped() {
            return Err(interrupted());
        }
        let lines = task.lines(context);
        decoded += chunk.length;
        let (parsed, after) =
            rayon::join(|| choice.reader.chunk(&chunk, &lines, &mut columns), || cutter.advance());
        context = parsed.context.clone();
        let gives_up = tally.gives_up(task, &parsed);
        parts.push(parsed);
        if gives_up {
            return Err(refused(task, &parts));
        }
        next = after.map_err(unreadable)?;
        watch.advance(cutter.stream().progress());
    }
    task.end(decoded, cutter.stream().is_torn(), &mut parts, &mut columns);
    let mut stream = cutter.into_stream();
    let (spent, content) = stream.finish().map_err(unreadable)?;
    watch.advance(stream.progress());
    let Spent { bytes, sha256, damage, replaced } = spent;
    let (years, content, sets) = (years.said, Some(content), vec![columns]);
    Ok(Body { parts, sets, bytes, sha256, damage, years, layers, replaced, content })
}

pub(super) fn interrupted() -> Error {
    Error::new(Kind::Interrupted, "stopped while reading")
}

fn health(body: &Body) -> Health {
    let mut health = Health::default();
    body.parts.iter().for_each(|part| health.add(&part.health));
    health.internal = body.sets.par_iter().map(Columns::internal).sum();
    health
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
    let share = share(accounting.understood(), accounting.unread());
    let choice = Choice { confidence: task.choice.confidence.min(share), ..task.choice.clone() };
    let rejects = parts.iter().flat_map(|part| &part.rejects);
    unrecognised(&task.opened.path, &choice, rejects.map(|reject| reject.excerpt.as_slice()))
}

fn unrecognised<'l>(path: &Path, choice: &Choice, lines: impl Iterator<Item = &'l [u8]>) -> Error {
    let (path, name, confidence) = (path.display(), choice.format.name, choice.confidence);
    let mut message = if choice.confidence > 0.0 {
        format!(
            "no format reads {path} well enough (the best is {name}, confidence {confidence:.2})"
        )
    } else {
        format!("no format reads any line of {path}")
    };
    message.push_str("; first lines that fail:");
    for line in lines.take(SHOWN) {
        message.push_str("\n  ");
        message.push_str(&escape_start(line.trim_ascii_end(), SHOWN_BYTES));
    }
    Error::new(Kind::Unrecognised, message)
        .hint("name its format with --log-format (`afflux formats` lists them), or leave the file out; only access logs of web servers are read")
}

fn exhibit(task: &Task<'_>, accounting: Accounting, body: &Body) -> Exhibit {
    let Task { opened, choice, options, .. } = *task;
    let spans = body.parts.iter().filter_map(|part| part.span_us);
    let health = health(body);
    let zone = &options.setting.zone;
    let mut packings = body.layers.packings.iter().copied();
    Exhibit {
        // Not lossy: two names must not become one.
        path: escape(opened.path.as_os_str().as_bytes()),
        archive: opened.archive.clone(),
        bytes: body.bytes,
        modified_us: opened.modified_us,
        sha256: body.sha256.clone(),
        compression: packings.next().unwrap_or(Compression::Plain),
        within: packings.collect(),
        encoding: body.layers.encoding,
        replaced: body.replaced,
        document: body.layers.document,
        format: choice.format.name,
        confidence: choice.confidence,
        runner_up: choice.runner_up.map(|(format, confidence)| (format.name, confidence)),
        also: choice.also.iter().map(|format| format.name).collect(),
        wrapper: choice.wrapping.name(),
        inferred: joined(
            choice.reader.inferred(),
            body.years.clone().filter(|_| health.yearless > 0),
        ),
        zone: (health.zoneless > 0).then(|| zone.account()),
        stamp: choice.reader.stamp().unwrap_or(choice.format.stamp),
        accounting,
        health,
        span_us: spans.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))),
        events_us: None,
        damage: body.damage.clone(),
    }
}

fn joined(one: Option<String>, other: Option<String>) -> Option<String> {
    let both: Vec<String> = one.into_iter().chain(other).collect();
    (!both.is_empty()).then(|| both.join("; "))
}
