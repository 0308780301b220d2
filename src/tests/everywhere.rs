//! Every fixture, put to reading in every way there is: cut into chunks of any size, mapped, streamed,
//! packed, torn off at any byte, with other line ends, with bytes that no server writes, by any number of
//! threads. What is read does not change, and no byte is lost.

use std::borrow::Cow;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use afflux::base::account::{Accounting, Compression, Exhibit};
use afflux::base::health::Health;
use afflux::read::columns::Columns;
use afflux::read::exhibit::chunk::{Chunk, split};
use afflux::read::format::detect::{Choice, detect, forced};
use afflux::read::format::kernel::drive::without_mark;
use afflux::read::format::kernel::reader::{Context, Setting, Task};
use afflux::read::format::named;
use afflux::read::options::{Options, Unwatched};
use afflux::read::{Reading, parse};
use rayon::prelude::*;
use serde_json::Value;

use crate::formats::{lines_of, setting, stems};

/// Sizes of chunks; the last holds any fixture.
const SIZES: [usize; 7] = [1, 2, 3, 7, 64, 1000, 1 << 20];
/// Places in one fixture at which it is torn off or something is put in. The steps between them are odd,
/// so that of a longer one every residue comes up.
const PLACES: usize = 1500;

/// A fixture: a log without what is said about it, and how it is read.
pub(crate) struct Sample {
    pub(crate) path: PathBuf,
    /// The format it is forced into; `None` where it is detected.
    format: Option<String>,
    pub(crate) setting: Setting,
    log: Vec<u8>,
}

/// Every log of every folder.
pub(crate) fn samples() -> Vec<Sample> {
    let folders = ["fixtures/formats", "fixtures/hostile/lines", "fixtures/wrappers"];
    let found = folders
        .into_iter()
        .flat_map(|folder| stems(folder).into_iter().map(move |(name, path)| (folder, name, path)));
    found.map(|(folder, name, path)| sample(folder, &name, path)).collect()
}

fn sample(folder: &str, name: &str, path: PathBuf) -> Sample {
    let said = |line: &&[u8]| [&b"#="[..], b"# ", b"#?"].iter().any(|mark| line.starts_with(mark));
    let bytes = fs::read(&path).expect("a fixture");
    let log = bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| !said(line));
    let format = name.split('.').next().filter(|_| folder != "fixtures/wrappers");
    let (log, setting) = (log.flatten().copied().collect(), setting(&path));
    Sample { path, format: format.map(str::to_owned), setting, log }
}

impl Sample {
    /// Lines as detection takes them.
    pub(crate) fn lines(&self) -> Vec<Vec<u8>> {
        let lines = self.log.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
        lines.filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect()
    }

    pub(crate) fn choice(&self) -> Choice {
        match &self.format {
            Some(name) => forced(named(name).expect("a format"), &self.lines(), &self.setting),
            None => detect(&self.lines(), &self.setting),
        }
    }

    fn options(&self, chunk_bytes: usize, mmap: bool) -> Options {
        let (format, setting) = (self.format.clone(), self.setting.clone());
        Options { mmap, chunk_bytes, format, setting, best_guess: true, ..Options::default() }
    }

    /// Places in the log, in steps that are odd.
    fn places(&self) -> impl Iterator<Item = usize> {
        (0..=self.log.len()).step_by((self.log.len() / PLACES) | 1)
    }
}

