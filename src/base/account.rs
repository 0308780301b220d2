//! What was put in evidence and what became of every byte of it: the inert records that reading
//! fills in, the report prints and the manifest stores.

use std::collections::BTreeMap;

/// How an exhibit's bytes were packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// Not at all: memory-mapped.
    Plain,
    /// gzip (RFC 1952), one member or many.
    Gzip,
    /// Zstandard (RFC 8878), one frame or many.
    Zstd,
}

impl Compression {
    /// Its name in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "none",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// Line and byte accounting of one exhibit: every decoded byte, line ends included, belongs to
/// exactly one of request, reject, blank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accounting {
    /// Lines that became requests.
    pub requests: u64,
    /// Bytes of those lines.
    pub request_bytes: u64,
    /// Lines that did not.
    pub rejects: u64,
    /// Bytes of those lines.
    pub reject_bytes: u64,
    /// Lines of white space only.
    pub blank: u64,
    /// Bytes of those lines.
    pub blank_bytes: u64,
    /// Rejects by reason.
    pub reasons: BTreeMap<&'static str, u64>,
}

impl Accounting {
    /// Lines of any kind.
    pub fn lines(&self) -> u64 {
        self.requests + self.rejects + self.blank
    }

    /// Decoded bytes of any kind.
    pub fn bytes(&self) -> u64 {
        self.request_bytes + self.reject_bytes + self.blank_bytes
    }

    /// Adds another part of the same exhibit, or another exhibit.
    pub fn add(&mut self, other: &Self) {
        self.requests += other.requests;
        self.request_bytes += other.request_bytes;
        self.rejects += other.rejects;
        self.reject_bytes += other.reject_bytes;
        self.blank += other.blank;
        self.blank_bytes += other.blank_bytes;
        for (reason, count) in &other.reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
    }
}

/// What a format's time stamp marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// The moment the request was received (Apache).
    Start,
    /// The moment the line was written, after the last byte (nginx).
    End,
    /// The format is written by servers of both kinds: it cannot be told.
    Unknown,
}

impl Stamp {
    /// Its name in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::End => "end",
            Self::Unknown => "unknown",
        }
    }
}

/// One input file put in evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Exhibit {
    /// Path as given (or as found below a directory or glob as given).
    pub path: String,
    /// Size in bytes, as received.
    pub bytes: u64,
    /// Time of last change, microseconds since the epoch; `None` if the file system keeps none.
    pub modified_us: Option<i64>,
    /// SHA-256 of the bytes as received, 64 lower-case hexadecimal digits, computed while reading.
    pub sha256: String,
    /// Packing.
    pub compression: Compression,
    /// Name of the format chosen.
    pub format: &'static str,
    /// Confidence of that choice, 0…1: share of the sample parsed, times validity of its fields.
    pub confidence: f64,
    /// What the format's time stamp marks.
    pub stamp: Stamp,
    /// What became of every decoded byte.
    pub accounting: Accounting,
    /// Earliest and latest time stamp, microseconds since the epoch; `None` without requests.
    pub span_us: Option<(i64, i64)>,
    /// Why the exhibit could not be read to its end (truncated or corrupt archive), with the byte;
    /// what came before is read and counted.
    pub damage: Option<String>,
}

/// A database of places or networks, as used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Database {
    /// Name, as `pack-2022` or the file's path as given.
    pub name: String,
    /// What it holds, as `country` or `country, asn`.
    pub holds: String,
    /// Build date, microseconds since the epoch.
    pub built_us: i64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Licence and attribution, one line.
    pub licence: String,
    /// Is this the one whose answers fill the frame (the others show the sensitivity)?
    pub primary: bool,
}

/// Everything that was read and with what: the custody part of every report.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Version of afflux.
    pub version: &'static str,
    /// The command line as typed, program name first.
    pub arguments: Vec<String>,
    /// Exhibits, in order of path.
    pub exhibits: Vec<Exhibit>,
    /// Sum over the exhibits.
    pub total: Accounting,
    /// Databases of places and networks.
    pub databases: Vec<Database>,
    /// Country seen as home, ISO 3166-1.
    pub home: String,
    /// Exhibits left out because another has the same bytes: (left out, kept).
    pub duplicates: Vec<(String, String)>,
    /// Files that were named or found and not read: (path, reason).
    pub left_out: Vec<(String, String)>,
}
