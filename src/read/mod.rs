//! Files in, columns and rejects out. Reading never fails on content, only on files: a line that is
//! no request becomes a counted, cited reject.
//!
//! `paths ─ exhibit ─▶ chunks ─ format ─▶ columns + rejects`. Nothing here knows polars, places or
//! verdicts.

mod beside;
pub mod codes;
pub mod columns;
mod crew;
pub mod dictionary;
pub mod escape;
pub mod event;
pub mod exhibit;
mod file;
pub mod format;
pub mod inputs;
mod intake;
mod member;
pub mod merge;
pub mod offsets;
pub mod options;
pub mod parse;
pub mod recall;
pub mod review;
mod survey;
pub mod tables;
pub mod trust;
mod twins;
pub mod wrapper;

use crate::base::account::{Archive, Exhibit};
use event::Event;
use merge::Rows;

/// A line that is no request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Index of the exhibit.
    pub exhibit: u32,
    /// Offset of the line's first byte in the decoded exhibit.
    pub byte_offset: i64,
    /// Length of the line in bytes, line end included.
    pub length: u64,
    /// Why, one of the few reasons of the format.
    pub reason: &'static str,
    /// Its first bytes (at most 200), raw.
    pub excerpt: Vec<u8>,
}

/// Everything that was read, in order of exhibit, then of line: the same for any number of threads
/// and any order of arguments.
#[derive(Debug, Default)]
pub struct Reading {
    /// Exhibits, in order of path; their index is the `exhibit` of columns and rejects.
    pub exhibits: Vec<Exhibit>,
    /// Exhibits left out because another has the same bytes: (left out, kept).
    pub duplicates: Vec<(String, String)>,
    /// Exhibits whose decoded bytes are, beyond reasonable doubt, the same, packed otherwise: (the later
    /// in order of path, the first). Left out only where the options say so, and then in `skipped`, too.
    pub same_content: Vec<(String, String)>,
    /// Archives whose members are among the exhibits, in order of path.
    pub archives: Vec<Archive>,
    /// Files that no format reads, with the reason, where the options allow to go on without them; members
    /// of archives that no format reads.
    pub skipped: Vec<(String, String)>,
    /// The requests.
    pub columns: Rows,
    /// Every rejected line.
    pub rejects: Vec<Reject>,
    /// Every line that is no request but bears on what the servers could do.
    pub events: Vec<Event>,
}
