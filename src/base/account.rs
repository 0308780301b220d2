//! What was put in evidence and what became of every byte of it: the inert records that reading
//! fills in, the report prints and the manifest stores.

use std::collections::BTreeMap;

use super::health::Health;

/// How an exhibit's bytes were packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// Not at all: memory-mapped.
    Plain,
    /// gzip (RFC 1952), one member or many, blocked (BGZF) or not.
    Gzip,
    /// Zstandard (RFC 8878), one frame or many.
    Zstd,
    /// bzip2, one stream or many.
    Bzip2,
    /// .xz, one stream or many.
    Xz,
    /// LZ4 frames.
    Lz4,
}

impl Compression {
    /// Its name in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "none",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
            Self::Lz4 => "lz4",
        }
    }
}

/// Line and byte accounting of one exhibit: every decoded byte, line ends included, belongs to
/// exactly one of request, reject, event, blank.
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
    /// Lines of white space only, and lines about the lines that follow (`#Fields`).
    pub blank: u64,
    /// Bytes of those lines.
    pub blank_bytes: u64,
    /// Lines that are no requests but bear on what the servers could do.
    pub events: u64,
    /// Bytes of those lines.
    pub event_bytes: u64,
    /// Rejects by reason.
    pub reasons: BTreeMap<&'static str, u64>,
}

/// The reason of a line that was understood and is no request: FTP, SMTP and NNTP services write logs
/// like those of the web server beside them.
pub const OTHER_PROTOCOL: &str = "another protocol than HTTP";

impl Accounting {
    /// Rejects that were not understood, and so may be requests that are missing.
    pub fn unread(&self) -> u64 {
        self.rejects - self.told_apart()
    }

    /// Rejects that were understood: [`OTHER_PROTOCOL`].
    pub fn told_apart(&self) -> u64 {
        self.reasons.get(OTHER_PROTOCOL).copied().unwrap_or(0)
    }

    /// Lines that were understood, whether they are requests or not.
    pub fn understood(&self) -> u64 {
        self.requests + self.events + self.told_apart()
    }

    /// Lines of any kind.
    pub fn lines(&self) -> u64 {
        self.requests + self.rejects + self.blank + self.events
    }

    /// Decoded bytes of any kind.
    pub fn bytes(&self) -> u64 {
        self.request_bytes + self.reject_bytes + self.blank_bytes + self.event_bytes
    }

