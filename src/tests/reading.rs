//! Reading as a whole: nothing is lost, and neither chunk size, threads, order of arguments, packing
//! nor mapping leave a trace in what is read.

mod anything;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use afflux::base::account::{Compression, Stamp};
use afflux::error::Kind;
use afflux::read::exhibit::chunk::LINE_MAX;
use afflux::read::options::{Options, Unwatched, Watch};
use afflux::read::{Reading, inputs, parse};
use serde_json::Value;

use crate::formats::lines_of;

const LINE: &str = "203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] \"GET /a HTTP/1.1\" 200 512 \"-\" \"curl/7.74.0\"\n";

/// A log with requests, rejects and blank lines, whose last line has no end.
fn mixed_log() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hostile/lines/combined.log");
    let mut log = fs::read(path).expect("a fixture");
    log.retain(|byte| *byte != b'#');
    log.extend_from_slice(b"\n \t\r\n\n");
    log.extend_from_slice(LINE.trim_end().as_bytes());
    log
}

fn forced(chunk_bytes: usize, mmap: bool) -> Options {
    Options { mmap, chunk_bytes, format: Some("combined".into()), ..Options::default() }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).expect("memory")
}

/// A directory with these files, and their paths.
fn files(contents: &[(&str, &[u8])]) -> (tempfile::TempDir, Vec<PathBuf>) {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |(name, bytes): &(&str, &[u8])| {
        let path = directory.path().join(name);
        fs::write(&path, bytes).expect("a file");
        path
    };
    let paths = contents.iter().map(write).collect();
    (directory, paths)
}

fn read_bytes(bytes: &[u8], options: &Options) -> Reading {
    let (_directory, paths) = files(&[("a.log", bytes)]);
    parse::read(&paths, options, &Unwatched).expect("a readable file")
}

/// What must not depend on how it was read.
fn essence(reading: &Reading) -> (Vec<(u32, i64, Value)>, Vec<String>) {
    let accounts = reading.exhibits.iter().map(|exhibit| {
        format!("{:?} {:?} {}", exhibit.accounting, exhibit.span_us, exhibit.format)
    });
    (lines_of(reading), accounts.collect())
}

#[test]
fn chunks_may_end_anywhere() {
    let fixture = mixed_log();
    // The end has the blank lines and the line without an end.
    let log = &fixture[fixture.len() - 1_500..];
    let (_directory, paths) = files(&[("a.log", log)]);
    let read = |options: &Options| parse::read(&paths, options, &Unwatched).expect("readable");
    let whole = read(&forced(1 << 20, true));
    assert_eq!(whole.exhibits[0].accounting.bytes(), log.len() as u64);
    assert_eq!(whole.exhibits[0].accounting.blank, 3);
    assert!(whole.exhibits[0].accounting.rejects > 5);
    for size in 1..=log.len() + 1 {
        for mmap in [true, false] {
            let reading = read(&forced(size, mmap));
            assert_eq!(essence(&reading), essence(&whole), "chunks of {size}, mmap {mmap}");
            assert_eq!(reading.exhibits[0].sha256, whole.exhibits[0].sha256);
        }
    }
}

/// A fixture without its expectations.
fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats").join(name);
    let bytes = fs::read(path).expect("a fixture");
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let logged = lines.filter(|line| !line.starts_with(b"#=") && !line.starts_with(b"# "));
    logged.flatten().copied().collect()
}

#[test]
fn directives_hold_wherever_a_chunk_ends() {
    for (format, name) in [
        ("iis", "iis.log"),
        ("iis", "iis.time-only.log"),
        ("cloudfront", "cloudfront.log"),
        ("httperr", "httperr.log"),
    ] {
        let log = fixture(name);
        let (_directory, paths) = files(&[("a.log", &log)]);
        let read = |chunk_bytes: usize, mmap: bool| {
            let format = Some(format.to_string());
            let options = Options { mmap, chunk_bytes, format, ..Options::default() };
            essence(&parse::read(&paths, &options, &Unwatched).expect("readable"))
        };
        let whole = read(1 << 20, true);
        for size in (1..64).chain((64..=log.len() + 1).step_by(13)) {
            for mmap in [true, false] {
                assert_eq!(read(size, mmap), whole, "{name}, chunks of {size}, mmap {mmap}");
            }
        }
    }
}

