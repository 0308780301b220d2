//! What both targets do with a reading. Compiled into each.
#![allow(dead_code, reason = "each target uses its own part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use afflux::base::account::Exhibit;
use afflux::error::Result;
use afflux::read::options::{Options, Unwatched};
use afflux::read::{Reading, inputs, parse};
use serde_json::Value;

#[path = "../formats.rs"]
mod formats;

/// Bytes that an archive may give here: a bomb shall cost milliseconds.
const ARCHIVE_BYTES_MAX: u64 = 4 << 20;

/// One file, written again for each reading, in memory where the system has room for it.
static PLACE: LazyLock<(tempfile::TempDir, PathBuf)> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let directory =
        if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    let directory = directory.expect("a directory");
    let path = directory.path().join("a.log");
    (directory, path)
});

/// Threads would make what libFuzzer counts a matter of chance.
static POOL: LazyLock<rayon::ThreadPool> =
    LazyLock::new(|| rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread"));

/// Any file is read, in that format or the one that reads most.
pub fn options(format: Option<&str>, chunk_bytes: usize, mmap: bool) -> Options {
    Options {
        mmap,
        format: format.map(str::to_owned),
        chunk_bytes,
        best_guess: true,
        archive_bytes_max: ARCHIVE_BYTES_MAX,
        ..Options::default()
    }
}

/// Reads these bytes as a file.
pub fn read(bytes: &[u8], options: &Options) -> Result<Reading> {
    let path = &PLACE.1;
    fs::write(path, bytes).expect("room for a file");
    POOL.install(|| parse::read(std::slice::from_ref(path), options, &Unwatched))
}

/// Reads them as standard input.
pub fn piped(bytes: &[u8], options: &Options) -> Result<Reading> {
    let input = Box::new(bytes);
    POOL.install(|| parse::read_with(&[inputs::STDIN.into()], Some(input), options, &Unwatched))
}

/// Counts are of what is there.
pub fn consistent(reading: &Reading) {
    let sum = |count: fn(&Exhibit) -> u64| reading.exhibits.iter().map(count).sum::<u64>();
    assert_eq!(reading.columns.len() as u64, sum(|exhibit| exhibit.accounting.requests));
    assert_eq!(reading.rejects.len() as u64, sum(|exhibit| exhibit.accounting.rejects));
    assert_eq!(reading.events.len() as u64, sum(|exhibit| exhibit.accounting.events));
    for exhibit in &reading.exhibits {
        let reasons: u64 = exhibit.accounting.reasons.values().sum();
        assert_eq!(reasons, exhibit.accounting.rejects);
    }
}

/// Every byte is accounted for: where they are read as they are, as many as there are.
pub fn accounted(reading: &Reading, bytes: u64) {
    consistent(reading);
    for exhibit in &reading.exhibits {
        if exhibit.compression.name() == "none" && exhibit.encoding.is_none() {
            assert_eq!(exhibit.accounting.bytes(), bytes);
        }
    }
}

/// What must not depend on how bytes were read.
#[derive(PartialEq)]
pub struct Essence {
    /// Rows, rejects and events.
    pub lines: Vec<(u32, i64, Value)>,
    rejects: Vec<(u64, Vec<u8>)>,
    exhibits: Vec<String>,
}

/// The essence of a reading.
pub fn essence(reading: &Reading) -> Essence {
    let exhibits = reading.exhibits.iter().map(|exhibit| {
        let Exhibit { accounting, health, span_us, format, damage, .. } = exhibit;
        format!("{accounting:?} {health:?} {span_us:?} {format} {damage:?} {}", exhibit.sha256)
    });
    let rejects = reading.rejects.iter().map(|reject| (reject.length, reject.excerpt.clone()));
    Essence {
        lines: formats::lines_of(reading),
        rejects: rejects.collect(),
        exhibits: exhibits.collect(),
    }
}