    /// Adds another part of the same exhibit, or another exhibit.
    pub fn add(&mut self, other: &Self) {
        self.requests += other.requests;
        self.request_bytes += other.request_bytes;
        self.rejects += other.rejects;
        self.reject_bytes += other.reject_bytes;
        self.blank += other.blank;
        self.blank_bytes += other.blank_bytes;
        self.events += other.events;
        self.event_bytes += other.event_bytes;
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
    /// Path as given (or as found below a directory or glob as given); `(stdin)` for standard input; of a
    /// member of an archive, the archive's path, `!` and the member's name.
    pub path: String,
    /// Path of the archive that it is a member of.
    pub archive: Option<String>,
    /// Size in bytes, as received; of a member, as the archive has it.
    pub bytes: u64,
    /// Time of last change, microseconds since the epoch; `None` if the file system keeps none.
    pub modified_us: Option<i64>,
    /// SHA-256 of the bytes as received, 64 lower-case hexadecimal digits, computed while reading.
    pub sha256: String,
    /// Packing.
    pub compression: Compression,
    /// Packings inside that packing, from the outside in.
    pub within: Vec<Compression>,
    /// The encoding that was turned into UTF-8, as `UTF-16LE`; offsets are of the UTF-8. `None` where
    /// ASCII was ASCII already, and the bytes are as they were.
    pub encoding: Option<&'static str>,
    /// Characters that were none in that encoding and became U+FFFD.
    pub replaced: u64,
    /// Was it a JSON document (an array, an object around one, objects over many lines), of whose
    /// objects each became a line at its place? Bytes between them count as blank.
    pub document: bool,
    /// Name of the format chosen.
    pub format: &'static str,
    /// Confidence of that choice, 0…1: share of the sample parsed, times validity of its fields.
    pub confidence: f64,
    /// The next best format and how well it read the same sample.
    pub runner_up: Option<(&'static str, f64)>,
    /// Formats of lines that the chosen one does not read, in a file of more than one kind.
    pub also: Vec<&'static str>,
    /// Envelopes around each line, from the outside in, joined by ` > `; empty without any.
    pub wrapper: String,
    /// What was inferred that no line says, as the unit of a duration, and how sure it is.
    pub inferred: Option<String>,
    /// The zone of stamps that carry none. `None` where every stamp carries its own.
    pub zone: Option<Zone>,
    /// What the time stamp marks.
    pub stamp: Stamp,
    /// What became of every decoded byte.
    pub accounting: Accounting,
    /// What was seen of stamps and addresses.
    pub health: Health,
    /// Earliest and latest time stamp, microseconds since the epoch; `None` without requests.
    pub span_us: Option<(i64, i64)>,
    /// Earliest and latest time of its events, microseconds since the epoch; `None` without any.
    pub events_us: Option<(i64, i64)>,
    /// Why the exhibit could not be read to its end (truncated or corrupt archive), with the byte;
    /// what came before is read and counted.
    pub damage: Option<String>,
}

impl Exhibit {
    /// Earliest and latest time of requests and events.
    pub fn covers_us(&self) -> Option<(i64, i64)> {
        let spans = self.span_us.into_iter().chain(self.events_us);
        spans.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
    }
}

/// An archive whose members are exhibits of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Path, as of an exhibit.
    pub path: String,
    /// Path of the archive that it is a member of.
    pub archive: Option<String>,
    /// `tar` or `zip`.
    pub kind: &'static str,
    /// Packings around it, from the outside in.
    pub packings: Vec<Compression>,
    /// Size in bytes, as received.
    pub bytes: u64,
    /// Time of last change, microseconds since the epoch.
    pub modified_us: Option<i64>,
    /// SHA-256 of the bytes as received, hexadecimal.
    pub sha256: String,
    /// Members that are files, read or skipped.
    pub members: u64,
    /// Why it could not be read to its end, with the byte.
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

/// The zone by which stamps are read that carry none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// Its name, or its offsets from UTC.
    pub name: String,
    /// Who says so.
    pub origin: ZoneOrigin,
}

/// Who says what the zone of stamps without one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneOrigin {
    /// Who runs the program.
    Given,
    /// Requests of the same run, whose stamps carry one, at the same time.
    Beside,
    /// Nobody: it is assumed.
    Assumed,
}

impl ZoneOrigin {
    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Beside => "beside",
            Self::Assumed => "assumed",
        }
    }
}

/// What a line of a companion log says that bears on what the servers could do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Name of the kind of event.
    pub kind: &'static str,
    /// When, microseconds since the epoch; `None` where the line has no time.
    pub ts_us: Option<i64>,
    /// The number that the line names as the limit.
    pub limit: Option<i64>,
    /// Does the operating system itself say so?
    pub of_system: bool,
    /// Does a server say that it ends, rather than that it begins or is reloaded?
    pub is_end: bool,
}

/// A file of signatures or Sigma rules that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesFile {
    /// Path as given, or below the directory that was given.
    pub path: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Names of its signatures, in its order.
    pub ids: Vec<String>,
    /// Why it was left out, where it is one of a directory and not understood.
    pub refused: Option<String>,
}

/// The questions put to the expert, as they were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mandate {
    /// Path as given.
    pub path: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Its text.
    pub text: String,
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
    /// Exhibits that hold the same log as another, packed otherwise: (the later, the first).
    pub same_content: Vec<(String, String)>,
    /// Archives whose members are exhibits.
    pub archives: Vec<Archive>,
    /// Files that were named or found and not read: (path, reason).
    pub left_out: Vec<(String, String)>,
    /// Requests that an exhibit holds and an earlier one too: (path, path of the earlier, requests).
    pub repeated: Vec<(String, String, u64)>,
    /// Was each of those kept once only?
    pub deduped: bool,
    /// What companion logs say of limits and failures of the servers, in order of exhibit and line.
    pub noted: Vec<Noted>,
    /// Files of signatures and Sigma rules beside the embedded ones, in the order in which they were read.
    pub rules: Vec<RulesFile>,
    /// The questions put to the expert; `None` where none were given.
    pub mandate: Option<Mandate>,
}