#[test]
fn a_directive_is_seen_however_long_the_file_is() {
    let fields = "#Fields: c-ip date time cs-method cs-uri sc-status time-taken\n";
    let line = "203.0.113.7 2021-04-06 06:31:02 GET /a 200 0.062\n";
    for (head, lines) in [("#Version: 1.0\n#Date: x\n", 3_000), ("\u{feff}", 40_000)] {
        let log = [head, fields, &line.repeat(lines)].concat();
        let reading = read_bytes(log.as_bytes(), &Options::default());
        let exhibit = &reading.exhibits[0];
        assert_eq!((exhibit.format, exhibit.accounting.requests), ("w3c", lines as u64));
        assert_eq!(exhibit.accounting.rejects, 0);
    }
}

#[test]
fn threads_and_order_leave_no_trace() {
    let log = mixed_log();
    let packed = gzip(&LINE.repeat(50).into_bytes());
    let (_directory, mut paths) =
        files(&[("a.log", &log), ("b.gz", &packed), ("c.log", LINE.as_bytes())]);
    let options = forced(256, true);
    let mut readings = Vec::new();
    for threads in [1, 2, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        paths.rotate_left(1);
        let reading = pool.install(|| parse::read(&paths, &options, &Unwatched)).expect("readable");
        let codes = [reading.columns.codes(|c| &c.client), reading.columns.codes(|c| &c.path)];
        readings.push(format!("{codes:?} {:?} {:?}", essence(&reading), reading.rejects));
    }
    assert!(readings.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn packing_leaves_no_trace() {
    let log = [mixed_log(), LINE.repeat(20_000).into_bytes()].concat();
    let plain = read_bytes(&log, &forced(4096, true));
    let (head, tail) = log.split_at(log.len() / 3);
    let skippable = [b"\x50\x2a\x4d\x18\x03\0\0\0abc".as_slice(), &zst(&log)].concat();
    for (packed, compression) in [
        (gzip(&log), Compression::Gzip),
        ([gzip(head), gzip(b""), gzip(tail)].concat(), Compression::Gzip),
        (zst(&log), Compression::Zstd),
        ([zst(head), zst(tail)].concat(), Compression::Zstd),
        (skippable, Compression::Zstd),
    ] {
        let reading = read_bytes(&packed, &forced(4096, true));
        assert_eq!(essence(&reading), essence(&plain));
        assert_eq!(reading.exhibits[0].compression, compression);
        assert_eq!(reading.exhibits[0].bytes, packed.len() as u64);
        assert_eq!(reading.exhibits[0].damage, None);
    }
}

#[test]
fn a_torn_archive_gives_what_can_be_decoded() {
    let lines: String =
        (0..5_000).map(|n| LINE.replace("/a", &format!("/{:x}", n * 7_919))).collect();
    for packed in [gzip(lines.as_bytes()), zst(lines.as_bytes())] {
        let torn = &packed[..packed.len() * 2 / 3];
        let reading = read_bytes(torn, &Options::default());
        let exhibit = &reading.exhibits[0];
        assert!(exhibit.accounting.requests > 500, "{:?}", exhibit.accounting);
        assert!(exhibit.accounting.requests < 5_000);
        let at = format!("at byte {} of the file", torn.len());
        assert!(
            exhibit.damage.as_ref().is_some_and(|damage| damage.contains(&at)),
            "{:?}",
            exhibit.damage
        );
        // A line that stops in the middle is no request, even if its beginning reads like one.
        assert!(reading.rejects.iter().all(|reject| reject.reason == "cut off by damage"));
        assert!(reading.rejects.len() <= 1);
    }
}

#[test]
fn what_follows_an_archive_is_stated() {
    // The line has no end, but all of it is there: it is not cut off.
    let packed = gzip(LINE.trim_end().as_bytes());
    for (tail, what) in [(&b"junk"[..], "other bytes"), (&[0; 512], "zero bytes")] {
        let reading = read_bytes(&[&packed, tail].concat(), &Options::default());
        let damage = reading.exhibits[0].damage.clone().expect("a statement");
        assert!(damage.contains(&format!("ends at byte {} of", packed.len())), "{damage}");
        assert!(damage.contains(what), "{damage}");
        assert_eq!(reading.exhibits[0].accounting.requests, 1);
        assert_eq!(reading.exhibits[0].bytes, (packed.len() + tail.len()) as u64);
    }
}

#[test]
fn the_longest_line_is_read_and_a_longer_one_is_one_reject() {
    let fitting = format!("{}{}\"\n", &LINE[..LINE.len() - 2], "x".repeat(LINE_MAX - LINE.len()));
    assert_eq!(fitting.len(), LINE_MAX);
    let longer = fitting.replacen("xx", "xxx", 1);
    let huge = "y".repeat(5 << 20);
    let log = [LINE, &fitting, LINE, &longer, LINE, &huge, "\n", LINE].concat();
    let readings: Vec<Reading> = [(CHUNK, true), (CHUNK, false), (1000, true), (1000, false)]
        .map(|(size, mmap)| read_bytes(log.as_bytes(), &forced(size, mmap)))
        .into();
    for reading in &readings {
        assert_eq!(essence(reading), essence(&readings[0]));
        let accounting = &reading.exhibits[0].accounting;
        assert_eq!((accounting.requests, accounting.rejects), (5, 2));
        assert_eq!(accounting.bytes(), log.len() as u64);
        assert_eq!(accounting.reasons.get("line too long"), Some(&2));
        assert_eq!(reading.rejects[1].length, huge.len() as u64 + 1);
        assert_eq!(reading.rejects[1].excerpt, vec![b'y'; 200]);
    }
}

const CHUNK: usize = afflux::read::options::CHUNK_BYTES;

#[test]
fn the_same_bytes_twice_are_counted_once() {
    let other = LINE.replace("/a", "/b");
    let (_directory, paths) = files(&[
        ("a.log", LINE.as_bytes()),
        ("b.log", LINE.as_bytes()),
        ("c.log", other.as_bytes()),
    ]);
    let reading = parse::read(&paths, &Options::default(), &Unwatched).expect("readable");
    let name = |path: &PathBuf| path.display().to_string();
    assert_eq!(reading.duplicates, [(name(&paths[1]), name(&paths[0]))]);
    assert_eq!(reading.exhibits.len(), 2);
    assert_eq!(lines_of(&reading).len(), 2);
    assert_eq!(reading.columns.exhibits().collect::<Vec<_>>(), [0, 1]);
    assert_eq!(reading.exhibits[1].path, name(&paths[2]));
}

#[test]
fn empty_files_are_read() {
    for bytes in [&b""[..], b"\n\r\n  \n", &gzip(b"")] {
        let reading = read_bytes(bytes, &Options::default());
        let exhibit = &reading.exhibits[0];
        assert_eq!((exhibit.format, exhibit.stamp), ("empty", Stamp::Unknown));
        assert_eq!((exhibit.accounting.requests, exhibit.accounting.rejects), (0, 0));
        assert_eq!(exhibit.span_us, None);
    }
    let blank = read_bytes(b"\n\r\n  \n", &Options::default());
    assert_eq!(blank.exhibits[0].accounting.blank_bytes, 6);
}

#[test]
fn a_file_of_something_else_is_refused_or_listed() {
    let text = b"line \x1b[31mone\nline two\nline three\nline four\n";
    let (_directory, paths) = files(&[("a.log", LINE.as_bytes()), ("b.txt", text)]);
    let error = parse::read(&paths, &Options::default(), &Unwatched).expect_err("a refusal");
    assert_eq!(error.kind(), Kind::Unrecognised);
    let message = error.to_string();
    assert!(
        message.contains("b.txt") && message.contains("line \\x1b[31mone\n  line two"),
        "{message}"
    );
    assert!(!message.contains("line four") && error.hint_text().is_some());
    let options = Options { skip_unrecognised: true, ..Options::default() };
    let reading = parse::read(&paths, &options, &Unwatched).expect("the rest");
    assert_eq!((reading.exhibits.len(), reading.skipped.len()), (1, 1));
    assert!(reading.skipped[0].0.ends_with("b.txt"));
}

#[test]
fn a_sample_luckier_than_the_file_does_not_decide() {
    let log = [LINE.repeat(20_000), "nonsense\n".repeat(100_000)].concat();
    let (_directory, paths) = files(&[("a.gz", &gzip(log.as_bytes()))]);
    let error = parse::read(&paths, &Options::default(), &Unwatched).expect_err("a refusal");
    assert_eq!(error.kind(), Kind::Unrecognised);
}

/// Stops, or changes a file, after the first chunk.
struct Meddler<F> {
    seen: AtomicU64,
    then: F,
}

impl<F: Fn() -> bool + Sync> Watch for Meddler<F> {
    fn advance(&self, bytes: u64) {
        self.seen.fetch_add(bytes, Ordering::SeqCst);
    }

    fn stopped(&self) -> bool {
        self.seen.load(Ordering::SeqCst) > 0 && (self.then)()
    }
}

#[test]
fn reading_can_be_stopped_and_notices_change() {
    let log = LINE.repeat(100);
    for (name, bytes) in [("a.log", log.clone().into_bytes()), ("a.gz", gzip(log.as_bytes()))] {
        for mmap in [true, false] {
            let (_directory, paths) = files(&[(name, &bytes)]);
            let kind = |watch: &dyn Watch| {
                parse::read(&paths, &forced(1000, mmap), watch).map_err(|error| error.kind()).err()
            };
            let stopping = Meddler { seen: AtomicU64::new(0), then: || true };
            assert_eq!(kind(&stopping), Some(Kind::Interrupted));
            let append = || {
                let mut file = fs::OpenOptions::new().append(true).open(&paths[0]).expect("a file");
                file.write_all(b"more\n").expect("room");
                false
            };
            assert_eq!(
                kind(&Meddler { seen: AtomicU64::new(0), then: append }),
                Some(Kind::Changed)
            );
        }
    }
}

#[test]
fn progress_sums_to_the_sizes_of_the_files() {
    let log = LINE.repeat(100);
    let (_directory, paths) = files(&[("a.log", log.as_bytes()), ("b.gz", &gzip(log.as_bytes()))]);
    let watch = Meddler { seen: AtomicU64::new(0), then: || false };
    let reading = parse::read(&paths, &forced(1000, true), &watch).expect("readable");
    let sizes: u64 = reading.exhibits.iter().map(|exhibit| exhibit.bytes).sum();
    assert_eq!(watch.seen.load(Ordering::SeqCst), sizes);
}

#[test]
fn files_directories_and_patterns_are_gathered() {
    let (directory, _paths) = files(&[("b.log", b""), ("a.log.1", b""), (".hidden", b"")]);
    let root = directory.path().to_str().expect("a name").to_string();
    fs::create_dir(directory.path().join("old")).expect("a directory");
    fs::write(directory.path().join("old/c.gz"), b"").expect("a file");
    let names = |arguments: &[String]| -> Vec<String> {
        let gathered = inputs::gather(arguments).expect("files");
        let relative =
            |path: &PathBuf| path.strip_prefix(&root).map(|path| path.display().to_string());
        gathered.paths.iter().map(|path| relative(path).expect("below")).collect()
    };
    assert_eq!(names(std::slice::from_ref(&root)), ["a.log.1", "b.log", "old/c.gz"]);
    assert_eq!(names(&[format!("{root}/b*"), format!("{root}/b.log")]), ["b.log"]);
    let skipped = inputs::gather(std::slice::from_ref(&root)).expect("files").skipped;
    assert_eq!(skipped.len(), 1);
    for wrong in ["nothing*", "absent.log"] {
        let error = inputs::gather(&[format!("{root}/{wrong}")]).expect_err("no file");
        assert_eq!((error.kind(), error.hint_text().is_some()), (Kind::Unreadable, true));
    }
    std::os::unix::fs::symlink(&root, directory.path().join("old/loop")).expect("a link");
    assert!(inputs::gather(&[root]).is_err_and(|error| error.to_string().contains("link")));
}

#[test]
fn only_regular_files_are_read() {
    for path in ["/dev/null", "/dev/zero"] {
        assert!(
            inputs::gather(&[path.to_string()]).is_err_and(|error| error.hint_text().is_some())
        );
        let read = parse::read(&[PathBuf::from(path)], &Options::default(), &Unwatched);
        assert!(read.is_err_and(|error| error.kind() == Kind::Unreadable));
    }
}