/// Reads these bytes as one file.
fn read(log: &[u8], options: &Options) -> Reading {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("a.log");
    fs::write(&path, log).expect("a file");
    parse::read(&[path], options, &Unwatched).expect("a readable file")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// All that is said of an exhibit and its lines, but how it was packed and what its file is.
fn essence(reading: &Reading) -> (Vec<(u32, i64, Value)>, String) {
    let bare = |exhibit: &Exhibit| Exhibit {
        path: String::new(),
        sha256: String::new(),
        bytes: 0,
        modified_us: None,
        compression: Compression::Plain,
        ..exhibit.clone()
    };
    let exhibits: Vec<Exhibit> = reading.exhibits.iter().map(bare).collect();
    (lines_of(reading), format!("{exhibits:?} {:?} {:?}", reading.rejects, reading.events))
}

#[test]
fn no_fixture_shows_how_it_was_cut_or_packed() {
    samples().par_iter().for_each(|sample| {
        let whole = essence(&read(&sample.log, &sample.options(1 << 20, true)));
        let packed = gzip(&sample.log);
        for size in SIZES {
            for (log, mmap) in [(&sample.log, true), (&sample.log, false), (&packed, true)] {
                let cut = essence(&read(log, &sample.options(size, mmap)));
                let packed = log.len() != sample.log.len();
                let how = format!("chunks of {size}, mapped {mmap}, packed {packed}");
                assert!(cut == whole, "{}: {how}\n{cut:?}\n{whole:?}", sample.path.display());
            }
        }
    });
}

/// What became of some bytes.
#[derive(Debug, Default, PartialEq)]
struct Fate {
    accounting: Accounting,
    health: Health,
    context: Context,
    events: Vec<(i64, String)>,
    rejects: Vec<(i64, u64)>,
    rows: usize,
}

/// Reads bytes in chunks, without files; with `carry`, each begins in the context that was carried to
/// it, as if others were read meanwhile.
fn fate(choice: &Choice, setting: &Setting, log: &[u8], size: usize, carry: bool) -> Fate {
    let (mut fate, mut columns, mut carried) =
        (Fate::default(), Columns::default(), Context::default());
    let ranges = split(log, size);
    let end = log.len()..log.len();
    for range in ranges.into_iter().chain([end]) {
        let (offset, bytes) = (range.start as u64, &log[range]);
        let context = if carry { carried.clone() } else { fate.context.clone() };
        let task = Task { setting, wrapping: &choice.wrapping, context };
        let length = bytes.len() as u64;
        let chunk = Chunk { offset, bytes: Cow::Borrowed(bytes), length, hole: 0, cut: false };
        let parsed = choice.reader.chunk(&chunk, &task, &mut columns);
        let seen = if offset == 0 { without_mark(bytes) } else { bytes };
        choice.reader.carry(seen, &mut carried);
        fate.accounting.add(&parsed.accounting);
        fate.health.add(&parsed.health);
        fate.context = parsed.context;
        let events = parsed.events.iter().map(|event| (event.byte_offset, format!("{event:?}")));
        fate.events.extend(events);
        fate.rejects.extend(parsed.rejects.iter().map(|one| (one.byte_offset, one.length)));
    }
    fate.rows = columns.len();
    fate
}

/// Counts are of what is there, and every byte is counted once.
fn accounted(fate: &Fate, bytes: usize, of: &dyn Fn() -> String) {
    let Accounting { requests, rejects, events, reasons, .. } = &fate.accounting;
    assert_eq!(fate.accounting.bytes(), bytes as u64, "{}", of());
    let counts = [*requests, *rejects, *events];
    assert_eq!(counts, [fate.rows, fate.rejects.len(), fate.events.len()].map(|n| n as u64));
    assert_eq!(reasons.values().sum::<u64>(), *rejects, "{}", of());
}

#[test]
fn context_is_carried_as_it_is_read() {
    samples().par_iter().for_each(|sample| {
        let (choice, setting) = (sample.choice(), &sample.setting);
        let whole = fate(&choice, setting, &sample.log, usize::MAX, false);
        accounted(&whole, sample.log.len(), &|| sample.path.display().to_string());
        // Parts of lines and years are carried by the survey, which needs the file.
        let alone = !choice.wrapping.joins() && !choice.wrapping.is_yearless();
        for size in SIZES {
            for carry in [false, choice.reader.has_context() && alone] {
                let cut = fate(&choice, setting, &sample.log, size, carry);
                let path = sample.path.display();
                assert_eq!(cut, whole, "{path}: chunks of {size}, carried: {carry}");
            }
        }
    });
}

/// What a crash, a rotation or an attacker leaves: it ends a line, or hides a directive, for all or for none.
#[test]
fn what_is_hidden_in_a_hole_is_hidden_however_it_is_cut() {
    let hidden: [&[u8]; 4] = [&[0; 16], &[0; 3], b"\xef\xbb\xbf", b"\n\xef\xbb\xbf"];
    let headed = samples().into_iter().filter(|sample| sample.choice().reader.has_context());
    headed.collect::<Vec<_>>().par_iter().for_each(|sample| {
        let choice = sample.choice();
        let places = sample.log.iter().enumerate().filter(|(_, byte)| b"#\n".contains(byte));
        for (at, hole) in places.flat_map(|(at, _)| hidden.map(|hole| (at, hole))) {
            for at in [at, at + 12].map(|at| at.min(sample.log.len())) {
                let (head, tail) = sample.log.split_at(at);
                let log = [head, hole, tail].concat();
                let whole = fate(&choice, &sample.setting, &log, usize::MAX, false);
                let cut = fate(&choice, &sample.setting, &log, 1, !choice.wrapping.joins());
                assert_eq!(cut, whole, "{}: {hole:?} at {at}", sample.path.display());
            }
        }
    });
}

#[test]
fn a_fixture_may_be_torn_off_at_any_byte() {
    samples().par_iter().for_each(|sample| {
        let choice = sample.choice();
        for end in sample.places() {
            let torn = &sample.log[..end];
            let fate = fate(&choice, &sample.setting, torn, usize::MAX, false);
            accounted(&fate, end, &|| format!("{} torn off at {end}", sample.path.display()));
        }
    });
}

#[test]
fn a_fixture_may_hold_any_bytes_anywhere() {
    // A NUL, a hole, no UTF-8, a line end of old, a mark, and what opens and closes things.
    let put: [&[u8]; 9] =
        [b"\0", &[0; 16], b"\xff\xfe", b"\xc3", b"\r", b"\xef\xbb\xbf", b"\"", b"\\", b"\x1b["];
    samples().par_iter().for_each(|sample| {
        let choice = sample.choice();
        for (at, put) in sample.places().zip(put.iter().cycle()) {
            let (head, tail) = sample.log.split_at(at);
            let log = [head, put, tail].concat();
            let fate = fate(&choice, &sample.setting, &log, usize::MAX, false);
            let of = || format!("{} with {put:?} at {at}", sample.path.display());
            accounted(&fate, log.len(), &of);
        }
    });
}

/// The log with CRLF at the end of every line, or of every other.
fn windows(log: &[u8], every: usize) -> Vec<u8> {
    let lines = log.split_inclusive(|byte| *byte == b'\n').enumerate();
    let ended = |(number, line): (usize, &[u8])| match line.strip_suffix(b"\n") {
        Some(text) if number % every == 0 && !text.ends_with(b"\r") => [text, b"\r\n"].concat(),
        _ => line.to_vec(),
    };
    lines.flat_map(ended).collect()
}

#[test]
fn line_ends_leave_no_trace() {
    samples().par_iter().for_each(|sample| {
        let options = sample.options(1 << 20, true);
        let fields = |log: &[u8]| {
            let reading = read(log, &options);
            let Exhibit { accounting, health, format, .. } = &reading.exhibits[0];
            assert_eq!(accounting.bytes(), log.len() as u64, "{}", sample.path.display());
            let said = format!("{:?} {health:?} {format}", accounting.reasons);
            let lines = lines_of(&reading).into_iter().map(|(_, _, fields)| fields);
            (lines.collect::<Vec<_>>(), said)
        };
        let unix = fields(&sample.log);
        for every in [1, 2] {
            let other = fields(&windows(&sample.log, every));
            assert_eq!(other, unix, "{}: CRLF every {every}", sample.path.display());
        }
    });
}

#[test]
fn threads_leave_no_trace_in_any_fixture() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut paths = Vec::new();
    for (index, sample) in samples().iter().filter(|sample| sample.log.len() > 300).enumerate() {
        let path = directory.path().join(format!("{index:03}.log"));
        // The number keeps files of the same lines apart.
        fs::write(&path, [&sample.log, format!("{index}\n").as_bytes()].concat()).expect("a file");
        paths.push(path);
    }
    let options = Options { chunk_bytes: 100, best_guess: true, ..Options::default() };
    let readings: Vec<_> = [1, 2, 4]
        .map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let read = || parse::read(&paths, &options, &Unwatched).expect("readable files");
            let reading = pool.expect("threads").install(read);
            let codes = [reading.columns.codes(|c| &c.client), reading.columns.codes(|c| &c.path)];
            (essence(&reading), format!("{codes:?}"))
        })
        .into();
    assert!(readings.windows(2).all(|pair| pair[0] == pair[1]));
}
